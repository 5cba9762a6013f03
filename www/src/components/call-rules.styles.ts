import { css } from "lit";

/** Looks of `<call-rules>`. */
export const styles = css`
  h4 {
    margin: 0.75rem 0 0.4rem;
    font-size: 1rem;
    font-weight: 600;
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
    gap: 0.6rem;
  }
  li {
    padding: 0.5rem 0.75rem 0.6rem;
    border: 1px solid var(--hair-strong);
    border-inline-start: 3px solid var(--accent);
    background: var(--sheet);
  }
  .bonus li {
    border-style: dashed;
    border-inline-start: 1px dashed var(--hair-strong);
  }
  q {
    display: block;
    quotes: none;
  }
  summary {
    min-height: max(2rem, var(--target));
    margin-top: 0.6rem;
    color: var(--accent);
    cursor: pointer;
  }
`;
