import { lists } from "../../../data/columns.json";

/** A key of a list with the first header that announces it. */
export interface ColumnKey {
  readonly key: string;
  readonly title: string;
}

/** Lists that a table may hold, in the order of the declaration. */
export const LISTS: readonly string[] = lists.map(({ list }) => list);

/** Keys that columns of a list may have. */
export function keysOf(list: string): readonly ColumnKey[] {
  const found = lists.find((one) => one.list === list);
  return (found?.columns ?? []).map(({ key, headers }) => ({ key, title: headers.split("、", 1)[0] ?? key }));
}
