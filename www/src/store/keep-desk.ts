import type { RouteSummary } from "../contract";
import type { EngineClient } from "../engine/client";
import { today } from "./day";
import type { Reading } from "../engine/protocol";
import { isEmpty, joinedKept, NOTHING_KEPT, readKept, readReading, writeKept, type Kept } from "./kept";
import { writeLines } from "./local-lines";
import { LocalStore, type Place, type Slot } from "./local-store";
import type { Saving, Source, State } from "./state";
import type { Store } from "./store";

/** Waiting time after a change before it is written, in milliseconds. */
const PAUSE = 300;
/** Where this computer remembers that nothing shall be kept on it. */
const SWITCH = "matchgraph.keep";
/** What windows of the page tell each other. */
const CHANNEL = "matchgraph.kept";

/** A window has written a place, or (null) taken everything away. */
type Word = { readonly place: Place; readonly data: string; readonly version: number } | null;

/** What a window knows of a place: who reads or writes it has seen this. */
interface Seen {
  readonly data: string;
  readonly version: number;
  readonly kept: Kept;
}

/** Data that was kept here before, to be opened. */
export interface Reopened {
  readonly source: Source;
  readonly reading: Reading;
  readonly kept: (routes: readonly RouteSummary[]) => Kept;
}

/**
 * Keeps on this computer what is open (as the core has it, cleaned, never the files themselves) and what
 * was decided. Several windows write the same place: each has seen the writing before, or asks.
 */
