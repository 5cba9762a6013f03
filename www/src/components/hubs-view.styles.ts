import { css } from "lit";

/** Looks of `<hubs-view>`. */
export const styles = css`
  section {
    max-width: 62rem;
    padding: 1.25rem 1.5rem 3rem;
  }
  .small > a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
  }
  ol {
    margin-top: 1rem;
  }
  ol > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 1.5rem;
    padding: 0.75rem 0;
    border-top: 1px solid var(--hair-strong);
  }
  h3 {
    font-size: 1rem;
  }
  ul {
    grid-column: 1;
  }
  .total {
    grid-area: 1 / 2;
  }
  @media (max-width: 46rem) {
    section {
      padding-inline: 1rem;
    }
  }
`;
