import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { RecordView } from "../contract";
import { placeFullName, placeName } from "../text/place";
import { words } from "../text/record";
import { BenchElement } from "./bench-element";
import { styles } from "./facts.styles";
import { shared } from "./shared.styles";

/** Where a record comes from, when it was checked, what of it is only inferred. */
export class RecordSource extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    record: { attribute: false },
  };
  declare record: RecordView;

  protected override render(): TemplateResult {
    const { record, file, row, place, service_area } = this.record;
    const inferred = words(record["inferred"]);
    const rows: [string, string][] = [
      [this.t("source.from"), words(record["source"]).join("") || this.t("source.unknown")],
      [this.t("source.file"), this.t("match.fileRow", { file, row })],
    ];
    const assured = words(record["assured_on"]).join("");
    if (assured !== "") rows.push([this.t("source.assured"), assured]);
    if (place) rows.push([this.m("field.division"), placeFullName(place)]);
    if (service_area.length > 0) rows.push([this.m("field.service_area"), service_area.map(placeName).join("、")]);
    return html`<dl>
      ${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd lang="zh-Hans">${value}</dd></div>`)}
      ${inferred.length > 0
        ? html`<div>
            <dt>${this.t("source.inferred")}</dt>
            <dd>
              <span class="tag">${this.t("tag.inferred")}</span>
              ${inferred.map((key) => this.field(key)).join(this.t("list.joiner"))}
            </dd>
          </div>`
        : nothing}
      ${record["illustrative"] === true
        ? html`<div><dt>${this.t("tag.example")}</dt><dd>${this.t("source.invented")}</dd></div>`
        : nothing}
    </dl>`;
  }
}
