import { html, nothing, type TemplateResult } from "lit";
import type { RecordView } from "../contract";
import type { Matched } from "../engine/protocol";
import { failureSentence } from "../text/failure";
import { placeFullName } from "../text/place";
import { words } from "../text/record";
import { BenchElement } from "./bench-element";
import { styles } from "./match-view.styles";
import { shared } from "./shared.styles";
import { exampleTag, riskTag } from "./tags";

/** The need that is shown and who could answer it. With a risk, the help card comes before any candidate. */
export class MatchView extends BenchElement {
  static override styles = [shared, styles];

  /** Focuses the link of a candidate that was open, or the heading. */
  takeFocus(id?: string): void {
    if (id !== undefined && this.renderRoot.querySelector("candidate-list")?.takeFocus(id) === true) return;
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { match, location } = this.state;
    if (location.view !== "needs" || location.query.kind === "none") return html``;
    const need = location.query.kind === "need";
    if (!need && match.status === "idle") return html``;
    return html`
      <section class=${need ? "need" : "typed"} aria-labelledby="heading" aria-busy=${match.status === "working"}>
        ${need ? html`<a class="back" href="#/needs">${this.t("match.toList")}</a>` : nothing}
        <h2 id="heading" tabindex="-1" class=${need ? "" : "unseen"}>${this.t("match.title")}</h2>
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
      ${query ? this.#need(query) : nothing}
      ${result.risk
        ? html`<p class="risk">${riskTag(result.risk, language)} ${this.m(`risk.level.${result.risk.level}.note`)}</p>
            <help-card .bench=${this.bench} .result=${result} .text=${text}></help-card>`
        : nothing}
      <div class="answer ${result.served}">
        <h3>${this.m(`served.${result.served}`)}</h3>
        ${result.cause ? html`<p>${this.say("cause", result.cause)}</p>` : nothing}
      </div>
      <candidate-list .bench=${this.bench}></candidate-list>
      ${result.risk ? nothing : html`<p class="small soft none">${this.m("help.none")}</p>`}
    `;
  }

  #need({ record, place, row, file }: RecordView): TemplateResult {
    const { language } = this.state;
    const groups = [record["respondent"], record["situations"], record["beneficiaries"]].flatMap(words);
    const rows = words(record["rows"]);
    return html`
      <blockquote lang="zh-Hans">${words(record["text"]).join("")}</blockquote>
      <p class="meta">
        ${place ? html`<span lang="zh-Hans">${placeFullName(place)}</span>` : nothing}
        ${groups.map((group) => html`<span lang="zh-Hans">${group}</span>`)}
        ${words(record["channel"]).map((channel) => html`<span lang="zh-Hans">${channel}</span>`)}
        ${words(record["date"]).map((date) => html`<span>${date}</span>`)}
        <span>
          ${rows.length > 0
            ? this.t("match.answerRows", { rows })
            : this.t("match.fileRow", { file, row })}
        </span>
        ${record["illustrative"] === true ? exampleTag(language) : nothing}
      </p>
    `;
  }
}
