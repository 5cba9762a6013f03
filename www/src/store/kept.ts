import type { Mapping, RouteSummary } from "../contract";
import type { Reading } from "../engine/protocol";
import { own } from "../text/own";
import { isWeights, type Weights } from "../text/weights";
import { joined, listed, readDecisions, type Decisions } from "./decisions";
import { frozen } from "./routes";

/** One change of weights: when, in which direction, what they were and what they became. */
export interface WeightChange {
  /** ISO date. */
  readonly date: string;
  readonly route: string;
  readonly from: Weights;
  readonly to: Weights;
}

/** What a project file keeps beside the records; what was said about reading belongs to it. */
export interface Kept extends Reading {
  /** Weights by route, where they are not those of the route itself. */
  readonly weights: Readonly<Record<string, Weights>>;
  /** Every change, oldest first. */
  readonly log: readonly WeightChange[];
  readonly decisions: Decisions;
  /** What stands among the decisions of a file and is none of ours: written back as it is. */
  readonly strange: readonly unknown[];
}

/** Nothing was changed. */
export const NOTHING_KEPT: Kept = { weights: {}, log: [], decisions: new Map(), strange: [], apart: [], mappings: [] };

/** Reads what a project file holds; weights that do not fit a route are left out. */
export function readKept(aside: Readonly<Record<string, unknown>>, routes: readonly RouteSummary[]): Kept {
  // Under a published call the weights of the route stand, whatever a file says.
  const open = routes.filter((route) => !frozen(route));
  const features = (id: string) => open.find((route) => route.id === id)?.features.map((feature) => feature.id);
  const fits = (id: string, value: unknown) => {
    const known = features(id);
    return known !== undefined && isWeights(value, known);
  };
  const weights = own(aside, "weights");
  const log = own(aside, "weights_log");
  return {
    weights: Object.fromEntries(
      Object.entries(isObject(weights) ? weights : {}).filter((entry): entry is [string, Weights] => fits(...entry)),
    ),
    log: (Array.isArray(log) ? log : []).filter(
      (one: unknown): one is WeightChange =>
        isObject(one) &&
        typeof one["date"] === "string" &&
        typeof one["route"] === "string" &&
        fits(one["route"], one["from"]) &&
        fits(one["route"], one["to"]),
    ),
    ...readDecisions(own(aside, "decisions")),
    ...readReading(aside),
  };
}

/** Reads what was said about reading. */
export function readReading(aside: Readonly<Record<string, unknown>>): Reading {
  const list = (key: string): readonly unknown[] => {
    const value = own(aside, key);
    return Array.isArray(value) ? value : [];
  };
  return {
    apart: list("apart").filter((one): one is string => typeof one === "string"),
    mappings: list("mappings").filter(isMapping),
  };
}

/** Mappings of both; of the same row of headers the first stands. */
export function joinedMappings(first: readonly Mapping[], second: readonly Mapping[]): readonly Mapping[] {
  const known = new Set(first.map(({ fingerprint }) => fingerprint));
  return [...first, ...second.filter(({ fingerprint }) => !known.has(fingerprint))];
}

/** What the project file shall hold, as JSON. */
export function writeKept({ weights, log, decisions, strange, apart, mappings }: Kept): string {
  return JSON.stringify({ weights, weights_log: log, decisions: [...listed(decisions), ...strange], apart, mappings });
}

/** Whether anything is kept. */
export function isEmpty({ log, decisions, strange, apart, mappings }: Kept): boolean {
  return log.length + decisions.size + strange.length + apart.length + mappings.length === 0;
}

/**
 * Joins what two windows have made of the same kept things (`base`): changes of `mine` stand, everything
 * else is as in `theirs`; the log of weights keeps the entries of both.
 */
export function joinedKept(base: Kept, mine: Kept, theirs: Kept): Kept {
  const logged = mine.log.slice(base.log.length);
  return {
    weights: logged.length > 0 ? mine.weights : theirs.weights,
    log: [...theirs.log, ...logged],
    decisions: joined(base.decisions, mine.decisions, theirs.decisions),
    strange: mine.strange,
    // Other merges are other data; the windows would have parted.
    apart: mine.apart,
    mappings: joinedMappings(mine.mappings, theirs.mappings),
  };
}

/**
 * What is kept when files join the open ones: what was changed by hand stands; decisions that the new
 * files bring (`read`, without those that were `known` before) join it.
 */
export function withRead(mine: Kept, read: Kept, known: Kept): Kept {
  const brought = [...read.decisions].filter(([key]) => !known.decisions.has(key) && !mine.decisions.has(key));
  const changed = mine.log.length > 0 ? mine : read;
  return {
    weights: changed.weights,
    log: changed.log,
    decisions: new Map([...mine.decisions, ...brought]),
    strange: read.strange,
    apart: [...new Set([...mine.apart, ...read.apart])],
    mappings: joinedMappings(mine.mappings, read.mappings),
  };
}

function isMapping(value: unknown): value is Mapping {
  if (!isObject(value) || typeof value["fingerprint"] !== "string" || typeof value["list"] !== "string") return false;
  const { columns } = value;
  return isObject(columns) && Object.values(columns).every((key) => key === null || typeof key === "string");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
