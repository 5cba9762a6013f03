import initTables, { Files } from "../../pkg/files.js";
import init, { Engine, type MatchJob } from "../../pkg/matchgraph.js";
import type {
  Concept,
  ExportOptions,
  Failure,
  Hub,
  MatchRequest,
  NeedFilter,
  NeedList,
  NeedRow,
  Neighbourhood,
  Path,
  Place,
  Problem,
  Progress,
  RecordFilter,
  RecordList,
  RecordView,
  Result,
  Risk,
  Summary,
  TableFile,
} from "../contract";
import { placeName } from "../text/place";
import { placeCodesOf, referencesOf } from "../text/references";
import { titleOf } from "../text/record";
import { read, withoutWord } from "./reading";
import {
  leftByItself,
  type Answer,
  type Glossary,
  type Matched,
  type Named,
  type Only,
  type Opened,
  type OverviewBatch,
  type OverviewRow,
  type Pair,
  type Pairs,
  type ProblemFilter,
  type ProblemPage,
  type Reading,
  type RecordPage,
  type SourceFile,
  type Steps,
} from "./protocol";

/** A step of a long job should take about this long, in milliseconds. */
const STEP_MILLISECONDS = 12;

const utf8 = new TextDecoder();
const utf8Bytes = new TextEncoder();

function decode<Value>(bytes: Uint8Array): Value {
  return JSON.parse(utf8.decode(bytes)) as Value;
}

function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null && "code" in value && "args" in value;
}

/** Failures of the core carry JSON; a trap is a `RuntimeError` of the browser. */
function refuse(error: unknown): Answer<never> {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
    return { ok: false, dead: true, failure: { code: "trap", args: { detail: message } } };
  }
  try {
    const failure: unknown = JSON.parse(message);
    if (isFailure(failure)) return { ok: false, dead: false, failure };
  } catch {
    // Not one of ours: told below as it is.
  }
  return { ok: false, dead: false, failure: { code: "unexpected", args: { detail: message } } };
}

/** Lets waiting messages through: a message to ourselves queues behind them, without the delay of timers. */
function breathe(): Promise<void> {
  return new Promise((resume) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resume();
    };
    channel.port2.postMessage(null);
  });
}

/** The engine inside the worker. Methods that the page calls answer with a value, never by throwing. */
export class Host {
  #engine: Engine | undefined;
  #problems: Problem[] = [];
  /** Risks of all needs, by id; found when they are first asked for. */
  #risks: ReadonlyMap<string, Risk> | undefined;
  /** Places by code, as far as they were looked up. */
  readonly #places = new Map<string, Place | null>();
  #hasTables = false;
  /** Counts long jobs: a job that is not the newest stops at its next step. */
  #job = 0;

  /** Instantiates the core from the module that the page compiled, and gives the concepts that it knows. */
  async start(module: WebAssembly.Module): Promise<Answer<readonly Concept[]>> {
    try {
      await init({ module_or_path: module });
      return { ok: true, value: decode<Concept[]>(Engine.concepts()) };
    } catch (error) {
      return refuse(error);
    }
  }

