import type { EngineClient } from "../engine/client";
import { failureOf } from "../engine/life";
import type { SourceFile } from "../engine/protocol";
import type { Dropped } from "./dropped";
import type { State } from "./state";
import type { Store } from "./store";

/** How a file under a passphrase begins. */
const MARK = "MATCHGRAPH-SEALED";

/** Lets files in; for one under a passphrase it asks first. */
export class SealedDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;
  readonly #open: (dropped: Dropped) => Promise<void>;

  /** `open` gets the files when none of them is sealed any more. */
  constructor(store: Store<State>, client: EngineClient, open: (dropped: Dropped) => Promise<void>) {
    this.#store = store;
    this.#client = client;
    this.#open = open;
  }

  /** Takes files in. */
  async take(dropped: Dropped): Promise<void> {
    for (const { name, blob } of dropped.files) {
      if (await isSealed(blob)) return this.#store.set({ sealed: { dropped, name, failure: null } });
    }
    this.#store.set({ sealed: null });
    await this.#open(dropped);
  }

  /** Tries a passphrase. */
  async unlock(passphrase: string): Promise<void> {
    const { sealed } = this.#store.state;
    const file = sealed?.dropped.files.find(({ name }) => name === sealed.name);
    if (sealed === null || file === undefined) return;
    try {
      const bytes = await this.#client.openSealed(new Uint8Array(await file.blob.arrayBuffer()), passphrase);
      const opened: SourceFile = { name: opensAs(file.name), blob: new Blob([new Uint8Array(bytes)]) };
      const files = sealed.dropped.files.map((one) => (one === file ? opened : one));
      await this.take({ ...sealed.dropped, files });
    } catch (error) {
      this.#store.set({ sealed: { ...sealed, failure: failureOf(error) } });
    }
  }

  /** Leaves the files as they are. */
  forget(): void {
    this.#store.set({ sealed: null });
  }
}

async function isSealed(blob: Blob): Promise<boolean> {
  return (await blob.slice(0, MARK.length).text()) === MARK;
}

/** The name of the project file that is inside. */
function opensAs(name: string): string {
  return `${name.replace(/(\.matchgraph)?\.[^.]*$/, "")}.matchgraph.json`;
}
