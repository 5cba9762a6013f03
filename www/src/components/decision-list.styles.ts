import { css } from "lit";

/** Looks of `<decision-list>`. */
export const styles = css`
  ul {
    margin: 0.5rem 0;
    border-top: 1px solid var(--hair);
  }
  li {
    display: grid;
    grid-template-columns: 5.5rem minmax(0, 1fr) auto;
    gap: 0 0.75rem;
    align-items: baseline;
    padding: 0.45rem 0;
    border-bottom: 1px solid var(--hair);
  }
  .what {
    font-weight: 600;
  }
  .accepted,
  .referred {
    color: var(--accent);
  }
  .declined {
    color: var(--ink-soft);
  }
  .who {
    overflow-wrap: anywhere;
  }
  .who > .soft,
  .note {
    display: block;
  }
  .who a {
    color: var(--ink);
    text-decoration-color: var(--hair-strong);
  }
  @media (max-width: 30rem) {
    li {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .who {
      grid-row: 2;
      grid-column: 1 / -1;
    }
  }
`;
