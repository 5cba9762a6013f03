/** What the right-hand side speaks of: nothing yet, a typed need, or a need of the data. */
export type Query =
  | { readonly kind: "none" }
  | { readonly kind: "typed" }
  | { readonly kind: "need"; readonly id: string };

/** Where the person is; it stands in the address after `#`, never with a text in it. */
export type Location =
  | { readonly view: "data" }
  | { readonly view: "overview" }
  | { readonly view: "needs"; readonly query: Query; readonly candidate: string | null };

/** The place where the page opens. */
export const HOME: Location = { view: "needs", query: { kind: "none" }, candidate: null };

/** Reads an address; one that says nothing leads home. */
export function parseLocation(hash: string): Location {
  const [view, first, second] = hash.replace(/^#?\/?/, "").split("/").map(decode);
  if (view === "data") return { view };
  if (view === "overview") return { view };
  if (view === "typed") return { view: "needs", query: { kind: "typed" }, candidate: first || null };
  if (view === "needs" && first) {
    return { view: "needs", query: { kind: "need", id: first }, candidate: second || null };
  }
  return HOME;
}

/** The address of a place in the page. */
export function address(location: Location): string {
  if (location.view !== "needs") return `#/${location.view}`;
  const { query, candidate } = location;
  const parts = query.kind === "need" ? ["needs", query.id] : [query.kind === "typed" ? "typed" : "needs"];
  if (candidate !== null && query.kind !== "none") parts.push(candidate);
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

/** The address of a need. */
export function needAddress(id: string): string {
  return address({ view: "needs", query: { kind: "need", id }, candidate: null });
}

/** Ids come from files and may hold anything; a broken escape is taken as it is written. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