  /**
   * Reads files into a new engine. The old one stays in use when that fails. `tables` is the module for
   * those that are not JSON.
   */
  async open(
    files: readonly SourceFile[],
    reading: Reading,
    tables: WebAssembly.Module | null,
  ): Promise<Answer<Opened>> {
    this.#job += 1;
    try {
      if (tables !== null) await this.#useTables(tables);
      const { engine, found } = await read(files, reading, tables !== null);
      const summary = withoutWord(decode<Summary>(engine.summary()));
      const problems = decode<Problem[]>(engine.problems());
      const aside = decode<Record<string, unknown>>(engine.aside());
      this.#engine?.free();
      this.#engine = engine;
      this.#problems = problems;
      this.#risks = undefined;
      this.#places.clear();
      const critical = [...this.#risksOf(engine).values()].filter(({ level }) => level === "危急").length;
      return { ok: true, value: { summary, found, critical, aside } };
    } catch (error) {
      return refuse(error);
    }
  }

  /** A template as an .xlsx file. */
  template(name: string, tables: WebAssembly.Module): Promise<Answer<Uint8Array>> {
    return this.#write(tables, () => Files.writeTemplate(name));
  }

  /** One page of the problems that pass a filter, in the order of files and rows. */
  problems({ level, file, code }: ProblemFilter, offset: number, limit: number): Answer<ProblemPage> {
    const fits = (wanted: string | null, is: string) => wanted === null || wanted === is;
    const ofLevel = this.#problems.filter((one) => fits(level, one.level));
    const wanted = ofLevel.filter((one) => fits(file, one.file) && fits(code, one.code));
    const files = counted(ofLevel.filter((one) => fits(code, one.code)).map((one) => one.file));
    const codes = counted(ofLevel.filter((one) => fits(file, one.file)).map((one) => one.code));
    return { ok: true, value: { total: wanted.length, problems: wanted.slice(offset, offset + limit), files, codes } };
  }

  /** Pairs of records that may be one. */
  async duplicates(kind: "organizations" | "projects", tables: WebAssembly.Module): Promise<Answer<Pairs>> {
    return this.#withTables(tables, (engine) => {
      const pairs = decode<Pair[]>(Files.duplicates(engine.project(""), kind));
      return { pairs, names: this.#glossary(engine, pairs.flatMap(({ pair }) => pair), []).records };
    });
  }

