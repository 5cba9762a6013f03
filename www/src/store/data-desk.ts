import type { Choices, Mapping, RouteSummary } from "../contract";
import type { EngineClient } from "../engine/client";
import { Superseded } from "../engine/latest";
import { failureOf } from "../engine/life";
import type { ProblemFilter, Reading } from "../engine/protocol";
import { sentence } from "../text/message";
import { SAMPLE_DATE, today } from "./day";
import type { Dropped } from "./dropped";
import type { History } from "./history";
import type { KeepDesk } from "./keep-desk";
import { joinedMappings, NOTHING_KEPT, readKept, withRead, type Kept } from "./kept";
import { EVERY_PROBLEM, SAMPLE, type Sentence, type Source, type State } from "./state";
import type { Store } from "./store";

/** Problems shown at once. */
const PROBLEM_PAGE = 50;
/** A sheet of missing facts is smaller than this. In bytes. */
const MOST_OF_SUPPLEMENT = 4 * 1024 * 1024;
const LANGUAGES = ["zh-Hans", "en"] as const;
/** Makes of what the files bring what is kept from now on. */
type Keeping = (read: Kept, routes: readonly RouteSummary[]) => Kept;

/** Opens, replaces and gives back files. */
export class DataDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;
  readonly #keep: KeepDesk;
  readonly #history: History;
  readonly #changed: () => void;
  #sample: Source | undefined;
  /** What the open files brought along. */
  #read: Kept = NOTHING_KEPT;

  /** `changed` is called when other data is open. */
  constructor(store: Store<State>, client: EngineClient, keep: KeepDesk, history: History, changed: () => void) {
    this.#store = store;
    this.#client = client;
    this.#keep = keep;
    this.#history = history;
    this.#changed = changed;
  }

  /** Opens what was kept on this computer, else the sample; a failure of the sample is the caller's. */
  async openFirst(files: Source["files"]): Promise<void> {
    this.#sample = { kind: "sample", id: SAMPLE, files };
    if (await this.#reopen()) return;
    await this.#load(this.#sample, SAMPLE_DATE, this.#onSample, NOTHING_KEPT);
  }

  /** Opens what is kept on this computer, in place of the sample. */
  async openKept(): Promise<void> {
    const leaving = this.#standing();
    if (await this.#reopen()) this.#replaced({ key: "keep.reopened", args: {} }, leaving);
  }

  /** Opens the sample as if nothing had ever been opened. */
  async startOver(): Promise<void> {
    this.#history.clear();
    if (this.#sample !== undefined) await this.#attempt(this.#sample, SAMPLE_DATE, () => NOTHING_KEPT, NOTHING_KEPT);
  }

  async #reopen(): Promise<boolean> {
    const reopened = await this.#keep.reopened();
    if (reopened === null) return false;
    const { source, reading, kept } = reopened;
    return this.#attempt(source, today(), (_, routes) => kept(routes), reading);
  }

  readonly #onSample: Keeping = (_, routes) => this.#keep.onSample(routes);

  /** Chooses whether files that come next join the open ones. */
  setAdding(adding: boolean): void {
    this.#store.set({ adding });
  }

  /** Reads a person's files: instead of what is open, or in addition to her own. */
  async openFiles({ files, passedOver }: Dropped): Promise<void> {
    if (files.length === 0 && passedOver.length === 0) return;
    const leaving = this.#standing();
    const { source } = leaving;
    // Missing facts that were filled in belong to what is open, whatever that is.
    const supplement = await this.#isSupplement(files);
    const adding = this.#store.state.adding || supplement;
    const names = new Set(files.map((file) => file.name));
    // A file dropped again replaces its older self.
    const kept = adding && (supplement || source.kind === "own") ? source.files.filter((file) => !names.has(file.name)) : [];
    const onSample = supplement && source.kind === "sample";
    const next: Source = { kind: "own", id: newId(), ...(onSample ? source : {}), files: [...kept, ...files] };
    const asOf = source.kind === "own" || onSample ? this.#store.state.asOf : today();
    // What was changed by hand stays when files are added; other data brings its own.
    const known = this.#read;
    // Headers that a person has explained once are known in whatever she opens.
    const { mappings } = leaving.kept;
    const keeping: Keeping = (read) =>
      kept.length > 0
        ? withRead(leaving.kept, read, known)
        : { ...read, mappings: joinedMappings(read.mappings, mappings) };
    const reading = kept.length > 0 ? leaving.kept : { apart: [], mappings };
    if (!(await this.#attempt(next, asOf, keeping, reading))) return;
    const { error, warning } = this.#store.state.summary?.problems ?? { error: 0, warning: 0 };
    const args = { n: files.length, error, warning };
    this.#replaced({ key: error + warning > 0 ? "notice.readWithProblems" : "notice.read", args }, leaving);
    this.#store.set({ passedOver });
  }

  /** Is it a sheet of missing facts that was exported here? A file that cannot be read says so when it is opened. */
  async #isSupplement(files: Source["files"]): Promise<boolean> {
    const [first] = files;
    if (first === undefined || files.length > 1 || !/\.xlsx$/i.test(first.name) || first.blob.size > MOST_OF_SUPPLEMENT) return false;
    const sheets = await this.#client.sheets(first).catch((): readonly string[] => []);
    return LANGUAGES.some((language) => sheets.includes(sentence("export.supplement", {}, language)));
  }

  /** Opens the sample again. */
  async backToSample(): Promise<void> {
    if (this.#sample === undefined) return;
    const leaving = this.#standing();
    if (await this.#attempt(this.#sample, SAMPLE_DATE, this.#onSample, NOTHING_KEPT)) {
      this.#replaced({ key: "notice.sample", args: {} }, leaving);
    }
  }

  /** Reads a file again, as a person wants it to be read. */
  async reread(name: string, choices: Choices): Promise<void> {
    const files = this.#store.state.source.files.map((file) =>
      file.name === name ? { ...file, choices: { ...file.choices, ...choices } } : file,
    );
    await this.#again({ files }, {}, { key: "found.reread", args: { file: name } });
  }

  /** From now on knows what columns with these headers mean. */
  remember(mapping: Mapping): void {
    const { kept } = this.#store.state;
    this.#store.set({
      kept: { ...kept, mappings: joinedMappings([mapping], kept.mappings) },
      notice: { says: { key: "found.remembered", args: {} }, offers: null },
    });
  }

  /** Takes a row out of the record into which it went. */
  async split(fingerprint: string): Promise<void> {
    const apart = [...this.#store.state.kept.apart, fingerprint];
    await this.#again({}, { apart }, { key: "merges.split", args: {} });
  }

  /** Shows the problems that pass a filter, from the first. */
  async showProblems(change: Partial<ProblemFilter>): Promise<void> {
    await this.#problems({ ...this.#store.state.problems.filter, ...change }, 0);
  }

  /** Shows the next page of problems below those that are shown. */
  async moreProblems(): Promise<void> {
    const { filter, problems } = this.#store.state.problems;
    await this.#problems(filter, problems.length);
  }

  async #problems(filter: ProblemFilter, offset: number): Promise<void> {
    // Whoever changes another part of the filter meanwhile changes this one.
    this.#store.set({ problems: { ...this.#store.state.problems, filter } });
    try {
      const page = await this.#client.problems(filter, offset, PROBLEM_PAGE);
      const shown = offset === 0 ? [] : this.#store.state.problems.problems;
      this.#store.set({
        problems: { ...page, filter, problems: [...shown, ...page.problems] },
        spoken: { key: "spoken.problems", args: { n: page.total } },
      });
    } catch (error) {
      if (error instanceof Superseded) return;
      this.#store.set({ notice: { says: failureOf(error), offers: null } });
    }
  }

  /** Opens what is open once more, read in another way. */
  async #again(source: Partial<Source>, reading: Partial<Reading>, says: Sentence): Promise<void> {
    const leaving = this.#standing();
    const kept = { ...leaving.kept, ...reading };
    const next = { ...leaving.source, ...source, id: leaving.source.kind === "sample" ? SAMPLE : newId() };
    if (await this.#attempt(next, this.#store.state.asOf, () => kept, kept)) this.#replaced(says, leaving);
  }

  /** Notes that other data is open, so that it can be taken back. */
  #replaced(says: Sentence, before: Standing): void {
    let after = this.#standing();
    const open = (standing: Standing) => {
      const asOf = standing.source.kind === "sample" ? SAMPLE_DATE : today();
      return this.#attempt(standing.source, asOf, () => standing.kept, standing.kept);
    };
    this.#history.did(
      {
        says,
        undone: { key: "notice.undone", args: {} },
        undo: () => {
          after = this.#standing();
          return open(before);
        },
        redo: () => open(after),
      },
      true,
    );
  }

  /** What is open, with what is kept beside it. */
  #standing(): Standing {
    const { source, kept } = this.#store.state;
    return { source, kept };
  }

  async #attempt(source: Source, asOf: string, keeping: Keeping, reading: Reading): Promise<boolean> {
    this.#store.set({ reading: true, notice: null });
    try {
      await this.#load(source, asOf, keeping, reading);
      return true;
    } catch (error) {
      this.#store.set({ notice: { says: failureOf(error), offers: null } });
      return false;
    } finally {
      this.#store.set({ reading: false });
    }
  }

  async #load(source: Source, asOf: string, keeping: Keeping, { apart, mappings }: Reading): Promise<void> {
    const { summary, found, critical, aside } = await this.#client.open(source.files, { apart, mappings });
    this.#read = readKept(aside, summary.routes);
    const kept = keeping(this.#read, summary.routes);
    this.#store.set({ source, asOf, summary, found, critical, kept, pairs: null, passedOver: [], weightsBefore: [] });
    this.#changed();
    await this.#problems(EVERY_PROBLEM, 0);
  }
}

/** Open data with what is kept beside it. */
interface Standing {
  readonly source: Source;
  readonly kept: Kept;
}

/** Fresh data gets a name that no other has. */
function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}
