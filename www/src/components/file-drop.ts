import { html, nothing, type TemplateResult } from "lit";
import { readable } from "../store/dropped";
import { BenchElement } from "./bench-element";
import { styles } from "./file-drop.styles";
import { shared } from "./shared.styles";

/** Takes files that a person chooses, and says how to drop them. They are read here and go nowhere. */
export class FileDrop extends BenchElement {
  static override styles = [shared, styles];

  protected override render(): TemplateResult {
    const { source, reading, dragging, whole } = this.state;
    return html`
      <div class="drop ${dragging ? "over" : ""}" aria-busy=${reading ? "true" : "false"}>
        <h3>${this.t("drop.title")}</h3>
        <p>${this.t(reading ? "drop.reading" : "drop.how")}</p>
        <p class="buttons">
          <button class="primary" ?disabled=${reading} @click=${() => this.#click("#files")}>${this.t("drop.choose")}</button>
          <button ?disabled=${reading} @click=${() => this.#click("#folder")}>${this.t("drop.folder")}</button>
        </p>
        <input id="files" type="file" multiple accept=".xlsx,.xls,.csv,.tsv,.txt,.docx,.jsonl,.json,.ndjson,.index,.sealed" hidden @change=${this.#chosen} />
        <input id="folder" type="file" webkitdirectory hidden @change=${this.#chosen} />
        ${whole ? html`<paste-box .bench=${this.bench}></paste-box>` : nothing}
        ${source.kind === "own"
          ? html`<fieldset>
              <legend class="unseen">${this.t("drop.then")}</legend>
              ${this.#choice(true, "drop.add")} ${this.#choice(false, "drop.replace")}
            </fieldset>`
          : nothing}
        <p class="small soft">${this.t("drop.formats")}</p>
      </div>
    `;
  }

  #choice(add: boolean, key: "drop.add" | "drop.replace"): TemplateResult {
    return html`<label>
      <input type="radio" name="add" .checked=${this.state.adding === add} @change=${() => this.bench.data.setAdding(add)} />
      <span>${this.t(key)}</span>
    </label>`;
  }

  #click(input: string): void {
    this.renderRoot.querySelector<HTMLInputElement>(input)?.click();
  }

  #chosen = (event: Event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.files === null) return;
    const files = [...input.files];
    // The same file may be chosen again after it was mended.
    input.value = "";
    const inFolder = input.id === "folder";
    void this.bench.sealed.take(readable(files, inFolder));
  };

}
