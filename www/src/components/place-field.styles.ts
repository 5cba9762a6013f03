import { css } from "lit";

/** Looks of `<place-field>`. */
export const styles = css`
  label {
    font-size: var(--small);
    color: var(--ink-soft);
  }
  .field {
    position: relative;
  }
  input {
    width: 100%;
  }
  ul {
    position: absolute;
    z-index: 2;
    inset-inline: 0;
    top: calc(100% + 2px);
    max-height: 18rem;
    overflow-y: auto;
    border: 1px solid var(--hair-strong);
    background: var(--sheet);
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.6rem;
    min-height: max(2rem, var(--target));
    padding: 0.25rem 0.6rem;
    border-bottom: 1px solid var(--hair);
    cursor: pointer;
  }
  li:last-child {
    border-bottom: 0;
  }
  li:hover,
  li[aria-selected="true"] {
    background: var(--accent-tint);
  }
  li[aria-selected="true"] {
    box-shadow: inset 3px 0 0 var(--accent);
  }
`;
