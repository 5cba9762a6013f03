import { css } from "lit";

/** Looks of `<need-list>`, beside those of all lists of rows. */
export const styles = css`
  .write {
    border-color: var(--accent);
    color: var(--accent);
  }
  .write[aria-current] {
    background: var(--accent-tint);
  }
  .handled {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.1rem;
    margin: 0.35rem 0 0;
    padding: 0 1.25rem 0 1.5rem;
    border: 0;
    font-size: var(--small);
  }
  .handled label {
    display: flex;
    align-items: center;
    gap: 0.35rem;
    min-height: max(1.9rem, var(--target));
    color: var(--ink-soft);
    border-bottom: 2px solid transparent;
    cursor: pointer;
  }
  .handled label:hover {
    color: var(--accent);
  }
  /* The line under the words says it; the radio button stays for keys and screen readers. */
  .handled input {
    position: absolute;
    opacity: 0;
  }
  .handled label:focus-within:has(:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  .handled .chosen {
    color: var(--ink);
    font-weight: 600;
    border-bottom-color: var(--accent);
  }
  .handled b {
    font-weight: inherit;
  }
  @media (max-width: 46rem) {
    .handled {
      padding-inline: 1rem;
    }
  }
  .risk {
    display: flex;
    align-items: center;
    gap: 0.45rem;
    min-height: var(--target);
    margin-inline-start: auto;
    color: var(--ink);
  }
  .closed {
    color: var(--ink-soft);
  }
  mark {
    background: var(--mark-1);
    color: inherit;
  }
`;
