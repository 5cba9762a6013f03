import { css } from "lit";

/** Looks of `<match-view>`. */
export const styles = css`
  section {
    max-width: 60rem;
    padding: 1.25rem 2.25rem 3rem;
  }
  section.typed {
    padding-top: 0;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5rem;
    margin-bottom: 0.4rem;
    font-size: var(--small);
  }
  .ways a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
  }
  .asking h2 {
    font-family: var(--sans);
    font-size: var(--small);
    font-weight: 500;
    color: var(--ink-soft);
  }
  blockquote {
    margin: 0.1rem 0 0.4rem;
    font-family: var(--serif);
    font-size: var(--title);
    font-weight: 600;
    line-height: 1.5;
  }
  .risk {
    margin-top: 0.9rem;
  }
  decision-buttons {
    margin-top: 0.9rem;
  }
  .answer {
    margin-top: 1.25rem;
    padding-top: 0.9rem;
    border-top: 2px solid var(--ink);
  }
  .answer h3 {
    font-size: 1.1875rem;
  }
  .answer p {
    color: var(--ink-soft);
  }
  .none {
    margin-top: 1.25rem;
  }
  .ways .back {
    display: none;
  }
  @media (max-width: 59.99rem) {
    .ways .back {
      display: inline-flex;
    }
    section {
      padding: 0.75rem 1.5rem 2rem;
    }
  }
  @media (max-width: 46rem) {
    section {
      padding-inline: 1rem;
    }
  }
`;
