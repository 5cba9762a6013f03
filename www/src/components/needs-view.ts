import { html, nothing, type TemplateResult } from "lit";
import { parseLocation } from "../store/location";
import { BenchElement } from "./bench-element";
import { styles } from "./needs-view.styles";
import { shared } from "./shared.styles";

/** A pane that can take the focus at its head. */
interface Pane extends HTMLElement {
  /** With an id: at the link that had opened it. */
  takeFocus(id?: string): void;
}

/** Needs on the left; on the right what fits the chosen one, and why. */
export class NeedsView extends BenchElement {
  static override styles = [shared, styles];

  protected override render(): TemplateResult {
    const { location } = this.state;
    if (location.view !== "needs") return html``;
    const { query, candidate } = location;
    const shows = candidate !== null ? "explanation" : query.kind === "none" ? "list" : "matches";
    return html`
      <div class="panes ${shows}">
        <need-list .bench=${this.bench}></need-list>
        <div class="matches">
          ${query.kind === "need" ? nothing : html`<typed-need .bench=${this.bench}></typed-need>`}
          <match-view .bench=${this.bench}></match-view>
        </div>
        ${candidate === null
          ? nothing
          : html`<explanation-view .bench=${this.bench} .candidate=${candidate}></explanation-view>`}
      </div>
    `;
  }

  /** Moves the focus to what the last step opened, or back to what it had been opened from. */
  async takeFocus(before: string): Promise<void> {
    await this.updateComplete;
    const { location } = this.state;
    if (location.view !== "needs") return;
    const { query, candidate } = location;
    const closed = parseLocation(before);
    const closedCandidate = closed.view === "needs" ? closed.candidate : null;
    const closedNeed = closed.view === "needs" && closed.query.kind === "need" ? closed.query.id : undefined;
    if (candidate !== null) this.#pane("explanation-view")?.takeFocus();
    else if (query.kind === "none") this.#pane("need-list")?.takeFocus(closedNeed);
    else if (closedCandidate !== null) this.#pane("match-view")?.takeFocus(closedCandidate);
    else if (query.kind === "need") this.#pane("match-view")?.takeFocus();
    // The address follows what is typed: then the person is there already, perhaps at the place.
    else if (this.#pane("typed-need")?.matches(":focus-within") !== true) this.#pane("typed-need")?.takeFocus();
  }

  #pane(name: string): Pane | null {
    return this.renderRoot.querySelector<Pane>(name);
  }
}
