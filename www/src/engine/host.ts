import init, { Engine, Loader, type MatchJob } from "../../pkg/matchgraph.js";
import type {
  Failure,
  Level,
  MatchRequest,
  NeedFilter,
  NeedList,
  NeedRow,
  Place,
  Problem,
  Progress,
  RecordView,
  Result,
  Summary,
} from "../contract";
import { placeName } from "../text/place";
import {
  type Answer,
  type Matched,
  type Opened,
  type OverviewBatch,
  type OverviewRow,
  type ProblemPage,
  type SourceFile,
} from "./protocol";

/** Bytes handed to the loader at once; between two pieces other requests get through. */
const PIECE = 4 * 1024 * 1024;
/** A step of a long job should take about this long, in milliseconds. */
const STEP_MILLISECONDS = 12;

const utf8 = new TextDecoder();

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
  /** Counts long jobs: a job that is not the newest stops at its next step. */
  #job = 0;

  /** Instantiates the core from the module that the page compiled. */
  async start(module: WebAssembly.Module): Promise<Answer<null>> {
    try {
      await init({ module_or_path: module });
      return { ok: true, value: null };
    } catch (error) {
      return refuse(error);
    }
  }

  /** Reads files into a new engine. The old one stays in use when that fails. */
  async open(files: readonly SourceFile[]): Promise<Answer<Opened>> {
    this.#job += 1;
    try {
      const loader = new Loader();
      for (const file of files) {
        // An empty file is told to the core too: it must be listed as a problem.
        let start = 0;
        do {
          const piece = await file.blob.slice(start, start + PIECE).arrayBuffer();
          loader.add(file.name, new Uint8Array(piece));
          start += PIECE;
        } while (start < file.blob.size);
      }
      const engine = loader.finish();
      const summary = decode<Summary>(engine.summary());
      const problems = decode<Problem[]>(engine.problems());
      this.#engine?.free();
      this.#engine = engine;
      this.#problems = problems;
      return { ok: true, value: { summary, files: summary.files } };
    } catch (error) {
      return refuse(error);
    }
  }

  /** One page of the problems, in the order of files and rows. */
  problems(level: Level | null, offset: number, limit: number): Answer<ProblemPage> {
    const wanted = level === null ? this.#problems : this.#problems.filter((one) => one.level === level);
    return { ok: true, value: { total: wanted.length, problems: wanted.slice(offset, offset + limit) } };
  }

  /** Needs that pass the filter. */
  needs(filter: NeedFilter): Answer<NeedList> {
    return this.#answer((engine) => decode<NeedList>(engine.needs(JSON.stringify(filter))));
  }

  /** Places whose name or code fits. */
  places(text: string, limit: number): Answer<Place[]> {
    return this.#answer((engine) => decode<Place[]>(engine.places(text, limit)));
  }

  /** Ranked candidates with the records they stand for. */
  match(request: MatchRequest): Answer<Matched> {
    return this.#answer((engine) => {
      const result = decode<Result>(engine.match(JSON.stringify(request)));
      const record = (id: string) => decode<RecordView>(engine.record(id));
      const records = new Map(result.matches.map(({ id }) => [id, record(id)]));
      return { result, query: request.query === undefined ? null : record(request.query), records };
    });
  }

  /** The project file. */
  project(): Answer<Uint8Array> {
    return this.#answer((engine) => engine.project());
  }

  /**
   * Matches every need, step by step, and hands over what is done. Answers true when all were done
   * and false when a newer job, other data or `cancelAll` stopped it.
   */
  async matchAll(request: MatchRequest, take: (batch: OverviewBatch) => Promise<void>): Promise<Answer<boolean>> {
    const job = (this.#job += 1);
    const engine = this.#engine;
    if (engine === undefined) return noData;
    let running: MatchJob | undefined;
    try {
      const needs = new Map(decode<NeedList>(engine.needs(JSON.stringify(everyNeed))).needs.map((need) => [need.id, need]));
      running = engine.matchAll(JSON.stringify(request));
      let units = 1;
      for (;;) {
        await breathe();
        if (this.#job !== job) return { ok: true, value: false };
        const started = performance.now();
        const progress = decode<Progress>(running.step(units));
        const rows = overviewRows(utf8.decode(running.take()), needs);
        await take({ done: progress.done, total: progress.total, rows });
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
    return performance.getEntriesByType("resource").length;
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
