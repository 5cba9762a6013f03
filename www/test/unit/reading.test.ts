import { describe, expect, it } from "vitest";
import type { Mapping } from "../../src/contract";
import { joinedMappings, NOTHING_KEPT, readKept, withRead, writeKept } from "../../src/store/kept";
import { keysOf, LISTS } from "../../src/text/columns";

const mapping = (fingerprint: string, key: string | null): Mapping => ({
  fingerprint,
  list: "organizations",
  columns: { 甲: key },
});

describe("what was said about reading", () => {
  it("is written into the project file and read again", () => {
    const kept = { ...NOTHING_KEPT, apart: ["ab12"], mappings: [mapping("f1", "name"), mapping("f2", null)] };
    expect(readKept(JSON.parse(writeKept(kept)) as Record<string, unknown>, [])).toEqual(kept);
  });

  it("is taken from a file only where it is what it should be", () => {
    const broken = [null, "f", { fingerprint: "f" }, { fingerprint: "f", list: "needs", columns: { 甲: 1 } }];
    const { apart, mappings } = readKept({ apart: ["a", 1, null], mappings: broken }, []);
    expect({ apart, mappings }).toEqual({ apart: ["a"], mappings: [] });
    expect(readKept({ apart: "a", mappings: {} }, [])).toEqual(NOTHING_KEPT);
  });

  it("of the same headers stands as it was said last", () => {
    const [old, other, now] = [mapping("f1", "name"), mapping("f2", "id"), mapping("f1", "aliases")];
    expect(joinedMappings([now], [old, other])).toEqual([now, other]);
  });

  it("stays when files join the open ones, without naming a merge twice", () => {
    const mine = { ...NOTHING_KEPT, apart: ["a"], mappings: [mapping("f1", "name")] };
    const read = { ...NOTHING_KEPT, apart: ["a", "b"], mappings: [mapping("f1", "id"), mapping("f2", "id")] };
    const { apart, mappings } = withRead(mine, read, NOTHING_KEPT);
    expect(apart).toEqual(["a", "b"]);
    expect(mappings).toEqual([mapping("f1", "name"), mapping("f2", "id")]);
  });
});

describe("keys of columns", () => {
  it("are there for every list that can be chosen, each once and named", () => {
    for (const list of LISTS) {
      const keys = keysOf(list);
      expect(keys.length).toBeGreaterThan(2);
      expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
      expect(keys.every(({ title }) => title.trim() !== "")).toBe(true);
    }
    expect(keysOf("no such list")).toEqual([]);
  });
});
