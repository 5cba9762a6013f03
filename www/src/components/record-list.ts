import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import type { Place, RecordRow, RouteSummary } from "../contract";
import { takenBy } from "../store/decisions";
import { routeAddress } from "../store/location";
import type { RecordsFilter } from "../store/records-desk";
import { placeName } from "../text/place";
import { styles } from "./record-list.styles";
import { RowList } from "./row-list";
import { styles as rowStyles } from "./row-list.styles";
import { shared } from "./shared.styles";
import { acceptedTag, exampleTag } from "./tags";

/** The records that may ask a question, with search, category and place. */
export class RecordList extends RowList {
  static override styles = [shared, rowStyles, styles];
  static override properties: PropertyDeclarations = { ...RowList.properties, route: { attribute: false } };
  /** The question. */
  declare route: RouteSummary;

  protected override render(): TemplateResult {
    const { records, location, language, kept } = this.state;
    const { from, id: route } = this.route;
    const query = location.view === "match" ? location.query : null;
    const chosen = query?.kind === "record" ? query.id : "";
    return html`
      <section aria-labelledby="heading">
        <div class="head"><h2 id="heading" tabindex="-1">${this.t(`pick.${from}`)}</h2></div>
        ${this.#filters()}
        <div class="count">
          <span>${this.t("records.count", { n: records.total })}</span>
          ${this.#filtered()
            ? html`<button class="plain" @click=${this.#clear}>${this.t("needs.clear")}</button>`
            : nothing}
        </div>
        <p id="keys" class="unseen">${this.t("needs.keys")}</p>
        <ul class="rows" aria-labelledby="heading" aria-describedby="keys" @keydown=${this.rowKey} @focusin=${this.rowFocused}>
          ${guard([records.rows, route, chosen, this.active, language, kept.decisions], () => {
            const taken = takenBy(kept.decisions, route);
            return records.rows.map((row, index) => this.#row(row, chosen, index, taken));
          })}
          <li class="end">
            ${records.rows.length < records.total
              ? html`<button @click=${() => this.more()}>${this.t("needs.more")}</button>`
              : nothing}
          </li>
        </ul>
        ${records.rows.length === 0 && !records.loading
          ? html`<p class="nothing">${this.t(this.#filtered() ? "records.noneWithFilter" : "records.none")}</p>`
          : nothing}
      </section>
    `;
  }

  protected override ids(): readonly string[] {
    return this.state.records.rows.map((row) => row.id);
  }

  protected override more(): void {
    void this.bench.records.more();
  }

  protected override searched(text: string): void {
    this.bench.records.filter({ text });
  }

  protected override search(): void {
    void this.bench.records.refresh();
  }

  #filters(): TemplateResult {
    const { records } = this.state;
    const only = this.route.from_categories;
    const categories = only ?? records.categories;
    return html`<search class="filters" role="search" aria-label=${this.t("records.search")}>
      <input
        type="search"
        aria-label=${this.t("records.search")}
        placeholder=${this.t("records.searchHint")}
        .value=${live(records.text)}
        @input=${this.searchTyped}
        @compositionend=${this.searchTyped}
        @keydown=${this.intoRows}
      />
      <place-field .bench=${this.bench} .place=${records.place} @place-chosen=${this.#place}></place-field>
      ${categories.length > 0
        ? html`<label class="category">
            <span>${this.t("records.category")}</span>
            <select @change=${this.#category}>
              ${only === undefined
                ? html`<option value="" ?selected=${records.category === ""}>${this.t("records.anyCategory")}</option>`
                : nothing}
              ${categories.map(
                (category) =>
                  html`<option value=${category} lang="zh-Hans" ?selected=${records.category === category}>${category}</option>`,
              )}
            </select>
          </label>`
        : nothing}
    </search>`;
  }

  #row(row: RecordRow, chosen: string, index: number, taken: ReadonlyMap<string, number>): TemplateResult {
    const { language } = this.state;
    const places = row.places.slice(0, 2).map(placeName).join("、");
    return html`<li>
      <a
        href=${routeAddress(this.route.id, row.id)}
        data-row=${row.id}
        tabindex=${this.tabIndexOf(row.id, index)}
        aria-current=${row.id === chosen ? "true" : nothing}
      >
        <span class="text" lang="zh-Hans">${row.name}</span>
        <span class="meta">
          ${acceptedTag(taken.get(row.id) ?? 0, language)}
          ${row.illustrative ? exampleTag(language) : nothing}
          ${row.category === null ? nothing : html`<span lang="zh-Hans">${row.category}</span>`}
          ${places === "" ? nothing : html`<span lang="zh-Hans">${places}</span>`}
          ${row.fields.slice(0, 2).map((field) => html`<span lang="zh-Hans">${field}</span>`)}
        </span>
      </a>
    </li>`;
  }

  /** The category that may ask is no filter of the person. */
  #filtered(): boolean {
    const { text, place, category } = this.state.records;
    return text !== "" || place !== null || category !== (this.route.from_categories?.[0] ?? "");
  }

  #filter(change: Partial<RecordsFilter>): void {
    this.bench.records.filter(change);
    void this.bench.records.refresh();
  }

  #place = (event: CustomEvent<Place | null>) => this.#filter({ place: event.detail });

  #category = (event: Event) => {
    if (event.target instanceof HTMLSelectElement) this.#filter({ category: event.target.value });
  };

  #clear = () => {
    this.#filter({ text: "", place: null, category: this.route.from_categories?.[0] ?? "" });
    this.focusSearch();
  };
}
