import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Match, RecordView, RouteSummary } from "../contract";
import type { StringKey } from "../strings";
import { pairs, type Joint, type Mark, type Pair, type Spot } from "../text/marks";
import { conceptTitle } from "../text/message";
import { fieldTexts, isNameKey, readKeys, words } from "../text/record";
import { BenchElement } from "./bench-element";
import { pairedText } from "./marked-text";
import { styles } from "./paired-texts.styles";
import { shared } from "./shared.styles";

/** Who asks and the candidate side by side, with the words that both have. */
export class PairedTexts extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    route: { attribute: false },
    match: { attribute: false },
    record: { attribute: false },
  };
  /** The question. */
  declare route: RouteSummary;
  declare match: Match;
  /** The candidate. */
  declare record: RecordView;

  protected override render(): TemplateResult {
    const query = this.state.match.matched?.query ?? null;
    const joined = pairs(this.match.parts, this.route);
    const fromMarks = (field: string) =>
      joined.filter(({ from }) => from[0] === field).map((pair) => mark(pair.from, pair));
    const toMarks = (field: string) =>
      joined.flatMap((pair) => pair.to.filter((spot) => spot[0] === field).map((spot) => mark(spot, pair)));
    const typed = { text: this.state.typed.text.trim() };
    return html`
      <div class="texts">
        ${this.#side("from", this.route.from, query?.record ?? typed, fromMarks)}
        ${this.#side("to", this.route.to, this.record.record, toMarks)}
      </div>
      ${joined.some((pair) => pair.concepts.length > 0)
        ? html`<ul class="concepts">
            ${joined.flatMap((pair) => pair.concepts.map((joint) => this.#joint(pair, joint)))}
          </ul>`
        : nothing}
      <p class="legend small soft">${this.t(this.#legend(joined))}</p>
    `;
  }

  /** Why words that differ belong together. */
  #joint({ number }: Pair, { concept, near }: Joint): TemplateResult {
    const { language } = this.state;
    const args = { concept: conceptTitle(concept, language), near: near === null ? "" : conceptTitle(near, language) };
    return html`<li>
      <b>${number}</b>
      ${near === null ? nothing : html`<span class="tag">${this.t("tag.inferred")}</span>`}
      <span>${this.t(near === null ? "texts.sameConcept" : "texts.nearConcept", args)}</span>
    </li>`;
  }

  #side(
    side: "from" | "to",
    kind: RecordView["kind"],
    record: RecordView["record"],
    marks: (field: string) => readonly Mark[],
  ): TemplateResult {
    const title = this.t(`texts.${side === "from" ? "asking" : "candidate"}.${kind}`);
    const keys = readKeys(kind);
    // A need's own words stand large; what was ticked beside them is shown where words of it matched.
    const need = kind === "need" ? words(record["text"]).join("") : null;
    return html`<section class=${side} aria-label=${title}>
      <h4>${title}</h4>
      ${need === null ? nothing : html`<p class="need" lang="zh-Hans">${pairedText(need, marks("text"))}</p>`}
      <dl>
        ${keys
          .filter((key) => need === null || key !== "text")
          .map((key) => this.#key(key, record, marks, isNameKey(key) || need !== null))}
      </dl>
    </section>`;
  }

  #key(
    key: string,
    record: RecordView["record"],
    marks: (field: string) => readonly Mark[],
    onlyMarked: boolean,
  ): TemplateResult | typeof nothing {
    const texts = fieldTexts(record, key).map((one) => ({ ...one, marks: marks(one.field) }));
    if (texts.length === 0 || (onlyMarked && texts.every((one) => one.marks.length === 0))) return nothing;
    const inferred = words(record["inferred"]).includes(key);
    return html`<div>
      <dt>
        ${this.field(key)}
        ${inferred ? html`<span class="tag">${this.t("tag.inferred")}</span>` : nothing}
      </dt>
      <dd lang="zh-Hans">
        ${texts.map((one, index) => html`${index > 0 ? "、" : ""}<span>${pairedText(one.text, one.marks)}</span>`)}
      </dd>
    </div>`;
  }

  #legend(joined: readonly Pair[]): StringKey {
    if (joined.some((pair) => pair.inferred)) return "texts.legendInferred";
    if (joined.length > 0) return "texts.legend";
    const text = this.match.parts.find((part) => part.feature === "text");
    if (text === undefined) return "texts.notRead";
    return text.value > 0 ? "texts.scattered" : "texts.nothing";
  }
}

function mark([, start, end]: Spot, { number, inferred }: Pair): Mark {
  return { span: [start, end], pair: number, inferred };
}
