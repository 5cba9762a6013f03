import type {
  Evidence as CoreEvidence,
  Match as CoreMatch,
  Part as CorePart,
  Result as CoreResult,
  Span as CoreSpan,
} from "../pkg/matchgraph.js";

/** The result types of the core, as it declares them. Everything the page shows comes from here. */
export type {
  Concept,
  Failure,
  FileReport,
  GraphNode,
  GroupFacet,
  Hub,
  Kind,
  Level,
  MatchRequest,
  Message,
  NeedFilter,
  NeedList,
  NeedRow,
  Neighbour,
  Neighbourhood,
  Path,
  Place,
  PlaceFacet,
  Problem,
  Progress,
  RecordFilter,
  RecordList,
  RecordRow,
  RecordView,
  Risk,
  RouteSummary,
  RuleOutcome,
  Served,
  Span,
  Summary,
  Verdict,
} from "../pkg/matchgraph.js";

/** Where evidence stands: a span in the text of a need, or the field of another record with the span in it. */
type Spot = CoreSpan | [field: string, start: number, end: number];

/** Evidence of any direction. */
export type Evidence = Omit<CoreEvidence, "from" | "to"> & { from: Spot; to: Spot };

/** A part of a score with evidence of any direction. */
export type Part = Omit<CorePart, "evidence"> & { evidence: Evidence[] };

/** A candidate; `call` is the id of the call under which it stands best. */
export type Match = Omit<CoreMatch, "parts"> & { parts: Part[]; call?: string };

/** A result of any direction. */
export type Result = Omit<CoreResult, "matches"> & { matches: Match[] };
