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
    return this.#run("readonly", (store) => store.get(place), (found) => found as Slot | undefined);
  }

  /** The bytes that belong to a place. */
  bytes(place: Place): Promise<Uint8Array | undefined> {
    return this.#run("readonly", (store) => store.get(bytesOf(place)), (found) => found as Uint8Array | undefined);
  }

  /**
   * Writes in one transaction: `next` gets what is there and says what shall be there, or null to leave
   * it. Gives what was written once it is on its way to the disk.
   */
  write(place: Place, bytes: Uint8Array | null, next: (now: Slot | undefined) => Slot | null): Promise<Slot | null> {
    return this.#run("readwrite", (store) => store.get(place), (found, store) => {
      const slot = next(found as Slot | undefined);
      if (slot !== null) store.put(slot, place);
      if (slot !== null && bytes !== null) store.put(bytes, bytesOf(place));
      return slot;
    });
  }

  /** Takes everything away. */
  clear(): Promise<void> {
    return this.#run("readwrite", (store) => store.clear(), () => undefined);
  }

  /** One transaction: a question, and what is made of the answer while it lasts. */
  async #run<Value>(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest,
    make: (found: unknown, store: IDBObjectStore) => Value,
  ): Promise<Value> {
    const database = await (this.#database ??= this.#open());
    return new Promise<Value>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const store = transaction.objectStore(STORE);
      const request = ask(store);
      let made: Value;
      request.onsuccess = () => {
        try {
          made = make(request.result, store);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
          transaction.abort();
        }
      };
      transaction.oncomplete = () => resolve(made);
      // No room shows only here.
      transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
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
