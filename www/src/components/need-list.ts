import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import type { NeedRow } from "../contract";
import { address, needAddress } from "../store/location";
import type { Filter } from "../store/needs-desk";
import { placeName } from "../text/place";
import { BenchElement } from "./bench-element";
import { markedText } from "./marked-text";
import { styles } from "./need-list.styles";
import { shared } from "./shared.styles";
import { exampleTag, riskTag } from "./tags";

/** Waiting time after a key before the search runs, in milliseconds. */
const PAUSE = 120;
/** From so many rows before the end more are fetched. */
const AHEAD = 40;

/** The needs with search and filters. One row takes part in the tab order; arrow keys move through all. */
export class NeedList extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    active: { state: true },
  };
  /** Id of the row that the tab key reaches. */
  declare active: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #seen = "";
  #end: IntersectionObserver | undefined;

  constructor() {
    super();
    this.active = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#end?.disconnect();
  }

  /** Focuses the row of a need, or the heading. */
  takeFocus(id?: string): void {
    const row = id === undefined ? null : this.#rows().find((one) => one.dataset["need"] === id);
    (row ?? this.renderRoot.querySelector<HTMLElement>("h2"))?.focus();
  }

  protected override render(): TemplateResult {
    const { needs, location, summary, language } = this.state;
    const chosen = location.view === "needs" && location.query.kind === "need" ? location.query.id : "";
    const all = summary?.counts["needs"] ?? summary?.counts["need"] ?? needs.total;
    const filtered = needs.text !== "" || needs.place !== "" || needs.group !== "" || needs.risk;
    const typing = location.view === "needs" && location.query.kind === "typed";
    return html`
      <section aria-labelledby="heading">
        <div class="head">
          <h2 id="heading" tabindex="-1">${this.t("needs.title")}</h2>
          <a
            class="button write"
            href=${address({ view: "needs", query: { kind: "typed" }, candidate: null })}
            aria-current=${typing ? "true" : nothing}
            >${this.t("needs.write")}</a
          >
        </div>
        ${this.#filters()}
        <div class="count">
          <span>${this.t(filtered ? "needs.countOf" : "needs.count", { n: needs.total, all })}</span>
          ${filtered
            ? html`<button class="plain" @click=${this.#clear}>${this.t("needs.clear")}</button>`
            : nothing}
          <label class="risk">
            <input type="checkbox" .checked=${needs.risk} @change=${this.#risk} />
            <span>${this.t("needs.riskOnly")}</span>
          </label>
        </div>
        <p id="keys" class="unseen">${this.t("needs.keys")}</p>
        <ul class="rows" aria-labelledby="heading" aria-describedby="keys" @keydown=${this.#key} @focusin=${this.#focused}>
          ${guard([needs.rows, chosen, this.active, language], () =>
            needs.rows.map((need, index) => this.#row(need, chosen, index)),
          )}
          <li class="end">
            ${needs.rows.length < needs.total
              ? html`<button @click=${() => this.bench.needs.more()}>${this.t("needs.more")}</button>`
              : nothing}
          </li>
        </ul>
        ${needs.rows.length === 0 && !needs.loading ? html`<p class="nothing">${this.#nothing(filtered)}</p>` : nothing}
      </section>
    `;
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    const end = this.renderRoot.querySelector(".end");
    if (end === null) return;
    this.#end = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) void this.bench.needs.more();
    });
    this.#end.observe(end);
  }

  /** After an address was followed from outside the list, the chosen row comes into sight. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const chosen = this.renderRoot.querySelector<HTMLElement>("[data-need][aria-current]");
    const id = chosen?.dataset["need"] ?? "";
    if (id === this.#seen) return;
    this.#seen = id;
    if (chosen !== null && id !== "") {
      this.active = id;
      chosen.scrollIntoView({ block: "nearest" });
    }
  }

  #nothing(filtered: boolean): string {
    return this.t(filtered ? "needs.noneWithFilter" : "needs.none");
  }

  #filters(): TemplateResult {
    const { needs, summary } = this.state;
    return html`<search class="filters" role="search" aria-label=${this.t("needs.search")}>
      <input
        type="search"
        aria-label=${this.t("needs.search")}
        placeholder=${this.t("needs.searchHint")}
        .value=${live(needs.text)}
        @input=${this.#search}
        @compositionend=${this.#search}
        @keydown=${this.#intoList}
      />
      <select aria-label=${this.t("needs.place")} @change=${this.#place}>
        <option value="" ?selected=${needs.place === ""}>${this.t("needs.anyPlace")}</option>
        ${summary?.places.map(
          (place) => html`<option value=${place.code} ?selected=${needs.place === place.code}>
            ${placeName(place)} ${place.needs}
          </option>`,
        )}
      </select>
      <select aria-label=${this.t("needs.group")} @change=${this.#group}>
        <option value="" ?selected=${needs.group === ""}>${this.t("needs.anyGroup")}</option>
        ${summary?.groups.map(
          (group) => html`<option value=${group.name} ?selected=${needs.group === group.name}>
            ${group.name} ${group.needs}
          </option>`,
        )}
      </select>
    </search>`;
  }

  #row(need: NeedRow, chosen: string, index: number): TemplateResult {
    const { language } = this.state;
    const reachable = this.active === "" || !this.#has(this.active) ? index === 0 : need.id === this.active;
    return html`<li>
      <a
        href=${needAddress(need.id)}
        data-need=${need.id}
        tabindex=${reachable ? "0" : "-1"}
        aria-current=${need.id === chosen ? "true" : nothing}
      >
        <span class="text" lang="zh-Hans">${markedText(need.text, need.spans)}</span>
        <span class="meta">
          ${need.risk ? riskTag(need.risk, language) : nothing}
          ${need.illustrative ? exampleTag(language) : nothing}
          ${need.place ? html`<span lang="zh-Hans">${placeName(need.place)}</span>` : nothing}
          ${need.groups.slice(0, 2).map((group) => html`<span lang="zh-Hans">${group}</span>`)}
          ${need.date ? html`<span>${need.date}</span>` : nothing}
        </span>
      </a>
    </li>`;
  }

  #has(id: string): boolean {
    return this.state.needs.rows.some((need) => need.id === id);
  }

  #rows(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>("[data-need]")];
  }

  #focused = (event: FocusEvent) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset["need"] : undefined;
    if (id !== undefined) this.active = id;
  };

  #key = (event: KeyboardEvent) => {
    const rows = this.#rows();
    const at = rows.findIndex((row) => row === event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 && event.key === "ArrowUp") {
      this.renderRoot.querySelector<HTMLElement>("input[type=search]")?.focus();
      return;
    }
    rows[Math.min(Math.max(to, 0), rows.length - 1)]?.focus();
    if (to + AHEAD > rows.length) void this.bench.needs.more();
  };

  #intoList = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    this.#rows()[0]?.focus();
  };

  #search = (event: Event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    this.bench.needs.filter({ text: field.value });
    clearTimeout(this.#timer);
    if (event instanceof InputEvent && event.isComposing) return;
    this.#timer = setTimeout(() => void this.bench.needs.refresh(), PAUSE);
  };

  #place = (event: Event) => {
    if (event.target instanceof HTMLSelectElement) this.#filter({ place: event.target.value });
  };

  #group = (event: Event) => {
    if (event.target instanceof HTMLSelectElement) this.#filter({ group: event.target.value });
  };

  #risk = (event: Event) => {
    if (event.target instanceof HTMLInputElement) this.#filter({ risk: event.target.checked });
  };

  #filter(change: Partial<Filter>): void {
    this.bench.needs.filter(change);
    void this.bench.needs.refresh();
  }

  #clear = () => {
    void this.bench.needs.clear();
    this.renderRoot.querySelector<HTMLElement>("input[type=search]")?.focus();
  };
}
