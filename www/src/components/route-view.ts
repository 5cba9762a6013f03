import { html, nothing, type TemplateResult } from "lit";
import type { RouteSummary } from "../contract";
import { address, HOME, parseLocation, type Location } from "../store/location";
import { routeOf } from "../store/routes";
import { BenchElement } from "./bench-element";
import { styles } from "./route-view.styles";
import { shared } from "./shared.styles";

/** A pane that can take the focus at its head. */
interface Pane extends HTMLElement {
  /** With an id: at the link that had opened it. */
  takeFocus(id?: string): void;
}

/** One direction: on the left who may ask; on the right what fits whoever asks, and why. */
export class RouteView extends BenchElement {
  static override styles = [shared, styles];

  protected override render(): TemplateResult {
    const { location, summary } = this.state;
    if (location.view !== "match") return html``;
    const route = routeOf(summary, location.route);
    if (route === undefined) return this.#unknown(location.route);
    const { query, candidate } = location;
    const shows = candidate !== null ? "explanation" : query.kind === "none" ? "list" : "matches";
    return html`
      <div class="panes ${shows}">
        ${route.from === "need"
          ? html`<need-list .bench=${this.bench}></need-list>`
          : html`<record-list .bench=${this.bench} .route=${route}></record-list>`}
        <div class="matches">
          ${route.from === "need" && query.kind !== "record"
            ? html`<typed-need .bench=${this.bench} .route=${route}></typed-need>`
            : nothing}
          ${route.from !== "need" && query.kind === "none" ? this.#choose(route) : nothing}
          <match-view .bench=${this.bench} .route=${route}></match-view>
        </div>
        ${candidate === null
          ? nothing
          : html`<explanation-view .bench=${this.bench} .route=${route} .candidate=${candidate}></explanation-view>`}
      </div>
    `;
  }

  /** Moves the focus to what the last step opened, or back to what it had been opened from. */
  async takeFocus(before: string): Promise<void> {
    await this.updateComplete;
    const { location } = this.state;
    if (location.view !== "match") return;
    const { query, candidate } = location;
    const closed = parseLocation(before);
    const closedCandidate = closed.view === "match" ? closed.candidate : null;
    const closedQuery = closed.view === "match" && closed.query.kind === "record" ? closed.query.id : undefined;
    if (candidate !== null) this.#pane("explanation-view")?.takeFocus();
    else if (query.kind === "none") {
      this.#pane("need-list, record-list")?.takeFocus(sameRoute(closed, location) ? closedQuery : undefined);
    } else if (closedCandidate !== null) this.#pane("match-view")?.takeFocus(closedCandidate);
    else if (query.kind === "record") this.#pane("match-view")?.takeFocus();
    // The address follows what is typed: then the person is there already, perhaps at the place.
    else if (this.#pane("typed-need")?.matches(":focus-within") !== true) this.#pane("typed-need")?.takeFocus();
  }

  #choose(route: RouteSummary): TemplateResult {
    return html`<section class="choose">
      <p class="kicker"><a href=${address(HOME)}>${this.t("match.toQuestions")}</a></p>
      <p class="question">${this.question(route)}</p>
      <p class="soft">${this.t(`pick.${route.from}.lead`)}</p>
    </section>`;
  }

  #unknown(route: string): TemplateResult {
    return html`<section class="choose">
      <h2 tabindex="-1">${this.t("match.noRoute", { route })}</h2>
      <p><a href=${address(HOME)}>${this.t("match.toQuestions")}</a></p>
    </section>`;
  }

  #pane(name: string): Pane | null {
    return this.renderRoot.querySelector<Pane>(name);
  }
}

function sameRoute(a: Location, b: Location): boolean {
  return a.view === "match" && b.view === "match" && a.route === b.route;
}
