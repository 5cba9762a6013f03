import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Place, RouteSummary } from "../contract";
import { NEED_ROUTE, routeAddress, typedAddress } from "../store/location";
import { BenchElement } from "./bench-element";
import { shared } from "./shared.styles";
import { styles } from "./typed-need.styles";

/** Waiting time after a key before the typed need is matched, in milliseconds. */
const PAUSE = 250;
/** The sentence that a newcomer may try, and the code of its place. */
const TRIAL = { text: "放学后孩子没人管，想找课后照护和作业辅导", place: "350102" } as const;

/** A box for a need in a person's own words, with its place. Candidates follow while she types. */
export class TypedNeed extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, route: { attribute: false } };
  /** The question that is asked for the need. */
  declare route: RouteSummary;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** Focuses the box. */
  takeFocus(): void {
    this.renderRoot.querySelector<HTMLElement>("textarea")?.focus();
  }

  protected override render(): TemplateResult {
    const { typed, source } = this.state;
    return html`
      <form aria-labelledby="heading" @submit=${this.#submit}>
        <a class="back" href=${routeAddress(this.route.id)}>${this.t("match.toList")}</a>
        <h2 id="heading">${this.t("typed.title")}</h2>
        <p class="lead">${this.route.id === NEED_ROUTE ? this.t("typed.lead") : this.question(this.route)}</p>
        <label for="text">${this.t("typed.text")}</label>
        <textarea
          id="text"
          rows="2"
          lang="zh-Hans"
          autocomplete="off"
          placeholder=${this.t("typed.hint")}
          .value=${live(typed.text)}
          @input=${this.#input}
          @compositionend=${this.#input}
          @keydown=${this.#enter}
        ></textarea>
        <div class="row">
          <place-field
            .bench=${this.bench}
            .place=${typed.place}
            @place-chosen=${this.#place}
          ></place-field>
          <label class="online">
            <input type="checkbox" .checked=${live(typed.online)} @change=${this.#online} />
            <span>${this.t("typed.online")}</span>
          </label>
          <button class="primary">${this.t(`typed.match.${this.route.to === "organization" ? "organization" : "other"}`)}</button>
        </div>
        ${typed.text.trim() === "" && source.kind === "sample"
          ? html`<p class="try">
              <span>${this.t("typed.try")}</span>
              <button type="button" class="plain" lang="zh-Hans" @click=${this.#try}>${TRIAL.text}</button>
            </p>`
          : nothing}
        ${typed.text.trim() !== "" && typed.place === null
          ? html`<p class="try soft">${this.t("typed.noPlace")}</p>`
          : nothing}
      </form>
      ${typed.text.trim() === "" ? this.#how() : nothing}
    `;
  }

  #how(): TemplateResult {
    return html`<section class="how" aria-labelledby="how">
      <h3 id="how">${this.t("how.title")}</h3>
      <ol>
        <li>${this.t("how.list")}</li>
        <li>${this.t("how.matches")}</li>
        <li>${this.t("how.why")}</li>
      </ol>
    </section>`;
  }

  #input = (event: Event) => {
    const field = event.target;
    if (!(field instanceof HTMLTextAreaElement)) return;
    this.bench.match.type({ text: field.value });
    clearTimeout(this.#timer);
    // Half-written pinyin is no need yet; the end of the composition comes as an event of its own.
    if (event instanceof InputEvent && event.isComposing) return;
    this.#timer = setTimeout(() => this.#match(), PAUSE);
  };

  /** Enter asks at once; Shift + Enter makes a new line; an input method's Enter is its own. */
  #enter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#ask();
  };

  #submit = (event: Event) => {
    event.preventDefault();
    this.#ask();
  };

  #ask(): void {
    if (this.state.typed.text.trim() === "") this.takeFocus();
    else this.#match();
  }

  #place = (event: CustomEvent<Place | null>) => {
    this.bench.match.type({ place: event.detail });
    this.#match();
  };

  #online = (event: Event) => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.bench.match.type({ online: event.target.checked });
    if (this.state.typed.text.trim() !== "") this.#match();
  };

  #try = async () => {
    const [place] = await this.bench.match.places(TRIAL.place);
    this.bench.match.type({ text: TRIAL.text, place: place ?? null });
    this.#match();
    this.takeFocus();
  };

  /** Matches. From the first word on this has an address of its own (without the words), for the way back. */
  #match(): void {
    clearTimeout(this.#timer);
    void this.bench.match.refresh();
    const here = typedAddress(this.route.id);
    if (!window.location.hash.startsWith(here)) window.location.hash = here;
  }
}
