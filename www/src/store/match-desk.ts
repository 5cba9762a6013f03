import type { MatchRequest, Place } from "../contract";
import type { EngineClient } from "../engine/client";
import { failureOf } from "../engine/life";
import { Superseded } from "../engine/latest";
import { text as words } from "../strings";
import { own } from "../text/own";
import type { Matching } from "./location";
import { routeOf } from "./routes";
import { NO_MATCH, type MatchState, type State, type TypedState } from "./state";
import type { Store } from "./store";

/** Candidates asked for at first: enough to name those nearby that a rule is against. */
const TOP = 50;
/** A route that names fewer than this wants no more than it names: volunteers get a handful of projects. */
const FEW = 20;
/** A typed need shorter than this says nothing yet. */
const SHORTEST = 2;
/** Suggestions for a place. */
const PLACES = 8;

/** Finds candidates for whoever asks, and places for a need that is typed. */
export class MatchDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;

  constructor(store: Store<State>, client: EngineClient) {
    this.#store = store;
    this.#client = client;
  }

  /** Takes over what is being typed; `refresh` matches it when there is a pause. */
  type(change: Partial<TypedState>): void {
    this.#store.set({ typed: { ...this.#store.state.typed, ...change } });
  }

  /** Matches what is shown, from the first candidates. */
  refresh(): Promise<void> {
    const { location, summary } = this.#store.state;
    const limit = location.view === "match" ? (routeOf(summary, location.route)?.limit ?? TOP) : TOP;
    return this.#match(limit < FEW ? limit : TOP);
  }

  /** Asks for more candidates. */
  more(): Promise<void> {
    return this.#match(this.#store.state.match.top * 4);
  }

  /** Places that fit what was typed, best first; none when the engine cannot say. */
  async places(text: string): Promise<Place[]> {
    try {
      return await this.#client.places(text, PLACES);
    } catch (error) {
      if (!(error instanceof Superseded)) this.#store.set({ notice: { says: failureOf(error), offers: null } });
      return [];
    }
  }

  async #match(top: number): Promise<void> {
    const request = this.#request(top);
    const { match } = this.#store.state;
    if (request === null) {
      this.#store.set({ match: NO_MATCH });
      return;
    }
    // A typed need keeps its last answer while the next is on its way; anything else starts empty.
    const key = requestKey(request);
    const shown = match.key === key ? match.matched : null;
    // What is ranked anew stays as it is until the answer is there: drawing it twice would cost a frame.
    if (shown === null || match.failure !== null || match.top !== top) {
      this.#set({ key, status: "working", matched: shown, failure: null, top });
    }
    try {
      const matched = await this.#client.match(request);
      const count = (verdict: string) => matched.result.matches.filter((one) => one.verdict === verdict).length;
      this.#store.set({
        match: { key, status: "done", matched, failure: null, top },
        spoken: {
          key: matched.result.risk?.level === "危急" ? "spoken.critical" : "spoken.matches",
          args: { yes: count("yes"), unknown: count("unknown"), no: count("no"), unit: this.#unit(request.route) },
        },
      });
    } catch (error) {
      if (error instanceof Superseded) return;
      this.#set({ key, status: "failed", matched: null, failure: failureOf(error), top });
    }
  }

  /** The measure word for what a route finds. */
  #unit(id: string): string {
    const { summary, language } = this.#store.state;
    const to = routeOf(summary, id)?.to;
    return to === undefined ? "" : words(`unit.${to}`, {}, language);
  }

  #set(match: MatchState): void {
    this.#store.set({ match });
  }

  #request(top: number): MatchRequest | null {
    const { location, typed, asOf, summary, kept } = this.#store.state;
    if (location.view !== "match" || location.query.kind === "none" || summary === null) return null;
    const { route, query } = location;
    const request: MatchRequest = { route, top, as_of: asOf };
    const weights = own(kept.weights, route);
    if (weights !== undefined) request.weights = { ...weights };
    if (query.kind === "record") return { ...request, query: query.id };
    const text = typed.text.trim();
    if ([...text].length < SHORTEST) return null;
    request.text = text;
    if (typed.place !== null) request.place = typed.place.code;
    if (typed.online) request.delivery = ["线上"];
    return request;
  }
}

/** Names a direction and who asks; a typed need has no id, and no id is empty. */
export function queryKey({ route, query }: Matching): string {
  return requestKey({ route, ...(query.kind === "record" ? { query: query.id } : {}) });
}

function requestKey({ route, query }: { readonly route: string; readonly query?: string }): string {
  return `${route} ${query ?? ""}`;
}
