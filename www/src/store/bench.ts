import type { EngineClient } from "../engine/client";
import { failureOf } from "../engine/life";
import { leftByItself, type SourceFile } from "../engine/protocol";
import type { Left } from "../engine/offline";
import { loadEnglish } from "../strings";
import { storedLanguage, storeLanguage, type Language } from "../text/language";
import { learnTitles } from "../text/message";
import { DataDesk } from "./data-desk";
import { DecisionDesk } from "./decision-desk";
import { ExportDesk } from "./export-desk";
import { History } from "./history";
import { KeepDesk } from "./keep-desk";
import { address, NEED_ROUTE, parseLocation, type Location } from "./location";
import { MatchDesk } from "./match-desk";
import { NeedsDesk } from "./needs-desk";
import { OverviewDesk } from "./overview-desk";
import { PairsDesk } from "./pairs-desk";
import { RecordsDesk } from "./records-desk";
import { routeOf } from "./routes";
import { SealedDesk } from "./sealed-desk";
import { NO_MATCH, NO_NEEDS, type State } from "./state";
import { Store } from "./store";
import { TiesDesk } from "./ties-desk";
import { WeightsDesk } from "./weights-desk";

/** The workbench: one state, and the desks at which it is changed. */
export class Bench extends Store<State> {
  readonly history: History;
  readonly keep: KeepDesk;
  readonly data: DataDesk;
  readonly sealed: SealedDesk;
  readonly exports: ExportDesk;
  readonly pairs: PairsDesk;
  readonly decisions: DecisionDesk;
  readonly needs: NeedsDesk;
  readonly records: RecordsDesk;
  readonly ties: TiesDesk;
  readonly weights: WeightsDesk;
  readonly match: MatchDesk;
  readonly overview: OverviewDesk;
  readonly #client: EngineClient;
  /** Requests that the service worker made. */
  readonly #told: Record<Left, number> = { offline: 0, network: 0 };
  /** Requests until the data stood ready. */
  #before = 0;
  /** Addresses of the module for tables. */
  #tables: readonly string[] = [];

