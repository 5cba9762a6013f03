import type { Evidence, Kind, Part, Span } from "../contract";
import { readField, readKeys } from "./record";

/** A place in one field of a record, in code points. */
export type Spot = readonly [field: string, start: number, end: number];

/** Words that both texts have. The number joins them; it is counted from 1 in the order of the query's fields. */
export interface Pair {
  readonly number: number;
  readonly from: Spot;
  readonly to: readonly Spot[];
  /** Concepts that join them where the words do not; ids. */
  readonly concepts: readonly Joint[];
  /** Nothing but closeness of concepts joins them. */
  readonly inferred: boolean;
}

/** Why words that differ belong together: both name a concept, or two that are close. */
export interface Joint {
  readonly concept: string;
  /** The candidate's concept where it is another. */
  readonly near: string | null;
}

/** A pair while its evidence is being gathered. */
interface Gathered {
  readonly from: Spot;
  readonly to: Map<string, Spot>;
  readonly concepts: Map<string, Joint>;
  inferred: boolean;
}

/** Features whose evidence is joined by concepts, not by words. */
const BY_CONCEPT: readonly string[] = ["concepts", "beneficiaries"];

/** A piece of a text with the numbers of the pairs that it belongs to. */
export interface Segment {
  readonly text: string;
  readonly pairs: readonly number[];
  /** Pairs that begin with this piece: here their number is printed. */
  readonly begins: readonly number[];
  /** All its pairs are only inferred. */
  readonly inferred: boolean;
}

/** A marked range of one text, in code points. */
export interface Mark {
  readonly span: Span;
  readonly pair: number;
  /** Its pair is only inferred. */
  readonly inferred?: boolean;
}

/** Where evidence stands in a record. Of a need only the text is read, so that its field is not written. */
export function spotOf(kind: Kind, written: Evidence["from"] | Evidence["to"]): Spot {
  if (written.length === 2) return ["text", ...written];
  const [field, start, end] = written;
  return [readField(kind, field), start, end];
}

/**
 * Joins evidence with the same words of the query into one pair, in the order in which the fields of the
 * query's kind are shown and read.
 */
export function pairs(
  parts: readonly Pick<Part, "feature" | "evidence">[],
  kinds: { readonly from: Kind; readonly to: Kind },
): Pair[] {
  const fields = readKeys(kinds.from);
  const byPlace = new Map<string, Gathered>();
  for (const { feature, evidence } of parts) {
    for (const { from: asked, to: offered, via, near = null, kind } of evidence) {
      const [from, to] = [spotOf(kinds.from, asked), spotOf(kinds.to, offered)];
      const place = from.join("-");
      const pair: Gathered = byPlace.get(place) ?? { from, inferred: true, to: new Map(), concepts: new Map() };
      pair.to.set(to.join("-"), to);
      if (BY_CONCEPT.includes(feature)) pair.concepts.set(`${via} ${near ?? ""}`, { concept: via, near });
      pair.inferred &&= kind === "inferred";
      byPlace.set(place, pair);
    }
  }
  const order = (field: string): readonly [number, number] => {
    const [key = "", index] = field.split(".");
    const at = fields.indexOf(key);
    return [at < 0 ? fields.length : at, Number(index ?? 0)];
  };
  return [...byPlace.values()]
    .sort(({ from: a }, { from: b }) => {
      const [keyA, indexA] = order(a[0]);
      const [keyB, indexB] = order(b[0]);
      return keyA - keyB || indexA - indexB || a[1] - b[1] || b[2] - a[2];
    })
    .map(({ from, inferred, to, concepts }, index) => ({
      number: index + 1,
      from,
      to: [...to.values()],
      concepts: [...concepts.values()],
      inferred,
    }));
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
      inferred: covering.length > 0 && covering.every((mark) => mark.inferred === true),
    });
  }
  return pieces;
}

function ordered(marks: readonly Mark[]): number[] {
  return [...new Set(marks.map((mark) => mark.pair))].sort((a, b) => a - b);
}
