import { css } from "lit";

/** Looks of `<clear-dialog>`. */
export const styles = css`
  :host {
    display: contents;
  }
  dialog {
    max-width: min(30rem, calc(100vw - 2rem));
    padding: 1.25rem 1.5rem;
    border: 1px solid var(--hair-strong);
    border-top: 3px solid var(--alarm);
    border-radius: 2px;
    background: var(--paper);
    color: var(--ink);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }
  ul {
    margin: 0.4rem 0 0.6rem;
    padding-inline-start: 1.25rem;
    list-style: square;
  }
  #what {
    margin-top: 0.5rem;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    margin-top: 1rem;
  }
  .yes {
    border-color: var(--alarm);
    color: var(--alarm);
  }
`;
