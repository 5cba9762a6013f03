import { html, nothing, type TemplateResult } from "lit";
import type { RecordPage } from "../engine/protocol";
import { address, HOME } from "../store/location";
import { failureSentence } from "../text/failure";
import { categoryOf, titleOf, words } from "../text/record";
import { BenchElement } from "./bench-element";
import { styles } from "./record-view.styles";
import { shared } from "./shared.styles";
import { exampleTag, riskTag } from "./tags";

/** The page of one record: what it can ask, its facts, its conditions, its growth, where it comes from. */
export class RecordView extends BenchElement {
  static override styles = [shared, styles];

  /** Focuses the heading. */
  async takeFocus(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { record, language } = this.state;
    return html`<article aria-labelledby="heading">
      <nav aria-label=${this.t("record.ways")}><a href=${address(HOME)}>${this.t("match.toQuestions")}</a></nav>
      ${record.page === null
        ? html`<h2 id="heading" tabindex="-1">${this.t("record.title")}</h2>
            ${record.failure === null
              ? html`<p class="soft">${this.t("page.opening")}</p>`
              : html`<p class="alarm">${failureSentence(record.failure, language)}</p>`}`
        : this.#page(record.page)}
    </article>`;
  }

  #page(page: RecordPage): TemplateResult {
    const { record, risk, glossary } = page;
    const { language } = this.state;
    const category = categoryOf(record);
    const critical = risk?.level === "危急";
    return html`
      <p class="kicker">
        ${this.m(`kind.${record.kind}`)}
        ${category === null ? nothing : html`· <span lang="zh-Hans">${category}</span>`}
      </p>
      <h2 id="heading" tabindex="-1" lang="zh-Hans">${titleOf(record)}</h2>
      <p class="tags">
        ${risk ? riskTag(risk, language) : nothing}
        ${record.record["illustrative"] === true ? exampleTag(language) : nothing}
        ${words(record.record["aliases"]).length > 0
          ? html`<span class="small soft" lang="zh-Hans">${words(record.record["aliases"]).join("、")}</span>`
          : nothing}
      </p>
      ${critical && risk
        ? html`<p>${this.m(`risk.level.${risk.level}.note`)}</p>
            <help-card .bench=${this.bench} .risk=${risk} .text=${titleOf(record)}></help-card>`
        : nothing}
      ${words(record.record["description"]).map((text) => html`<p class="description" lang="zh-Hans">${text}</p>`)}
      <question-links
        .bench=${this.bench}
        .kind=${record.kind}
        .category=${category}
        .record=${record.id}
      ></question-links>
      ${record.kind === "call"
        ? html`<h3>${this.t("record.rules")}</h3>
            <call-rules .bench=${this.bench} .record=${record.record}></call-rules>`
        : nothing}
      <h3>${this.t("record.facts")}</h3>
      <record-facts .bench=${this.bench} .record=${record} .glossary=${glossary}></record-facts>
      ${record.events.length > 0
        ? html`<h3>${this.t("record.events")}</h3>
            <ol class="events">
              ${record.events.map((event) => this.#event(event))}
            </ol>`
        : nothing}
      ${record.merges.length > 0 && this.state.whole
        ? html`<h3>${this.t("merges.title")}</h3>
            <record-merges .bench=${this.bench} .record=${record}></record-merges>`
        : nothing}
      <h3>${this.t("around.title")}</h3>
      <neighbourhood-view .bench=${this.bench} .page=${page}></neighbourhood-view>
      <h3>${this.t("why.source")}</h3>
      <record-source .bench=${this.bench} .record=${record}></record-source>
    `;
  }

  #event(event: Record<string, unknown>): TemplateResult {
    const value = words(event["value"]).join("");
    return html`<li>
      <span class="date">${words(event["date"]).join("")}</span>
      <span>
        <span lang="zh-Hans">${words(event["kind"]).join("")}：${words(event["text"]).join("")}</span>
        ${value === "" ? nothing : html`<span class="soft" lang="zh-Hans">（${value}）</span>`}
        ${event["illustrative"] === true ? exampleTag(this.state.language) : nothing}
      </span>
    </li>`;
  }
}
