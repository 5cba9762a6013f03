import { html, nothing, type TemplateResult } from "lit";
import { address, HOME, type Location } from "../store/location";
import type { Saving } from "../store/state";
import type { StringKey } from "../strings";
import { BenchElement } from "./bench-element";
import { styles } from "./page-header.styles";
import { shared } from "./shared.styles";

/** The steps that exist, in the order of the work. */
const steps: readonly { readonly key: StringKey; readonly to: Location }[] = [
  { key: "step.data", to: { view: "data" } },
  { key: "step.needs", to: HOME },
  { key: "step.overview", to: { view: "overview" } },
];

/** How things stand with keeping, in words. */
const SAVING: Readonly<Record<Saving, StringKey | null>> = {
  none: null,
  saving: "keep.saving",
  saved: "keep.saved",
  failed: "keep.notSaved",
  elsewhere: "keep.notYet",
  off: "keep.off",
};

/** Browsers write the date in the field in the order of their own language, whatever that of the page. */
function writesDatesOtherwise(): boolean {
  const written = new Intl.DateTimeFormat(navigator.language, { year: "numeric", month: "2-digit", day: "2-digit" });
  return !written.formatToParts(new Date(0))[0]?.type.startsWith("year");
}

/** The step to which a place in the page belongs: everything about records and matches is one. */
function stepOf({ view }: Location): Location["view"] {
  return view === "data" || view === "overview" ? view : HOME.view;
}

/**
 * Head of the page: name, steps, whether things are kept, the date for the rules, language.
 *
 * @fires skip - when a person wants to go straight to the content.
 * @fires clear - when a person wants nothing kept on this computer.
 */
export class PageHeader extends BenchElement {
  static override styles = [shared, styles];

  protected override render(): TemplateResult {
    const { language, location } = this.state;
    return html`
      <header>
        <button class="skip" @click=${this.#skip}>${this.t("page.skip")}</button>
        <a class="name" href=${address(HOME)}>
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="2" />
            <path d="M16 5.5 6 14.5M16 5.5l10 9M11.5 15.5h9M10.5 19.5h11v7h-11z" />
          </svg>
          <h1>${this.t("page.title")}</h1>
          <span class="maker" translate="no">matchgraph</span>
        </a>
        <div class="second">
          <nav aria-label=${this.t("page.steps")}>
            <ul>
              ${steps.map(
                ({ key, to }) => html`<li>
                  <a href=${address(to)} aria-current=${stepOf(location) === to.view ? "page" : nothing}
                    ><span>${this.t(key)}</span></a
                  >
                </li>`,
              )}
            </ul>
          </nav>
          ${this.#saving()}
        </div>
        <div class="settings">
          <label>
            <span>${this.t("page.asOf")}</span>
            <input
              id="as-of"
              type="date"
              required
              .value=${this.state.asOf}
              aria-describedby="as-of-why"
              @change=${this.#asOf}
            />
          </label>
          ${writesDatesOtherwise() ? html`<span class="iso">${this.state.asOf}</span>` : nothing}
          <span id="as-of-why" class="unseen">${this.t("page.asOfWhy")}</span>
          <button
            class="plain language"
            lang=${language === "en" ? "zh-Hans" : "en"}
            @click=${() => this.bench.setLanguage(language === "en" ? "zh-Hans" : "en")}
          >
            <span class="long">${language === "en" ? "中文" : "English"}</span>
            <span class="short" aria-hidden="true">${language === "en" ? "中" : "EN"}</span>
          </button>
        </div>
      </header>
    `;
  }

  /** Whether things are kept on this computer, and the way to have it empty again. */
  #saving(): TemplateResult {
    const { saving, stored, source } = this.state;
    // The line about kept data offers it already.
    const offered = stored && source.reopened === undefined;
    const key = SAVING[saving];
    const loud = saving === "failed" || saving === "elsewhere";
    return html`<p class="saving">
      <span class=${loud ? "alarm" : ""} role="status">${key === null ? "" : this.t(key)}</span>
      ${offered ? html`<button class="plain" @click=${this.#clear}>${this.t("keep.clear")}</button>` : nothing}
    </p>`;
  }

  #clear = () => this.dispatchEvent(new CustomEvent("clear"));

  /** A button, not a link: the address after # is the place in the page, and a jump must not change it. */
  #skip = () => this.dispatchEvent(new CustomEvent("skip"));

  #asOf = (event: Event) => {
    if (event.target instanceof HTMLInputElement) this.bench.setAsOf(event.target.value);
  };
}
