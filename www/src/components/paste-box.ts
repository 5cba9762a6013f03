import { html, type TemplateResult } from "lit";
import { BenchElement } from "./bench-element";
import { styles } from "./paste-box.styles";
import { shared } from "./shared.styles";

/** Takes a table or a text that was copied elsewhere, like a file. */
export class PasteBox extends BenchElement {
  static override styles = [shared, styles];

  protected override render(): TemplateResult {
    return html`<details>
      <summary>${this.t("paste.title")}</summary>
      <form @submit=${this.#submit}>
        <label for="text" class="small soft">${this.t("paste.how")}</label>
        <textarea id="text" rows="6" spellcheck="false" required></textarea>
        <button ?disabled=${this.state.reading}>${this.t("paste.read")}</button>
      </form>
    </details>`;
  }

  #submit = (event: Event) => {
    event.preventDefault();
    const field = this.renderRoot.querySelector("textarea");
    if (field === null || field.value.trim() === "") return;
    const file = new File([field.value], pastedName(field.value));
    field.value = "";
    void this.bench.sealed.take({ files: [{ name: file.name, blob: file }], passedOver: [] });
  };
}

/** Cells that were copied from a table have tabs between them. */
function pastedName(text: string): string {
  return /^[^\n]*(\t|,[^\n]*,)/.test(text) ? "粘贴.csv" : "粘贴.txt";
}
