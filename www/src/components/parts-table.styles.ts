import { css } from "lit";

/** Looks of `<parts-table>`. */
export const styles = css`
  .bar {
    display: block;
    width: 100%;
    height: 10px;
    margin: 0.25rem 0 0.5rem;
  }
  .whole {
    fill: var(--hair);
  }
  .shade-0 {
    fill: var(--accent);
    opacity: 1;
  }
  .shade-1 {
    fill: var(--accent);
    opacity: 0.72;
  }
  .shade-2 {
    fill: var(--accent);
    opacity: 0.5;
  }
  .shade-3 {
    fill: var(--accent);
    opacity: 0.34;
  }
  .shade-4 {
    fill: var(--doubt);
    opacity: 1;
  }
  .shade-5 {
    fill: var(--doubt);
    opacity: 0.66;
  }
  .shade-6 {
    fill: var(--doubt);
    opacity: 0.4;
  }
  .key {
    width: 0.6rem;
    height: 0.6rem;
    margin-inline-end: 0.4rem;
  }
  .facts {
    display: block;
    padding-inline-start: 1rem;
    font-weight: 400;
  }
  th[scope="row"] .tag {
    font-weight: 400;
  }
  tfoot th,
  tfoot td {
    border-top: 1px solid var(--hair-strong);
    border-bottom: 2px solid var(--ink);
  }
  tfoot th {
    font-weight: 600;
  }
  .total {
    font-weight: 600;
  }
  @media (max-width: 30rem) {
    th,
    td {
      padding-inline-end: 0.4rem;
      font-size: var(--small);
    }
  }
  td:last-child,
  th:last-child {
    padding-inline-end: 0;
  }
`;
