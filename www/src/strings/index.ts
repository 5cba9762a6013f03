import type { Language } from "../text/language";
import { fill, type Arguments } from "../text/message";
import { en } from "./en";
import { zhHans } from "./zh-Hans";

/** The page's own words by key; every language has every key. */
export type Strings = Readonly<Record<keyof typeof zhHans, string>>;

/** A key of the page's own words. */
export type StringKey = keyof typeof zhHans;

/** All languages. */
export const strings: Readonly<Record<Language, Strings>> = { "zh-Hans": zhHans, en };

/** The page's own words for a key, with arguments filled in. */
export function text(key: StringKey, args: Arguments, language: Language): string {
  return fill(strings[language][key], args, language);
}

/** Whether a word is a key. */
export function hasString(key: string): key is StringKey {
  return Object.prototype.hasOwnProperty.call(zhHans, key);
}
