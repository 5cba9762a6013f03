import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Match, RecordView } from "../contract";
import type { StringKey } from "../strings";
import { pairs, type Pair } from "../text/marks";
import { fieldTexts, words, type FieldText } from "../text/record";
import { BenchElement } from "./bench-element";
import { pairedText } from "./marked-text";
import { styles } from "./paired-texts.styles";
import { shared } from "./shared.styles";

/** What of a candidate is read, in the order in which it is shown. */
const KEYS = ["fields", "skills", "beneficiaries", "description", "past_projects"] as const;
/** Shown only where words of them matched. */
const KEYS_IF_MARKED = ["name", "aliases"] as const;

/** The need and the candidate side by side, with the words that both have. */
export class PairedTexts extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    match: { attribute: false },
    record: { attribute: false },
  };
  declare match: Match;
  declare record: RecordView;

  protected override render(): TemplateResult {
    const { matched } = this.state.match;
    const need = matched?.query ? words(matched.query.record["text"]).join("") : this.state.typed.text.trim();
    const joined = pairs(this.match.parts.flatMap((part) => part.evidence));
    const marks = joined.map((pair) => ({ span: pair.from, pair: pair.number }));
    const keys = [...KEYS_IF_MARKED.filter((key) => marked(key, joined)), ...KEYS];
    return html`
      <div class="texts">
        <section aria-label=${this.t("texts.need")}>
          <h4>${this.t("texts.need")}</h4>
          <p class="need" lang="zh-Hans">${pairedText(need, marks)}</p>
        </section>
        <section aria-label=${this.t("texts.candidate")}>
          <h4>${this.t("texts.candidate")}</h4>
          <dl>${keys.map((key) => this.#key(key, joined))}</dl>
        </section>
      </div>
      <p class="legend small soft">${this.t(this.#legend(joined))}</p>
    `;
  }

  #legend(joined: readonly Pair[]): StringKey {
    if (joined.length > 0) return "texts.legend";
    const scattered = this.match.parts.some((part) => part.feature === "text" && part.value > 0);
    return scattered ? "texts.scattered" : "texts.nothing";
  }

  #key(key: string, joined: readonly Pair[]): TemplateResult | typeof nothing {
    const texts = fieldTexts(this.record.record, key);
    if (texts.length === 0) return nothing;
    const inferred = words(this.record.record["inferred"]).includes(key);
    return html`<div>
      <dt>
        ${this.m(`field.${key}`)}
        ${inferred ? html`<span class="tag">${this.t("tag.inferred")}</span>` : nothing}
      </dt>
      <dd lang="zh-Hans">
        ${texts.map((one, index) => html`${index > 0 ? "、" : ""}<span>${pairedText(one.text, marksOf(one, joined))}</span>`)}
      </dd>
    </div>`;
  }
}

function marked(key: string, joined: readonly Pair[]): boolean {
  return joined.some((pair) => pair.to.some(([field]) => field === key || field.startsWith(`${key}.`)));
}

function marksOf(one: FieldText, joined: readonly Pair[]) {
  return joined.flatMap((pair) =>
    pair.to
      .filter(([field]) => field === one.field)
      .map(([, start, end]) => ({ span: [start, end] as [number, number], pair: pair.number })),
  );
}
