import { css } from "lit";

/** Looks of `<overview-view>`. */
export const styles = css`
  section {
    max-width: 84rem;
    padding: 1.25rem 1.5rem 3rem;
  }
  .lead {
    max-width: 42rem;
    color: var(--ink-soft);
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    margin: 0.9rem 0 1.1rem;
  }
  progress {
    width: min(18rem, 100%);
    height: 0.5rem;
    appearance: none;
    border: 0;
    background: var(--hair);
    accent-color: var(--accent);
  }
  progress::-webkit-progress-bar {
    background: var(--hair);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
  td .verdict {
    margin-inline-start: 0.5rem;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5rem;
    margin: 0 0 0.4rem;
    padding: 0;
    border: 0;
  }
  label {
    display: flex;
    align-items: center;
    gap: 0.45rem;
    min-height: max(2rem, var(--target));
    cursor: pointer;
  }
  label.chosen {
    font-weight: 600;
  }
  label b {
    font-weight: inherit;
    color: var(--ink-soft);
  }
  tbody th {
    width: 38%;
    font-weight: 400;
  }
  tbody th a {
    color: var(--ink);
    text-decoration-color: var(--hair-strong);
  }
  .place {
    white-space: nowrap;
  }
  .served {
    width: 26%;
  }
  .served.no {
    color: var(--alarm);
    font-weight: 600;
  }
  .served.weak {
    color: var(--doubt);
  }
  .cause {
    display: block;
    font-weight: 400;
  }
  .more {
    margin-top: 1rem;
  }
  @media (max-width: 46rem) {
    section {
      padding-inline: 1rem;
    }
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody,
    tr,
    th,
    td {
      display: block;
    }
    tr {
      padding: 0.6rem 0;
      border-bottom: 1px solid var(--hair);
    }
    tbody th,
    td,
    .served {
      width: auto;
      padding: 0.05rem 0;
      border: 0;
    }
    .place {
      font-size: var(--small);
      color: var(--ink-soft);
    }
  }
`;
