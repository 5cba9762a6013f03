import { proxy, type Remote } from "comlink";
import type {
  Concept,
  ExportOptions,
  Hub,
  MatchRequest,
  NeedFilter,
  NeedList,
  Path,
  Place,
  RecordFilter,
  RecordList,
  TemplateName,
} from "../contract";
import type { Host } from "./host";
import { Latest } from "./latest";
import { EngineError, Life } from "./life";
import {
  isOfTheCore,
  type Answer,
  type Matched,
  type Named,
  type Only,
  type Opened,
  type OverviewBatch,
  type Pairs,
  type ProblemFilter,
  type ProblemPage,
  type Reading,
  type RecordPage,
  type SourceFile,
  type Steps,
} from "./protocol";

/** No answer in this time means that the engine hangs: it is thrown away. In milliseconds. */
const PATIENCE = { start: 30_000, open: 180_000, question: 30_000, step: 30_000 } as const;

/** The module that reads and writes tables, and the addresses that were requested to have it. */
export interface TablesModule {
  readonly module: WebAssembly.Module;
  readonly addresses: readonly string[];
}

/**
 * The page's end of the engine. It keeps what is needed to make a new one (the compiled module and
 * the files), because a wasm instance that has trapped once is lost.
 */
export class EngineClient {
  readonly #latest = new Latest();
  readonly #makeWorker: () => Worker;
  readonly #module: Promise<WebAssembly.Module>;
  readonly #fetchTables: () => Promise<TablesModule>;
  #tables: Promise<TablesModule> | undefined;
  #life: Promise<Life> | undefined;
  #files: readonly SourceFile[] = [];
  #reading: Reading = { apart: [], mappings: [] };
  #concepts: readonly Concept[] = [];

  constructor(
    module: Promise<WebAssembly.Module>,
    makeWorker: () => Worker,
    fetchTables: () => Promise<TablesModule>,
  ) {
    this.#module = module;
    this.#makeWorker = makeWorker;
    this.#fetchTables = fetchTables;
  }

  /** Starts the worker and the core in it; gives the concepts that the core knows. */
  async start(): Promise<readonly Concept[]> {
    await this.#alive();
    return this.#concepts;
  }

  /** Reads files; what was open before stays when that fails. */
  async open(files: readonly SourceFile[], reading: Reading): Promise<Opened> {
    const tables = await this.#tablesFor(files);
    const opened = await this.#ask("open", PATIENCE.open, (host) => host.open([...files], reading, tables));
    this.#files = files;
    this.#reading = reading;
    return opened;
  }

