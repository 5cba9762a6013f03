import { html, nothing, svg, type PropertyDeclarations, type TemplateResult } from "lit";
import { LONGEST_NOTE, type Decided, type Decision, type Subject } from "../store/decisions";
import { BenchElement } from "./bench-element";
import { styles } from "./decision-buttons.styles";
import { shared } from "./shared.styles";

const CHOICES: readonly Decided[] = ["accepted", "declined"];
const REFERRAL: readonly Decided[] = ["referred"];

/** What a person decides about a candidate, or that a need goes to a case worker: chosen by her, noted, taken back. */
export class DecisionButtons extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    subject: { attribute: false },
    name: { attribute: false },
    barred: { type: Boolean },
    noting: { state: true },
  };
  /** What is decided. Without a candidate it is the referral of the need. */
  declare subject: Subject;
  /** What it is called; never the text of a critical need. */
  declare name: string;
  /** A rule for the safety of a person is against it: it cannot be taken. */
  declare barred: boolean;
  declare noting: boolean;

  constructor() {
    super();
    this.barred = false;
    this.noting = false;
  }

  protected override render(): TemplateResult {
    const made = this.bench.decisions.of(this.subject);
    const choices = (this.subject.candidate === null ? REFERRAL : CHOICES).filter(
      (choice) => choice !== "accepted" || !this.barred || made?.decision === "accepted",
    );
    return html`<div class="decide" role="group" aria-label=${this.t("decide.about", { name: this.name })}>
      ${choices.map((choice) => this.#choice(choice, made))}
      ${made === undefined ? nothing : this.#made(made)}
      ${made === undefined && this.barred ? html`<span class="small soft">${this.t("decide.barred")}</span>` : nothing}
      ${made === undefined && this.subject.candidate === null
        ? html`<span class="small">${this.t("decide.referWhy")}</span>`
        : nothing}
    </div>`;
  }

  #choice(choice: Decided, made: Decision | undefined): TemplateResult {
    const chosen = made?.decision === choice;
    return html`<button class=${choice} aria-pressed=${chosen ? "true" : "false"} @click=${() => this.#choose(choice, chosen)}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        ${chosen ? svg`<path d="m2.5 8.5 4 4 7-9" />` : nothing}
      </svg>
      ${this.t(chosen ? `decide.is.${choice}` : `decide.do.${choice}`)}
    </button>`;
  }

  #made({ on, note }: Decision): TemplateResult {
    return html`
      <span class="small soft">${on}</span>
      ${this.noting
        ? html`<form @submit=${this.#keep}>
            <input
              maxlength=${LONGEST_NOTE}
              autocomplete="off"
              lang="zh-Hans"
              aria-label=${this.t("decide.note")}
              placeholder=${this.t("decide.noteHint")}
              .value=${note ?? ""}
              @keydown=${this.#escape}
            />
            <button>${this.t("decide.noteSave")}</button>
          </form>`
        : html`${note === undefined ? nothing : html`<span class="note" lang="zh-Hans">${note}</span>`}
            <span class="ways">
              <button class="plain write" @click=${this.#write}>
                ${this.t(note === undefined ? "decide.noteWrite" : "decide.noteChange")}
              </button>
              <button class="plain" @click=${() => this.#withdraw()}>${this.t("decide.withdraw")}</button>
            </span>`}
    `;
  }

  #choose(choice: Decided, chosen: boolean): void {
    if (chosen) this.#withdraw();
    else this.bench.decisions.decide(this.subject, choice, this.name);
  }

  #withdraw(): void {
    this.noting = false;
    this.bench.decisions.withdraw(this.subject, this.name);
    // The button that was pressed is gone; the choice is open again.
    this.renderRoot.querySelector("button")?.focus();
  }

  #write = async () => {
    this.noting = true;
    await this.updateComplete;
    this.renderRoot.querySelector("input")?.focus();
  };

  #keep = (event: Event) => {
    event.preventDefault();
    this.bench.decisions.note(this.subject, this.renderRoot.querySelector("input")?.value ?? "", this.name);
    void this.#close();
  };

  #escape = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.isComposing) void this.#close();
  };

  async #close(): Promise<void> {
    this.noting = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".write")?.focus();
  }
}
