import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { live } from "lit/directives/live.js";
import type { NeedRow } from "../contract";
import { progress, referral, takenBy } from "../store/decisions";
import { NEED_ROUTE, routeAddress, typedAddress } from "../store/location";
import type { Filter } from "../store/needs-desk";
import { placeName } from "../text/place";
import type { Handled } from "../store/state";
import type { StringKey } from "../strings";
import { markedText } from "./marked-text";
import { styles } from "./need-list.styles";
import { RowList } from "./row-list";
import { styles as rowStyles } from "./row-list.styles";
import { shared } from "./shared.styles";
import { acceptedTag, exampleTag, referredTag, riskTag } from "./tags";

/** The needs with search and filters. The text of a critical need is shown only while it is open. */
export class NeedList extends RowList {
  static override styles = [shared, rowStyles, styles];

  protected override render(): TemplateResult {
    const { needs, location, summary, language, kept } = this.state;
    const { route, query } = location.view === "match" ? location : { route: NEED_ROUTE, query: null };
    const chosen = query?.kind === "record" ? query.id : "";
    const all = summary?.counts["needs"] ?? summary?.counts["need"] ?? needs.total;
    const filtered = needs.text !== "" || needs.place !== "" || needs.group !== "" || needs.risk || needs.handled !== "";
    const typing = query?.kind === "typed";
    return html`
      <section aria-labelledby="heading">
        <div class="head">
          <h2 id="heading" tabindex="-1">${this.t("needs.title")}</h2>
          <a
            class="button write"
            href=${typedAddress(route)}
            aria-current=${typing ? "true" : nothing}
            >${this.t("needs.write")}</a
          >
        </div>
        ${this.#filters()} ${all > 0 ? this.#handled(route, all) : nothing}
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
        <ul class="rows" aria-labelledby="heading" aria-describedby="keys" @keydown=${this.rowKey} @focusin=${this.rowFocused}>
          ${guard([needs.rows, route, chosen, this.active, language, kept.decisions], () => {
            const taken = takenBy(kept.decisions, route);
            return needs.rows.map((need, index) => this.#row(need, route, chosen, index, taken));
          })}
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

  protected override ids(): readonly string[] {
    return this.state.needs.rows.map((need) => need.id);
  }

  protected override more(): void {
    void this.bench.needs.more();
  }

  protected override searched(text: string): void {
    this.bench.needs.filter({ text });
  }

  protected override search(): void {
    void this.bench.needs.refresh();
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
        @input=${this.searchTyped}
        @compositionend=${this.searchTyped}
        @keydown=${this.intoRows}
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

  /** How far the needs have come, as counts that add up to all of them; each is a filter. */
  #handled(route: string, all: number): TemplateResult {
    const { kept, gone, needs } = this.state;
    const { referred, accepted } = progress(kept.decisions, route, gone);
    const open = all - referred.size - accepted.size;
    const choices: readonly (readonly [Handled, StringKey, number])[] = [
      ["", "handled.all", all],
      ["open", "handled.open", open],
      ["accepted", "handled.accepted", accepted.size],
      ["referred", "handled.referred", referred.size],
    ];
    return html`<fieldset class="handled">
      <legend class="unseen">${this.t("handled.title")}</legend>
      ${choices.map(
        ([handled, key, count]) => html`<label class=${needs.handled === handled ? "chosen" : ""}>
          <input
            type="radio"
            name="handled"
            .checked=${live(needs.handled === handled)}
            @change=${() => this.#filter({ handled })}
          />
          <span>${this.t(key)}</span>
          <b>${count}</b>
        </label>`,
      )}
    </fieldset>`;
  }

  #row(need: NeedRow, route: string, chosen: string, index: number, taken: ReadonlyMap<string, number>): TemplateResult {
    const { language } = this.state;
    const hidden = need.risk?.level === "危急" && need.id !== chosen;
    return html`<li>
      <a
        href=${routeAddress(route, need.id)}
        data-row=${need.id}
        tabindex=${this.tabIndexOf(need.id, index)}
        aria-current=${need.id === chosen ? "true" : nothing}
      >
        ${hidden
          ? html`<span class="text closed">${this.t("needs.closed")}</span>`
          : html`<span class="text" lang="zh-Hans">${markedText(need.text, need.spans)}</span>`}
        <span class="meta">
          ${need.risk ? riskTag(need.risk, language) : nothing}
          ${this.bench.decisions.of(referral(need.id)) ? referredTag(language) : nothing}
          ${acceptedTag(taken.get(need.id) ?? 0, language)}
          ${need.illustrative ? exampleTag(language) : nothing}
          ${need.place ? html`<span lang="zh-Hans">${placeName(need.place)}</span>` : nothing}
          ${hidden ? nothing : need.groups.slice(0, 2).map((group) => html`<span lang="zh-Hans">${group}</span>`)}
          ${need.date && !hidden ? html`<span>${need.date}</span>` : nothing}
        </span>
      </a>
    </li>`;
  }

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
    this.focusSearch();
  };
}
