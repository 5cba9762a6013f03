import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { RecordView, RouteSummary } from "../contract";
import type { Matched } from "../engine/protocol";
import { referral } from "../store/decisions";
import { address, HOME, recordAddress, routeAddress } from "../store/location";
import { failureSentence } from "../text/failure";
import { placeFullName, placeName } from "../text/place";
import { categoryOf, titleOf, words } from "../text/record";
import { BenchElement } from "./bench-element";
import { styles } from "./match-view.styles";
import { shared } from "./shared.styles";
import { exampleTag, riskTag } from "./tags";

/** Who asks, and what fits. With a risk, the help card comes before any candidate. */
export class MatchView extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, route: { attribute: false } };
  /** The question. */
  declare route: RouteSummary;

  /** Focuses the link of a candidate that was open, or the heading. */
  takeFocus(id?: string): void {
    if (id !== undefined && this.renderRoot.querySelector("candidate-list")?.takeFocus(id) === true) return;
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { match, location } = this.state;
    if (location.view !== "match" || location.query.kind === "none") return html``;
    const record = location.query.kind === "record";
    if (!record && match.status === "idle") return html``;
    return html`
      <section class=${record ? "asking" : "typed"} aria-labelledby="heading" aria-busy=${match.status === "working"}>
        ${record
          ? html`<p class="ways">
              <a href=${address(HOME)}>${this.t("match.toQuestions")}</a>
              <a class="back" href=${routeAddress(this.route.id)}>${this.t("match.toList")}</a>
            </p>`
          : nothing}
        <h2 id="heading" tabindex="-1" class=${record ? "" : "unseen"}>${this.question(this.route)}</h2>
        ${match.matched ? this.#matched(match.matched) : this.#waiting()}
      </section>
    `;
  }

  #waiting(): TemplateResult {
    const { match, language } = this.state;
    if (match.failure === null) return html`<p class="soft">${this.t("match.working")}</p>`;
    return html`<p class="alarm">${failureSentence(match.failure, language)}</p>
      <button @click=${() => this.bench.match.refresh()}>${this.t("match.again")}</button>`;
  }

  #matched({ result, query }: Matched): TemplateResult {
    const { language, typed } = this.state;
    const text = query ? words(query.record["text"]).join("") : typed.text.trim();
    return html`
      ${query ? this.#asking(query) : nothing}
      ${result.risk
        ? html`<p class="risk">${riskTag(result.risk, language)} ${this.m(`risk.level.${result.risk.level}.note`)}</p>
            <help-card .bench=${this.bench} .risk=${result.risk} .text=${text}></help-card>
            ${query && result.risk.level === "危急"
              ? html`<decision-buttons
                  .bench=${this.bench}
                  .subject=${referral(query.id)}
                  .name=${this.t("decide.need")}
                ></decision-buttons>`
              : nothing}`
        : nothing}
      <div class="answer ${result.served}">
        <h3>${this.#answer(result.served)}</h3>
        ${result.cause ? html`<p>${this.say("cause", result.cause)}</p>` : nothing}
        ${this.bench.weights.differ(this.route) ? html`<p class="small">${this.t("weights.inForce")}</p>` : nothing}
      </div>
      <candidate-list .bench=${this.bench} .route=${this.route}></candidate-list>
      ${query
        ? html`<question-links
            .bench=${this.bench}
            .kind=${query.kind}
            .category=${categoryOf(query)}
            .record=${query.id}
            .but=${this.route.id}
          ></question-links>`
        : nothing}
      <weights-panel .bench=${this.bench} .route=${this.route}></weights-panel>
      ${this.route.from !== "need" || result.risk ? nothing : html`<p class="small soft none">${this.m("help.none")}</p>`}
    `;
  }

  /** Of a need the core's own words; other questions do not ask who serves whom. */
  #answer(served: "yes" | "weak" | "no"): string {
    const { from, to } = this.route;
    return from === "need" && to === "organization" ? this.m(`served.${served}`) : this.t(`answer.${served}`);
  }

  #asking(view: RecordView): TemplateResult {
    const { record, place, row, file, kind, id, service_area } = view;
    const { language } = this.state;
    const need = kind === "need";
    const groups = need ? [record["respondent"], record["situations"], record["beneficiaries"]].flatMap(words) : [];
    const rows = words(record["rows"]);
    const category = categoryOf(view);
    const area = service_area.slice(0, 3).map(placeName).join("、");
    return html`
      <blockquote lang="zh-Hans">${titleOf(view)}</blockquote>
      <p class="meta">
        ${category === null ? nothing : html`<span lang="zh-Hans">${category}</span>`}
        ${place ? html`<span lang="zh-Hans">${placeFullName(place)}</span>` : nothing}
        ${!need && place === null && area !== "" ? html`<span lang="zh-Hans">${area}</span>` : nothing}
        ${groups.map((group) => html`<span lang="zh-Hans">${group}</span>`)}
        ${need ? words(record["channel"]).map((channel) => html`<span lang="zh-Hans">${channel}</span>`) : nothing}
        ${need ? words(record["date"]).map((date) => html`<span>${date}</span>`) : nothing}
        <span>
          ${rows.length > 0
            ? this.t("match.answerRows", { rows })
            : this.t("match.fileRow", { file, row })}
        </span>
        ${record["illustrative"] === true ? exampleTag(language) : nothing}
        <a href=${recordAddress(id)}>${this.t("match.record")}</a>
      </p>
    `;
  }
}
