import type { NeedFilter } from "../contract";
import type { EngineClient } from "../engine/client";
import type { Only } from "../engine/protocol";
import { failureOf } from "../engine/life";
import { Superseded } from "../engine/latest";
import { progress } from "./decisions";
import { NEED_ROUTE } from "./location";
import type { NeedsState, State } from "./state";
import type { Store } from "./store";

/** Rows fetched at once; more come when the end of the list is near. */
const PAGE = 400;

/** The filter of the list of needs. */
export type Filter = Pick<NeedsState, "text" | "place" | "group" | "risk" | "handled">;

/** Keeps the list of needs as filtered. */
export class NeedsDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;

  constructor(store: Store<State>, client: EngineClient) {
    this.#store = store;
    this.#client = client;
  }

  /** Changes the filter; `refresh` fetches the list, at once or when there is a pause in typing. */
  filter(change: Partial<Filter>): void {
    this.#store.set({ needs: { ...this.#store.state.needs, ...change } });
  }

  /** Shows the list from its start. */
  async refresh(): Promise<void> {
    this.#store.set({ needs: { ...this.#store.state.needs, loading: true } });
    await this.#fetch(0, true);
  }

  /** Shows everything. */
  clear(): Promise<void> {
    this.filter({ text: "", place: "", group: "", risk: false, handled: "" });
    return this.refresh();
  }

  /** Adds the next rows, if there are more. */
  async more(): Promise<void> {
    const { needs } = this.#store.state;
    if (needs.loading || needs.rows.length >= needs.total) return;
    this.#store.set({ needs: { ...needs, loading: true } });
    await this.#fetch(needs.rows.length, false);
  }

  /** The ids to which the list is limited, or that are left out of it. */
  #only(handled: Filter["handled"]): Only | null {
    if (handled === "") return null;
    const { location, kept, gone } = this.#store.state;
    const route = location.view === "match" ? location.route : NEED_ROUTE;
    const { referred, accepted } = progress(kept.decisions, route, gone);
    if (handled === "open") return { ids: new Set([...referred, ...accepted]), leaveOut: true };
    return { ids: handled === "referred" ? referred : accepted, leaveOut: false };
  }

  async #fetch(offset: number, speak: boolean): Promise<void> {
    try {
      const { text, place, group, risk, handled } = this.#store.state.needs;
      const request: NeedFilter = { offset, limit: PAGE };
      if (text.trim() !== "") request.text = text.trim();
      if (place !== "") request.place = place;
      if (group !== "") request.group = group;
      if (risk) request.risk = true;
      const list = await this.#client.needs(request, this.#only(handled));
      const { needs } = this.#store.state;
      const rows = offset === 0 ? list.needs : [...needs.rows, ...list.needs];
      this.#store.set({ needs: { ...needs, total: list.total, rows, loading: false } });
      if (speak) this.#store.set({ spoken: { key: "spoken.needs", args: { n: list.total } } });
    } catch (error) {
      // A newer filter is on its way: it will end the loading.
      if (error instanceof Superseded) return;
      const { needs } = this.#store.state;
      this.#store.set({ needs: { ...needs, loading: false }, notice: { says: failureOf(error), offers: null } });
    }
  }
}
