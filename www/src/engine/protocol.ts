import type {
  Choices,
  Failure,
  Kind,
  Level,
  Mapping,
  Message,
  Neighbourhood,
  Place,
  Problem,
  RecordView,
  Result,
  Risk,
  Served,
  Summary,
  TableFile,
  Verdict,
} from "../contract";

/** A file as the user gave it. The bytes stay outside the wasm memory, so that a new engine can read them again. */
export interface SourceFile {
  readonly name: string;
  readonly blob: Blob;
  /** What a person decided otherwise than it was guessed. */
  readonly choices?: Choices;
}

/** What a person said about reading: it holds for all files. */
export interface Reading {
  /** Names of merges that were taken apart. */
  readonly apart: readonly string[];
  /** What columns mean, by the row of their headers. */
  readonly mappings: readonly Mapping[];
}

/** Is a file of that name read by the core itself, without the module for tables? */
export function isOfTheCore(name: string): boolean {
  return /\.(jsonl|ndjson|json|index)$/i.test(name);
}

/**
 * Requests of this window or worker that left it for the network, by the browser's own count. What went
 * through the service worker is not among them: it answers from its cache, and tells what it cannot.
 */
export function leftByItself(counts: (address: string) => boolean = () => true): number {
  const entries = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  return entries.filter((entry) => entry.workerStart === 0 && counts(entry.name)).length;
}

/**
 * What the worker answers. An error is a value here, since only its code and arguments may cross to
 * the page; `dead` says that the wasm instance can no longer be used.
 */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure; readonly dead: boolean };

/** Which problems; null is any. */
export interface ProblemFilter {
  readonly level: Level | null;
  readonly file: string | null;
  /** The kind. */
  readonly code: string | null;
}

/** Problems that pass a filter, one page of them. */
export interface ProblemPage {
  /** How many there are with the filter. */
  readonly total: number;
  readonly problems: readonly Problem[];
  /** How many there are by file and by kind, whatever is chosen among these. */
  readonly files: ReadonlyMap<string, number>;
  readonly codes: ReadonlyMap<string, number>;
}

/** Two records that may be one. */
export interface Pair {
  readonly pair: readonly [string, string];
  /** Between 0 and 1. */
  readonly score: number;
  /** The sentences are `duplicate.CODE`. */
  readonly why: readonly Message[];
}

/** Pairs with the names of their records. */
export interface Pairs {
  readonly pairs: readonly Pair[];
  readonly names: ReadonlyMap<string, Named>;
}

/** How far a long job is. */
export interface Steps {
  readonly done: number;
  readonly total: number;
}

/** What stands in the data after loading. */
export interface Opened {
  readonly summary: Summary;
  /** What was found in tables, by the name of the file. */
  readonly found: ReadonlyMap<string, TableFile>;
  /** How many needs are critical. */
  readonly critical: number;
  /** What a project file kept beside its records. */
  readonly aside: Readonly<Record<string, unknown>>;
}

/** A record by its name, for links; of a need its text, unless it is critical. */
export interface Named {
  readonly kind: Kind;
  readonly name: string;
}

/** What ids and codes in records and facts stand for. Maps, for an id may be any word. */
export interface Glossary {
  readonly records: ReadonlyMap<string, Named>;
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * A result with the records it speaks of, by id, so that the page needs one round trip only. A map, for
 * an id may be any word, `__proto__` too.
 */
export interface Matched {
  readonly result: Result;
  /** Who asks; null for a typed text. */
  readonly query: RecordView | null;
  readonly records: ReadonlyMap<string, RecordView>;
  /** Risks of candidates that are needs. */
  readonly risks: ReadonlyMap<string, Risk>;
  readonly glossary: Glossary;
}

/** A record with what its page needs. */
export interface RecordPage {
  readonly record: RecordView;
  /** Of a need. */
  readonly risk: Risk | null;
  /** What is around it; names of needs are in the glossary. */
  readonly around: Neighbourhood;
  readonly glossary: Glossary;
}

/** Ids to which a list is limited, or (`leaveOut`) that are left out of it. */
export interface Only {
  readonly ids: ReadonlySet<string>;
  readonly leaveOut: boolean;
}

/** One need in the overview of all needs. */
export interface OverviewRow {
  readonly need: string;
  readonly text: string;
  readonly place: string;
  readonly served: Served;
  readonly cause: Result["cause"];
  readonly risk: Risk | null;
  /** The candidate that is offered first; null when a rule is against every one. */
  readonly best: { readonly name: string; readonly verdict: Verdict } | null;
}

/** A part of the overview that is done. */
export interface OverviewBatch {
  readonly done: number;
  readonly total: number;
  readonly rows: readonly OverviewRow[];
}
