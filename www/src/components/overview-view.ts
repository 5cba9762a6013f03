import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import type { Served } from "../contract";
import type { OverviewRow } from "../engine/protocol";
import { referral, takenBy } from "../store/decisions";
import { NEED_ROUTE, needAddress } from "../store/location";
import { failureSentence } from "../text/failure";
import { BenchElement } from "./bench-element";
import { styles } from "./overview-view.styles";
import { shared } from "./shared.styles";
import { acceptedTag, referredTag, riskTag, verdictWords } from "./tags";

/** What can be filtered, in the order of urgency. */
const FILTERS = ["all", "no", "weak", "yes", "risk"] as const;
type Filter = (typeof FILTERS)[number];
/** Rows shown before a person asks for more. */
const PAGE = 100;

/** Every need with what was found for it: who is served, weakly served, not served. */
export class OverviewView extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    filter: { state: true },
    shown: { state: true },
  };
  declare filter: Filter;
  declare shown: number;

  constructor() {
    super();
    this.filter = "all";
    this.shown = PAGE;
  }

  /** Focuses the heading. */
  async takeFocus(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { overview, asOf } = this.state;
    const running = overview.status === "running";
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" tabindex="-1">${this.t("overview.title")}</h2>
        <p class="lead">${this.t("overview.lead", { date: asOf })}</p>
        <div class="controls">
          ${running
            ? html`<button @click=${() => this.bench.overview.stop()}>${this.t("overview.stop")}</button>`
            : html`<button class="primary" @click=${() => this.bench.overview.run()}>
                ${this.t(overview.status === "idle" ? "overview.run" : "overview.again")}
              </button>`}
          ${overview.status === "idle"
            ? nothing
            : html`<progress
                  aria-label=${this.t("overview.progress")}
                  max=${Math.max(overview.total, 1)}
                  .value=${overview.done}
                ></progress>
                <span>${this.t(`overview.${overview.status}`, { done: overview.done, total: overview.total })}</span>`}
        </div>
        ${overview.failure
          ? html`<p class="alarm">${failureSentence(overview.failure, this.state.language)}</p>`
          : nothing}
        ${overview.rows.length > 0 ? this.#result() : nothing}
      </section>
    `;
  }

  #result(): TemplateResult {
    const { overview, language, kept } = this.state;
    const { decisions } = kept;
    const rows = overview.rows.filter((row) => passes(row, this.filter));
    return html`
      <fieldset>
        <legend class="unseen">${this.t("overview.show")}</legend>
        ${FILTERS.map(
          (filter) => html`<label class=${this.filter === filter ? "chosen" : ""}>
            <input
              type="radio"
              name="filter"
              .checked=${this.filter === filter}
              @change=${() => this.#choose(filter)}
            />
            <span>${this.t(`overview.${filter}`)}</span>
            <b>${overview.rows.filter((row) => passes(row, filter)).length}</b>
          </label>`,
        )}
      </fieldset>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.t("overview.need")}</th>
            <th scope="col">${this.t("overview.place")}</th>
            <th scope="col">${this.t("overview.served")}</th>
            <th scope="col">${this.t("overview.best")}</th>
          </tr>
        </thead>
        <tbody>
          ${guard([overview.rows, this.filter, this.shown, language, decisions], () => {
            const taken = takenBy(decisions, NEED_ROUTE);
            return rows.slice(0, this.shown).map((row) => this.#row(row, taken));
          })}
        </tbody>
      </table>
      ${rows.length > this.shown
        ? html`<button class="more" @click=${() => (this.shown += PAGE * 3)}>
            ${this.t("overview.more", { n: rows.length - this.shown })}
          </button>`
        : nothing}
      ${rows.length === 0 ? html`<p class="soft">${this.t("overview.nothing")}</p>` : nothing}
    `;
  }

  #row(row: OverviewRow, taken: ReadonlyMap<string, number>): TemplateResult {
    const { language } = this.state;
    return html`<tr>
      <th scope="row">
        ${row.risk?.level === "危急"
          ? html`<a href=${needAddress(row.need)}>${this.t("needs.closed")}</a>`
          : html`<a href=${needAddress(row.need)} lang="zh-Hans">${row.text}</a>`}
        ${row.risk ? riskTag(row.risk, language) : nothing}
        ${this.bench.decisions.of(referral(row.need)) ? referredTag(language) : nothing}
        ${acceptedTag(taken.get(row.need) ?? 0, language)}
      </th>
      <td class="place" lang="zh-Hans">${row.place}</td>
      <td class="served ${row.served}">
        ${this.m(`served.${row.served}`)}
        ${row.cause ? html`<span class="small soft cause">${this.say("cause", row.cause)}</span>` : nothing}
      </td>
      <td>
        ${row.best
          ? html`<span lang="zh-Hans">${row.best.name}</span>
              <span class="small">${verdictWords(row.best.verdict, language)}</span>`
          : html`<span class="soft">${this.t("overview.nobody")}</span>`}
      </td>
    </tr>`;
  }

  #choose(filter: Filter): void {
    this.filter = filter;
    this.shown = PAGE;
  }
}

function passes(row: OverviewRow, filter: Filter): boolean {
  if (filter === "all") return true;
  return filter === "risk" ? row.risk !== null : row.served === (filter satisfies Served);
}
