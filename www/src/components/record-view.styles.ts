import { css } from "lit";

/** Looks of `<record-view>`. */
export const styles = css`
  article {
    max-width: 62rem;
    padding: 0.9rem 2.25rem 3rem;
  }
  nav {
    margin-bottom: 0.6rem;
    font-size: var(--small);
  }
  nav a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
  }
  .kicker {
    font-size: var(--small);
    color: var(--ink-soft);
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1rem 0.75rem;
    margin-top: 0.2rem;
  }
  .description {
    max-width: 46rem;
    margin-top: 0.6rem;
    line-height: 1.85;
  }
  h3 {
    margin: 1.75rem 0 0.5rem;
    padding-top: 0.6rem;
    border-top: 1px solid var(--hair-strong);
  }
  .events li {
    display: grid;
    grid-template-columns: 7rem minmax(0, 1fr);
    gap: 0 1rem;
    padding: 0.3rem 0;
    border-bottom: 1px solid var(--hair);
  }
  .date {
    font-size: var(--small);
    color: var(--ink-soft);
  }
  @media (max-width: 46rem) {
    article {
      padding-inline: 1rem;
    }
    .events li {
      grid-template-columns: 1fr;
    }
  }
  @media print {
    nav {
      display: none;
    }
  }
`;
