import type { Language } from "../text/language";
import { fill, learnSentences, type Arguments } from "../text/message";
import { zhHans } from "./zh-Hans";

/** The page's own words by key; every language has every key. */
export type Strings = Readonly<Record<keyof typeof zhHans, string>>;

/** A key of the page's own words. */
export type StringKey = keyof typeof zhHans;

/** Chinese comes with the page, English when it is there: most people never need it. */
const strings: Record<Language, Strings> = { "zh-Hans": zhHans, en: zhHans };

let english: Promise<void> | undefined;

/** Fetches the English words, once; fails when they do not come. */
export function loadEnglish(): Promise<void> {
  english ??= import("./english").then(({ en, sentences }) => {
    strings.en = en;
    learnSentences("en", sentences);
  });
  english.catch(() => (english = undefined));
  return english;
}

/** The page's own words for a key, with arguments filled in. */
export function text(key: StringKey, args: Arguments, language: Language): string {
  return fill(strings[language][key], args, language);
}

/** Whether a word is a key. */
export function hasString(key: string): key is StringKey {
  return Object.prototype.hasOwnProperty.call(zhHans, key);
}
