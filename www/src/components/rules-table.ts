import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Place, RuleOutcome } from "../contract";
import { factWords } from "../text/place";
import { isPlaceFact } from "../text/references";
import { BenchElement } from "./bench-element";
import { styles } from "./rules-table.styles";
import { shared } from "./shared.styles";
import { verdictWords } from "./tags";

/** What every rule says, with its facts; bonuses stand apart, for they rule nobody out. */
export class RulesTable extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    rules: { attribute: false },
    places: { attribute: false },
  };
  declare rules: readonly RuleOutcome[];
  /** Places that facts may name by their codes. */
  declare places: ReadonlyMap<string, Place>;

  protected override render(): TemplateResult {
    const hard = this.rules.filter((rule) => rule.hard !== false);
    const bonus = this.rules.filter((rule) => rule.hard === false);
    return html`
      ${hard.length === 0
        ? html`<p class="soft">${this.t("why.noRules")}</p>`
        : this.#table(hard, this.t("why.rules"))}
      ${bonus.length === 0
        ? nothing
        : html`<h4>${this.t("why.bonus")}</h4>
            <p class="small soft">${this.t("why.bonusWhat")}</p>
            ${this.#table(bonus, this.t("why.bonus"))}`}
    `;
  }

  #table(rules: readonly RuleOutcome[], title: string): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.t("table.scrolls", { title })}>
      <table>
        <thead>
          <tr>
            <th scope="col">${this.t("rules.rule")}</th>
            <th scope="col">${this.t("rules.verdict")}</th>
            <th scope="col">${this.t("rules.why")}</th>
          </tr>
        </thead>
        <tbody>
          ${rules.map((rule) => this.#row(rule, 0))}
        </tbody>
      </table>
    </div>`;
  }

  /** A rule; the rules of an any-n-of follow it, set in. */
  #row(rule: RuleOutcome, depth: 0 | 1): TemplateResult {
    const facts = factWords(rule.facts, isPlaceFact(rule.rule) ? this.places : new Map<string, Place>());
    return html`<tr class=${depth === 0 ? "" : "inner"}>
        <th scope="row">
          ${this.m(`rule.${rule.rule}`)}
          ${rule.text === undefined ? nothing : html`<q class="small" lang="zh-Hans">${rule.text}</q>`}
        </th>
        <td>${verdictWords(rule.verdict, this.state.language)}</td>
        <td>
          ${this.say(`rule.${rule.rule}`, rule.reason)}
          ${facts.length > 0
            ? html`<span class="facts small" lang="zh-Hans">${this.t("rules.facts", { facts })}</span>`
            : nothing}
        </td>
      </tr>
      ${rule.of?.map((one) => this.#row(one, 1)) ?? nothing}`;
  }
}
