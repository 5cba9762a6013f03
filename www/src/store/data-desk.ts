import type { Level } from "../contract";
import type { EngineClient } from "../engine/client";
import { failureOf } from "../engine/life";
import { SAMPLE_DATE, today } from "./day";
import type { Dropped } from "./dropped";
import { NOTHING_KEPT, readKept, writeKept, type Kept } from "./kept";
import type { Sentence, Source, State } from "./state";
import type { Store } from "./store";

/** Problems shown at once. */
const PROBLEM_PAGE = 50;
/** Earlier data kept for undo. */
const UNDO_STEPS = 5;

/** Opens, replaces and gives back files. */
export class DataDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;
  readonly #changed: () => void;
  #sample: Source | undefined;

  /** `changed` is called when other data is open. */
  constructor(store: Store<State>, client: EngineClient, changed: () => void) {
    this.#store = store;
    this.#client = client;
    this.#changed = changed;
  }

  /** Opens the sample at the start; a failure is the caller's. */
  async openSample(sample: Source): Promise<void> {
    this.#sample = sample;
    await this.#load(sample, SAMPLE_DATE, NOTHING_KEPT);
  }

  /** Chooses whether files that come next join the open ones. */
  setAdding(adding: boolean): void {
    this.#store.set({ adding });
  }

  /** Reads a person's files: instead of what is open, or in addition to her own. */
  async openFiles({ files, passedOver }: Dropped): Promise<void> {
    if (files.length === 0 && passedOver.length === 0) return;
    const { adding } = this.#store.state;
    const source = this.#leaving();
    const names = new Set(files.map((file) => file.name));
    // A file dropped again replaces its older self.
    const kept = adding && source.kind === "own" ? source.files.filter((file) => !names.has(file.name)) : [];
    const next: Source = { kind: "own", files: [...kept, ...files] };
    const asOf = source.kind === "own" ? this.#store.state.asOf : today();
    // What was changed by hand stays when files are added; other data brings its own.
    const stays = kept.length > 0 ? this.#store.state.kept : NOTHING_KEPT;
    if (!(await this.#attempt(next, asOf, stays))) return;
    const { error, warning } = this.#store.state.summary?.problems ?? { error: 0, warning: 0 };
    const args = { n: files.length, error, warning };
    this.#replaced({ key: error + warning > 0 ? "notice.readWithProblems" : "notice.read", args }, source);
    this.#store.set({ passedOver });
  }

  /** Opens the sample again. */
  async backToSample(): Promise<void> {
    if (this.#sample === undefined) return;
    const source = this.#leaving();
    if (await this.#attempt(this.#sample, SAMPLE_DATE, NOTHING_KEPT)) {
      this.#replaced({ key: "notice.sample", args: {} }, source);
    }
  }

  /** Opens what was open before. */
  async undo(): Promise<void> {
    const { before } = this.#store.state;
    const source = before[before.length - 1];
    if (source === undefined) return;
    const asOf = source.kind === "sample" ? SAMPLE_DATE : today();
    if (!(await this.#attempt(source, asOf, source.kept ?? NOTHING_KEPT))) return;
    this.#store.set({
      before: before.slice(0, -1),
      passedOver: [],
      notice: { says: { key: "notice.undone", args: {} }, undo: false },
    });
  }

  /** The project file with its name; null when it could not be made (the reason is in the notice). */
  async project(): Promise<{ readonly blob: Blob; readonly name: string } | null> {
    try {
      const bytes = await this.#client.project(writeKept(this.#store.state.kept));
      const blob = new Blob([new Uint8Array(bytes)], { type: "application/json" });
      this.#store.set({ notice: { says: { key: "notice.saved", args: {} }, undo: false } });
      return { blob, name: `matchgraph-${today()}.matchgraph.json` };
    } catch (error) {
      this.#store.set({ notice: { says: failureOf(error), undo: false } });
      return null;
    }
  }

  /** Shows the problems of one level, or of all, from the first. */
  async showProblems(level: Level | null): Promise<void> {
    await this.#problems(level, 0);
  }

  /** Shows the next page of problems below those that are shown. */
  async moreProblems(): Promise<void> {
    const { level, problems } = this.#store.state.problems;
    await this.#problems(level, problems.length);
  }

  async #problems(level: Level | null, offset: number): Promise<void> {
    try {
      const page = await this.#client.problems(level, offset, PROBLEM_PAGE);
      const shown = offset === 0 ? [] : this.#store.state.problems.problems;
      this.#store.set({
        problems: { level, total: page.total, problems: [...shown, ...page.problems] },
        spoken: { key: "spoken.problems", args: { n: page.total } },
      });
    } catch (error) {
      this.#store.set({ notice: { says: failureOf(error), undo: false } });
    }
  }

  /** Says what was done, and keeps the old data for undo. */
  #replaced(says: Sentence, old: Source): void {
    const before = [...this.#store.state.before, old].slice(-UNDO_STEPS);
    this.#store.set({ before, passedOver: [], notice: { says, undo: true } });
  }

  /** The open data with what was changed by hand, to be kept for undo. */
  #leaving(): Source {
    const { source, kept } = this.#store.state;
    return { ...source, kept };
  }

  /** `kept` stands unless the files bring something of their own. */
  async #attempt(source: Source, asOf: string, kept: Kept): Promise<boolean> {
    this.#store.set({ reading: true, notice: null });
    try {
      await this.#load(source, asOf, kept);
      return true;
    } catch (error) {
      this.#store.set({ notice: { says: failureOf(error), undo: false } });
      return false;
    } finally {
      this.#store.set({ reading: false });
    }
  }

  async #load(source: Source, asOf: string, kept: Kept): Promise<void> {
    const { summary, critical, aside } = await this.#client.open(source.files);
    const read = readKept(aside, summary.routes);
    const changed = kept.log.length > 0 ? kept : read;
    this.#store.set({ source, asOf, summary, critical, kept: changed, weightsBefore: [] });
    this.#changed();
    await this.#problems(null, 0);
  }
}
