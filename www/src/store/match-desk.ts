import type { MatchRequest, Place } from "../contract";
import type { EngineClient } from "../engine/client";
import { failureOf } from "../engine/life";
import { Superseded } from "../engine/latest";
import { NO_MATCH, type MatchState, type State, type TypedState } from "./state";
import type { Store } from "./store";

/** The direction of this page. */
export const ROUTE = "need-organization";
/** Candidates asked for at first: enough to name those nearby that a rule is against. */
const TOP = 50;
/** A typed need shorter than this says nothing yet. */
const SHORTEST = 2;
/** Stands for the typed need where others have an id; no id is empty. */
const TYPED = "";
/** Suggestions for a place. */
const PLACES = 8;

/** Finds candidates for the need that is shown, and places for the one that is typed. */
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
    return this.#match(TOP);
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
      if (!(error instanceof Superseded)) this.#store.set({ notice: { says: failureOf(error), undo: false } });
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
    // A typed need keeps its last answer while the next is on its way; another need starts empty.
    const key = request.query ?? TYPED;
    const shown = match.key === key ? match.matched : null;
    this.#set({ key, status: "working", matched: shown, failure: null, top });
    try {
      const matched = await this.#client.match(request);
      this.#set({ key, status: "done", matched, failure: null, top });
      const count = (verdict: string) => matched.result.matches.filter((one) => one.verdict === verdict).length;
      this.#store.set({
        spoken: {
          key: matched.result.risk?.level === "危急" ? "spoken.critical" : "spoken.matches",
          args: { yes: count("yes"), unknown: count("unknown"), no: count("no") },
        },
      });
    } catch (error) {
      if (error instanceof Superseded) return;
      this.#set({ key, status: "failed", matched: null, failure: failureOf(error), top });
    }
  }

  #set(match: MatchState): void {
    this.#store.set({ match });
  }

  #request(top: number): MatchRequest | null {
    const { location, typed, asOf, summary } = this.#store.state;
    if (location.view !== "needs" || summary === null) return null;
    const { query } = location;
    if (query.kind === "need") return { route: ROUTE, query: query.id, top, as_of: asOf };
    const text = typed.text.trim();
    if ([...text].length < SHORTEST) return null;
    const request: MatchRequest = { route: ROUTE, text, top, as_of: asOf };
    if (typed.place !== null) request.place = typed.place.code;
    return request;
  }
}
