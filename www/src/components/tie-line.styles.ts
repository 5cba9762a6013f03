import { css } from "lit";

/** Looks of `<tie-line>`. */
export const styles = css`
  h3 {
    margin: 1.75rem 0 0.5rem;
    padding-top: 0.6rem;
    border-top: 1px solid var(--hair-strong);
  }
  ol {
    margin: 0.25rem 0;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
  }
`;