  /**
   * Fetches the module for tables, once. The page does so when it has nothing else to do, so that nothing
   * is requested when a file is opened. After a failure the next call tries again.
   */
  async tables(): Promise<TablesModule> {
    const tables = (this.#tables ??= this.#fetchTables());
    tables.catch(() => {
      if (this.#tables === tables) this.#tables = undefined;
    });
    return tables;
  }

  /** Bytes of a template as an .xlsx file. */
  async template(name: TemplateName): Promise<Uint8Array> {
    const { module } = await this.tables();
    return this.#ask("write", PATIENCE.open, (host) => host.template(name, module));
  }

  /** Needs that pass the filter and are among `only`. */
  needs(filter: NeedFilter, only: Only | null = null): Promise<NeedList> {
    return this.#ask("needs", PATIENCE.question, (host) => host.needs(filter, only));
  }

  /** What records are called; those that the data lacks are left out. */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, Named>> {
    return this.#ask("names", PATIENCE.question, (host) => host.names(ids));
  }

  /** Records of a kind that pass the filter. */
  records(filter: RecordFilter): Promise<RecordList> {
    return this.#ask("records", PATIENCE.question, (host) => host.records(filter));
  }

  /** A record with what its page needs. */
  record(id: string): Promise<RecordPage> {
    return this.#ask("record", PATIENCE.question, (host) => host.record(id));
  }

  /** How two records hang together; null when nothing is known. */
  path(from: string, to: string): Promise<Path | null> {
    return this.#ask("path", PATIENCE.question, (host) => host.path(from, to));
  }

  /** The organizations that hold others together. */
  hubs(): Promise<Hub[]> {
    return this.#ask("hubs", PATIENCE.question, (host) => host.hubs());
  }

  /** Places whose name or code fits, best first. */
  places(text: string, limit: number): Promise<Place[]> {
    return this.#ask("places", PATIENCE.question, (host) => host.places(text, limit));
  }

  /** Ranked candidates. */
  match(request: MatchRequest): Promise<Matched> {
    return this.#ask("match", PATIENCE.question, (host) => host.match(request));
  }

  /** One page of the problems that pass the filter. */
  problems(filter: ProblemFilter, offset: number, limit: number): Promise<ProblemPage> {
    return this.#ask("problems", PATIENCE.question, (host) => host.problems(filter, offset, limit));
  }

  /** Pairs of organizations or projects that may be one, the surest first. */
  async duplicates(kind: "organizations" | "projects"): Promise<Pairs> {
    const { module } = await this.tables();
    return this.#ask("duplicates", PATIENCE.open, (host) => host.duplicates(kind, module));
  }

  /**
   * Bytes of an export; null when it was stopped. `aside` is JSON to keep in the project, `request` what
   * is to be matched before. `heard` is told how far it is.
   */
  async export(
    options: ExportOptions,
    aside: string,
    request: MatchRequest | null,
    heard: (steps: Steps) => void,
  ): Promise<Uint8Array | null> {
    const { module } = await this.tables();
    return this.#long((life, told) => life.host.export(options, aside, request, module, told), heard);
  }

  /** Bytes of the graph as GraphML. */
  async graphml(aside: string): Promise<Uint8Array> {
    const { module } = await this.tables();
    return this.#ask("graphml", PATIENCE.open, (host) => host.graphml(aside, module));
  }

  /** Names of the sheets of a workbook. */
  async sheets(file: SourceFile): Promise<readonly string[]> {
    const { module } = await this.tables();
    return this.#ask("sheets", PATIENCE.open, (host) => host.sheets(file, module));
  }

  /** The project file without original answers and contacts, as bytes. */
  handOver(aside: string): Promise<Uint8Array> {
    return this.#ask("handOver", PATIENCE.open, (host) => host.handOver(aside));
  }

  /** The whole project file under a passphrase, as bytes. */
  async sealed(aside: string, passphrase: string): Promise<Uint8Array> {
    const { module } = await this.tables();
    const entropy = crypto.getRandomValues(new Uint8Array(40));
    return this.#ask("sealed", PATIENCE.open, (host) => host.sealed(aside, passphrase, entropy, module));
  }

  /** What is under a passphrase, as bytes. */
  async openSealed(bytes: Uint8Array, passphrase: string): Promise<Uint8Array> {
    const { module } = await this.tables();
    return this.#ask("openSealed", PATIENCE.open, (host) => host.openSealed(bytes, passphrase, module));
  }

  /** The project file as bytes; `aside` is JSON to keep in it beside the records. */
  project(aside: string): Promise<Uint8Array> {
    return this.#ask("project", PATIENCE.open, (host) => host.project(aside));
  }

  /** Matches all needs; `take` gets what is done. False when it was stopped. */
  async matchAll(request: MatchRequest, take: (batch: OverviewBatch) => void): Promise<boolean> {
    return this.#long((life, told) => life.host.matchAll(request, told), take);
  }

  /** Stops a long job at its next step. */
  async cancelAll(): Promise<void> {
    const life = await this.#life;
    if (life?.dead === false) await life.wait(life.host.cancelAll());
  }

  /** Requests that the worker has made. */
  async requests(): Promise<number> {
    const life = await this.#life;
    return life?.dead === false ? life.wait(life.host.requests()) : 0;
  }

  /** The module for tables if one of the files needs it. */
  async #tablesFor(files: readonly SourceFile[]): Promise<WebAssembly.Module | null> {
    if (files.every(({ name }) => isOfTheCore(name))) return null;
    return (await this.tables()).module;
  }

  /** A job that tells how far it is: it may last as long as it goes on. */
  async #long<Told, Value>(
    job: (life: Life, told: (now: Told) => Promise<void>) => Promise<Answer<Value>>,
    heard: (now: Told) => void,
  ): Promise<Value> {
    const life = await this.#alive();
    const watch = life.watch(PATIENCE.step);
    const told = proxy(async (now: Told) => {
      watch.feed();
      heard(now);
    });
    try {
      return unwrap(life, await life.wait<Answer<Value>>(job(life, told)));
    } finally {
      watch.stop();
    }
  }

  #ask<Value>(
    lane: string,
    patience: number,
    question: (host: Remote<Host>) => Promise<Answer<Value>>,
  ): Promise<Value> {
    return this.#latest.ask(lane, async () => answered(await this.#alive(), patience, question));
  }

  /** The worker; when the last one is dead, a new one with the same files. */
  async #alive(): Promise<Life> {
    const known = this.#life;
    if (known === undefined) return (this.#life = this.#begin());
    const life = await known.catch(() => undefined);
    if (life?.dead === false) return life;
    // Two may wait for the dead one: only the first makes its successor.
    if (this.#life !== known) return this.#alive();
    return (this.#life = this.#begin());
  }

  async #begin(): Promise<Life> {
    const life = new Life(this.#makeWorker());
    try {
      const module = await this.#module;
      const begin = (host: Remote<Host>): Promise<Answer<readonly Concept[]>> => host.start(module);
      this.#concepts = await answered(life, PATIENCE.start, begin);
      if (this.#files.length > 0) {
        const tables = await this.#tablesFor(this.#files);
        const open = (host: Remote<Host>): Promise<Answer<Opened>> => host.open([...this.#files], this.#reading, tables);
        await answered(life, PATIENCE.open, open);
      }
      return life;
    } catch (error) {
      life.end("worker");
      throw error;
    }
  }
}

/** Asks and waits; ends the life when it is silent for too long. */
async function answered<Value>(
  life: Life,
  patience: number,
  question: (host: Remote<Host>) => Promise<Answer<Value>>,
): Promise<Value> {
  const watch = life.watch(patience);
  try {
    return unwrap(life, await life.wait(question(life.host)));
  } finally {
    watch.stop();
  }
}

/** The value; a refusal is thrown, and after a trap the life is over. */
function unwrap<Value>(life: Life, answer: Answer<Value>): Value {
  if (answer.ok) return answer.value;
  if (answer.dead) life.end("trap");
  throw new EngineError(answer.failure);
}
