import { css } from "lit";

/** Looks of `<weights-panel>`. */
export const styles = css`
  details {
    margin-top: 1.5rem;
    padding-top: 0.4rem;
    border-top: 1px solid var(--hair-strong);
  }
  summary {
    min-height: max(2rem, var(--target));
    padding: 0.25rem 0;
    color: var(--accent);
    cursor: pointer;
  }
  .features {
    display: grid;
    gap: 0.75rem;
    max-width: 34rem;
    margin: 0.75rem 0;
  }
  .feature {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 1rem;
    padding-bottom: 0.4rem;
    border-bottom: 1px solid var(--hair);
  }
  .feature input,
  .explain {
    grid-column: 1 / -1;
  }
  .feature input[type="range"] {
    width: 100%;
    min-height: var(--target);
    padding: 0;
    border: 0;
    background: none;
    accent-color: var(--accent);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
  }
  h4 {
    margin: 1rem 0 0;
    font-size: 1rem;
  }
  .log li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1rem;
    padding: 0.2rem 0;
    border-bottom: 1px solid var(--hair);
  }
  @media print {
    details {
      display: none;
    }
  }
`;
