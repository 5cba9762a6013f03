import { css } from "lit";

/** Looks of `<route-view>`. */
export const styles = css`
  .panes {
    height: 100%;
  }
  .choose {
    padding: 1.25rem 2.25rem;
  }
  .panes > * {
    scroll-padding-bottom: 5rem;
  }
  .kicker {
    font-size: var(--small);
  }
  .question {
    margin-top: 0.4rem;
    font-family: var(--serif);
    font-size: var(--title);
    font-weight: 600;
  }
  @media (max-width: 59.99rem) {
    .list > .matches,
    .matches > :is(need-list, record-list),
    .explanation > :is(need-list, record-list),
    .explanation > .matches {
      display: none;
    }
  }
  @media (min-width: 60rem) {
    :host {
      height: 100%;
    }
    .panes {
      display: grid;
      grid-template-columns: minmax(20rem, 26%) minmax(0, 1fr);
    }
    .panes > * + * {
      border-inline-start: 1px solid var(--hair-strong);
    }
    .explanation > .matches {
      display: none;
    }
  }
  @media (min-width: 60rem) and (min-height: 34rem) {
    .panes > * {
      min-height: 0;
      overflow-y: auto;
    }
    .panes > :is(need-list, record-list) {
      overflow: hidden;
    }
  }
  @media (min-width: 105rem) {
    .panes.explanation {
      grid-template-columns: minmax(20rem, 22%) minmax(26rem, 30%) minmax(0, 1fr);
    }
    .explanation > .matches {
      display: block;
    }
  }
  @media print {
    .panes {
      display: block;
    }
    :is(need-list, record-list),
    .explanation > .matches {
      display: none;
    }
  }
`;