  constructor(state: State, client: EngineClient) {
    super(state);
    this.#client = client;
    this.history = new History(this);
    this.keep = new KeepDesk(this, client, () => this.#decided(), () => this.data.startOver());
    this.data = new DataDesk(this, client, this.keep, this.history, () => this.#dataChanged());
    this.sealed = new SealedDesk(this, client, (dropped) => this.data.openFiles(dropped));
    this.exports = new ExportDesk(this, client);
    this.pairs = new PairsDesk(this, client);
    this.decisions = new DecisionDesk(this, client, this.history, () => this.#decided());
    this.needs = new NeedsDesk(this, client);
    this.records = new RecordsDesk(this, client);
    this.ties = new TiesDesk(this, client);
    this.match = new MatchDesk(this, client);
    this.weights = new WeightsDesk(this, this.history, (route) => this.#weightsChanged(route));
    this.overview = new OverviewDesk(this, client);
  }

  /** Starts the engine and opens what was kept here, else the sample. A failure is shown in place of the page. */
  async start(fetchSample: () => Promise<readonly SourceFile[]>, fetchLater: () => Promise<void>): Promise<void> {
    this.set({ phase: "starting", failure: null });
    try {
      // The worker first: browsers fetch six files at a time, and the sample has more.
      const speaking = this.setLanguage(storedLanguage());
      const [concepts, files] = await Promise.all([this.#client.start(), fetchSample(), this.keep.look(), speaking]);
      learnTitles(concepts);
      await this.data.openFirst(files);
      this.set({ phase: "ready" });
      // The rest of the page now, so that no change of language makes a request later.
      await Promise.all([loadEnglish().catch(() => undefined), this.#fetchLater(fetchLater)]);
      await this.countRequests(true);
      void this.#fetchTables();
    } catch (error) {
      this.set({ phase: "failed", failure: failureOf(error) });
    }
  }

  /** Takes over the address in which the browser stands. */
  follow(hash: string): void {
    const next = parseLocation(hash);
    const { location } = this.state;
    if (address(next) === address(location)) return;
    const { notice } = this.state;
    // What was decided elsewhere can still be taken back by keys and under the data.
    const over = notice !== null && "key" in notice.says && notice.says.key.startsWith("decide.");
    this.set({ location: next, ...(over ? { notice: null } : {}) });
    void this.ties.refresh();
    if (next.view === "record") void this.records.open(next.id);
    if (next.view !== "match") return;
    this.#pick();
    // How far needs have come is told for the direction that is shown.
    if (this.state.needs.handled !== "") void this.needs.refresh();
    // A candidate opens inside the result that is there already.
    const asked = (where: Location) => (where.view === "match" ? address({ ...where, candidate: null }) : "");
    if (asked(next) !== asked(location)) void this.match.refresh();
  }

  /** Judges by the rules as on another day. */
  setAsOf(asOf: string): void {
    if (asOf === "" || asOf === this.state.asOf) return;
    this.set({ asOf });
    void this.overview.forget();
    void this.match.refresh();
  }

  /** Changes the language of the page and remembers it; a language that does not come is told. */
  async setLanguage(language: Language): Promise<void> {
    try {
      if (language === "en") await loadEnglish();
      storeLanguage(language);
      this.set({ language });
    } catch {
      this.set({ notice: { says: { code: "fetch", args: { file: "English" } }, offers: null } });
    }
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
    // The module for tables belongs to the opening of the page, though it comes a moment later.
    const later = leftByItself((address) => this.#tables.includes(address));
    const all = leftByItself() - later + worker + this.#told.network;
    if (opening) this.#before = all;
    this.set({ requests: { opening: this.#before + later + this.#told.offline, since: all - this.#before } });
  }

  /** Counts a request of the service worker. */
  requestLeft(left: Left): void {
    this.#told[left] += 1;
    void this.countRequests(false);
  }

  /** Fetches the elements that nobody sees in the first moment. */
  async #fetchLater(fetchLater: () => Promise<void>): Promise<void> {
    try {
      await fetchLater();
      this.set({ whole: true });
    } catch {
      this.set({ notice: { says: { code: "fetch", args: { file: "later.js" } }, offers: null } });
    }
  }

  /**
   * Fetches the module for tables when the page has nothing else to do, so that opening a list asks for
   * nothing. If that fails, the list that needs it tries again and says so.
   */
  async #fetchTables(): Promise<void> {
    await leisure();
    try {
      this.#tables = (await this.#client.tables()).addresses;
      await this.countRequests(false);
    } catch {
      // Told when a file needs it.
    }
  }

  #dataChanged(): void {
    void this.decisions.refresh(true);
    this.set({ needs: NO_NEEDS, match: NO_MATCH });
    this.records.forget();
    this.ties.forget();
    void this.ties.refresh();
    void this.overview.forget();
    void this.needs.clear();
    void this.match.refresh();
    this.#pick();
    const { location } = this.state;
    if (location.view === "record") void this.records.open(location.id);
  }

  /** Lists the records that may ask in the direction that is shown. Needs have a list of their own. */
  #pick(): void {
    const { location, summary } = this.state;
    if (location.view !== "match") return;
    const route = routeOf(summary, location.route);
    if (route !== undefined && route.from !== "need") {
      void this.records.show(route.from, route.from_categories?.[0] ?? "");
    }
  }

  /** What was decided shows in the list of needs, if that is filtered by it. */
  #decided(): void {
    void this.decisions.refresh(false);
    if (this.state.needs.handled !== "") void this.needs.refresh();
  }

  #weightsChanged(route: string): void {
    const { location } = this.state;
    if (route === NEED_ROUTE) void this.overview.forget();
    if (location.view === "match" && location.route === route) void this.match.refresh();
  }
}

/** Waits until the browser has nothing to do, or a second where it cannot tell. */
function leisure(): Promise<void> {
  return new Promise((resume) => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => resume(), { timeout: 5000 });
    else setTimeout(resume, 1000);
  });
}
