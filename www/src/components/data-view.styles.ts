import { css } from "lit";

/** Looks of `<data-view>`. */
export const styles = css`
  section {
    max-width: 60rem;
    padding: 1.25rem 1.5rem 3rem;
  }
  h3 {
    margin: 2.25rem 0 0.6rem;
    padding-top: 0.6rem;
    border-top: 1px solid var(--hair-strong);
  }
  .what {
    overflow-wrap: anywhere;
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 2.25rem;
    margin: 0.75rem 0;
  }
  .counts div {
    display: flex;
    flex-direction: column-reverse;
  }
  .counts dt {
    font-size: var(--small);
    line-height: 1.4;
    color: var(--ink-soft);
  }
  .counts dd {
    font-family: var(--serif);
    font-size: 1.5rem;
    line-height: 1.3;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
  }
  .merged {
    margin-top: 0.5rem;
  }
  .switch {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0 0.5rem;
    min-height: max(2.125rem, var(--target));
    margin-top: 0.5rem;
  }
  .switch .small {
    grid-column: 2;
  }
  tbody th {
    overflow-wrap: anywhere;
  }
  @media (max-width: 46rem) {
    /* A row reads as a sum: its heads stand before its numbers. */
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
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.6rem;
      padding: 0.45rem 0;
      border-bottom: 1px solid var(--hair);
    }
    tbody th,
    td {
      padding: 0;
      border: 0;
    }
    tbody th {
      flex-basis: 60%;
    }
    td.number {
      font-size: var(--small);
    }
    td.number::before {
      content: attr(data-head) " ";
      color: var(--ink-soft);
    }
    section {
      padding-inline: 1rem;
    }
  }
  @media print {
    file-drop {
      display: none;
    }
  }
`;
