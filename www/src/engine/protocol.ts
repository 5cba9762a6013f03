import type {
  Failure,
  FileReport,
  Problem,
  RecordView,
  Result,
  Risk,
  Served,
  Summary,
  Verdict,
} from "../contract";

/** A file as the user gave it. The bytes stay outside the wasm memory, so that a new engine can read them again. */
export interface SourceFile {
  readonly name: string;
  readonly blob: Blob;
}

/**
 * What the worker answers. An error is a value here, since only its code and arguments may cross to
 * the page; `dead` says that the wasm instance can no longer be used.
 */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure; readonly dead: boolean };

/** Problems of all files, one page of them. */
export interface ProblemPage {
  /** How many there are with the filter. */
  readonly total: number;
  readonly problems: readonly Problem[];
}

/** What stands in the data after loading. */
export interface Opened {
  readonly summary: Summary;
  readonly files: readonly FileReport[];
}

/**
 * A result with the records it speaks of, by id, so that the page needs one round trip only. A map, for
 * an id may be any word, `__proto__` too.
 */
export interface Matched {
  readonly result: Result;
  /** The need; null for a typed text. */
  readonly query: RecordView | null;
  readonly records: ReadonlyMap<string, RecordView>;
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
