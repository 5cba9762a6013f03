import { css } from "lit";

/** Looks of `<passphrase-dialog>`. */
export const styles = css`
  :host {
    display: contents;
  }
  dialog {
    max-width: min(30rem, calc(100vw - 2rem));
    padding: 1.25rem 1.5rem;
    border: 1px solid var(--hair-strong);
    border-top: 3px solid var(--accent);
    border-radius: 2px;
    background: var(--paper);
    color: var(--ink);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  #what {
    margin: 0.5rem 0 0.8rem;
    overflow-wrap: anywhere;
  }
  label {
    display: grid;
    gap: 0.1rem;
    margin-bottom: 0.6rem;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.5rem 0.75rem;
    margin-top: 0.8rem;
  }
`;
