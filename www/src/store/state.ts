import type { Failure, Hub, Kind, NeedRow, Path, Place, RecordRow, Summary, TableFile } from "../contract";
import type {
  Matched,
  Named,
  OverviewRow,
  Pairs,
  ProblemFilter,
  ProblemPage,
  RecordPage,
  SourceFile,
} from "../engine/protocol";
import type { Language } from "../text/language";
import type { StringKey } from "../strings";
import type { Arguments } from "../text/message";
import type { Weights } from "../text/weights";
import type { Dropped } from "./dropped";
import { NOTHING_KEPT, type Kept } from "./kept";
import type { Location } from "./location";

/** What is open: the sample that comes with the page, or files of the person. */
export interface Source {
  readonly kind: "sample" | "own";
  /** Names this data among all that is ever opened in this browser. */
  readonly id: string;
  readonly files: readonly SourceFile[];
  /** Of data that was kept on this computer: where it came from, when it was kept. */
  readonly reopened?: {
    readonly files: readonly string[];
    readonly on: string;
    readonly problems: { readonly error: number; readonly warning: number };
  };
}

/** A sentence of the page itself, not yet written. */
export interface Sentence {
  readonly key: StringKey;
  readonly args: Arguments;
}

/** A line that says what just happened: that something was done, perhaps to be undone, or that it failed. */
export interface Notice {
  readonly says: Sentence | Failure;
  /** What can be done about it: take it back, make it again, keep this window's data; or nothing. */
  readonly offers: "undo" | "redo" | "keep" | null;
}

/**
 * How things stand with keeping on this computer: nothing worth keeping, still to be written, written,
 * refused by the browser, held up by another window with other data, switched off.
 */
export type Saving = "none" | "saving" | "saved" | "failed" | "elsewhere" | "off";

/** Which needs by what was decided: all, those nobody has handled, with a candidate taken, referred. */
export type Handled = "" | "open" | "accepted" | "referred";

/** The list of needs as filtered. */
export interface NeedsState {
  readonly text: string;
  readonly place: string;
  readonly group: string;
  readonly risk: boolean;
  readonly handled: Handled;
  readonly total: number;
  readonly rows: readonly NeedRow[];
  readonly loading: boolean;
}

/** The list of records of one kind as filtered. */
export interface RecordsState {
  readonly kind: Kind | null;
  readonly text: string;
  readonly place: Place | null;
  readonly category: string;
  /** Categories that the kind has. */
  readonly categories: readonly string[];
  readonly total: number;
  readonly rows: readonly RecordRow[];
  readonly loading: boolean;
}

/** The page of a record. */
export interface RecordState {
  readonly id: string;
  readonly page: RecordPage | null;
  readonly failure: Failure | null;
}

/** How who asks and a candidate hang together. */
export interface TieState {
  readonly from: string;
  readonly to: string;
  /** Null when nothing is known. */
  readonly path: Path | null;
}

/** The need a person types. It is never stored and never stands in an address. */
export interface TypedState {
  readonly text: string;
  readonly place: Place | null;
  /** Help from afar will do as well. */
  readonly online: boolean;
}

/** Candidates of the query that is shown. */
export interface MatchState {
  /** The direction and who asks, as `queryKey` writes them. */
  readonly key: string;
  readonly status: "idle" | "working" | "done" | "failed";
  readonly matched: Matched | null;
  readonly failure: Failure | null;
  /** How many were asked for. */
  readonly top: number;
}

/** All needs at once. */
export interface OverviewState {
  readonly status: "idle" | "running" | "done" | "stopped" | "failed";
  readonly done: number;
  readonly total: number;
  readonly rows: readonly OverviewRow[];
  readonly failure: Failure | null;
}

/** The problems that pass a filter, so far as shown. */
export interface ProblemsState extends ProblemPage {
  readonly filter: ProblemFilter;
}

/** Files of which one is under a passphrase that a person has to give. */
export interface SealedState {
  readonly dropped: Dropped;
  /** The one that is asked for. */
  readonly name: string;
  /** Why the last passphrase did not do. */
  readonly failure: Failure | null;
}

/** A table that is being written, and how far it is. */
export interface WritingState {
  readonly done: number;
  readonly total: number;
}

/** Requests by the browser's own count. */
export interface RequestsState {
  /** Until the data stood ready, and for keeping the page's files for offline. */
  readonly opening: number;
  /** All others. */
  readonly since: number;
}

