import type { FileReport } from "../contract";

/** A part of the sum of a file's rows. */
export interface Fate {
  readonly fate: "records" | "merged" | "refused" | "blank" | "no_need";
  readonly n: number;
}

/** What became of the rows of a file: `rows` is the sum of the fates. */
export interface Fates {
  /** Without titles, headers, totals and notes. */
  readonly rows: number;
  readonly fates: readonly Fate[];
  /** Titles, headers, totals and notes. */
  readonly apart: number;
  /** Records beyond the first of a row; they are not in the sum. */
  readonly split: number;
}

/** Sums up a file; fates of no row are left out, but for records. */
export function fatesOf({ rows, records, merged, refused, blank, apart, no_need, split }: FileReport): Fates {
  const all: readonly Fate[] = [
    { fate: "records", n: records - split },
    { fate: "merged", n: merged },
    { fate: "no_need", n: no_need },
    { fate: "refused", n: refused },
    { fate: "blank", n: blank },
  ];
  return { rows: rows - apart, fates: all.filter(({ fate, n }) => n > 0 || fate === "records"), apart, split };
}
