import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Failure } from "../contract";
import { failureSentence } from "../text/failure";
import { BenchElement } from "./bench-element";
import { hand } from "./hand";
import { styles } from "./passphrase-dialog.styles";
import { shared } from "./shared.styles";

/** Characters of the shortest passphrase. */
const SHORTEST = 8;

/** Asks for a passphrase: twice for a file that is to be saved, once for one that is to be opened. */
export class PassphraseDialog extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    differs: { state: true },
    busy: { state: true },
  };
  /** What was typed twice is not the same. */
  declare differs: boolean;
  declare busy: boolean;

  constructor() {
    super();
    this.differs = false;
    this.busy = false;
  }

  protected override render(): TemplateResult {
    const { sealing, sealed, language } = this.state;
    const name = sealed?.name ?? "";
    const fault: Failure | null = sealed?.failure ?? null;
    return html`<dialog aria-labelledby="heading" aria-describedby="what" @close=${this.#closed}>
      <form @submit=${this.#submit}>
        <h2 id="heading">${this.t(sealing ? "pass.save" : "pass.open")}</h2>
        <p id="what">${sealing ? this.t("pass.saveWhat") : this.t("pass.openWhat", { name })}</p>
        <label>
          <span>${this.t("pass.word")}</span>
          <input
            id="first"
            type="password"
            required
            minlength=${sealing ? SHORTEST : nothing}
            autocomplete=${sealing ? "new-password" : "off"}
          />
        </label>
        ${sealing
          ? html`<label>
              <span>${this.t("pass.again")}</span>
              <input id="second" type="password" required autocomplete="new-password" />
            </label>`
          : nothing}
        <p class="alarm" role="alert">
          ${this.differs ? this.t("pass.differs") : fault ? failureSentence(fault, language) : ""}
        </p>
        <p class="buttons">
          <button type="button" @click=${this.#close}>${this.t("pass.cancel")}</button>
          <button class="primary" ?disabled=${this.busy}>
            ${this.busy ? this.t("pass.busy") : this.t(sealing ? "save.save" : "pass.openYes")}
          </button>
        </p>
      </form>
    </dialog>`;
  }

  protected override updated(): void {
    const { sealing, sealed } = this.state;
    const { dialog } = this;
    const wanted = sealing || sealed !== null;
    if (wanted && !dialog.open) dialog.showModal();
    if (!wanted && dialog.open) dialog.close();
  }

  get dialog(): HTMLDialogElement {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog === null) throw new Error("not drawn yet");
    return dialog;
  }

  #close = () => this.dialog.close();

  /** Nothing that was typed stays. */
  #closed = () => {
    for (const field of this.renderRoot.querySelectorAll("input")) field.value = "";
    this.differs = false;
    this.bench.exports.forgetPassphrase();
    this.bench.sealed.forget();
  };

  #submit = async (event: Event) => {
    event.preventDefault();
    const [first = "", second = ""] = [...this.renderRoot.querySelectorAll("input")].map(({ value }) => value);
    this.differs = this.state.sealing && first !== second;
    if (this.differs || this.busy) return;
    this.busy = true;
    try {
      if (this.state.sealing) {
        hand(await this.bench.exports.whole(first));
        this.dialog.close();
      } else await this.bench.sealed.unlock(first);
    } finally {
      this.busy = false;
    }
  };
}
