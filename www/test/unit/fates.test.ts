import { describe, expect, it } from "vitest";
import type { FileReport } from "../../src/contract";
import { fatesOf } from "../../src/text/fates";

const NONE: FileReport = {
  name: "a.csv",
  kind: "needs",
  rows: 0,
  records: 0,
  merged: 0,
  refused: 0,
  blank: 0,
  apart: 0,
  no_need: 0,
  split: 0,
};

describe("what became of the rows of a file", () => {
  it("adds up, whatever became of them", () => {
    // Of ten rows one is the header; one answer held three needs.
    const report = { ...NONE, rows: 10, records: 6, merged: 1, refused: 1, blank: 1, apart: 1, no_need: 2, split: 2 };
    const { rows, fates, apart, split } = fatesOf(report);
    expect(fates.reduce((sum, { n }) => sum + n, 0)).toBe(rows);
    expect({ rows, apart, split }).toEqual({ rows: 9, apart: 1, split: 2 });
  });

  it("names records even where there are none, and nothing else that is zero", () => {
    expect(fatesOf({ ...NONE, rows: 3, merged: 3 }).fates).toEqual([
      { fate: "records", n: 0 },
      { fate: "merged", n: 3 },
    ]);
  });
});
