import { css } from "lit";

/** Looks of `<help-card>`. */
export const styles = css`
  aside {
    margin-top: 0.5rem;
    padding: 0.9rem 1.1rem 0.8rem;
    border: 1px solid var(--alarm);
    border-inline-start-width: 4px;
    background: var(--alarm-tint);
  }
  aside.sensitive {
    border-color: var(--hair-strong);
    background: none;
  }
  h3 {
    color: var(--alarm);
  }
  .sensitive h3 {
    color: inherit;
  }
  .kinds {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
    font-size: var(--small);
  }
  .lines {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
    gap: 0.15rem 1.5rem;
    margin: 0.6rem 0;
  }
  .lines li {
    display: flex;
    align-items: baseline;
    gap: 0.6rem;
  }
  .lines strong {
    flex: none;
    min-width: 3.6rem;
    font-family: var(--serif);
    font-size: 1.25rem;
    line-height: 1.5;
  }
  .duty {
    margin: 0.3rem 0;
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 0.6rem;
    margin-top: 0.7rem;
    padding-top: 0.6rem;
    border-top: 1px solid var(--hair-strong);
    font-size: var(--small);
  }
  form input {
    flex: 1 1 12rem;
    max-width: 22rem;
  }
  form p {
    flex-basis: 100%;
  }
  @media print {
    form {
      display: none;
    }
  }
`;
