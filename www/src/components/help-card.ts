import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Risk } from "../contract";
import { readLines, writeLines } from "../store/local-lines";
import { BenchElement } from "./bench-element";
import { styles } from "./help-card.styles";
import { shared } from "./shared.styles";

/** Whom to call, before any ranking. Local numbers that staff add stay on this computer. */
export class HelpCard extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    risk: { attribute: false },
    text: { attribute: false },
    lines: { state: true },
  };
  declare risk: Risk;
  /** The text in which the risk stands. */
  declare text: string;
  declare lines: readonly string[];

  constructor() {
    super();
    this.lines = readLines();
  }

  protected override render(): TemplateResult {
    const { risk } = this;
    const critical = risk.level === "危急";
    return html`
      <aside class=${critical ? "critical" : "sensitive"} aria-labelledby="heading">
        <h3 id="heading">${this.m("help.title")}</h3>
        <p class="kinds">
          <strong>${risk.kinds.map((kind) => this.m(`risk.${kind}`)).join(this.t("list.joiner"))}</strong>
          <span class="soft">
            ${this.m("help.words")}${this.t("help.colon")}
            <span lang="zh-Hans">${risk.spans.map(([start, end]) => [...this.text].slice(start, end).join("")).join("、")}</span>
          </span>
        </p>
        <ul class="lines">
          ${risk.help.map((number) => this.#line(number))}
          ${this.lines.map(
            (line, index) => html`<li class="own">
              <span lang="zh-Hans">${line}</span>
              <button class="plain" aria-label=${this.t("help.removeLine", { line })} @click=${() => this.#remove(index)}>
                ${this.t("help.remove")}
              </button>
            </li>`,
          )}
        </ul>
        ${critical ? html`<p class="duty">${this.m("help.route")}</p>` : nothing}
        ${risk.minor ? html`<p class="duty">${this.m("help.minor")}</p>` : nothing}
        ${risk.violence ? html`<p class="duty">${this.m("help.mediation")}</p>` : nothing}
        <form @submit=${this.#add}>
          <label for="line">${this.t("help.local")}</label>
          <input id="line" lang="zh-Hans" autocomplete="off" maxlength="80" placeholder=${this.t("help.localHint")} />
          <button>${this.t("help.add")}</button>
          <p class="small soft">${this.t("help.localWhere")}</p>
        </form>
      </aside>
    `;
  }

  /** "110 报警" as the number, large, and what it is for. */
  #line(number: string): TemplateResult {
    const words = this.m(`help.${number}`);
    const rest = words.startsWith(number) ? words.slice(number.length).trim() : words;
    return html`<li><strong>${number}</strong> <span>${rest}</span></li>`;
  }

  #add = (event: Event) => {
    event.preventDefault();
    const field = this.renderRoot.querySelector("input");
    const line = field?.value.trim() ?? "";
    if (field === null || line === "") return;
    this.lines = writeLines([...this.lines, line]);
    field.value = "";
  };

  #remove(index: number): void {
    this.lines = writeLines(this.lines.filter((_, at) => at !== index));
  }
}