  /** An export, after everything that it tells of was matched; null when it was stopped. */
  async export(
    options: ExportOptions,
    aside: string,
    request: MatchRequest | null,
    tables: WebAssembly.Module,
    told: (steps: Steps) => Promise<void>,
  ): Promise<Answer<Uint8Array | null>> {
    let lines = "";
    if (request !== null) {
      const matched = await this.#run(request, async (more, steps) => {
        lines += more;
        await told(steps);
      });
      if (!matched.ok) return matched;
      if (!matched.value) return { ok: true, value: null };
    }
    return this.#withTables(tables, (engine) => {
      const problems = utf8Bytes.encode(JSON.stringify(this.#problems));
      return Files.writeExport(JSON.stringify(options), engine.project(aside), lines, problems);
    });
  }

  /** The graph as GraphML. */
  graphml(aside: string, tables: WebAssembly.Module): Promise<Answer<Uint8Array>> {
    return this.#withTables(tables, (engine) => Files.writeGraphml(engine.project(aside)));
  }

  /** The project file without original answers and contacts. */
  handOver(aside: string): Answer<Uint8Array> {
    return this.#answer((engine) => engine.handOver(aside));
  }

  /** The project file under a passphrase; `entropy` are 40 fresh random bytes. */
  sealed(
    aside: string,
    passphrase: string,
    entropy: Uint8Array,
    tables: WebAssembly.Module,
  ): Promise<Answer<Uint8Array>> {
    return this.#withTables(tables, (engine) => Files.seal(engine.project(aside), passphrase, entropy));
  }

  /** Names of the sheets of a workbook. */
  async sheets({ name, blob }: SourceFile, tables: WebAssembly.Module): Promise<Answer<readonly string[]>> {
    try {
      await this.#useTables(tables);
      const files = new Files("");
      const read = files.read(name, new Uint8Array(await blob.arrayBuffer()), "");
      const { tables: found } = decode<TableFile>(read.report());
      read.free();
      files.free();
      return { ok: true, value: found.map(({ sheet }) => sheet) };
    } catch (error) {
      return refuse(error);
    }
  }

  /** What is under a passphrase. */
  openSealed(bytes: Uint8Array, passphrase: string, tables: WebAssembly.Module): Promise<Answer<Uint8Array>> {
    return this.#write(tables, () => Files.openSealed(bytes, passphrase));
  }

  /** Needs that pass the filter and are among `only`: what a person decided is not known to the core. */
  needs(filter: NeedFilter, only: Only | null): Answer<NeedList> {
    return this.#answer((engine) => {
      if (only === null) return decode<NeedList>(engine.needs(JSON.stringify(filter)));
      const { offset = 0, limit = 0 } = filter;
      const all = decode<NeedList>(engine.needs(JSON.stringify({ ...filter, ...everyNeed, offset: 0 })));
      const fitting = all.needs.filter(({ id }) => only.ids.has(id) !== only.leaveOut);
      return { total: fitting.length, needs: fitting.slice(offset, offset + limit) };
    });
  }

  /** What records are called; those that the data lacks are left out. */
  names(ids: readonly string[]): Answer<ReadonlyMap<string, Named>> {
    return this.#answer((engine) => this.#glossary(engine, ids, []).records);
  }

  /** Places whose name or code fits. */
  places(text: string, limit: number): Answer<Place[]> {
    return this.#answer((engine) => decode<Place[]>(engine.places(text, limit)));
  }

  /** Records of a kind that pass the filter. */
  records(filter: RecordFilter): Answer<RecordList> {
    return this.#answer((engine) => decode<RecordList>(engine.records(JSON.stringify(filter))));
  }

  /** A record with what its page needs. */
  record(id: string): Answer<RecordPage> {
    return this.#answer((engine) => {
      const record = decode<RecordView>(engine.record(id));
      const risks = this.#risksOf(engine);
      const around = decode<Neighbourhood>(engine.neighbourhood(id));
      const needs = around.nodes.filter(({ kind }) => kind === "need").map((node) => node.id);
      const ids = [...referencesOf(record), ...needs];
      return { record, risk: risks.get(id) ?? null, around, glossary: this.#glossary(engine, ids, []) };
    });
  }

  /** Ranked candidates with the records they stand for. */
  match(request: MatchRequest): Answer<Matched> {
    return this.#answer((engine) => {
      const result = decode<Result>(engine.match(JSON.stringify(request)));
      const record = (id: string) => decode<RecordView>(engine.record(id));
      const records = new Map(result.matches.map(({ id }) => [id, record(id)]));
      const query = request.query === undefined ? null : record(request.query);
      const all = query === null ? [...records.values()] : [query, ...records.values()];
      const ids = [...all.flatMap(referencesOf), ...result.matches.flatMap(({ call }) => call ?? [])];
      const needs = [...records.values()].filter(({ kind }) => kind === "need");
      const risks = this.#risksOf(engine);
      return {
        result,
        query,
        records,
        risks: new Map(needs.flatMap(({ id }) => (risks.has(id) ? [[id, risks.get(id) as Risk]] : []))),
        glossary: this.#glossary(engine, ids, result.matches.flatMap(placeCodesOf)),
      };
    });
  }

  /** How two records hang together. */
  path(from: string, to: string): Answer<Path | null> {
    return this.#answer((engine) => decode<Path | null>(engine.path(from, to)));
  }

  /** The organizations that hold others together. */
  hubs(): Answer<Hub[]> {
    return this.#answer((engine) => decode<Hub[]>(engine.hubs()));
  }

  /** The project file; `aside` is JSON to keep in it beside the records. */
  project(aside: string): Answer<Uint8Array> {
    return this.#answer((engine) => engine.project(aside));
  }

  /**
   * Matches every need, step by step, and hands over what is done. Answers true when all were done
   * and false when a newer job, other data or `cancelAll` stopped it.
   */
  async matchAll(request: MatchRequest, take: (batch: OverviewBatch) => Promise<void>): Promise<Answer<boolean>> {
    const every = this.#answer((engine) => decode<NeedList>(engine.needs(JSON.stringify(everyNeed))).needs);
    if (!every.ok) return every;
    const needs = new Map(every.value.map((need) => [need.id, need]));
    return this.#run(request, (lines, steps) => take({ ...steps, rows: overviewRows(lines, needs) }));
  }

  /** Matches all queries step by step, with pauses in which other requests get through. */
  async #run(
    request: MatchRequest,
    take: (lines: string, steps: Steps) => Promise<void>,
  ): Promise<Answer<boolean>> {
    const job = (this.#job += 1);
    const engine = this.#engine;
    if (engine === undefined) return noData;
    let running: MatchJob | undefined;
    try {
      running = engine.matchAll(JSON.stringify(request));
      let units = 1;
      for (;;) {
        await breathe();
        if (this.#job !== job) return { ok: true, value: false };
        const started = performance.now();
        const progress = decode<Progress>(running.step(units));
        await take(utf8.decode(running.take()), { done: progress.done, total: progress.total });
        if (progress.finished) return { ok: true, value: true };
        units = nextUnits(units, performance.now() - started);
      }
    } catch (error) {
      return refuse(error);
    } finally {
      running?.free();
    }
  }

  /** Stops the running job at its next step. */
  cancelAll(): void {
    this.#job += 1;
  }

  /** How many requests this worker has made since it started, by the browser's own count. */
  requests(): number {
    return leftByItself();
  }

  /** Instantiates the module for tables when it is first needed. */
  async #useTables(module: WebAssembly.Module): Promise<void> {
    if (this.#hasTables) return;
    await initTables({ module_or_path: module });
    this.#hasTables = true;
  }

  async #write(tables: WebAssembly.Module, write: () => Uint8Array): Promise<Answer<Uint8Array>> {
    try {
      await this.#useTables(tables);
      return { ok: true, value: write() };
    } catch (error) {
      return refuse(error);
    }
  }

  async #withTables<Value>(tables: WebAssembly.Module, work: (engine: Engine) => Value): Promise<Answer<Value>> {
    try {
      await this.#useTables(tables);
      return this.#answer(work);
    } catch (error) {
      return refuse(error);
    }
  }

  #risksOf(engine: Engine): ReadonlyMap<string, Risk> {
    this.#risks ??= new Map(
      decode<NeedList>(engine.needs(JSON.stringify({ ...everyNeed, risk: true }))).needs.flatMap(({ id, risk }) =>
        risk === null ? [] : [[id, risk]],
      ),
    );
    return this.#risks;
  }

  /** Names for ids and places for codes; what the data does not know is left out. */
  #glossary(engine: Engine, ids: readonly string[], codes: readonly string[]): Glossary {
    const risks = this.#risksOf(engine);
    const records = new Map<string, Named>();
    for (const id of new Set(ids)) {
      const named = nameOf(engine, id);
      if (named === null) continue;
      records.set(id, risks.get(id)?.level === "危急" ? { ...named, name: "" } : named);
    }
    const places = new Map<string, Place>();
    for (const code of new Set(codes)) {
      const place = this.#place(engine, code);
      if (place !== null) places.set(code, place);
    }
    return { records, places };
  }

  /** Looks a place up once: a search by name is too slow for every code of every ranking. */
  #place(engine: Engine, code: string): Place | null {
    const known = this.#places.get(code);
    if (known !== undefined) return known;
    const [first] = decode<Place[]>(engine.places(code, 1));
    const place = first?.code === code ? first : null;
    this.#places.set(code, place);
    return place;
  }

  #answer<Value>(work: (engine: Engine) => Value): Answer<Value> {
    if (this.#engine === undefined) return noData;
    try {
      return { ok: true, value: work(this.#engine) };
    } catch (error) {
      return refuse(error);
    }
  }
}

const noData: Answer<never> = { ok: false, dead: false, failure: { code: "no-data", args: {} } };

/** All needs at once: the overview joins their texts to the results. */
const everyNeed: NeedFilter = { limit: 1_000_000_000 };

/** How often each word occurs, most often first. */
function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}

