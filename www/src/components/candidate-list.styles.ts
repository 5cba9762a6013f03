import { css } from "lit";

/** Looks of `<candidate-list>`. */
export const styles = css`
  ol {
    margin-top: 0.5rem;
  }
  li {
    position: relative;
    display: grid;
    grid-template-columns: 1.75rem minmax(0, 1fr) 7.75rem;
    gap: 0 0.75rem;
    padding: 0.75rem 0 0.8rem;
    border-bottom: 1px solid var(--hair);
  }
  li.open {
    background: var(--accent-tint);
    box-shadow: -0.75rem 0 0 var(--accent-tint), 0.75rem 0 0 var(--accent-tint);
  }
  .rank {
    font-family: var(--serif);
    font-size: 1.25rem;
    line-height: 1.35;
    color: var(--ink-soft);
    text-align: end;
  }
  h4 {
    margin: 0;
    font-size: 1rem;
    font-weight: 600;
    line-height: 1.5;
  }
  h4 a {
    color: var(--ink);
    text-decoration: none;
  }
  /* The whole row leads to the explanation. */
  h4 a::after {
    content: "";
    position: absolute;
    inset: 0 -0.75rem;
  }
  li:hover h4 a {
    color: var(--accent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  h4 a:focus-visible {
    outline: none;
  }
  h4 a:focus-visible::after {
    outline: 2px solid var(--accent);
    outline-offset: -1px;
  }
  /* Above the link that spans the row. */
  decision-buttons {
    position: relative;
    z-index: 1;
    width: fit-content;
    max-width: 100%;
    margin-top: 0.4rem;
  }
  .missing {
    color: var(--doubt);
  }
  ol.refused .missing {
    color: var(--ink);
  }
  ol.refused .reason {
    display: none;
  }
  .judgement {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 0.35rem;
    padding-top: 0.1rem;
  }
  .bar {
    width: 100%;
    height: 4px;
  }
  .bar .whole {
    fill: var(--hair);
  }
  .bar .score {
    fill: var(--accent);
  }
  ol.refused .bar .score {
    fill: var(--hair-strong);
  }
  .why {
    font-size: var(--small);
    color: var(--accent);
  }
  h3.refused {
    margin-top: 1.75rem;
  }
  .rest {
    display: grid;
    justify-items: start;
    gap: 0.6rem;
    margin-top: 1rem;
  }
  @media (max-width: 30rem) {
    li {
      grid-template-columns: 1.25rem minmax(0, 1fr);
    }
    .judgement {
      grid-column: 2;
      flex-direction: row;
      align-items: center;
      gap: 0.75rem;
      padding-top: 0.3rem;
    }
    .bar {
      max-width: 8rem;
    }
  }
`;
