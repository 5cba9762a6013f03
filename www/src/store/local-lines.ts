const KEY = "matchgraph.local-lines";
/** More than a card can show helps nobody. */
const MOST = 12;

/** Local telephone lines that staff have added on this computer; none when storage is closed. */
export function readLines(): readonly string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter((line): line is string => typeof line === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Keeps the lines on this computer, or until the page closes when storage is closed; gives back what is kept. */
export function writeLines(lines: readonly string[]): readonly string[] {
  const kept = lines.slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Storage is closed: the card itself still has them.
  }
  return kept;
}
