import { css } from "lit";

/** Looks of `<neighbourhood-view>`. */
export const styles = css`
  .both {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 24rem);
    align-items: start;
    gap: 1rem 2rem;
  }
  h4 {
    margin: 0.75rem 0 0.1rem;
    font-size: var(--small);
    font-weight: 500;
    color: var(--ink-soft);
  }
  section:first-child h4 {
    margin-top: 0;
  }
  li {
    padding: 0.15rem 0;
    border-bottom: 1px solid var(--hair);
  }
  li li {
    margin-inline-start: 1.9rem;
    border: 0;
  }
  .at {
    display: inline-block;
    min-width: 1.6rem;
    font-size: 0.75rem;
    color: var(--ink-soft);
  }
  svg {
    position: sticky;
    top: 1rem;
    width: 100%;
    border: 1px solid var(--hair);
    background: var(--sheet);
  }
  line {
    stroke: var(--hair-strong);
    stroke-width: 0.8;
  }
  circle {
    stroke: var(--accent);
    stroke-width: 1;
  }
  .center,
  circle.record {
    fill: var(--accent);
  }
  circle.other {
    fill: var(--sheet);
  }
  text {
    font-size: 8.5px;
    text-anchor: middle;
  }
  text.record {
    fill: var(--accent-ink);
  }
  text.other {
    fill: var(--ink);
  }
  @media (max-width: 59.99rem) {
    .both {
      grid-template-columns: 1fr;
    }
    svg {
      position: static;
      max-width: 26rem;
    }
  }
`;
