import { css } from "lit";

/** Looks of `<pairs-list>`. */
export const styles = css`
  ol {
    margin: 0.3rem 0 0.75rem;
    border-top: 1px solid var(--hair);
  }
  li {
    padding: 0.5rem 0;
    border-bottom: 1px solid var(--hair);
  }
  .names {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 1.25rem;
  }
  .score {
    margin-inline-start: auto;
  }
`;
