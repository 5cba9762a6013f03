import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Match, Place, RecordView } from "../contract";
import { address } from "../store/location";
import { factWords, placeFullName, placeName } from "../text/place";
import { words } from "../text/record";
import { BenchElement } from "./bench-element";
import { styles } from "./explanation-view.styles";
import { shared } from "./shared.styles";
import { exampleTag, verdictWords } from "./tags";

/** Why a candidate stands where it stands: both texts, the parts of the score, the rules, the source. */
export class ExplanationView extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    candidate: { attribute: false },
  };
  /** Id of the candidate. */
  declare candidate: string;

  /** Focuses the heading. */
  takeFocus(): void {
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { match, location } = this.state;
    if (location.view !== "needs") return html``;
    const matches = match.matched?.result.matches ?? [];
    const at = matches.findIndex((one) => one.id === this.candidate);
    const found = matches[at];
    const record = match.matched?.records.get(this.candidate);
    return html`
      <article aria-labelledby="heading">
        <nav aria-label=${this.t("why.ways")}>
          <a href=${address({ ...location, candidate: null })}>${this.t("why.back")}</a>
          ${this.#step(matches[at - 1], "why.previous")} ${this.#step(matches[at + 1], "why.next")}
        </nav>
        ${found && record ? this.#explanation(found, record) : this.#missing()}
      </article>
    `;
  }

  #step(match: Match | undefined, key: "why.previous" | "why.next"): TemplateResult | typeof nothing {
    const { location } = this.state;
    if (match === undefined || location.view !== "needs") return nothing;
    return html`<a href=${address({ ...location, candidate: match.id })}>${this.t(key)}</a>`;
  }

  #missing(): TemplateResult {
    const waiting = this.state.match.status === "working";
    return html`<h2 id="heading" tabindex="-1">${this.t("why.title")}</h2>
      <p>${this.t(waiting ? "match.working" : "why.missing")}</p>`;
  }

  #explanation(match: Match, record: RecordView): TemplateResult {
    const { language } = this.state;
    return html`
      <p class="kicker">${this.t("why.title")}</p>
      <h2 id="heading" tabindex="-1" lang="zh-Hans">${match.name}</h2>
      <p class="verdict-line">
        ${verdictWords(match.verdict, language)}
        <span>${this.say("reason", match.reason)}</span>
        ${record.record["illustrative"] === true ? exampleTag(language) : nothing}
      </p>
      <h3>${this.t("why.texts")}</h3>
      <paired-texts .bench=${this.bench} .match=${match} .record=${record}></paired-texts>
      <h3>${this.t("why.parts")}</h3>
      <parts-table .bench=${this.bench} .match=${match} .places=${placesOf(record)}></parts-table>
      <h3>${this.t("why.rules")}</h3>
      ${this.#rules(match, placesOf(record))}
      <h3>${this.t("why.source")}</h3>
      ${this.#source(record)}
    `;
  }

  #rules(match: Match, places: readonly Place[]): TemplateResult {
    const { language } = this.state;
    if (match.rules.length === 0) return html`<p class="soft">${this.t("why.noRules")}</p>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.t("table.scrolls", { title: this.t("why.rules") })}><table>
      <thead>
        <tr>
          <th scope="col">${this.t("rules.rule")}</th>
          <th scope="col">${this.t("rules.verdict")}</th>
          <th scope="col">${this.t("rules.why")}</th>
        </tr>
      </thead>
      <tbody>
        ${match.rules.map(
          (rule) => html`<tr>
            <th scope="row">${this.m(`rule.${rule.rule}`)}</th>
            <td>${verdictWords(rule.verdict, language)}</td>
            <td>
              ${this.say(`rule.${rule.rule}`, rule.reason)}
              ${rule.facts.length > 0
                ? html`<span class="facts small" lang="zh-Hans">${this.t("rules.facts", { facts: factWords(rule.facts, places) })}</span>`
                : nothing}
            </td>
          </tr>`,
        )}
      </tbody>
    </table></div>`;
  }

  #source({ record, file, row, place, service_area }: RecordView): TemplateResult {
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
              ${inferred.map((key) => this.m(`field.${key}`)).join(this.t("list.joiner"))}
            </dd>
          </div>`
        : nothing}
      ${record["illustrative"] === true
        ? html`<div><dt>${this.t("tag.example")}</dt><dd>${this.t("source.invented")}</dd></div>`
        : nothing}
    </dl>`;
  }
}

/** Places that a candidate's facts may name by their codes. */
function placesOf({ place, service_area }: RecordView): readonly Place[] {
  return place === null ? service_area : [place, ...service_area];
}
