import type { Match, RecordView } from "../contract";
import { words } from "./record";

/** Keys of records whose values are ids of other records. */
const REFERENCES: readonly string[] = ["organization", "funder", "call", "provider", "parent", "subject"];

/** Rules and features whose facts are codes of places. */
const PLACE_FACTS: readonly string[] = ["place", "serves-place", "in-area"];

/** Whether the values of a key are ids of other records. */
export function isReference(key: string): boolean {
  return REFERENCES.includes(key);
}

/** Ids of other records that a record names. */
export function referencesOf({ record }: RecordView): string[] {
  return REFERENCES.flatMap((key) => words(record[key]));
}

/** Codes of places among the facts of a match. */
export function placeCodesOf(match: Match): string[] {
  const ofParts = match.parts.filter((part) => isPlaceFact(part.feature)).flatMap((part) => part.facts);
  const ofRules = match.rules.filter((rule) => isPlaceFact(rule.rule)).flatMap((rule) => rule.facts);
  return [...ofParts, ...ofRules];
}

/** Whether the facts of a rule or feature are codes of places. An amount may look like one. */
export function isPlaceFact(name: string): boolean {
  return PLACE_FACTS.includes(name);
}
