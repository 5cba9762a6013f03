import { css } from "lit";

/** Looks of `<paired-texts>`. */
export const styles = css`
  .texts {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    gap: 1rem 2rem;
  }
  .texts > * + * {
    padding-inline-start: 2rem;
    border-inline-start: 1px solid var(--hair);
  }
  h4 {
    margin: 0 0 0.25rem;
    font-size: var(--small);
    font-weight: 500;
    color: var(--ink-soft);
  }
  .need {
    font-family: var(--serif);
    font-size: 1.1875rem;
    line-height: 1.9;
  }
  dl > div {
    display: grid;
    grid-template-columns: 5.5rem minmax(0, 1fr);
    gap: 0 0.75rem;
    padding: 0.1rem 0;
  }
  dt {
    font-size: var(--small);
    color: var(--ink-soft);
  }
  dd {
    line-height: 1.85;
  }
  mark {
    padding: 0.05em 0.1em 0.1em;
    color: inherit;
    border-bottom: 2px solid var(--mark-line);
  }
  mark.tone-1 {
    background: var(--mark-1);
  }
  mark.tone-2 {
    background: var(--mark-2);
    border-bottom-style: double;
    border-bottom-width: 3px;
  }
  mark.tone-3 {
    background: var(--mark-3);
    border-bottom-style: dashed;
  }
  mark.tone-4 {
    background: var(--mark-4);
    border-bottom-style: dotted;
  }
  mark.inferred {
    background: none;
    border: 1px dashed var(--mark-line);
  }
  .concepts {
    margin-top: 0.75rem;
  }
  .concepts li {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.5rem;
    padding: 0.1rem 0;
  }
  .concepts b {
    min-width: 1.25rem;
    font-size: 0.75rem;
  }
  sup {
    padding-inline-end: 0.15em;
    font-family: var(--sans);
    font-size: 0.6875rem;
    font-weight: 600;
    line-height: 0;
    vertical-align: 0.45em;
  }
  sup + sup::before {
    content: "、";
  }
  .legend {
    margin-top: 0.6rem;
  }
  @media (max-width: 46rem) {
    .texts {
      grid-template-columns: 1fr;
    }
    .texts > * + * {
      padding: 0.75rem 0 0;
      border-inline-start: 0;
      border-top: 1px solid var(--hair);
    }
    dl > div {
      grid-template-columns: 1fr;
    }
  }
`;
