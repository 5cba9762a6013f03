import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Merge, RecordView } from "../contract";
import { own } from "../text/own";
import { hasSentence } from "../text/message";
import { placeName } from "../text/place";
import { BenchElement } from "./bench-element";
import { styles } from "./record-merges.styles";
import { shared } from "./shared.styles";

/** The rows of other files that went into a record: what each says, which stands, and the way to take it out again. */
export class RecordMerges extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, record: { attribute: false } };
  declare record: RecordView;

  protected override render(): TemplateResult {
    return html`${this.record.merges.map((merge) => this.#merge(merge))}`;
  }

  #merge(merge: Merge): TemplateResult {
    const { file, row, why, fingerprint } = merge;
    const reason = hasSentence(`merge.${why}`) ? this.m(`merge.${why}`) : why;
    const here = this.t("match.fileRow", { file: this.record.file, row: this.record.row });
    const there = this.t("match.fileRow", { file, row });
    const told = merge.differs.length + merge.filled.length + Object.keys(merge.replaced).length > 0;
    const title = this.t("merges.into", { file, row, why: reason });
    return html`<section>
      <p class="what">
        <span>${title}</span>
        <button ?disabled=${this.state.reading} @click=${() => this.bench.data.split(fingerprint)}>
          ${this.t("merges.take")}
        </button>
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("table.scrolls", { title })}>
        <table>
          <thead>
            <tr>
              <th scope="col">${this.t("merges.key")}</th>
              <th scope="col">${here}</th>
              <th scope="col">${there}</th>
              ${told ? html`<th scope="col">${this.t("merges.stands")}</th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${this.#keys(merge).map((key) => this.#row(key, merge, told))}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  /** Where the two differ first, then what came along, then what both say. */
  #keys({ record, differs, filled }: Merge): string[] {
    const rest = Object.keys(record).filter((key) => key !== "id" && !differs.includes(key) && !filled.includes(key));
    return [...differs, ...filled, ...rest];
  }

  #row(key: string, { record, differs, filled, replaced, why }: Merge, told: boolean): TemplateResult {
    const came = filled.includes(key);
    const mine = came ? own(replaced, key) : own(this.record.record, key);
    const supplement = why === "supplement";
    const stands = came || (supplement && key in replaced) ? "there" : differs.includes(key) ? "here" : "both";
    return html`<tr class=${stands}>
      <th scope="row">${this.field(key)}</th>
      <td lang="zh-Hans">${this.#shown(mine)}</td>
      <td lang="zh-Hans">${this.#shown(own(record, key))}</td>
      ${told
        ? html`<td class="stands small">${stands === "both" ? nothing : this.t(`merges.stands.${stands}`)}</td>`
        : nothing}
    </tr>`;
  }

  /** A value; codes of the record's own places by their names. */
  #shown(value: unknown): string {
    if (value === undefined || value === null) return "—";
    const { place, service_area } = this.record;
    const places = new Map([...(place === null ? [] : [place]), ...service_area].map((one) => [one.code, placeName(one)]));
    const named = (code: unknown) => (typeof code === "string" ? (places.get(code) ?? code) : code);
    return this.value(Array.isArray(value) ? value.map(named) : named(value));
  }
}
