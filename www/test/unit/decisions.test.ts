import { describe, expect, it } from "vitest";
import {
  joined,
  listed,
  progress,
  put,
  readDecisions,
  referral,
  subjectKey,
  takenBy,
  type Decided,
  type Decision,
  type Decisions,
} from "../../src/store/decisions";
import { joinedKept, NOTHING_KEPT, readKept, withRead, writeKept, type Kept } from "../../src/store/kept";

function one(query: string, candidate: string, decision: Decided = "accepted", note?: string): Decision {
  const made = { route: "need-organization", query, candidate, decision, on: "2026-01-01" };
  return note === undefined ? made : { ...made, note };
}

function referred(query: string): Decision {
  return { ...referral(query), decision: "referred", on: "2026-01-01" };
}

function all(...decisions: Decision[]): Decisions {
  return new Map(decisions.map((decision) => [subjectKey(decision), decision]));
}

function kept(...decisions: Decision[]): Kept {
  return { ...NOTHING_KEPT, decisions: all(...decisions) };
}

describe("decisions", () => {
  it("are written sorted, whatever their order, and come back as they were", () => {
    const made = [one("n2", "a"), one("n1", "b", "declined", "太远"), referred("n2"), one("n1", "a")];
    const text = writeKept(kept(...made));
    expect(writeKept(kept(...[...made].reverse()))).toBe(text);
    const { decisions } = JSON.parse(text) as { decisions: Decision[] };
    expect(decisions.map(({ query, candidate }) => [query, candidate])).toEqual([
      ["n1", "a"],
      ["n1", "b"],
      ["n2", null],
      ["n2", "a"],
    ]);
    expect(readKept({ decisions }, []).decisions).toEqual(all(...made));
  });

  it("that are none of ours are not lost: they are written back as they stand", () => {
    const strange = ["x", { ...one("n", "a"), decision: "maybe" }, { ...one("n", "a"), on: "gestern" }, { ...referred("n"), candidate: "a" }];
    const read = readDecisions([one("n1", "a"), ...strange]);
    expect(listed(read.decisions)).toEqual([one("n1", "a")]);
    expect(read.strange).toEqual(strange);
    const written = JSON.parse(writeKept({ ...NOTHING_KEPT, ...read })) as { decisions: unknown[] };
    expect(written.decisions).toEqual([one("n1", "a"), ...strange]);
  });

  it("keep keys that another program has added", () => {
    const more = { ...one("n1", "a"), by: "福州" };
    expect(listed(readDecisions([more]).decisions)).toEqual([more]);
  });

  it("about ids of any kind are told apart", () => {
    expect(subjectKey(one('a","b', "c"))).not.toBe(subjectKey(one("a", 'b","c')));
    expect(put(all(one("__proto__", "a")), one("__proto__", "a"), undefined).size).toBe(0);
  });
});

describe("two windows", () => {
  const base = all(one("n1", "a"), one("n2", "a"), one("n3", "a"));

  it("keep what each has decided, changed and withdrawn", () => {
    const mine = all(one("n1", "a"), one("n2", "a", "declined"), one("n4", "a"));
    const theirs = all(one("n1", "a", "accepted", "备注"), one("n2", "a"), one("n3", "a"), one("n5", "a"));
    expect(joined(base, mine, theirs)).toEqual(
      all(one("n1", "a", "accepted", "备注"), one("n2", "a", "declined"), one("n4", "a"), one("n5", "a")),
    );
  });

  it("agree whichever writes first, where they did not change the same", () => {
    const mine = put(base, one("n4", "a"), one("n4", "a"));
    const theirs = put(base, one("n1", "a"), undefined);
    expect(new Set(joined(base, mine, theirs).keys())).toEqual(new Set(joined(base, theirs, mine).keys()));
  });

  it("keep both logs of weights", () => {
    const change = (date: string) => ({ date, route: "r", from: {}, to: {} });
    const [first, second, third] = [change("2026-01-01"), change("2026-01-02"), change("2026-01-03")];
    const log = (...entries: (typeof first)[]): Kept => ({ ...NOTHING_KEPT, log: entries });
    expect(joinedKept(log(first), log(first, second), log(first, third)).log).toEqual([first, third, second]);
  });
});

describe("files that join the open ones", () => {
  it("bring their decisions, but not again one that was withdrawn", () => {
    const known = kept(one("n1", "a"));
    const mine = kept(one("n2", "a", "declined"));
    const read = kept(one("n1", "a"), one("n2", "a"), one("n3", "a"));
    expect(withRead(mine, read, known).decisions).toEqual(all(one("n2", "a", "declined"), one("n3", "a")));
  });
});

describe("how far needs have come", () => {
  it("is told by direction; a referral holds in all; what the data lacks does not count", () => {
    const decisions = all(
      one("n1", "a"),
      one("n1", "b"),
      one("n2", "a"),
      referred("n2"),
      one("n3", "a", "declined"),
      one("gone", "a"),
      { ...one("n4", "r"), route: "need-resource" },
    );
    const gone = new Set(["gone"]);
    expect(progress(decisions, "need-organization", gone)).toEqual({ referred: new Set(["n2"]), accepted: new Set(["n1"]) });
    expect(progress(decisions, "need-resource", gone)).toEqual({ referred: new Set(["n2"]), accepted: new Set(["n4"]) });
    expect(takenBy(decisions, "need-organization").get("n1")).toBe(2);
  });
});
