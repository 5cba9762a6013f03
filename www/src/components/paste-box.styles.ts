import { css } from "lit";

/** Looks of `<paste-box>`. */
export const styles = css`
  details {
    margin-top: 0.6rem;
  }
  summary {
    display: list-item;
    min-height: max(2.125rem, var(--target));
    padding: 0.3rem 0;
    color: var(--accent);
    cursor: pointer;
  }
  form {
    display: grid;
    justify-items: start;
    gap: 0.5rem;
  }
  textarea {
    width: 100%;
    max-width: 46rem;
  }
`;
