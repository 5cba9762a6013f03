/** A point in a text, counted in Unicode code points (not UTF-16 units): `[...text].slice(start, end)`. */
export type Span = [start: number, end: number];
/** Answer of a rule. People read 符合 / 暂不符合 / 待核实. */
export type Verdict = "yes" | "no" | "unknown";
/** Is there somebody for the need? */
export type Served = "yes" | "weak" | "no";
export type Level = "error" | "warning" | "info";
export type Kind = "organization" | "need" | "funder" | "call" | "project" | "resource" | "federation";

/** A sentence as a code and its arguments; `data/messages/LANGUAGE.json` has the words. */
export interface Message { code: string; args: Record<string, string | number | string[]> }

/** Something in a file that could not be taken over as written. Its sentence is `problem.CODE`. */
export interface Problem {
  code: string;
  level: Level;
  file: string;
  /** Counted from 1; null for the whole file. */
  row: number | null;
  /** The key; null for the whole row or file. */
  column: string | null;
  args: Record<string, string | number | string[]>;
}

/** What became of the rows of one file: rows = records + merged + refused + blank + apart + no_need. */
export interface FileReport {
  name: string; kind: string | null;
  rows: number; records: number; merged: number; refused: number; blank: number;
  /** Titles, headers, totals, notes; and answers in which nobody asks for anything. */
  apart: number; no_need: number;
  /** Records beyond the first of a row. */
  split: number;
}

export interface Place { code: string; name: string; /** From the province down, without the place itself. */ path: string[] }
export interface PlaceFacet extends Place { needs: number }
export interface GroupFacet { name: string; needs: number }

export interface RouteFeature { id: string; weight: number; measure?: Measure }
export interface RouteSummary { id: string; version: number; hash: string; from: Kind; to: Kind; /** Which categories of the first kind may ask; absent = all. */ from_categories?: string[]; title: Record<string, string>; rules: string[]; features: RouteFeature[]; limit: number }

/** What is loaded. */
export interface Summary {
  counts: Record<string, number>;
  files: FileReport[];
  problems: Record<Level, number>;
  /** How many records are invented examples. */
  illustrative: number;
  /** Places that needs name, county level, by number of needs. */
  places: PlaceFacet[];
  /** Groups of people (respondents, situations, beneficiaries) that needs name. */
  groups: GroupFacet[];
  routes: RouteSummary[];
  /** FNV-1a 64 of the canonical dataset, hexadecimal. */
  hash: string;
}

export interface NeedFilter { text?: string; place?: string; group?: string; risk?: boolean; offset?: number; limit?: number }
export interface NeedRow {
  id: string; text: string; place: Place | null; groups: string[]; wanted: string[];
  risk: Risk | null; date: string | null; rows: number[]; channel: string | null; illustrative: boolean;
  /** Where the search words stand in the text. */
  spans: Span[];
}
export interface NeedList { total: number; needs: NeedRow[] }

/** Who may be at risk. 危急: a person first, the help card before any ranking. */
export interface Risk {
  level: "危急" | "敏感";
  /** Kinds; the words are `risk.KIND`. */
  kinds: string[];
  /** A child is harmed or answers. */
  minor: boolean;
  /** Somebody is hurt, threatened, watched or held: mediation is excluded. */
  violence: boolean;
  spans: Span[];
  /** Telephone lines to show, most urgent first; the words are `help.NUMBER`. */
  help: string[];
}

export interface Evidence {
  /** Where in the text of a need; for other queries which field, and where in it. */
  from: Span | [field: string, start: number, end: number];
  /** Which field of the candidate (`description`, `skills.2`, `name`), and where in it. */
  to: [field: string, start: number, end: number];
  /** The words both have, folded; under `concepts` and `beneficiaries` the id of a concept. */
  via: string;
  /** Where the candidate names another concept that is close: its id. */
  near?: string;
  kind: "shown" | "inferred";
}
/** A concept of the taxonomy; an argument `concept.ID` of a message stands for its title. */
export interface Concept { id: string; axis: "service" | "people"; parent: string | null; title: { "zh-Hans": string; en: string }; note: string | null }
/** value × weight = points; the points of all parts add up to the score exactly. */
export interface Part { feature: string; value: number; weight: number; points: number; missing?: true; facts: string[]; evidence: Evidence[] }
/** The sentence is `rule.RULE.REASON` made with `args`. */
/** What a rule says. `hard` stands only where it is false: a bonus. `text` is the call's own words, `of` the rules of an any-n-of. */
export interface RuleOutcome { rule: string; verdict: Verdict; hard?: false; facts: string[]; reason: Message; text?: string; of?: RuleOutcome[] }
export interface Match { id: string; name: string; score: number; verdict: Verdict; /** Where candidates are judged by calls, the call under which this one stands best. */ call?: string; parts: Part[]; rules: RuleOutcome[]; /** Sentence `reason.CODE`. */ reason: Message }

export interface Result {
  query: string;
  /** `need-organization@1` */
  route: string;
  route_hash: string;
  as_of: string;
  served: Served;
  /** Why not, or why only weakly: sentence `cause.CODE`. */
  cause: Message | null;
  risk: Risk | null;
  /** What the limit cut off: by the rule that says no, and `limit` for those no rule is against. */
  excluded: Record<string, number>;
  matches: Match[];
}

