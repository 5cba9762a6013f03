import { html, nothing, svg, type TemplateResult } from "lit";
import type { Risk, Verdict } from "../contract";
import { text } from "../strings";
import type { Language } from "../text/language";
import { sentence } from "../text/message";

/** Says that a record is invented. */
export function exampleTag(language: Language): TemplateResult {
  return html`<span class="tag">${text("tag.example", {}, language)}</span>`;
}

/** How serious a need is. */
export function riskTag(risk: Risk, language: Language): TemplateResult {
  const level = risk.level === "危急" ? "critical" : "sensitive";
  return html`<span class="tag ${level}">${sentence(`risk.level.${risk.level}`, {}, language)}</span>`;
}

/** Says that a need is with a case worker. */
export function referredTag(language: Language): TemplateResult {
  return html`<span class="tag referred">${text("decide.is.referred", {}, language)}</span>`;
}

/** How many candidates were taken; nothing for none. */
export function acceptedTag(n: number, language: Language): TemplateResult | typeof nothing {
  return n === 0 ? nothing : html`<span class="tag accepted">${text("decide.count.accepted", { n }, language)}</span>`;
}

const shapes: Readonly<Record<Verdict, TemplateResult>> = {
  yes: svg`<circle cx="8" cy="8" r="7" fill="currentColor"/>`,
  unknown: svg`<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor"/>`,
  no: svg`<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M3.6 12.4 12.4 3.6" stroke="currentColor" stroke-width="1.6"/>`,
};

/** A verdict in words, with a shape that does not need colour. */
export function verdictWords(verdict: Verdict, language: Language): TemplateResult {
  return html`<span class="verdict ${verdict}"
    ><svg viewBox="0 0 16 16" aria-hidden="true">${shapes[verdict]}</svg>${sentence(`verdict.${verdict}`, {}, language)}</span
  >`;
}