function nameOf(engine: Engine, id: string): Named | null {
  try {
    const view = decode<RecordView>(engine.record(id));
    return { kind: view.kind, name: titleOf(view) };
  } catch (error) {
    // An id that the data does not have stays as it is written; anything else must not pass.
    const refused = refuse(error);
    if (!refused.ok && refused.failure.code === "unknown_record") return null;
    throw error;
  }
}

/** Twice as much when a step was quick, half when it was slow. */
function nextUnits(units: number, milliseconds: number): number {
  if (milliseconds < STEP_MILLISECONDS / 2) return units * 2;
  return milliseconds > STEP_MILLISECONDS * 2 ? Math.max(1, units >> 1) : units;
}

function overviewRows(lines: string, needs: ReadonlyMap<string, NeedRow>): OverviewRow[] {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const result = JSON.parse(line) as Result;
      const need = needs.get(result.query);
      // Those that a rule is against stand last: the first is offered, or nobody is.
      const [best] = result.matches.filter((match) => match.verdict !== "no");
      return {
        need: result.query,
        text: need?.text ?? result.query,
        place: need?.place ? placeName(need.place) : "",
        served: result.served,
        cause: result.cause,
        risk: result.risk,
        best: best ? { name: best.name, verdict: best.verdict } : null,
      };
    });
}
