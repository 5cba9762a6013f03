import { NEED_ROUTE } from "./location";

/** What a person can decide: take a candidate, pass it over for now, or hand a need to a case worker. */
export const VERDICTS = ["accepted", "declined", "referred"] as const;
/** One of them. */
export type Decided = (typeof VERDICTS)[number];

/** One decision of a person, as the project file holds it. */
export interface Decision {
  /** Id of the route; a referral is about the need itself and stands under `need-organization`. */
  readonly route: string;
  /** Id of who asks. */
  readonly query: string;
  /** Id of the candidate; null for a referral. */
  readonly candidate: string | null;
  readonly decision: Decided;
  /** ISO date. */
  readonly on: string;
  readonly note?: string;
}

/** What a decision is about. */
export type Subject = Pick<Decision, "route" | "query" | "candidate">;

/** Decisions by their subject. */
export type Decisions = ReadonlyMap<string, Decision>;

/** A note longer than this is no note. In characters. */
export const LONGEST_NOTE = 200;

/** The subject of handing a need to a case worker. */
export function referral(query: string): Subject {
  return { route: NEED_ROUTE, query, candidate: null };
}

/** Names a subject. Ids may hold any character, hence JSON. */
export function subjectKey({ route, query, candidate }: Subject): string {
  return JSON.stringify([route, query, candidate]);
}

/** Puts a decision in place of the one about the same subject; undefined takes that one away. */
export function put(decisions: Decisions, subject: Subject, decision: Decision | undefined): Decisions {
  const next = new Map(decisions);
  if (decision === undefined) next.delete(subjectKey(subject));
  else next.set(subjectKey(subject), decision);
  return next;
}

/** Reads what a file holds under `decisions`. What is none of ours is kept as it is written: nothing is lost. */
export function readDecisions(value: unknown): { readonly decisions: Decisions; readonly strange: readonly unknown[] } {
  const all: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return {
    decisions: new Map(all.filter(isDecision).map((one) => [subjectKey(one), one])),
    strange: all.filter((one) => !isDecision(one)),
  };
}

/** The decisions as a list in a fixed order: by route, who asks, candidate, compared by code units. */
export function listed(decisions: Decisions): Decision[] {
  return [...decisions.values()].sort(
    (a, b) => order(a.route, b.route) || order(a.query, b.query) || order(a.candidate ?? "", b.candidate ?? ""),
  );
}

/**
 * Joins what two windows have made of the same decisions: what `mine` changed since `base` stands,
 * everything else is as in `theirs`.
 */
export function joined(base: Decisions, mine: Decisions, theirs: Decisions): Decisions {
  const next = new Map(theirs);
  for (const key of new Set([...base.keys(), ...mine.keys()])) {
    const own = mine.get(key);
    if (same(own, base.get(key))) continue;
    if (own === undefined) next.delete(key);
    else next.set(key, own);
  }
  return next;
}

/** How far each need has come in a direction; needs about which nothing is decided are in neither set. */
export interface Progress {
  /** Referred, in whichever direction it was decided. */
  readonly referred: ReadonlySet<string>;
  /** With a candidate that was taken, and not referred. */
  readonly accepted: ReadonlySet<string>;
}

/** Sorts who asks by what was decided; records that the data lacks (`gone`) do not count. */
export function progress(decisions: Decisions, route: string, gone: ReadonlySet<string>): Progress {
  const of = (fits: (one: Decision) => boolean) =>
    [...decisions.values()].filter((one) => fits(one) && !gone.has(one.query)).map(({ query }) => query);
  const referred = new Set(of(({ decision }) => decision === "referred"));
  const taken = of((one) => one.decision === "accepted" && one.route === route);
  return { referred, accepted: new Set(taken.filter((query) => !referred.has(query))) };
}

/** How many candidates each has been given in a direction. */
export function takenBy(decisions: Decisions, route: string): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  for (const one of decisions.values()) {
    if (one.decision === "accepted" && one.route === route) taken.set(one.query, (taken.get(one.query) ?? 0) + 1);
  }
  return taken;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function same(a: Decision | undefined, b: Decision | undefined): boolean {
  return a?.decision === b?.decision && a?.on === b?.on && a?.note === b?.note;
}

function isDecision(value: unknown): value is Decision {
  if (typeof value !== "object" || value === null) return false;
  const { route, query, candidate, decision, on, note } = value as Record<string, unknown>;
  return (
    typeof route === "string" &&
    typeof query === "string" &&
    VERDICTS.some((known) => known === decision) &&
    (decision === "referred" ? candidate === null && route === NEED_ROUTE : typeof candidate === "string") &&
    typeof on === "string" &&
    /^\d{4}-\d\d-\d\d$/.test(on) &&
    (note === undefined || typeof note === "string")
  );
}
