import { css } from "lit";

/** Looks of lists of rows with search and filters. */
export const styles = css`
  section {
    display: flex;
    flex-direction: column;
    height: 100%;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    padding: 1rem 1.25rem 0.25rem 1.5rem;
  }
  .filters {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.5rem;
    padding: 0.5rem 1.25rem 0 1.5rem;
    font-size: var(--small);
  }
  .filters input[type="search"] {
    grid-column: 1 / -1;
    width: 100%;
    font-size: var(--text);
  }
  .filters select {
    width: 100%;
    min-width: 0;
  }
  .count {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    min-height: 2.25rem;
    padding: 0.2rem 1.25rem 0.1rem 1.5rem;
    border-bottom: 1px solid var(--hair-strong);
    font-size: var(--small);
    color: var(--ink-soft);
  }
  .rows {
    flex: 1;
    min-height: 0;
  }
  .rows li {
    content-visibility: auto;
    contain-intrinsic-size: auto 4.6rem;
    border-bottom: 1px solid var(--hair);
  }
  .rows li.end {
    min-height: 1px;
    padding: 0.5rem 1.5rem;
    border-bottom: 0;
  }
  .rows a {
    display: block;
    padding: 0.55rem 1.25rem 0.6rem calc(1.5rem - 3px);
    border-inline-start: 3px solid transparent;
    color: var(--ink);
    text-decoration: none;
  }
  .rows a:hover {
    background: var(--sheet);
  }
  .rows a:focus-visible {
    outline-offset: -2px;
  }
  .rows a[aria-current] {
    border-inline-start-color: var(--accent);
    background: var(--accent-tint);
  }
  .text {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    overflow: hidden;
    line-height: 1.6;
  }
  .rows .meta {
    gap: 0 0.7rem;
    margin-top: 0.1rem;
  }
  .nothing {
    padding: 1.5rem;
  }
  @media (max-width: 46rem) {
    .head,
    .filters,
    .count {
      padding-inline: 1rem;
    }
    .rows a {
      padding-inline: calc(1rem - 3px) 1rem;
    }
  }
  @media (min-width: 60rem) and (min-height: 34rem) {
    .rows {
      overflow-y: auto;
    }
  }
`;
