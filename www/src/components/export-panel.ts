import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { EXPORTS, TEMPLATES, type Export } from "../store/export-desk";
import { BenchElement } from "./bench-element";
import { styles } from "./export-panel.styles";
import { hand } from "./hand";
import { shared } from "./shared.styles";

/** What can be saved, exported and downloaded, each with what is in it. */
export class ExportPanel extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, contacts: { state: true } };
  /** Contacts are written too. */
  declare contacts: boolean;

  constructor() {
    super();
    this.contacts = false;
  }

  protected override render(): TemplateResult {
    const { writing } = this.state;
    return html`
      <ul class="ways">
        <li>
          <span class="name">${this.t("save.handOver")}</span>
          <span class="what small soft">${this.t("save.handOverWhat")}</span>
          <span class="buttons"><button class="primary" @click=${this.#handOver}>${this.t("save.save")}</button></span>
        </li>
        <li>
          <span class="name">${this.t("save.whole")}</span>
          <span class="what small soft">${this.t("save.wholeWhat")}</span>
          <span class="buttons">
            <button @click=${() => this.bench.exports.askPassphrase()}>${this.t("save.withPassphrase")}</button>
          </span>
        </li>
        ${EXPORTS.map((what) => this.#export(what))}
        <li>
          <span class="name">${this.t("export.graph")}</span>
          <span class="what small soft">${this.t("export.graphWhat")}</span>
          <span class="buttons"><button ?disabled=${writing !== null} @click=${this.#graph}>GraphML</button></span>
        </li>
      </ul>
      ${writing === null
        ? nothing
        : html`<p class="writing">
            <progress
              aria-label=${this.t("export.writing")}
              max=${writing.total || nothing}
              value=${writing.total === 0 ? nothing : writing.done}
            ></progress>
            <span>
              ${writing.total === 0
                ? this.t("export.writing")
                : this.t("export.matched", { done: writing.done, total: writing.total })}
            </span>
            <button class="plain" @click=${() => this.bench.exports.stop()}>${this.t("overview.stop")}</button>
          </p>`}
      <label class="contacts">
        <input type="checkbox" .checked=${this.contacts} @change=${this.#contacts} />
        <span>${this.t("export.contacts")}</span>
      </label>
      <h4>${this.t("template.title")}</h4>
      <p class="small soft">${this.t("template.what")}</p>
      <p class="templates">
        ${TEMPLATES.map(
          (name) =>
            html`<button class="plain" @click=${async () => hand(await this.bench.exports.template(name))}>
              ${this.t(`template.${name}`)}
            </button>`,
        )}
      </p>
    `;
  }

  #export(what: Export): TemplateResult {
    const busy = this.state.writing !== null;
    const name = this.t(`export.${what}`);
    const button = (csv: boolean) => {
      const kind = csv ? "CSV" : "Excel";
      return html`<button
        ?disabled=${busy}
        aria-label=${`${name} ${kind}`}
        @click=${async () => hand(await this.bench.exports.table(what, csv, this.contacts))}
      >
        ${kind}
      </button>`;
    };
    return html`<li>
      <span class="name">${name}</span>
      <span class="what small soft">${this.t(`export.${what}What`)}</span>
      <span class="buttons">${button(false)} ${button(true)}</span>
    </li>`;
  }

  #handOver = async () => hand(await this.bench.exports.handOver());

  #graph = async () => hand(await this.bench.exports.graph());

  #contacts = (event: Event) => {
    if (event.target instanceof HTMLInputElement) this.contacts = event.target.checked;
  };
}
