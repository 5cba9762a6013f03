import { css } from "lit";

/** Looks of `<typed-need>`. */
export const styles = css`
  form {
    max-width: 52rem;
    padding: 1.5rem 2.25rem 1.25rem;
  }
  .lead {
    margin: 0.15rem 0 0.75rem;
    color: var(--ink-soft);
  }
  label {
    font-size: var(--small);
    color: var(--ink-soft);
  }
  textarea {
    display: block;
    width: 100%;
    padding: 0.55rem 0.75rem;
    font-size: var(--lead);
    line-height: 1.6;
    resize: vertical;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 0.75rem;
    margin-top: 0.6rem;
  }
  place-field {
    flex: 1 1 14rem;
    max-width: 24rem;
  }
  .online {
    display: flex;
    align-items: center;
    gap: 0.45rem;
    min-height: max(2.125rem, var(--target));
    color: var(--ink);
  }
  .try {
    margin-top: 0.75rem;
    font-size: var(--small);
  }
  .try button {
    text-align: start;
  }
  .how {
    max-width: 47.5rem;
    margin: 1rem 2.25rem 2rem;
    padding-top: 0.9rem;
    border-top: 1px solid var(--hair);
  }
  .how h3 {
    font-size: 1rem;
  }
  .how ol {
    margin-top: 0.35rem;
    padding-inline-start: 1.5em;
    list-style: decimal;
    color: var(--ink-soft);
  }
  .back {
    display: none;
    margin-bottom: 0.5rem;
  }
  @media (max-width: 59.99rem) {
    .how {
      display: none;
    }
    form {
      padding: 1rem 1.5rem;
    }
    .back {
      display: inline-flex;
      align-items: center;
      min-height: var(--target);
    }
  }
  @media (max-width: 46rem) {
    form {
      padding: 0.75rem 1rem 1rem;
    }
  }
`;
