import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { readLines } from "../store/local-lines";
import { BenchElement } from "./bench-element";
import { styles } from "./clear-dialog.styles";
import { shared } from "./shared.styles";

/** Asks before everything that is kept on this computer is deleted, and says what that is. */
export class ClearDialog extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, lines: { state: true } };
  /** How many telephone numbers she has added. */
  declare lines: number;

  constructor() {
    super();
    this.lines = 0;
  }

  /** Asks. */
  async ask(): Promise<void> {
    this.lines = readLines().length;
    await this.updateComplete;
    this.renderRoot.querySelector("dialog")?.showModal();
  }

  protected override render(): TemplateResult {
    const { kept, storedOwn } = this.state;
    const n = kept.decisions.size;
    return html`<dialog aria-labelledby="heading" aria-describedby="what">
      <h2 id="heading">${this.t("keep.clear.title")}</h2>
      <p id="what">${this.t("keep.clear.what")}</p>
      <ul>
        ${storedOwn ? html`<li>${this.t("keep.clear.data")}</li>` : nothing}
        ${n > 0 ? html`<li>${this.t("keep.clear.decisions", { n })}</li>` : nothing}
        ${kept.log.length > 0 ? html`<li>${this.t("keep.clear.weights")}</li>` : nothing}
        ${this.lines > 0 ? html`<li>${this.t("keep.clear.lines", { n: this.lines })}</li>` : nothing}
      </ul>
      <p class="small soft">${this.t("keep.clear.tabs")}</p>
      <p class="buttons">
        <button autofocus @click=${this.#close}>${this.t("keep.clear.no")}</button>
        <button @click=${this.#save}>${this.t("keep.clear.save")}</button>
        <button class="yes" @click=${this.#clear}>${this.t("keep.clear.yes")}</button>
      </p>
    </dialog>`;
  }

  #close = () => this.renderRoot.querySelector("dialog")?.close();

  #save = () => {
    this.#close();
    this.bench.exports.askPassphrase();
  };

  #clear = () => {
    this.#close();
    void this.bench.keep.clear();
  };
}
