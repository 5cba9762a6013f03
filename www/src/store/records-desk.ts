import type { Kind, RecordFilter } from "../contract";
import type { EngineClient } from "../engine/client";
import { Superseded } from "../engine/latest";
import { failureOf } from "../engine/life";
import { NO_RECORD, NO_RECORDS, type RecordsState, type State } from "./state";
import type { Store } from "./store";

/** Rows fetched at once. */
const PAGE = 200;

/** The filter of the list of records. */
export type RecordsFilter = Pick<RecordsState, "text" | "place" | "category">;

/** Keeps the list of records of one kind as filtered, and the record whose page is open. */
export class RecordsDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;
  /** The kind and category that may ask, as they were last called for. */
  #shown = "";

  constructor(store: Store<State>, client: EngineClient) {
    this.#store = store;
    this.#client = client;
  }

  /** Shows the records of a kind; a filter stays as long as the kind and the category that may ask do. */
  async show(kind: Kind, category: string): Promise<void> {
    const shown = `${kind} ${category}`;
    if (this.#shown === shown) return;
    this.#shown = shown;
    this.#set({ ...NO_RECORDS, kind, category });
    await this.refresh();
  }

  /** Changes the filter; `refresh` fetches the list, at once or when there is a pause in typing. */
  filter(change: Partial<RecordsFilter>): void {
    this.#set({ ...this.#store.state.records, ...change });
  }

  /** Shows the list from its start. */
  async refresh(): Promise<void> {
    this.#set({ ...this.#store.state.records, loading: true });
    await this.#fetch(0);
  }

  /** Adds the next rows, if there are more. */
  async more(): Promise<void> {
    const { records } = this.#store.state;
    if (records.loading || records.rows.length >= records.total) return;
    this.#set({ ...records, loading: true });
    await this.#fetch(records.rows.length);
  }

  /** Opens the page of a record. */
  async open(id: string): Promise<void> {
    const { record } = this.#store.state;
    if (record.id !== id) this.#store.set({ record: { ...NO_RECORD, id } });
    try {
      const page = await this.#client.record(id);
      this.#store.set({ record: { id, page, failure: null } });
    } catch (error) {
      if (!(error instanceof Superseded)) this.#store.set({ record: { id, page: null, failure: failureOf(error) } });
    }
  }

  /** Forgets everything, because the data is another. */
  forget(): void {
    this.#shown = "";
    this.#store.set({ records: NO_RECORDS, record: NO_RECORD });
  }

  async #fetch(offset: number): Promise<void> {
    const { kind, text, place, category } = this.#store.state.records;
    if (kind === null) return;
    try {
      const request: RecordFilter = { kind, offset, limit: PAGE };
      if (text.trim() !== "") request.text = text.trim();
      if (place !== null) request.place = place.code;
      if (category !== "") request.category = category;
      const list = await this.#client.records(request);
      const { records } = this.#store.state;
      const rows = offset === 0 ? list.records : [...records.rows, ...list.records];
      this.#set({ ...records, total: list.total, categories: list.categories, rows, loading: false });
      if (offset === 0) this.#store.set({ spoken: { key: "spoken.records", args: { n: list.total } } });
    } catch (error) {
      // A newer filter is on its way: it will end the loading.
      if (error instanceof Superseded) return;
      this.#set({ ...this.#store.state.records, loading: false });
      this.#store.set({ notice: { says: failureOf(error), offers: null } });
    }
  }

  #set(records: RecordsState): void {
    this.#store.set({ records });
  }
}
