import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { Place } from "../contract";
import { placeAbove, placeName } from "../text/place";
import { BenchElement } from "./bench-element";
import { styles } from "./place-field.styles";
import { shared } from "./shared.styles";

/**
 * A field for a place that suggests while a person types. Names that stand for several places show
 * what lies above them, and nothing is chosen unless it is the only one.
 *
 * @fires place-chosen - with the place, or null when the field was emptied.
 */
export class PlaceField extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    place: { attribute: false },
    suggestions: { state: true },
    active: { state: true },
    unclear: { state: true },
  };
  declare place: Place | null;
  declare suggestions: readonly Place[];
  /** Index of the suggestion that Enter takes; -1 for none. */
  declare active: number;
  /** The words are not (yet) one place. */
  declare unclear: boolean;

  constructor() {
    super();
    this.place = null;
    this.suggestions = [];
    this.active = -1;
    this.unclear = false;
  }

  protected override render(): TemplateResult {
    const open = this.suggestions.length > 0;
    return html`
      <label for="place">${this.t("place.label")}</label>
      <div class="field">
        <input
          id="place"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          lang="zh-Hans"
          placeholder=${this.t("place.hint")}
          aria-expanded=${open ? "true" : "false"}
          aria-controls="suggestions"
          aria-autocomplete="list"
          aria-activedescendant=${open && this.active >= 0 ? `suggestion-${this.active}` : nothing}
          aria-describedby=${this.unclear ? "unclear" : nothing}
          @input=${this.#input}
          @compositionend=${this.#input}
          @focus=${this.#input}
          @keydown=${this.#key}
          @blur=${this.#blur}
        />
        <ul id="suggestions" role="listbox" aria-label=${this.t("place.label")} ?hidden=${!open}>
          ${this.suggestions.map((place, index) => this.#suggestion(place, index))}
        </ul>
      </div>
      <p id="unclear" class="small alarm" ?hidden=${!this.unclear}>${this.t("place.unclear")}</p>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const field = this.#field();
    // A place set from outside is written into the field; one being typed is left alone.
    if (changed.has("place") && field !== null && this.place !== null) {
      field.value = placeName(this.place);
      this.unclear = false;
    }
    // Taken away from outside: what is being typed, or waits to be made clear, stays.
    const typing = this.shadowRoot?.activeElement === field;
    if (changed.has("place") && field !== null && this.place === null && !typing && !this.unclear) field.value = "";
  }

  #suggestion(place: Place, index: number): TemplateResult {
    return html`<li
      id="suggestion-${index}"
      role="option"
      lang="zh-Hans"
      aria-selected=${index === this.active ? "true" : "false"}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(place)}
    >
      <span>${place.name}</span> <span class="soft small">${placeAbove(place)}</span>
    </li>`;
  }

  #field(): HTMLInputElement | null {
    return this.renderRoot.querySelector("input");
  }

  #input = async (event?: Event) => {
    const field = this.#field();
    if (field === null || (event instanceof InputEvent && event.isComposing)) return;
    const written = field.value.trim();
    if (this.place !== null && written === placeName(this.place)) return;
    if (written === "") this.#tell(null);
    const suggestions = await this.bench.match.places(written);
    if (field.value.trim() !== written || this.shadowRoot?.activeElement !== field) return;
    this.suggestions = suggestions;
    this.active = written === "" ? -1 : 0;
    this.unclear = false;
  };

  #key = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const count = this.suggestions.length;
    if (event.key === "Escape" && count > 0) {
      this.suggestions = [];
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = (this.active + step + count) % count;
      this.renderRoot.querySelector(`#suggestion-${this.active}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "ArrowDown") {
      void this.#input();
    } else if (event.key === "Enter" && count > 0) {
      const place = this.suggestions[this.active];
      if (place !== undefined) this.#choose(place);
    } else {
      return;
    }
    event.preventDefault();
  };

  /** Leaving the field takes the place when the words name exactly one. */
  #blur = () => {
    const written = this.#field()?.value.trim() ?? "";
    const suggestions = this.suggestions;
    this.suggestions = [];
    if (written === "" || (this.place !== null && written === placeName(this.place))) return;
    const named = suggestions.filter((place) => place.name === written || placeName(place) === written);
    const [only] = named.length > 0 ? named : suggestions;
    if (only !== undefined && (named.length === 1 || suggestions.length === 1)) {
      this.#choose(only);
      return;
    }
    this.unclear = true;
    this.#tell(null);
  };

  #choose(place: Place): void {
    const field = this.#field();
    if (field !== null) field.value = placeName(place);
    this.suggestions = [];
    this.unclear = false;
    this.#tell(place);
  }

  #tell(place: Place | null): void {
    if (place?.code === this.place?.code) return;
    this.place = place;
    this.dispatchEvent(new CustomEvent<Place | null>("place-chosen", { detail: place }));
  }
}
