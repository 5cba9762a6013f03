import type { Kind, RouteSummary, Summary } from "../contract";
import type { StringKey } from "../strings";
import type { Language } from "../text/language";

/** A group of questions under the name of who asks them. */
export interface Askers {
  readonly title: StringKey;
  readonly routes: readonly RouteSummary[];
}

/** Who asks what: the first kinds of records that each group asks for. */
const GROUPS: readonly { readonly title: StringKey; readonly kinds: readonly Kind[] }[] = [
  { title: "askers.federation", kinds: ["need", "resource", "federation"] },
  { title: "askers.organization", kinds: ["organization", "project"] },
  { title: "askers.funder", kinds: ["funder", "call"] },
];

/** A contractor is looked for by whoever pays. */
const BY_FUNDER: readonly string[] = ["project-organization"];

/** All questions by who asks them; groups without a question are left out. */
export function askers(routes: readonly RouteSummary[]): Askers[] {
  const group = (route: RouteSummary) =>
    BY_FUNDER.includes(route.id) ? GROUPS.length - 1 : GROUPS.findIndex(({ kinds }) => kinds.includes(route.from));
  return GROUPS.map(({ title }, index) => ({ title, routes: routes.filter((route) => group(route) === index) })).filter(
    (one) => one.routes.length > 0,
  );
}

/** The route of an id, if the data knows it. */
export function routeOf(summary: Summary | null, id: string): RouteSummary | undefined {
  return summary?.routes.find((route) => route.id === id);
}

/** Questions that a record of a kind and category may ask. */
export function questionsFrom(summary: Summary | null, kind: Kind, category: string | null): RouteSummary[] {
  const may = ({ from, from_categories: only }: RouteSummary) =>
    from === kind && (only === undefined || (category !== null && only.includes(category)));
  return summary?.routes.filter(may) ?? [];
}

/** A question in words. */
export function routeTitle(route: RouteSummary, language: Language): string {
  return route.title[language] ?? route.title["zh-Hans"] ?? route.id;
}

/** Conditions of published calls are judged here: then the weights are fixed. */
export function frozen(route: RouteSummary): boolean {
  return route.rules.includes("call");
}
