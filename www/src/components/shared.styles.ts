import { css } from "lit";

/** What all components have in common: type, links, buttons, fields, tags. */
export const shared = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ol,
  ul,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ol,
  ul {
    list-style: none;
  }
  h1,
  h2,
  h3 {
    font-family: var(--serif);
    font-weight: 600;
    line-height: 1.35;
    text-wrap: balance;
  }
  h2 {
    font-size: var(--title);
  }
  h3 {
    font-size: var(--lead);
  }
  a {
    color: var(--accent);
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  h2:focus-visible,
  h3:focus-visible {
    outline-offset: 4px;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    border-radius: 2px;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-height: max(2.125rem, var(--target));
    padding: 0.1rem 0.9rem;
    border: 1px solid var(--hair-strong);
    background: var(--sheet);
    color: var(--ink);
    line-height: 1.4;
    text-decoration: none;
    cursor: pointer;
  }
  button:hover,
  .button:hover {
    border-color: var(--accent);
    color: var(--accent);
  }
  button.primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--accent-ink);
  }
  button.primary:hover {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  button.plain {
    min-height: var(--target);
    padding: 0 0.25rem;
    border-color: transparent;
    background: none;
    color: var(--accent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  input:not([type="checkbox"], [type="radio"], [type="file"]),
  select,
  textarea {
    min-height: max(2.125rem, var(--target));
    padding: 0.2rem 0.55rem;
    border: 1px solid var(--hair-strong);
    background: var(--sheet);
    line-height: 1.5;
  }
  select {
    max-width: 100%;
  }
  ::placeholder {
    color: var(--ink-soft);
    opacity: 1;
  }
  input[type="checkbox"],
  input[type="radio"] {
    width: 1.05rem;
    height: 1.05rem;
    margin: 0;
    accent-color: var(--accent);
  }
  .soft {
    color: var(--ink-soft);
  }
  .small {
    font-size: var(--small);
  }
  .tag {
    display: inline-block;
    padding: 0 0.4em;
    border: 1px solid var(--hair-strong);
    border-radius: 2px;
    font-family: var(--sans);
    font-size: 0.75rem;
    font-weight: 400;
    line-height: 1.45;
    color: var(--ink-soft);
    white-space: nowrap;
    vertical-align: 0.08em;
  }
  .tag.critical {
    border-color: var(--alarm);
    background: var(--alarm);
    color: var(--paper);
  }
  .tag.sensitive {
    border-color: var(--alarm);
    color: var(--alarm);
  }
  .tag.referred,
  .tag.accepted {
    border-color: var(--accent);
    color: var(--accent);
  }
  .verdict {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    white-space: nowrap;
  }
  .verdict svg {
    width: 0.8em;
    height: 0.8em;
    flex: none;
  }
  .verdict.yes {
    color: var(--accent);
  }
  .verdict.unknown {
    color: var(--doubt);
  }
  .verdict.no {
    color: var(--ink-soft);
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.1rem 0.75rem;
    font-size: var(--small);
    color: var(--ink-soft);
  }
  .alarm {
    color: var(--alarm);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  caption {
    text-align: start;
  }
  th,
  td {
    padding: 0.4rem 0.75rem 0.4rem 0;
    border-bottom: 1px solid var(--hair);
    text-align: start;
    vertical-align: baseline;
  }
  thead th {
    border-bottom-color: var(--hair-strong);
    font-size: var(--small);
    font-weight: 500;
    color: var(--ink-soft);
  }
  tbody th {
    font-weight: 500;
  }
  .number {
    text-align: end;
    white-space: nowrap;
  }
  .scroll {
    overflow-x: auto;
  }
  @media print {
    button,
    .back,
    .why {
      display: none !important;
    }
  }
  @media (forced-colors: active) {
    .tag.critical {
      forced-color-adjust: none;
    }
  }
`;
