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
      align-items: start;
      gap: 0.2rem;
    }
    .how .term {
      min-width: 2.2rem;
    }
    /* A column reads as a line of header and meaning, with its examples below. */
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody {
      display: block;
    }
    tbody tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      gap: 0 0.75rem;
      padding: 0.3rem 0;
      border-bottom: 1px solid var(--hair);
    }
    tbody th,
    td {
      min-width: 0;
      padding: 0;
      border: 0;
      overflow-wrap: anywhere;
    }
    .samples {
      grid-column: 1 / -1;
      min-width: 0;
    }
  }
`;
