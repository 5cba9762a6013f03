import { css } from "lit";

/** Looks of `<explanation-view>`. */
export const styles = css`
  article {
    max-width: 62rem;
    padding: 0.9rem 2.25rem 3rem;
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5rem;
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
  .verdict-line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1rem 0.9rem;
    margin-top: 0.35rem;
  }
  decision-buttons {
    margin-top: 0.6rem;
  }
  h3 {
    margin: 1.75rem 0 0.5rem;
    padding-top: 0.6rem;
    border-top: 1px solid var(--hair-strong);
  }
  @media (max-width: 59.99rem) {
    article {
      padding: 0.75rem 1.5rem 2rem;
    }
  }
  @media (max-width: 46rem) {
    article {
      padding-inline: 1rem;
    }
  }
  @media print {
    nav {
      display: none;
    }
  }
`;
