import type { EngineClient } from "../engine/client";
import { Superseded } from "../engine/latest";
import { failureOf } from "../engine/life";
import type { State } from "./state";
import type { Store } from "./store";

/** Looks for organizations and projects that stand in the data twice under other names. */
export class PairsDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;

  constructor(store: Store<State>, client: EngineClient) {
    this.#store = store;
    this.#client = client;
  }

  /** Looks. */
  async find(): Promise<void> {
    try {
      const organizations = await this.#client.duplicates("organizations");
      const projects = await this.#client.duplicates("projects");
      const pairs = {
        pairs: [...organizations.pairs, ...projects.pairs],
        names: new Map([...organizations.names, ...projects.names]),
      };
      this.#store.set({ pairs, spoken: { key: "spoken.pairs", args: { n: pairs.pairs.length } } });
    } catch (error) {
      if (!(error instanceof Superseded)) this.#store.set({ notice: { says: failureOf(error), offers: null } });
    }
  }
}