export interface MatchRequest {
  route: string;
  /** A need's id, or: */
  query?: string;
  /** a text typed by a person, */
  text?: string;
  /** and the code or name of its place. */
  place?: string;
  /** Ways of delivery that suit a typed need (`线上`); in person if absent. */
  delivery?: string[];
  top?: number;
  /** ISO date: "today" for the rules. */
  as_of: string;
  /** Weights in millionths by feature; they must sum to 1,000,000. */
  weights?: Record<string, number>;
  without_rules?: string[];
  /** Relations to leave out of the graph. */
  without_links?: string[];
  /** Only ids, scores and verdicts: the answer is a `BriefResult`. */
  brief?: boolean;
}

/** The answer in short: the same candidates in the same order with the same scores. */
export interface BriefResult { query: string; route: string; risk: Risk | null; matches: { id: string; score: number; verdict: Verdict }[] }

/** How a key of the query is compared with one of the candidate. A key is that of a record, or `KEY.INNER`. Values are millionths. */
export type Measure =
  | { words: { keys: string[]; /** Thousandths, as b and half. */ k1: number; b: number; half: number } }
  | { shared: { query: string; candidate: string } }
  | { levels: { query: string; candidate: string; province: number; prefecture: number; county: number } }
  | { covers: { query: string; candidate: string } }
  | { table: { query: string; candidate: string; values: Record<string, Record<string, number>> } }
  | { scale: { candidate: string; from: number; to: number } }
  | { stated: { query: string } };
/** A route of one's own. A feature without `measure` is one of the built-in ones. Weights sum to 1,000,000. */
export interface Route {
  id: string; version: number; from: Kind; to: Kind; from_categories?: string[]; title: Record<string, string>;
  candidates: ("all" | "shares:concept" | "text" | "serves:place" | "fields" | "wanted")[]; rules: string[];
  features: { id: string; weight: number; measure?: Measure }[];
  missing: "neutral" | "zero"; served: { feature: string; weak: number; yes: number }[]; answers: string[]; limit: number;
}

export interface Progress { done: number; total: number; finished: boolean }

export interface RecordFilter { kind: Kind; text?: string; place?: string; category?: string; offset?: number; limit?: number }
export interface RecordRow {
  kind: Kind; id: string;
  /** For a need its text. */
  name: string;
  /** The type of an organization, the kind of a resource, the way of a call, the payer of a funder, the level of a federation. */
  category: string | null;
  places: Place[]; fields: string[]; illustrative: boolean;
}
/** `categories` are those of all records of the kind. */
export interface RecordList { total: number; categories: string[]; records: RecordRow[] }

/** A record as it is written back, with where it came from. */
/** A row of another file that went into a record. `why` is `same-id`, `same-name`, `script` or `supplement`: `merge.WHY` has the words. */
export interface Merge {
  list: string; kept: string; why: string; file: string; row: number;
  /** Keys that only this row had, and keys in which the two differ. */
  filled: string[]; differs: string[];
  /** What the record said before a sheet of missing facts (`supplement`) said something else. */
  replaced: Record<string, unknown>;
  /** Goes into the member `apart` of the project file, a list, to take the row out again. */
  fingerprint: string;
  record: Record<string, unknown>;
}
export interface RecordView { kind: Kind; id: string; file: string; row: number; place: Place | null; service_area: Place[]; record: Record<string, unknown>; /** Growth record of an organization, latest first. */ events: Record<string, unknown>[]; /** Rows of other files that went into it. */ merges: Merge[] }

/** A kind of record, or what else the graph knows. The words are `kind.KIND`. */
export type NodeKind = Kind | "concept" | "event" | "place";
/** Along a relation, or against it: the words are `relation.RELATION.out` and `.in`. */
export type Direction = "out" | "in";
/** `id` is that of a record, or `theme:CODE`, `field:WORD`, `event:ORGANIZATION:NUMBER`, `place:CODE`. `name` is empty for a need. */
export interface GraphNode { kind: NodeKind; id: string; name: string }
export interface Neighbour extends GraphNode {
  /** The relation that leads here, */
  relation: string;
  direction: Direction;
  /** from this node; null if it leads from the centre. */
  via: string | null;
  step: 1 | 2;
}
/** What is around a node, most telling first; a node between stands before what it leads to. */
export interface Neighbourhood { center: GraphNode; /** Nodes around it. */ total: number; /** At most 60. */ nodes: Neighbour[] }
export interface PathStep {
  relation: string;
  direction: Direction;
  to: GraphNode;
  /** The row that says so. `key` is empty for a link; `file` is empty where it is no file of the user. */
  source: { file: string; row: number; list: string; key: string };
}
/** How two nodes hang together. The sentence is `path.CODE`. */
export interface Path { from: GraphNode; steps: PathStep[]; reason: Message }
/** An organization that holds others together. The points of its reasons sum to its own; sentences are `hub.CODE`. */
export interface Hub { id: string; name: string; points: number; reasons: { points: number; reason: Message }[] }

/** What every door throws when it cannot answer: JSON of this is the message of the `Error`. */
export interface Failure { code: string; args: Record<string, string | number | string[]> }
