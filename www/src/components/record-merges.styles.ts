import { css } from "lit";

/** Looks of `<record-merges>`. */
export const styles = css`
  section + section {
    margin-top: 1.25rem;
  }
  .what {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1rem;
    overflow-wrap: anywhere;
  }
  td {
    overflow-wrap: anywhere;
  }
  tr.here td:nth-of-type(1),
  tr.there td:nth-of-type(2) {
    background: var(--mark-2);
  }
  tr.both {
    color: var(--ink-soft);
  }
  tbody th {
    min-width: 5rem;
  }
  td:not(.stands),
  thead th + th {
    min-width: 9rem;
    padding-inline: 0.4rem 0.75rem;
  }
  thead th:nth-child(4),
  .stands {
    min-width: 6.5rem;
  }
`;