/** Everything the page shows. It is replaced, never changed in place. */
export interface State {
  readonly phase: "starting" | "ready" | "failed";
  readonly failure: Failure | null;
  readonly language: Language;
  readonly asOf: string;
  readonly location: Location;
  readonly source: Source;
  /** Whether the last change can be taken back, and one that was taken back be made again. */
  readonly undoable: boolean;
  readonly redoable: boolean;
  readonly reading: boolean;
  /** New files join a person's open ones instead of replacing them. */
  readonly adding: boolean;
  /** Something is being dragged over the page. */
  readonly dragging: boolean;
  /** What just happened, in the line under the head. */
  readonly notice: Notice | null;
  /** For screen readers. */
  readonly spoken: Sentence | null;
  /** Files of a folder that were not read, since they hold no records. */
  readonly passedOver: readonly string[];
  readonly summary: Summary | null;
  /** What was found in tables, by the name of the file. */
  readonly found: ReadonlyMap<string, TableFile>;
  /** Records that may be one; null until they are looked for. */
  readonly pairs: Pairs | null;
  readonly sealed: SealedState | null;
  /** A passphrase is asked for with which to save. */
  readonly sealing: boolean;
  /** What of the page comes later is there. */
  readonly whole: boolean;
  readonly writing: WritingState | null;
  /** How many needs are critical. */
  readonly critical: number;
  readonly problems: ProblemsState;
  readonly needs: NeedsState;
  readonly records: RecordsState;
  readonly record: RecordState;
  /** Null until it is found. */
  readonly tie: TieState | null;
  /** Null until they are found. */
  readonly hubs: readonly Hub[] | null;
  readonly typed: TypedState;
  readonly match: MatchState;
  readonly overview: OverviewState;
  /** Weights with their changes, and decisions; the project file takes them along. */
  readonly kept: Kept;
  /** What records are called of which the decisions speak. */
  readonly names: ReadonlyMap<string, Named>;
  /** Ids in decisions that the data does not have. */
  readonly gone: ReadonlySet<string>;
  readonly saving: Saving;
  /** Something is kept on this computer; and a person's own data is. */
  readonly stored: boolean;
  readonly storedOwn: boolean;
  /** Weights before each change since the page was opened, newest last. */
  readonly weightsBefore: readonly { readonly route: string; readonly weights: Weights }[];
  readonly requests: RequestsState;
}

/** The id of the sample. */
export const SAMPLE = "sample";

/** No filter, no rows. */
export const NO_NEEDS: NeedsState = {
  text: "",
  place: "",
  group: "",
  risk: false,
  handled: "",
  total: 0,
  rows: [],
  loading: false,
};

/** No kind chosen. */
export const NO_RECORDS: RecordsState = {
  kind: null,
  text: "",
  place: null,
  category: "",
  categories: [],
  total: 0,
  rows: [],
  loading: false,
};

/** No record opened. */
export const NO_RECORD: RecordState = { id: "", page: null, failure: null };

/** Nothing asked. */
export const NO_MATCH: MatchState = { key: "", status: "idle", matched: null, failure: null, top: 0 };

/** Nothing computed. */
export const NO_OVERVIEW: OverviewState = { status: "idle", done: 0, total: 0, rows: [], failure: null };

/** No filter. */
export const EVERY_PROBLEM: ProblemFilter = { level: null, file: null, code: null };

/** The page before anything is loaded. */
export function initialState(language: Language, asOf: string, location: Location): State {
  return {
    phase: "starting",
    failure: null,
    language,
    asOf,
    location,
    source: { kind: "sample", id: SAMPLE, files: [] },
    undoable: false,
    redoable: false,
    reading: false,
    adding: true,
    dragging: false,
    notice: null,
    spoken: null,
    passedOver: [],
    summary: null,
    found: new Map(),
    pairs: null,
    sealed: null,
    sealing: false,
    whole: false,
    writing: null,
    critical: 0,
    problems: { filter: EVERY_PROBLEM, total: 0, problems: [], files: new Map(), codes: new Map() },
    needs: NO_NEEDS,
    records: NO_RECORDS,
    record: NO_RECORD,
    tie: null,
    hubs: null,
    typed: { text: "", place: null, online: false },
    match: NO_MATCH,
    overview: NO_OVERVIEW,
    kept: NOTHING_KEPT,
    names: new Map(),
    gone: new Set(),
    saving: "none",
    stored: false,
    storedOwn: false,
    weightsBefore: [],
    requests: { opening: 0, since: 0 },
  };
}
