/** Languages of the page, as BCP 47 tags. */
export type Language = "zh-Hans" | "en";

const KEY = "matchgraph.language";

/** The language chosen before; Chinese when there is none or when storage is closed. */
export function storedLanguage(): Language {
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "zh-Hans";
  } catch {
    return "zh-Hans";
  }
}

/** Remembers the choice on this computer; without storage it lasts until the page closes. */
export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Storage is closed: nothing to do.
  }
}
