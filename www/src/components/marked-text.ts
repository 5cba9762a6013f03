import { html, type TemplateResult } from "lit";
import type { Span } from "../contract";
import { segments, type Mark, type Segment } from "../text/marks";

/** A text with the places that a search found. */
export function markedText(text: string, spans: readonly Span[]): TemplateResult | string {
  if (spans.length === 0) return text;
  const marks = spans.map((span) => ({ span, pair: 1 }));
  return html`${segments(text, marks).map(({ text: piece, pairs }) =>
    pairs.length > 0 ? html`<mark>${piece}</mark>` : piece,
  )}`;
}

/**
 * A text with the words that it shares with another. The number after a word joins the two sides;
 * its colour (`tone-1` to `tone-4`) says the same once more.
 */
export function pairedText(text: string, marks: readonly Mark[]): TemplateResult {
  return html`${segments(text, marks).map(paired)}`;
}

function paired({ text, pairs, begins, inferred }: Segment): TemplateResult | string {
  const [first] = pairs;
  if (first === undefined) return text;
  const tone = ((first - 1) % 4) + 1;
  // The number stands before the word where the pair begins, so that a cut piece is not numbered twice.
  const numbers = begins.map((number) => html`<sup>${number}</sup>`);
  return html`<mark class="tone-${tone} ${inferred ? "inferred" : ""}" data-pairs=${pairs.join(" ")}>${numbers}${text}</mark>`;
}
