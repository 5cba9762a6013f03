import { css } from "lit";

/** Looks of `<record-list>`, beside those of all lists of rows. */
export const styles = css`
  .category {
    display: block;
    min-width: 0;
    color: var(--ink-soft);
  }
  .category select {
    display: block;
  }
`;
