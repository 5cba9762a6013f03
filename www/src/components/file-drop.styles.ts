import { css } from "lit";

/** Looks of `<file-drop>`. */
export const styles = css`
  .drop {
    margin-top: 1.5rem;
    padding: 1.1rem 1.25rem;
    border: 1px dashed var(--hair-strong);
    background: var(--sheet);
  }
  .drop.over {
    border: 2px solid var(--accent);
    padding: calc(1.1rem - 1px) calc(1.25rem - 1px);
    background: var(--accent-tint);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    margin: 0.7rem 0;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5rem;
    margin: 0;
    padding: 0;
    border: 0;
  }
  label {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: var(--target);
  }
`;
