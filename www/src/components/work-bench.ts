import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { droppedFiles } from "../store/dropped";
import { address } from "../store/location";
import { routeOf } from "../store/routes";
import { failureSentence } from "../text/failure";
import { titleOf } from "../text/record";
import { BenchElement } from "./bench-element";
import { shared } from "./shared.styles";
import { styles } from "./work-bench.styles";

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
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("dragover", this.#dragOver);
    window.removeEventListener("dragleave", this.#dragLeave);
    window.removeEventListener("drop", this.#drop);
  }

  protected override render(): TemplateResult {
    const { phase, location, source, spoken, dragging } = this.state;
    return html`
      <page-header .bench=${this.bench} @skip=${this.#skip}></page-header>
      ${phase !== "failed" && source.kind === "sample" ? this.#sampleLine() : nothing} ${this.#notice()}
      <main id="main" tabindex="-1" class="${location.view} ${dragging ? "dragging" : ""}">${this.#view()}</main>
      <p class="unseen" role="status">${spoken ? this.t(spoken.key, spoken.args) : ""}</p>
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
    </aside>`;
  }

  #notice(): TemplateResult {
    const { notice, language } = this.state;
    if (notice === null) return html`<div role="alert"></div>`;
    const { says, undo } = notice;
    const failed = "code" in says;
    const words = failed ? failureSentence(says, language) : this.t(says.key, says.args);
    return html`<div role="alert">
      <p class="notice ${failed ? "failed" : ""}">
        <span>${words}</span>
        ${undo ? html`<button class="plain" @click=${() => this.bench.data.undo()}>${this.t("notice.undo")}</button>` : nothing}
        <button class="plain" @click=${() => this.bench.dismissNotice()}>${this.t("notice.close")}</button>
      </p>
    </div>`;
  }

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
    await this.bench.data.openFiles(dropped);
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
