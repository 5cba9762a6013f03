import { css } from "lit";

/** Looks of `<page-header>`. */
export const styles = css`
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: stretch;
    gap: 0 2.25rem;
    padding: 0 1.5rem;
    border-top: 3px solid var(--accent);
    border-bottom: 1px solid var(--hair-strong);
  }
  .name {
    display: flex;
    align-items: center;
    gap: 0.65rem;
    min-height: 3.5rem;
    color: var(--ink);
    text-decoration: none;
  }
  .name svg {
    width: 1.9rem;
    height: 1.9rem;
  }
  .name rect {
    fill: #1e5a48;
  }
  .name path {
    fill: none;
    stroke: #fbf9f4;
    stroke-width: 2.2;
    stroke-linecap: square;
  }
  .skip {
    position: absolute;
    inset-inline-start: 0.75rem;
    top: -4rem;
    z-index: 2;
    padding: 0.5rem 1rem;
    background: var(--accent);
    color: var(--accent-ink);
  }
  .skip:focus {
    top: 0.5rem;
  }
  h1 {
    font-family: var(--serif);
    font-size: 1.3125rem;
    font-weight: 700;
    letter-spacing: 0.06em;
  }
  .maker {
    font-size: 0.75rem;
    letter-spacing: 0.04em;
    color: var(--ink-soft);
    transform: translateY(0.2em);
  }
  nav ul {
    display: flex;
    height: 100%;
    gap: 0.25rem;
  }
  nav a {
    display: flex;
    align-items: center;
    height: 100%;
    min-height: var(--target);
    padding: 0 0.85rem;
    color: var(--ink-soft);
    text-decoration: none;
    border-bottom: 3px solid transparent;
    border-top: 3px solid transparent;
  }
  nav a:hover {
    color: var(--accent);
  }
  nav a[aria-current] {
    color: var(--ink);
    font-weight: 600;
    border-bottom-color: var(--accent);
  }
  .second {
    display: flex;
    flex: 1;
    justify-content: space-between;
    gap: 0 1rem;
  }
  .saving {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 0 0.6rem;
    font-size: var(--small);
    color: var(--ink-soft);
  }
  .settings {
    display: flex;
    align-items: center;
    gap: 1.25rem;
    margin-inline-start: auto;
    font-size: var(--small);
  }
  label {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    color: var(--ink-soft);
  }
  label input {
    min-width: 8.5rem;
    color: var(--ink);
  }
  .iso {
    margin-inline-start: -0.75rem;
    color: var(--ink-soft);
    white-space: nowrap;
  }
  .language {
    min-width: 3.25rem;
  }
  .short {
    display: none;
  }
  @media (max-width: 46rem) {
    header {
      padding: 0 1rem;
      gap: 0 0.75rem;
    }
    .name {
      min-height: 3rem;
    }
    .maker {
      display: none;
    }
    .second {
      order: 3;
      flex: none;
      width: calc(100% + 2rem);
      margin: 0 -1rem;
      padding: 0 1rem 0 0.4rem;
      gap: 0 0.25rem;
      border-top: 1px solid var(--hair);
    }
    nav ul {
      gap: 0;
    }
    nav a {
      min-height: 2.75rem;
      padding: 0 0.6rem;
    }
    .saving {
      gap: 0 0.3rem;
      font-size: 0.75rem;
    }
    .language {
      min-width: var(--target);
    }
    .short {
      display: inline;
    }
    .iso {
      margin: 0;
    }
    label span,
    .long {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .settings {
      gap: 0.25rem;
    }
    label input {
      min-width: 0;
      width: 8.25rem;
      padding-inline: 0.4rem;
    }
  }
  @media print {
    nav {
      display: none;
    }
  }
`;
