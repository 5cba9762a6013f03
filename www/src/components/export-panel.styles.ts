import { css } from "lit";

/** Looks of `<export-panel>`. */
export const styles = css`
  .ways {
    border-top: 1px solid var(--hair);
  }
  .ways li {
    display: grid;
    grid-template-columns: 9.5rem minmax(0, 1fr) auto;
    align-items: center;
    gap: 0.2rem 1.25rem;
    padding: 0.45rem 0;
    border-bottom: 1px solid var(--hair);
  }
  .name {
    font-weight: 500;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .writing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.9rem;
    margin-top: 0.6rem;
  }
  progress {
    width: 14rem;
    max-width: 100%;
    accent-color: var(--accent);
  }
  .contacts {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: max(2.125rem, var(--target));
    margin-top: 0.4rem;
  }
  h4 {
    margin: 1rem 0 0;
    font-size: var(--text);
  }
  .templates {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 1rem;
    margin-inline-start: -0.25rem;
  }
  @media (max-width: 46rem) {
    .ways li {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .what {
      grid-row: 2;
      grid-column: 1 / -1;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
