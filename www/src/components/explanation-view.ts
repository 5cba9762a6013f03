import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Match, RecordView, RouteSummary } from "../contract";
import type { Matched } from "../engine/protocol";
import { address, recordAddress } from "../store/location";
import { titleOf } from "../text/record";
import { BenchElement } from "./bench-element";
import { isBarred, nameOf, subjectOf } from "./deciding";
import { styles } from "./explanation-view.styles";
import { shared } from "./shared.styles";
import { exampleTag, riskTag, verdictWords } from "./tags";

/** Why a candidate stands where it stands: both texts, the parts of the score, the rules, the source. */
export class ExplanationView extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    route: { attribute: false },
    candidate: { attribute: false },
  };
  /** The question. */
  declare route: RouteSummary;
  /** Id of the candidate. */
  declare candidate: string;

  /** Focuses the heading. */
  takeFocus(): void {
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { match, location } = this.state;
    if (location.view !== "match") return html``;
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
        ${found && record && match.matched ? this.#explanation(found, record, match.matched) : this.#missing()}
      </article>
    `;
  }

  #step(match: Match | undefined, key: "why.previous" | "why.next"): TemplateResult | typeof nothing {
    const { location } = this.state;
    if (match === undefined || location.view !== "match") return nothing;
    return html`<a href=${address({ ...location, candidate: match.id })}>${this.t(key)}</a>`;
  }

  #missing(): TemplateResult {
    const waiting = this.state.match.status === "working";
    return html`<h2 id="heading" tabindex="-1">${this.t("why.title")}</h2>
      <p>${this.t(waiting ? "match.working" : "why.missing")}</p>`;
  }

  #explanation(match: Match, record: RecordView, { risks, glossary }: Matched): TemplateResult {
    const { language, location } = this.state;
    const risk = risks.get(match.id);
    return html`
      <p class="kicker">${this.t("why.title")}</p>
      <h2 id="heading" tabindex="-1" lang="zh-Hans">${titleOf(record)}</h2>
      <p class="verdict-line">
        ${verdictWords(match.verdict, language)}
        <span>${this.say("reason", match.reason)}</span>
        ${risk ? riskTag(risk, language) : nothing}
        ${record.record["illustrative"] === true ? exampleTag(language) : nothing}
        <a href=${recordAddress(record.id)}>${this.t("match.record")}</a>
      </p>
      ${location.view !== "match" || location.query.kind !== "record"
        ? nothing
        : html`<decision-buttons
            .bench=${this.bench}
            .subject=${subjectOf(location, match, risk)}
            .name=${nameOf(record, risk, match, language)}
            ?barred=${isBarred(match)}
          ></decision-buttons>`}
      ${risk?.level === "危急"
        ? html`<help-card .bench=${this.bench} .risk=${risk} .text=${titleOf(record)}></help-card>`
        : nothing}
      <h3>${this.t("why.texts")}</h3>
      <paired-texts .bench=${this.bench} .route=${this.route} .match=${match} .record=${record}></paired-texts>
      <h3>${this.t("why.parts")}</h3>
      <parts-table .bench=${this.bench} .match=${match} .places=${glossary.places}></parts-table>
      <h3>${this.t("why.rules")}</h3>
      ${this.#call(match, glossary)}
      <rules-table .bench=${this.bench} .rules=${match.rules} .places=${glossary.places}></rules-table>
      <tie-line .bench=${this.bench} .route=${this.route}></tie-line>
      <h3>${this.t("why.source")}</h3>
      <record-source .bench=${this.bench} .record=${record}></record-source>
    `;
  }

  /** Under which call the candidate was judged. */
  #call({ call, id }: Match, { records }: Matched["glossary"]): TemplateResult | typeof nothing {
    if (call === undefined || call === id) return nothing;
    const name = records.get(call)?.name ?? call;
    return html`<p class="small">
      ${this.t("why.underCall")} <a href=${recordAddress(call)} lang="zh-Hans">${name}</a>
    </p>`;
  }
}
