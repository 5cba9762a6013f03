import { css } from "lit";

/** Looks of `<found-file>`. */
export const styles = css`
  article {
    margin-top: 1rem;
    padding: 0.8rem 1rem 0.9rem;
    border: 1px solid var(--hair);
    border-inline-start: 3px solid var(--accent);
    background: var(--sheet);
  }
  h4 {
    margin: 0;
    font-size: var(--text);
    overflow-wrap: anywhere;
  }
  .sum {
    margin: 0.15rem 0 0.1rem;
    font-family: var(--serif);
    font-size: var(--lead);
    line-height: 1.5;
  }
  .how {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1.75rem;
    margin: 0.6rem 0 0.4rem;
  }
  .how label,
  .how p:not(.tag) {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: max(2.125rem, var(--target));
  }
  .term {
    font-size: var(--small);
    color: var(--ink-soft);
    white-space: nowrap;
  }
  .county {
    max-width: 30rem;
    margin: 0.6rem 0;
    padding: 0.6rem 0.9rem 0.8rem;
    border-inline-start: 3px solid var(--doubt);
    background: var(--paper);
  }
  details {
    margin-top: 0.3rem;
    border-top: 1px solid var(--hair);
  }
  summary {
    padding: 0.35rem 0;
    min-height: max(2.125rem, var(--target));
    cursor: pointer;
  }
  td select {
    max-width: 13rem;
  }
  tr.unsure th,
  .doubt {
    color: var(--doubt);
  }
  tbody th {
    min-width: 6rem;
  }
  .samples {
    color: var(--ink-soft);
    overflow-wrap: anywhere;
    min-width: 12rem;
  }
  .dropped {
    margin-top: 0.5rem;
    padding-top: 0.5rem;
    border-top: 1px solid var(--hair);
  }
  .repairs li {
    padding: 0.25rem 0;
    border-bottom: 1px solid var(--hair);
    overflow-wrap: anywhere;
  }
  del {
    color: var(--ink-soft);
    text-decoration-color: var(--alarm);
  }
  ins {
    text-decoration: none;
    background: var(--mark-2);
  }
  del,
  ins {
    display: block;
  }
  @media (max-width: 46rem) {
    article {
      padding-inline: 0.75rem;
    }
    .how {
      flex-direction: column;
      align-items: stretch;
    }
  }
`;
