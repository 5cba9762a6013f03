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