export class KeepDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;
  readonly #joined: () => void;
  readonly #cleared: () => Promise<void>;
  readonly #local = new LocalStore();
  readonly #seen = new Map<Place, Seen>();
  #slots = new Map<Place, Slot>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #channel: BroadcastChannel | undefined;
  /** That nothing can be kept was said. */
  #told = false;

  /** `joined` is called when another window's decisions came in, `cleared` when everything was taken away. */
  constructor(store: Store<State>, client: EngineClient, joined: () => void, cleared: () => Promise<void>) {
    this.#store = store;
    this.#client = client;
    this.#joined = joined;
    this.#cleared = cleared;
  }

  /** Whether something is to be kept at all: on by default, off on a shared computer. */
  get on(): boolean {
    try {
      return localStorage.getItem(SWITCH) !== "off";
    } catch {
      // Storage is closed: writing will fail and say so.
      return true;
    }
  }

  /** Looks what was kept before, and from now on keeps what changes; a storage that does not let us is told in a notice. */
  async look(): Promise<void> {
    this.#listen();
    this.#follow();
    if (!this.on) return this.#say("off");
    try {
      for (const place of ["own", "sample"] as const) await this.#read(place);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** A person's own data as it was kept; null when there is none or it cannot be read. */
  async reopened(): Promise<Reopened | null> {
    const slot = this.#slots.get("own");
    try {
      const bytes = slot && (await this.#local.bytes("own"));
      if (slot === undefined || bytes === undefined) return null;
      const { data, files, on, problems } = slot;
      const blob = new Blob([new Uint8Array(bytes)]);
      const source: Source = { kind: "own", id: data, files: [{ name: KEPT_NAME, blob }], reopened: { files, on, problems } };
      return { source, reading: readReading(parsed(slot.kept)), kept: (routes) => this.#learn("own", slot, routes) };
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  /** What was decided on the sample before. */
  onSample(routes: readonly RouteSummary[]): Kept {
    const slot = this.#slots.get("sample");
    return slot === undefined ? NOTHING_KEPT : this.#learn("sample", slot, routes);
  }

  /** Writes at once what still waits, for the page may be about to close. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write(false));
  }

  /** Something that is kept has changed: it is written when there is a pause. */
  #changed(): void {
    if (!this.on) return this.#say("off");
    const { source, kept } = this.#store.state;
    // Nothing was decided on the sample and nothing is there: nothing is worth a place.
    if (source.kind === "sample" && isEmpty(kept) && !this.#seen.has("sample")) return this.#say("none");
    if (this.#store.state.saving !== "elsewhere") this.#say("saving");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** Keeps this window's data in place of what another window has kept. */
  takeOver(): void {
    this.#store.set({ notice: null });
    this.#writing = this.#writing.then(() => this.#write(true));
  }

  /** Takes away everything that is kept on this computer, and closes what is open in every window. */
  async clear(): Promise<void> {
    this.#stop();
    await this.#writing;
    try {
      await this.#local.clear();
      writeLines([]);
    } catch (error) {
      return this.#failed(error);
    }
    this.#tell(null);
    await this.#forget();
    this.#store.set({ notice: { says: { key: "keep.cleared", args: {} }, offers: null } });
  }

  /** Chooses whether things are kept here; what is kept already goes at once. */
  async setOn(on: boolean): Promise<void> {
    try {
      if (on) localStorage.removeItem(SWITCH);
      else localStorage.setItem(SWITCH, "off");
      if (on) return this.#changed();
      this.#off();
      await this.#writing;
      await this.#local.clear();
    } catch (error) {
      this.#failed(error);
    }
  }

  async #write(force: boolean): Promise<void> {
    const { source, kept, summary } = this.#store.state;
    const place: Place = source.kind;
    const seen = this.#seen.get(place);
    if (!this.on) return;
    if (!force && seen?.data === source.id && writeKept(seen.kept) === writeKept(kept)) return this.#say("saved");
    try {
      const old = seen?.data === source.id && !force;
      // Decisions stand apart from the records: those in the bytes would come back after they were withdrawn.
      const bytes = place === "own" && !old ? await this.#client.project(writeKept(NOTHING_KEPT)) : null;
      if (this.#store.state.source.id !== source.id) return this.#changed();
      let merged = kept;
      const slot = await this.#local.write(place, bytes, (now) => {
        const known = now === undefined || now.version === seen?.version || force;
        if (!known && now.data !== source.id) return null;
        if (!known) merged = joinedKept(seen?.kept ?? NOTHING_KEPT, kept, this.#parse(now));
        const problems = source.reopened?.problems ?? summary?.problems ?? { error: 0, warning: 0 };
        return {
          data: source.id,
          version: (now?.version ?? 0) + 1,
          kept: writeKept(merged),
          files: source.reopened?.files ?? source.files.map((file) => file.name),
          problems: { error: problems.error, warning: problems.warning },
          on: today(),
        };
      });
      if (slot === null) return this.#elsewhere();
      this.#seen.set(place, { data: slot.data, version: slot.version, kept: merged });
      this.#slots.set(place, slot);
      this.#told = false;
      this.#tell({ place, data: slot.data, version: slot.version });
      if (merged !== kept) this.#takeIn(merged, kept);
      this.#store.set({ stored: true, storedOwn: this.#slots.has("own") });
      // What changed meanwhile has its own writing.
      this.#say(this.#timer === undefined ? "saved" : "saving");
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Another window has written. */
  async #heard(word: Word): Promise<void> {
    if (word === null) {
      this.#stop();
      return this.#forget();
    }
    const { source } = this.#store.state;
    const seen = this.#seen.get(word.place);
    if (word.place !== source.kind) {
      const { storedOwn } = this.#store.state;
      return this.#store.set({ stored: true, storedOwn: storedOwn || word.place === "own" });
    }
    if (word.data !== source.id) return this.#elsewhere();
    try {
      const slot = await this.#local.read(word.place);
      if (slot === undefined || slot.data !== source.id || slot.version === this.#seen.get(word.place)?.version) return;
      const theirs = this.#parse(slot);
      const { kept } = this.#store.state;
      this.#seen.set(word.place, { data: slot.data, version: slot.version, kept: theirs });
      this.#slots.set(word.place, slot);
      this.#takeIn(joinedKept(seen?.kept ?? NOTHING_KEPT, kept, theirs), kept);
      this.#store.set({ stored: true });
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Shows what two windows have made together; `before` is what this one had when it was joined. */
  #takeIn(merged: Kept, before: Kept): void {
    const { kept } = this.#store.state;
    this.#store.set({ kept: kept === before ? merged : joinedKept(before, kept, merged) });
    this.#joined();
  }

  async #read(place: Place): Promise<void> {
    const slot = await this.#local.read(place);
    if (slot === undefined) return;
    this.#slots.set(place, slot);
    // Known, but not yet taken in: the version alone counts until then.
    this.#seen.set(place, { data: slot.data, version: slot.version, kept: NOTHING_KEPT });
    this.#store.set({ stored: true, storedOwn: this.#slots.has("own"), saving: "saved" });
  }

  #learn(place: Place, slot: Slot, routes: readonly RouteSummary[]): Kept {
    const kept = readKept(parsed(slot.kept), routes);
    this.#seen.set(place, { data: slot.data, version: slot.version, kept });
    return kept;
  }

  #parse(slot: Slot): Kept {
    return readKept(parsed(slot.kept), this.#store.state.summary?.routes ?? []);
  }

  async #forget(): Promise<void> {
    this.#seen.clear();
    this.#slots.clear();
    this.#store.set({ stored: false, storedOwn: false, saving: this.on ? "none" : "off" });
    await this.#cleared();
  }

  #off(): void {
    this.#stop();
    this.#seen.clear();
    this.#slots.clear();
    this.#store.set({ saving: "off", stored: false, storedOwn: false });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Every change of what is kept, by whichever desk, is a reason to write. */
  #follow(): void {
    let { kept, source } = this.#store.state;
    this.#store.subscribe(() => {
      const now = this.#store.state;
      if (now.kept === kept && now.source === source) return;
      ({ kept, source } = now);
      this.#changed();
    });
  }

  #listen(): void {
    window.addEventListener("storage", ({ key }) => {
      if (key === SWITCH) return this.on ? this.#changed() : this.#off();
    });
    if (typeof BroadcastChannel === "undefined") return;
    this.#channel ??= new BroadcastChannel(CHANNEL);
    this.#channel.onmessage = (event: MessageEvent<Word>) => void this.#heard(event.data);
  }

  #tell(word: Word): void {
    this.#channel?.postMessage(word);
  }

  #elsewhere(): void {
    this.#store.set({ saving: "elsewhere", notice: { says: { key: "keep.elsewhere", args: {} }, offers: "keep" } });
  }

  /** Said once: every further change would say it again. */
  #failed(error: unknown): void {
    this.#say("failed");
    if (this.#told) return;
    this.#told = true;
    const detail = error instanceof Error ? error.name : String(error);
    this.#store.set({ notice: { says: { key: "keep.failed", args: { detail } }, offers: null } });
  }

  #say(saving: Saving): void {
    if (this.#store.state.saving !== saving) this.#store.set({ saving });
  }
}

/** What the kept data is called where records name their file. */
const KEPT_NAME = "本机保存.matchgraph.json";

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
