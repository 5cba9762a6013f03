import { css } from "lit";

/** Looks of `<problem-list>`. */
export const styles = css`
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
    gap: 0.45rem;
    min-height: max(2rem, var(--target));
  }
  label.chosen {
    font-weight: 600;
  }
  label b {
    font-weight: inherit;
    color: var(--ink-soft);
  }
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1.5rem;
  }
  .filters label {
    min-width: 0;
    max-width: 100%;
  }
  .filters span {
    flex: none;
    font-size: var(--small);
    color: var(--ink-soft);
  }
  .filters select {
    min-width: 0;
    max-width: min(22rem, 100%);
  }
  ol {
    margin: 0.3rem 0 0.75rem;
    border-top: 1px solid var(--hair);
  }
  li {
    padding: 0.5rem 0 0.5rem 0.75rem;
    border-bottom: 1px solid var(--hair);
    border-inline-start: 3px solid var(--hair);
    overflow-wrap: anywhere;
    content-visibility: auto;
    contain-intrinsic-size: auto 4.2rem;
  }
  li.error {
    border-inline-start-color: var(--alarm);
  }
  li.warning {
    border-inline-start-color: var(--doubt);
  }
  .where {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    font-size: var(--small);
    color: var(--ink-soft);
  }
  .level {
    font-weight: 600;
  }
  .error .level {
    color: var(--alarm);
  }
  .warning .level {
    color: var(--doubt);
  }
`;
