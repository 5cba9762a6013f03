import type { RouteSummary } from "../contract";
import { rebalance, sameWeights, type Weights } from "../text/weights";
import { today } from "./day";
import type { History } from "./history";
import type { State } from "./state";
import type { Store } from "./store";

/** Changes the weights of a direction, logs every change, takes changes back. */
export class WeightsDesk {
  readonly #store: Store<State>;
  readonly #history: History;
  readonly #changed: (route: string) => void;
  /** The weights from which a slider is being moved. */
  #base: { readonly route: string; readonly weights: Weights } | null = null;

  /** `changed` is called whenever candidates must be ranked anew. */
  constructor(store: Store<State>, history: History, changed: (route: string) => void) {
    this.#store = store;
    this.#history = history;
    this.#changed = changed;
  }

  /** The weights in force. */
  of(route: RouteSummary): Weights {
    return this.#store.state.kept.weights[route.id] ?? original(route);
  }

  /** Whether they are other than the route's own. */
  differ(route: RouteSummary): boolean {
    return !sameWeights(ids(route), this.of(route), original(route));
  }

  /** Moves one weight; the others give way. Nothing is logged until `settle`. */
  move(route: RouteSummary, feature: string, value: number): void {
    if (this.#base?.route !== route.id) this.#base = { route: route.id, weights: this.of(route) };
    this.#put(route, rebalance(ids(route), this.#base.weights, feature, value));
  }

  /** Ends a movement and logs it. */
  settle(route: RouteSummary): void {
    const base = this.#base;
    this.#base = null;
    if (base?.route === route.id) this.#log(route, base.weights, true);
  }

  /** The route's own weights again. */
  reset(route: RouteSummary): void {
    this.#base = null;
    this.#replace(route, original(route), true);
  }

  /** Takes the last change since the page was opened back; that too is logged. */
  undo(route: RouteSummary): void {
    this.#base = null;
    const { weightsBefore } = this.#store.state;
    const step = weightsBefore.filter((one) => one.route === route.id).pop();
    if (step === undefined) return;
    this.#replace(route, step.weights, true);
    // Replacing has put one step more behind it: both go.
    this.#store.set({ weightsBefore: weightsBefore.filter((one) => one !== step) });
  }

  #replace(route: RouteSummary, weights: Weights, step: boolean): void {
    const from = this.of(route);
    this.#put(route, weights);
    this.#log(route, from, step);
  }

  #put(route: RouteSummary, weights: Weights): void {
    const { kept } = this.#store.state;
    const others = Object.entries(kept.weights).filter(([id]) => id !== route.id);
    const own = sameWeights(ids(route), weights, original(route)) ? [] : [[route.id, weights] as const];
    this.#store.set({ kept: { ...kept, weights: Object.fromEntries([...others, ...own]) } });
    this.#changed(route.id);
  }

  /** Logs a change; one that is no `step` itself takes a step back or makes it again. */
  #log(route: RouteSummary, from: Weights, step: boolean): void {
    const to = this.of(route);
    if (sameWeights(ids(route), from, to)) return;
    const { kept, weightsBefore } = this.#store.state;
    this.#store.set({
      kept: { ...kept, log: [...kept.log, { date: today(), route: route.id, from, to }] },
      weightsBefore: [...weightsBefore, { route: route.id, weights: from }],
    });
    if (!step) return;
    const set = (weights: Weights) => {
      this.#replace(route, weights, false);
      return Promise.resolve(true);
    };
    const says = { key: "weights.changed", args: {} } as const;
    this.#history.did({ says, undone: says, undo: () => set(from), redo: () => set(to) }, false);
  }
}

function ids(route: RouteSummary): string[] {
  return route.features.map((feature) => feature.id);
}

function original(route: RouteSummary): Weights {
  return Object.fromEntries(route.features.map(({ id, weight }) => [id, weight]));
}
