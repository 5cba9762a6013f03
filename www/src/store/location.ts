/** Who asks in a direction: nobody yet, a need that is being typed, or a record of the data. */
export type Query =
  | { readonly kind: "none" }
  | { readonly kind: "typed" }
  | { readonly kind: "record"; readonly id: string };

/** A direction with who asks and which candidate is explained. */
export interface Matching {
  readonly view: "match";
  /** Id of the route. */
  readonly route: string;
  readonly query: Query;
  readonly candidate: string | null;
}

/** Where the person is; it stands in the address after `#`, never with a text in it. */
export type Location =
  | { readonly view: "data" }
  | { readonly view: "overview" }
  | { readonly view: "questions" }
  | { readonly view: "hubs" }
  | { readonly view: "record"; readonly id: string }
  | Matching;

/** The direction that most people come for; its addresses are short. */
export const NEED_ROUTE = "need-organization";

/** The place where the page opens. */
export const HOME: Location = { view: "questions" };

const NOBODY: Query = { kind: "none" };
const TYPED: Query = { kind: "typed" };

/** Reads an address; one that says nothing leads home. */
export function parseLocation(hash: string): Location {
  const [view, first, second, third] = hash.replace(/^#?\/?/, "").split("/").map(decode);
  switch (view) {
    case "data":
    case "overview":
    case "hubs":
      return { view };
    case "typed":
      return matching(NEED_ROUTE, TYPED, first);
    case "needs":
      return matching(NEED_ROUTE, asked(first), second);
    case "t":
      return first ? matching(first, TYPED, second) : HOME;
    case "m":
      return first ? matching(first, asked(second), third) : HOME;
    case "r":
      return first ? { view: "record", id: first } : HOME;
    default:
      return HOME;
  }
}

/** The address of a place in the page. */
export function address(location: Location): string {
  return `#/${parts(location).map(encodeURIComponent).join("/")}`;
}

/** The address of a direction with nobody asking yet, or with a record. */
export function routeAddress(route: string, id: string | null = null): string {
  return address({ view: "match", route, query: id === null ? NOBODY : { kind: "record", id }, candidate: null });
}

/** The address for typing a need. */
export function typedAddress(route: string): string {
  return address({ view: "match", route, query: TYPED, candidate: null });
}

/** The address of a need with the organizations that may help. */
export function needAddress(id: string): string {
  return routeAddress(NEED_ROUTE, id);
}

/** The address of the page of a record. */
export function recordAddress(id: string): string {
  return address({ view: "record", id });
}

function parts(location: Location): string[] {
  if (location.view === "questions") return [""];
  if (location.view === "record") return ["r", location.id];
  if (location.view !== "match") return [location.view];
  const { route, query, candidate } = location;
  const short = route === NEED_ROUTE;
  const last = candidate === null || query.kind === "none" ? [] : [candidate];
  if (query.kind === "typed") return [...(short ? ["typed"] : ["t", route]), ...last];
  const id = query.kind === "record" ? [query.id] : [];
  return [...(short ? ["needs"] : ["m", route]), ...id, ...last];
}

function matching(route: string, query: Query, candidate: string | undefined): Matching {
  return { view: "match", route, query, candidate: query.kind === "none" ? null : candidate || null };
}

function asked(id: string | undefined): Query {
  return id ? { kind: "record", id } : NOBODY;
}

/** Ids come from files and may hold anything; a broken escape is taken as it is written. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
