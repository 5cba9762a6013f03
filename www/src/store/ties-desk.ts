import type { EngineClient } from "../engine/client";
import { Superseded } from "../engine/latest";
import { failureOf } from "../engine/life";
import type { State } from "./state";
import type { Store } from "./store";

/** How records hang together: the way between two of them, and those that hold many together. */
export class TiesDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;

  constructor(store: Store<State>, client: EngineClient) {
    this.#store = store;
    this.#client = client;
  }

  /** Finds what the place in the page shows: a way for an explanation, the hubs for their list. */
  async refresh(): Promise<void> {
    const { location, hubs, summary } = this.#store.state;
    if (summary === null) return;
    if (location.view === "hubs" && hubs === null) await this.#hubs();
    if (location.view !== "match" || location.candidate === null || location.query.kind !== "record") return;
    await this.#way(location.query.id, location.candidate);
  }

  /** Forgets everything, because the data is another. */
  forget(): void {
    this.#store.set({ hubs: null, tie: null });
  }

  async #way(from: string, to: string): Promise<void> {
    const { tie } = this.#store.state;
    if (tie?.from === from && tie.to === to) return;
    this.#store.set({ tie: null });
    try {
      this.#store.set({ tie: { from, to, path: await this.#client.path(from, to) } });
    } catch (error) {
      // The explanation stands without it; an id that is not there is told beside the candidates.
      if (!(error instanceof Superseded)) this.#store.set({ tie: null });
    }
  }

  async #hubs(): Promise<void> {
    try {
      this.#store.set({ hubs: await this.#client.hubs() });
    } catch (error) {
      if (!(error instanceof Superseded)) this.#store.set({ notice: { says: failureOf(error), offers: null } });
    }
  }
}
