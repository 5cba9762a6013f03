import type { Place } from "../contract";

/** A place as people say it: 福州市鼓楼区 with the one above it, 福州市 and 福建省 without. */
export function placeName(place: Place): string {
  if (/^\d{4}00$/.test(place.code)) return place.name;
  return `${place.path[place.path.length - 1] ?? ""}${place.name}`;
}

/** A place with everything above it: 福建省福州市鼓楼区. */
export function placeFullName(place: Place): string {
  return `${place.path.join("")}${place.name}`;
}

/** Facts of a rule or a part: codes of places read as their names, everything else as it is. */
export function factWords(facts: readonly string[], places: ReadonlyMap<string, Place>): string[] {
  return facts.map((fact) => {
    const place = places.get(fact);
    return place === undefined ? fact : placeName(place);
  });
}

/** What stands above a place, for the second line of a suggestion. */
export function placeAbove(place: Place): string {
  return place.path.join("");
}
