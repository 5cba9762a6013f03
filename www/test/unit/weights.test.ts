import { describe, expect, it } from "vitest";
import { History } from "../../src/store/history";
import type { RouteSummary } from "../../src/contract";
import { NOTHING_KEPT, readKept, writeKept, type Kept } from "../../src/store/kept";
import { initialState, type State } from "../../src/store/state";
import { HOME } from "../../src/store/location";
import { Store } from "../../src/store/store";
import { WeightsDesk } from "../../src/store/weights-desk";
import { isWeights, rebalance, WHOLE, type Weights } from "../../src/text/weights";

const FEATURES = ["text", "place", "wanted"];
const OWN: Weights = { text: 700_000, place: 200_000, wanted: 100_000 };

function route(id: string, rules: string[] = []): RouteSummary {
  return {
    id,
    version: 1,
    hash: "",
    from: "need",
    to: "organization",
    title: {},
    rules,
    features: FEATURES.map((feature) => ({ id: feature, weight: OWN[feature] ?? 0 })),
    limit: 20,
  };
}

describe("moving one weight", () => {
  it("gives the others their old proportion of what is left", () => {
    expect(rebalance(FEATURES, OWN, "text", 400_000)).toEqual({ text: 400_000, place: 400_000, wanted: 200_000 });
  });

  it("always sums to one million, in whole millionths, the same way each time", () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    let weights = OWN;
    for (let turn = 0; turn < 2000; turn += 1) {
      const moved = FEATURES[random(FEATURES.length)] ?? "text";
      const value = random(WHOLE + 1);
      const next = rebalance(FEATURES, weights, moved, value);
      expect(isWeights(next, FEATURES)).toBe(true);
      expect(next[moved]).toBe(value);
      expect(rebalance(FEATURES, weights, moved, value)).toEqual(next);
      weights = next;
    }
  });

  it("gives what rounding leaves over to the largest remainder, the earlier one first", () => {
    expect(rebalance(FEATURES, { text: 0, place: 500_000, wanted: 500_000 }, "text", 999_999)).toEqual({
      text: 999_999,
      place: 1,
      wanted: 0,
    });
  });

  it("shares equally where all others were zero, and keeps within bounds", () => {
    expect(rebalance(FEATURES, { text: WHOLE, place: 0, wanted: 0 }, "text", 0)).toEqual({
      text: 0,
      place: 500_000,
      wanted: 500_000,
    });
    expect(rebalance(FEATURES, OWN, "text", 2 * WHOLE)).toEqual({ text: WHOLE, place: 0, wanted: 0 });
    expect(rebalance(["place"], { place: WHOLE }, "place", 3)).toEqual({ place: WHOLE });
  });
});

describe("the desk of weights", () => {
  const known = route("need-organization");

  function desk(): { store: Store<State>; weights: WeightsDesk; ranked: string[] } {
    const store = new Store<State>(initialState("zh-Hans", "2026-01-01", HOME));
    const ranked: string[] = [];
    return { store, ranked, weights: new WeightsDesk(store, new History(store), (id) => ranked.push(id)) };
  }

  it("ranks anew at every movement and logs one change when it ends", () => {
    const { store, weights, ranked } = desk();
    weights.move(known, "text", 500_000);
    weights.move(known, "text", WHOLE);
    // Moved back, the others have their old proportion again, although they had been zero.
    weights.move(known, "text", 400_000);
    weights.settle(known);
    expect(ranked).toEqual(Array(3).fill("need-organization"));
    expect(weights.of(known)).toEqual({ text: 400_000, place: 400_000, wanted: 200_000 });
    expect(store.state.kept.log.map(({ route: id, from, to }) => [id, from, to])).toEqual([
      ["need-organization", OWN, { text: 400_000, place: 400_000, wanted: 200_000 }],
    ]);
    expect(store.state.kept.log[0]?.date).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it("takes changes back one by one, and logs that too", () => {
    const { store, weights } = desk();
    for (const value of [500_000, 100_000]) {
      weights.move(known, "place", value);
      weights.settle(known);
    }
    const [first] = store.state.kept.log;
    weights.undo(known);
    expect(weights.of(known)).toEqual(first?.to);
    weights.undo(known);
    expect(weights.of(known)).toEqual(OWN);
    expect(weights.differ(known)).toBe(false);
    expect(store.state.kept.log).toHaveLength(4);
    expect(store.state.weightsBefore).toEqual([]);
    weights.undo(known);
    expect(store.state.kept.log).toHaveLength(4);
  });

  it("restores the route's own weights, as a change that can be taken back", () => {
    const { store, weights } = desk();
    weights.move(known, "place", WHOLE);
    weights.settle(known);
    weights.reset(known);
    expect(weights.differ(known)).toBe(false);
    expect(store.state.kept.weights).toEqual({});
    weights.undo(known);
    expect(weights.of(known)["place"]).toBe(WHOLE);
  });
});

describe("what a project file keeps", () => {
  const kept: Kept = {
    weights: { "need-organization": { text: 1, place: 2, wanted: 999_997 } },
    log: [{ date: "2026-01-01", route: "need-organization", from: OWN, to: { text: 1, place: 2, wanted: 999_997 } }],
    decisions: new Map(),
    strange: [],
    apart: [],
    mappings: [],
  };

  it("comes back as it was", () => {
    expect(readKept(JSON.parse(writeKept(kept)) as Record<string, unknown>, [route("need-organization")])).toEqual(kept);
  });

  it("is left out where it does not fit a route, or where a published call fixes the weights", () => {
    const aside = JSON.parse(writeKept(kept)) as Record<string, unknown>;
    expect(readKept(aside, [route("other")])).toEqual(NOTHING_KEPT);
    expect(readKept(aside, [route("need-organization", ["call"])])).toEqual(NOTHING_KEPT);
    const broken: Record<string, unknown>[] = [
      { weights: { "need-organization": { text: 1, place: 2, wanted: 3 } } },
      { weights: { "need-organization": { text: 0.5, place: 2, wanted: 999_997.5 } } },
      { weights: { "need-organization": { text: -1, place: 1, wanted: WHOLE } } },
      { weights: [1], weights_log: {} },
      { weights: null, weights_log: [null, { date: 1 }] },
    ];
    for (const one of broken) expect(readKept(one, [route("need-organization")])).toEqual(NOTHING_KEPT);
  });
});
