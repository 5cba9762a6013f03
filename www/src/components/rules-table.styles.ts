import { css } from "lit";

/** Looks of `<rules-table>`. */
export const styles = css`
  h4 {
    margin: 1rem 0 0;
    font-size: 1rem;
    font-weight: 600;
  }
  tbody th {
    min-width: 5.5em;
  }
  q {
    display: block;
    max-width: 24em;
    font-weight: 400;
    color: var(--ink-soft);
    quotes: "“" "”";
  }
  .facts {
    display: block;
    color: var(--ink-soft);
  }
  .inner th {
    padding-inline-start: 1.25rem;
    font-weight: 400;
  }
`;
