import type { MatchRequest } from "../contract";
import type { EngineClient } from "../engine/client";
import { failureOf } from "../engine/life";
import { own } from "../text/own";
import { NEED_ROUTE } from "./location";
import { NO_OVERVIEW, type OverviewState, type State } from "./state";
import type { Store } from "./store";

/** Matches all needs at once, as a job that can be stopped. */
export class OverviewDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;

  constructor(store: Store<State>, client: EngineClient) {
    this.#store = store;
    this.#client = client;
  }

  /** Starts from the first need. */
  async run(): Promise<void> {
    const { asOf, kept } = this.#store.state;
    const request: MatchRequest = { route: NEED_ROUTE, as_of: asOf, top: 1 };
    const weights = own(kept.weights, NEED_ROUTE);
    if (weights !== undefined) request.weights = { ...weights };
    this.#set({ ...NO_OVERVIEW, status: "running" });
    try {
      const finished = await this.#client.matchAll(request, (batch) => {
        const { overview } = this.#store.state;
        if (overview.status !== "running") return;
        this.#set({ ...overview, done: batch.done, total: batch.total, rows: [...overview.rows, ...batch.rows] });
      });
      const { overview } = this.#store.state;
      if (overview.status !== "running") return;
      this.#set({ ...overview, status: finished ? "done" : "stopped" });
      this.#store.set({ spoken: { key: "spoken.overview", args: { done: overview.done, total: overview.total } } });
    } catch (error) {
      this.#set({ ...this.#store.state.overview, status: "failed", failure: failureOf(error) });
    }
  }

  /** Stops; what is done stays. */
  async stop(): Promise<void> {
    await this.#client.cancelAll();
  }

  /** Throws the result away, because the data or the date is another. */
  async forget(): Promise<void> {
    this.#set(NO_OVERVIEW);
    await this.stop();
  }

  #set(overview: OverviewState): void {
    this.#store.set({ overview });
  }
}
