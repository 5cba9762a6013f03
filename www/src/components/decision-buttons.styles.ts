import { css } from "lit";

/** Looks of `<decision-buttons>`. */
export const styles = css`
  .decide,
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 0.6rem;
  }
  button[aria-pressed] {
    gap: 0.3em;
    min-height: max(1.75rem, var(--target));
    padding: 0 0.7rem;
    font-size: var(--small);
    background: none;
  }
  button svg {
    display: none;
    width: 0.85em;
    height: 0.85em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2.2;
  }
  button[aria-pressed="true"] svg {
    display: block;
  }
  button[aria-pressed="true"] {
    border-color: var(--ink);
    font-weight: 600;
  }
  button.accepted[aria-pressed="true"],
  button.referred[aria-pressed="true"] {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--accent-ink);
  }
  button.referred {
    min-height: max(2.125rem, var(--target));
    border-color: var(--alarm);
    font-size: var(--text);
    color: var(--alarm);
  }
  button.plain,
  form button {
    min-height: max(1.75rem, var(--target));
    font-size: var(--small);
  }
  .ways {
    display: flex;
    gap: 0.6rem;
  }
  .note {
    font-size: var(--small);
    overflow-wrap: anywhere;
  }
  form {
    flex: 1 1 14rem;
  }
  form input {
    flex: 1 1 9rem;
    min-width: 0;
    max-width: 24rem;
    font-size: var(--small);
  }
  @media print {
    button[aria-pressed="true"] {
      display: inline-flex !important;
      border: 0;
      padding: 0;
      background: none;
      color: inherit;
    }
  }
`;
