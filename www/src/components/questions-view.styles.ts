import { css } from "lit";

/** Looks of `<questions-view>`. */
export const styles = css`
  section > h2 {
    font-size: var(--title);
  }
  :host > section {
    max-width: 84rem;
    padding: 1.5rem 1.5rem 3rem;
  }
  .lead {
    margin-top: 0.2rem;
    color: var(--ink-soft);
  }
  .critical {
    margin-top: 0.6rem;
  }
  .critical a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
    padding-inline-start: 0.75rem;
    border-inline-start: 3px solid var(--alarm);
    color: var(--alarm);
    font-weight: 600;
  }
  .groups {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr));
    gap: 1.5rem 2.5rem;
    margin-top: 1.25rem;
  }
  h3 {
    padding-top: 0.6rem;
    border-top: 2px solid var(--ink);
    font-size: 1rem;
  }
  li {
    padding: 0.55rem 0 0.6rem;
    border-bottom: 1px solid var(--hair);
  }
  .question {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
    font-family: var(--serif);
    font-size: var(--lead);
    font-weight: 600;
    color: var(--ink);
    text-decoration: none;
  }
  .question:hover {
    color: var(--accent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  li p a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
  }
  li p {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1rem;
  }
  @media (max-width: 46rem) {
    :host > section {
      padding-inline: 1rem;
    }
  }
`;
