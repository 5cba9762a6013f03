import type { EngineClient } from "../engine/client";
import { failureOf } from "../engine/life";
import type { SourceFile } from "../engine/protocol";
import { storeLanguage, type Language } from "../text/language";
import { DataDesk } from "./data-desk";
import { address, parseLocation, type Location } from "./location";
import { MatchDesk } from "./match-desk";
import { NeedsDesk } from "./needs-desk";
import { OverviewDesk } from "./overview-desk";
import { NO_MATCH, NO_NEEDS, type State } from "./state";
import { Store } from "./store";

/** The workbench: one state, and the desks at which it is changed. */
export class Bench extends Store<State> {
  readonly data: DataDesk;
  readonly needs: NeedsDesk;
  readonly match: MatchDesk;
  readonly overview: OverviewDesk;
  readonly #client: EngineClient;

  constructor(state: State, client: EngineClient) {
    super(state);
    this.#client = client;
    this.data = new DataDesk(this, client, () => this.#dataChanged());
    this.needs = new NeedsDesk(this, client);
    this.match = new MatchDesk(this, client);
    this.overview = new OverviewDesk(this, client);
  }

  /** Starts the engine and opens the sample. A failure is shown in place of the page. */
  async start(fetchSample: () => Promise<readonly SourceFile[]>): Promise<void> {
    this.set({ phase: "starting", failure: null });
    try {
      // The worker first: browsers fetch six files at a time, and the sample has more.
      const [, files] = await Promise.all([this.#client.start(), fetchSample()]);
      await this.data.openSample({ kind: "sample", files });
      this.set({ phase: "ready" });
      await this.countRequests(true);
    } catch (error) {
      this.set({ phase: "failed", failure: failureOf(error) });
    }
  }

  /** Takes over the address in which the browser stands. */
  follow(hash: string): void {
    const next = parseLocation(hash);
    const { location } = this.state;
    if (address(next) === address(location)) return;
    const asked = (where: Location) => (where.view === "needs" ? address({ ...where, candidate: null }) : "");
    this.set({ location: next });
    // A candidate opens inside the result that is there already.
    if (asked(next) !== "" && asked(next) !== asked(location)) void this.match.refresh();
  }

  /** Judges by the rules as on another day. */
  setAsOf(asOf: string): void {
    if (asOf === "" || asOf === this.state.asOf) return;
    this.set({ asOf });
    void this.overview.forget();
    void this.match.refresh();
  }

  /** Changes the language of the page and remembers it. */
  setLanguage(language: Language): void {
    storeLanguage(language);
    this.set({ language });
  }

  /** Shows whether something is being dragged over the page. */
  setDragging(dragging: boolean): void {
    if (dragging !== this.state.dragging) this.set({ dragging });
  }

  /** Takes the notice away. */
  dismissNotice(): void {
    this.set({ notice: null });
  }

  /** Counts requests anew; `opening` counts what was needed to open the page. */
  async countRequests(opening: boolean): Promise<void> {
    // The worker may be gone; then the page's own count stands.
    const worker = await this.#client.requests().catch(() => 0);
    const all = performance.getEntriesByType("resource").length + worker;
    const { requests } = this.state;
    this.set({ requests: opening ? { opening: all, since: 0 } : { ...requests, since: all - requests.opening } });
  }

  #dataChanged(): void {
    this.set({ needs: NO_NEEDS, match: NO_MATCH });
    void this.overview.forget();
    void this.needs.clear();
    void this.match.refresh();
  }
}
