import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { droppedFiles } from "../store/dropped";
import { address } from "../store/location";
import { routeOf } from "../store/routes";
import type { Notice, Source } from "../store/state";
import type { StringKey } from "../strings";
import { failureSentence } from "../text/failure";
import { titleOf } from "../text/record";
import { BenchElement } from "./bench-element";
import { shared } from "./shared.styles";
import { styles } from "./work-bench.styles";

/** What can be done about what just happened. */
const OFFERS = { undo: "notice.undo", redo: "notice.redo", keep: "keep.takeOver" } as const;

/** Sentences that tell of a danger to what she has done. */
const ALARMING: readonly StringKey[] = ["keep.failed", "keep.elsewhere"];

/** Small steps are told in a corner: the list under the hand must not move. */
function isStep(key: StringKey): boolean {
  return key.startsWith("decide.") || key.startsWith("weights.");
}

/** The whole page: head, what just happened, and the view of the step. */
export class WorkBench extends BenchElement {
  static override styles = [shared, styles];
  #location = "";

  override connectedCallback(): void {
    super.connectedCallback();
    // The whole page takes files, in every view: a file dropped elsewhere would replace the page.
    window.addEventListener("dragover", this.#dragOver);
    window.addEventListener("dragleave", this.#dragLeave);
    window.addEventListener("drop", this.#drop);
    window.addEventListener("keydown", this.#key);
    document.addEventListener("visibilitychange", this.#hidden);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("dragover", this.#dragOver);
    window.removeEventListener("dragleave", this.#dragLeave);
    window.removeEventListener("drop", this.#drop);
    window.removeEventListener("keydown", this.#key);
    document.removeEventListener("visibilitychange", this.#hidden);
  }

  protected override render(): TemplateResult {
    const { phase, location, source, spoken, dragging, whole } = this.state;
    return html`
      <page-header .bench=${this.bench} @skip=${this.#skip} @clear=${this.#clear}></page-header>
      ${phase !== "failed" && source.kind === "sample" ? this.#sampleLine() : nothing}
      ${phase !== "failed" && source.reopened ? this.#keptLine(source.reopened) : nothing} ${this.#notice()}
      <main id="main" tabindex="-1" class="${location.view} ${dragging ? "dragging" : ""}">${this.#view()}</main>
      <p class="unseen" role="status">${spoken ? this.t(spoken.key, spoken.args) : ""}</p>
      <clear-dialog .bench=${this.bench}></clear-dialog>
      ${whole ? html`<passphrase-dialog .bench=${this.bench}></passphrase-dialog>` : nothing}
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { language, location } = this.state;
    document.documentElement.lang = language;
    document.title = `${this.#where()}${this.t("page.title")} · matchgraph`;
    const now = address(location);
    const before = this.#location;
    this.#location = now;
    if (before !== "" && before !== now) void this.#moveFocus(before);
  }

  /** The place in the page for its title. Never words of a need: titles stand in histories. */
  #where(): string {
    const { location, summary, record } = this.state;
    if (location.view === "match") {
      const route = routeOf(summary, location.route);
      return route === undefined ? "" : `${this.question(route)} · `;
    }
    if (location.view === "record" && record.page !== null && record.page.record.kind !== "need") {
      return `${titleOf(record.page.record)} · `;
    }
    return "";
  }

  #view(): TemplateResult {
    const { phase, location } = this.state;
    if (phase === "failed") return this.#failed();
    if (phase === "starting") return html`<p class="opening" role="status">${this.t("page.opening")}</p>`;
    if (location.view === "data") return html`<data-view .bench=${this.bench}></data-view>`;
    if (location.view === "overview") return html`<overview-view .bench=${this.bench}></overview-view>`;
    if (location.view === "hubs") return html`<hubs-view .bench=${this.bench}></hubs-view>`;
    if (location.view === "record") return html`<record-view .bench=${this.bench}></record-view>`;
    if (location.view === "match") return html`<route-view .bench=${this.bench}></route-view>`;
    return html`<questions-view .bench=${this.bench}></questions-view>`;
  }

  #sampleLine(): TemplateResult {
    return html`<aside class="sample" aria-label=${this.t("tag.example")}>
      <strong class="tag">${this.t("tag.example")}</strong>
      <span>${this.t("sample.warning")}</span>
      <a href="#/data">${this.t("sample.replace")}</a>
      ${this.state.storedOwn
        ? html`<button class="plain" @click=${() => this.bench.data.openKept()}>${this.t("keep.back")}</button>`
        : nothing}
    </aside>`;
  }

  /** What is open is what was kept here: nobody should wonder where it comes from. */
  #keptLine({ files, on }: NonNullable<Source["reopened"]>): TemplateResult {
    return html`<aside class="sample" aria-label=${this.t("keep.saved")}>
      <span>${this.t("keep.line", { date: on, files: [...files] })}</span>
      <button class="plain" @click=${() => this.bench.data.backToSample()}>${this.t("keep.sample")}</button>
      <button class="plain" @click=${this.#clear}>${this.t("keep.clear")}</button>
    </aside>`;
  }

  #notice(): TemplateResult {
    const { notice, language } = this.state;
    if (notice === null) return html`<div role="alert"></div>`;
    const { says, offers } = notice;
    const failed = "code" in says;
    const words = failed ? failureSentence(says, language) : this.t(says.key, says.args);
    return html`<div role="alert">
      <p class="notice ${failed || ALARMING.includes(says.key) ? "failed" : ""} ${!failed && isStep(says.key) ? "step" : ""}">
        <span>${words}</span>
        ${offers === null ? nothing : html`<button class="plain" @click=${() => this.#take(offers)}>${this.t(OFFERS[offers])}</button>`}
        <button class="plain" @click=${() => this.bench.dismissNotice()}>${this.t("notice.close")}</button>
      </p>
    </div>`;
  }

  #take(offer: NonNullable<Notice["offers"]>): void {
    if (offer === "keep") this.bench.keep.takeOver();
    else void this.bench.history[offer]();
  }

  #clear = () => void this.renderRoot.querySelector("clear-dialog")?.ask();

  /** Ctrl + Z takes the last change back, outside of fields, where it belongs to what is typed. */
  #key = (event: KeyboardEvent) => {
    const [target] = event.composedPath();
    const typing = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !/radio|checkbox|range/.test(target.type));
    if (typing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    void this.bench.history[key === "y" || event.shiftKey ? "redo" : "undo"]();
  };

  #hidden = () => {
    if (document.visibilityState === "hidden") this.bench.keep.flush();
  };

  #failed(): TemplateResult {
    const { failure, language } = this.state;
    return html`<section class="failed" role="alert">
      <h2>${this.t("failed.title")}</h2>
      <p>${failure ? failureSentence(failure, language) : ""}</p>
      <p>${this.t("failed.what")}</p>
      <button class="primary" @click=${() => window.location.reload()}>${this.t("failed.again")}</button>
    </section>`;
  }

  #dragOver = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    event.preventDefault();
    this.bench.setDragging(true);
  };

  #dragLeave = (event: DragEvent) => {
    // Inside the page another element follows at once; outside there is none.
    if (event.relatedTarget === null) this.bench.setDragging(false);
  };

  #drop = async (event: DragEvent) => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    event.preventDefault();
    this.bench.setDragging(false);
    const dropped = await droppedFiles(event.dataTransfer);
    // What became of the files is told there.
    window.location.hash = address({ view: "data" });
    await this.bench.sealed.take(dropped);
  };

  #skip = () => {
    this.renderRoot.querySelector<HTMLElement>("main")?.focus();
  };

  /** After a step the focus follows to what is new, so that keyboard and screen reader are there too. */
  async #moveFocus(before: string): Promise<void> {
    const view = this.renderRoot.querySelector("main > *");
    if (view === null || !("takeFocus" in view) || typeof view.takeFocus !== "function") return;
    await this.updateComplete;
    await view.takeFocus(before);
  }
}
