import { html, type PropertyDeclarations, type TemplateResult } from "lit";
import type { RecordView } from "../contract";
import type { Glossary } from "../engine/protocol";
import { recordAddress } from "../store/location";
import { categoryKey, words } from "../text/record";
import { isReference } from "../text/references";
import { BenchElement } from "./bench-element";
import { styles } from "./facts.styles";
import { shared } from "./shared.styles";

/** Keys that stand elsewhere on the page of a record, or say nothing to a reader. */
const ELSEWHERE: readonly string[] = [
  "id",
  "name",
  "aliases",
  "text",
  "description",
  "division",
  "service_area",
  "rules",
  "rules_text",
  "source",
  "inferred",
  "illustrative",
  "assured_on",
];

/** Values of a record by name; ids of other records as links, inferred ones marked. */
export class RecordFacts extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    record: { attribute: false },
    glossary: { attribute: false },
  };
  declare record: RecordView;
  declare glossary: Glossary;

  protected override render(): TemplateResult {
    const { record, kind } = this.record;
    const inferred = words(record["inferred"]);
    const stated = Object.entries(record).filter(([key]) => !ELSEWHERE.includes(key) && key !== categoryKey(kind));
    if (stated.length === 0) return html`<p class="soft">${this.t("record.noFacts")}</p>`;
    return html`<dl>
      ${stated.map(
        ([key, value]) => html`<div>
          <dt>${this.field(key)} ${inferred.includes(key) ? html`<span class="tag">${this.t("tag.inferred")}</span>` : ""}</dt>
          <dd lang="zh-Hans">${isReference(key) ? this.#links(words(value)) : this.value(value)}</dd>
        </div>`,
      )}
    </dl>`;
  }

  #links(ids: readonly string[]): (TemplateResult | string)[] {
    return ids.map((id, index) => {
      const named = this.glossary.records.get(id);
      const word = named === undefined ? id : html`<a href=${recordAddress(id)}>${named.name || id}</a>`;
      return html`${index > 0 ? "、" : ""}${word}`;
    });
  }
}
