const DATABASE = "matchgraph";
const STORE = "kept";
/** A browser whose storage does not answer in this time has none for us. In milliseconds. */
const PATIENCE = 4000;

/** What a place of the storage holds; the bytes of the records stand apart, for they change seldom. */
export interface Slot {
  /** Which data it is. */
  readonly data: string;
  /** Counts writings: who writes must have seen the one before. */
  readonly version: number;
  /** What is kept beside the records, as JSON. */
  readonly kept: string;
  /** Names of the files from which the data was read. */
  readonly files: readonly string[];
  /** How many problems those files had: the records alone no longer tell. */
  readonly problems: { readonly error: number; readonly warning: number };
  /** When it was written, as an ISO date. */
  readonly on: string;
}

/** The places: a person's own data, and what she decided on the sample. */
export type Place = "own" | "sample";

/** The storage of this browser. Every method fails when the browser does not let us, or has no room. */
export class LocalStore {
  #database: Promise<IDBDatabase> | undefined;

  /** What a place holds. */
  read(place: Place): Promise<Slot | undefined> {
    return this.#run<Slot | undefined>("readonly", (store, give) => ask(store.get(place), give));
  }

  /** The bytes that belong to a place. */
  bytes(place: Place): Promise<Uint8Array | undefined> {
    return this.#run<Uint8Array | undefined>("readonly", (store, give) => ask(store.get(bytesOf(place)), give));
  }

  /**
   * Writes in one transaction: `next` gets what is there and says what shall be there, or null to leave
   * it. Gives what was written once it is on its way to the disk.
   */
  write(place: Place, bytes: Uint8Array | null, next: (now: Slot | undefined) => Slot | null): Promise<Slot | null> {
    return this.#run<Slot | null>("readwrite", (store, give) =>
      ask<Slot | undefined>(store.get(place), (now) => {
        const slot = next(now);
        give(slot);
        if (slot === null) return;
        store.put(slot, place);
        if (bytes !== null) store.put(bytes, bytesOf(place));
      }),
    );
  }

  /** Takes everything away. */
  async clear(): Promise<void> {
    await this.#run<void>("readwrite", (store, give) => ask(store.clear(), give));
  }

  async #run<Value>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore, give: (value: Value) => void) => void,
  ): Promise<Value> {
    const database = await (this.#database ??= this.#open());
    return new Promise<Value>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      let given: Value;
      transaction.oncomplete = () => resolve(given);
      transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
      work(transaction.objectStore(STORE), (value) => (given = value));
    });
  }

  #open(): Promise<IDBDatabase> {
    const opened = new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE);
      request.onsuccess = () => {
        const database = request.result;
        // Some browsers close it by themselves; the next question opens it anew.
        database.onclose = database.onversionchange = () => {
          database.close();
          this.#database = undefined;
        };
        resolve(database);
      };
      request.onerror = () => reject(request.error ?? new Error("closed"));
      setTimeout(() => reject(new Error("no answer")), PATIENCE);
    });
    opened.catch(() => (this.#database = undefined));
    return opened;
  }
}

function bytesOf(place: Place): string {
  return `${place} bytes`;
}

function ask<Value>(request: IDBRequest, take: (value: Value) => void): void {
  request.onsuccess = () => take(request.result as Value);
}
