import type { RouteSummary } from "../contract";
import { own } from "../text/own";
import { isWeights, type Weights } from "../text/weights";
import { frozen } from "./routes";

/** One change of weights: when, in which direction, what they were and what they became. */
export interface WeightChange {
  /** ISO date. */
  readonly date: string;
  readonly route: string;
  readonly from: Weights;
  readonly to: Weights;
}

/** What a project file keeps beside the records. */
export interface Kept {
  /** Weights by route, where they are not those of the route itself. */
  readonly weights: Readonly<Record<string, Weights>>;
  /** Every change, oldest first. */
  readonly log: readonly WeightChange[];
}

/** Nothing was changed. */
export const NOTHING_KEPT: Kept = { weights: {}, log: [] };

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
  };
}

/** What the project file shall hold, as JSON. */
export function writeKept({ weights, log }: Kept): string {
  return JSON.stringify({ weights, weights_log: log });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
