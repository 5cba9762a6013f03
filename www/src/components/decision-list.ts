import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { listed, type Decided, type Decision } from "../store/decisions";
import { address, type Location } from "../store/location";
import { routeOf } from "../store/routes";
import { BenchElement } from "./bench-element";
import { styles } from "./decision-list.styles";
import { shared } from "./shared.styles";

/** Rows shown before a person asks for more. */
const PAGE = 20;

/** Every decision that was made; those about records that the data no longer has stand first. */
export class DecisionList extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, shown: { state: true } };
  declare shown: number;

  constructor() {
    super();
    this.shown = PAGE;
  }

  protected override render(): TemplateResult {
    const { kept, gone } = this.state;
    const all = listed(kept.decisions);
    const lost = all.filter((one) => isLost(one, gone));
    const rows = [...lost, ...all.filter((one) => !isLost(one, gone))];
    const count = (decision: Decided) => all.filter((one) => one.decision === decision).length;
    const [accepted, declined, referred] = [count("accepted"), count("declined"), count("referred")];
    return html`
      <p>
        ${all.length === 0
          ? this.t("decisions.none")
          : this.t("decisions.counts", { accepted, declined, referred })}
      </p>
      ${kept.strange.length > 0
        ? html`<p class="small soft">${this.t("decisions.strange", { n: kept.strange.length })}</p>`
        : nothing}
      ${lost.length > 0 ? html`<p class="small alarm">${this.t("decisions.gone", { n: lost.length })}</p>` : nothing}
      ${rows.length === 0
        ? nothing
        : html`<ul>
            ${rows.slice(0, this.shown).map((one) => this.#row(one))}
          </ul>`}
      ${rows.length > this.shown
        ? html`<button @click=${() => (this.shown = rows.length)}>
            ${this.t("decisions.more", { n: rows.length - this.shown })}
          </button>`
        : nothing}
    `;
  }

  #row(one: Decision): TemplateResult {
    const route = routeOf(this.state.summary, one.route);
    return html`<li>
      <span class="what ${one.decision}">${this.t(`decide.is.${one.decision}`)}</span>
      <span class="who">
        ${one.candidate === null
          ? nothing
          : html`<span class="small soft">${route ? this.question(route) : one.route}</span>`}
        ${this.#record(one, one.query)}
        ${one.candidate === null ? nothing : html`<span aria-hidden="true">→</span> ${this.#record(one, one.candidate)}`}
        ${one.note === undefined ? nothing : html`<span class="note small" lang="zh-Hans">${one.note}</span>`}
      </span>
      <span class="small soft">${one.on}</span>
    </li>`;
  }

  /** The record with its place in the match; one that is gone by its id. */
  #record(one: Decision, id: string): TemplateResult {
    const { gone, names } = this.state;
    if (gone.has(id)) return html`<span class="gone">${id} <span class="tag">${this.t("decisions.goneTag")}</span></span>`;
    const named = names.get(id);
    const candidate = id === one.candidate ? id : null;
    const to: Location = { view: "match", route: one.route, query: { kind: "record", id: one.query }, candidate };
    // A critical need has no name here: its text is shown only where it is opened.
    const hidden = named?.name === "";
    return html`<a href=${address(to)} lang=${hidden ? nothing : "zh-Hans"}
      >${hidden ? this.t("needs.closed") : (named?.name ?? id)}</a
    >`;
  }
}

function isLost({ query, candidate }: Decision, gone: ReadonlySet<string>): boolean {
  return gone.has(query) || (candidate !== null && gone.has(candidate));
}
