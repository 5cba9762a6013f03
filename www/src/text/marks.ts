import type { Evidence, Span } from "../contract";

/** Words that both texts have. The number joins them; it is counted from 1 by place in the query. */
export interface Pair {
  readonly number: number;
  readonly from: Span;
  readonly to: readonly (readonly [field: string, start: number, end: number])[];
  readonly via: string;
  readonly inferred: boolean;
}

/** A piece of a text with the numbers of the pairs that it belongs to. */
export interface Segment {
  readonly text: string;
  readonly pairs: readonly number[];
  /** Pairs that begin with this piece: here their number is printed. */
  readonly begins: readonly number[];
}

/** A marked range of one text, in code points. */
export interface Mark {
  readonly span: Span;
  readonly pair: number;
}

/** Joins evidence with the same words of the query into one pair, in reading order. */
export function pairs(evidence: readonly Evidence[]): Pair[] {
  const byPlace = new Map<string, { from: Span; via: string; inferred: boolean; to: Map<string, Evidence["to"]> }>();
  for (const one of evidence) {
    const place = one.from.join("-");
    const pair = byPlace.get(place) ?? { from: one.from, via: one.via, inferred: true, to: new Map() };
    pair.to.set(one.to.join("-"), one.to);
    pair.inferred &&= one.kind === "inferred";
    byPlace.set(place, pair);
  }
  return [...byPlace.values()]
    .sort((a, b) => a.from[0] - b.from[0] || b.from[1] - a.from[1])
    .map((pair, index) => ({ ...pair, number: index + 1, to: [...pair.to.values()] }));
}

/** Cuts a text at the borders of its marks. Spans count code points; marks outside the text are dropped. */
export function segments(text: string, marks: readonly Mark[]): Segment[] {
  const points = [...text];
  const valid = marks.filter(({ span }) => span[0] >= 0 && span[0] < span[1] && span[1] <= points.length);
  const borders = new Set([0, points.length]);
  for (const { span } of valid) borders.add(span[0]).add(span[1]);
  const cuts = [...borders].sort((a, b) => a - b);
  const pieces: Segment[] = [];
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const [start, end] = [cuts[index] ?? 0, cuts[index + 1] ?? 0];
    const covering = valid.filter(({ span }) => span[0] <= start && end <= span[1]);
    pieces.push({
      text: points.slice(start, end).join(""),
      pairs: ordered(covering),
      begins: ordered(covering.filter(({ span }) => span[0] === start)),
    });
  }
  return pieces;
}

function ordered(marks: readonly Mark[]): number[] {
  return [...new Set(marks.map((mark) => mark.pair))].sort((a, b) => a - b);
}
