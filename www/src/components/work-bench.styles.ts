import { css } from "lit";

/** Looks of `<work-bench>`. */
export const styles = css`
  :host {
    min-height: 100vh;
    display: flex;
    flex-direction: column;
  }
  main {
    flex: 1;
    min-height: 0;
    outline: none;
  }
  main.dragging {
    box-shadow: inset 0 0 0 3px var(--accent);
  }
  .sample,
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.75rem;
    padding: 0.3rem 1.5rem;
    border-bottom: 1px solid var(--hair);
    font-size: var(--small);
  }
  .sample {
    background: var(--accent-tint);
  }
  .sample .tag {
    border-color: var(--ink);
    color: var(--ink);
  }
  .notice {
    background: var(--sheet);
  }
  .sample button.plain,
  .notice button.plain {
    font-size: inherit;
  }
  .notice.step {
    position: fixed;
    z-index: 3;
    inset-inline-end: 1.5rem;
    bottom: 1rem;
    max-width: min(34rem, calc(100vw - 2rem));
    padding: 0.45rem 1rem;
    border: 1px solid var(--accent);
    border-inline-start-width: 4px;
    box-shadow: 0 0.4rem 1.5rem rgb(0 0 0 / 14%);
  }
  .notice.failed {
    background: var(--alarm-tint);
    color: var(--alarm);
  }
  .opening,
  section.failed {
    max-width: 36rem;
    padding: 3rem 1.5rem;
  }
  section.failed p {
    margin: 0.75rem 0;
  }
  @media (max-width: 46rem) {
    .sample {
      display: block;
    }
    .sample,
    .notice {
      padding: 0.3rem 1rem;
    }
    .notice.step {
      inset-inline: 0.5rem;
      bottom: 0.5rem;
      max-width: none;
      padding: 0.15rem 0.75rem;
      justify-content: space-between;
    }
  }
  @media (min-width: 60rem) and (min-height: 34rem) {
    :host {
      height: 100vh;
    }
    main {
      overflow-y: auto;
    }
    main.match {
      overflow: hidden;
    }
  }
  @media print {
    :host {
      height: auto;
    }
  }
`;
