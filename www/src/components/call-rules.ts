import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { words } from "../text/record";
import { BenchElement } from "./bench-element";
import { styles } from "./call-rules.styles";
import { shared } from "./shared.styles";

/** The conditions of a call as cards in its own words: hard ones first, bonuses apart. */
export class CallRules extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, record: { attribute: false } };
  /** The call as it is written back. */
  declare record: Readonly<Record<string, unknown>>;

  protected override render(): TemplateResult {
    const rules = Array.isArray(this.record["rules"]) ? this.record["rules"].filter(isCard) : [];
    const hard = rules.filter((rule) => rule["hard"] !== false);
    const bonus = rules.filter((rule) => rule["hard"] === false);
    const whole = words(this.record["rules_text"]).join("");
    return html`
      ${rules.length === 0 ? html`<p class="soft">${this.t("call.noRules")}</p>` : nothing}
      ${hard.length > 0 ? this.#cards("call.hard", hard) : nothing}
      ${bonus.length > 0 ? this.#cards("call.bonus", bonus) : nothing}
      ${whole === ""
        ? nothing
        : html`<details>
            <summary>${this.t("call.whole")}</summary>
            <p lang="zh-Hans">${whole}</p>
          </details>`}
    `;
  }

  #cards(title: "call.hard" | "call.bonus", rules: readonly Card[]): TemplateResult {
    return html`<h4>${this.t(title)}</h4>
      <ul class=${title === "call.hard" ? "hard" : "bonus"}>
        ${rules.map(
          (rule) => html`<li>
            <span class="small soft">${this.m(`rule.${words(rule["rule"]).join("") || "card"}`)}</span>
            <q lang="zh-Hans">${words(rule["text"]).join("")}</q>
          </li>`,
        )}
      </ul>`;
  }
}

type Card = Readonly<Record<string, unknown>>;

function isCard(value: unknown): value is Card {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
