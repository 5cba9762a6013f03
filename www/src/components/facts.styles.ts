import { css } from "lit";

/** Looks of lists of facts: what it is, and its value. */
export const styles = css`
  dl > div {
    display: grid;
    grid-template-columns: 7rem minmax(0, 1fr);
    gap: 0 1rem;
    padding: 0.25rem 0;
    border-bottom: 1px solid var(--hair);
  }
  dt {
    font-size: var(--small);
    color: var(--ink-soft);
  }
  dd {
    overflow-wrap: anywhere;
  }
  @media (max-width: 46rem) {
    dl > div {
      grid-template-columns: 1fr;
    }
  }
`;
