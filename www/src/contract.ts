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

import type { Evidence as CoreEvidence, Match as CoreMatch, Part as CorePart, Result as CoreResult, Span as CoreSpan } from "../pkg/matchgraph.js";

/** Evidence of any direction: for a need's text a span, for other queries the field with the span in it. */
export type Evidence = Omit<CoreEvidence, "from"> & { from: CoreSpan | [field: string, start: number, end: number] };

/** A part of a score with evidence of any direction. */
export type Part = Omit<CorePart, "evidence"> & { evidence: Evidence[] };

/** A candidate; `call` is the id of the call under which it stands best. */
export type Match = Omit<CoreMatch, "parts"> & { parts: Part[]; call?: string };

/** A result of any direction. */
export type Result = Omit<CoreResult, "matches"> & { matches: Match[] };
