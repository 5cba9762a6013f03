import { css } from "lit";

/** Looks of `<need-list>`, beside those of all lists of rows. */
export const styles = css`
  .write {
    border-color: var(--accent);
    color: var(--accent);
  }
  .write[aria-current] {
    background: var(--accent-tint);
  }
  .risk {
    display: flex;
    align-items: center;
    gap: 0.45rem;
    min-height: var(--target);
    margin-inline-start: auto;
    color: var(--ink);
  }
  .closed {
    color: var(--ink-soft);
  }
  mark {
    background: var(--mark-1);
    color: inherit;
  }
`;
