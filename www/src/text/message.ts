import english from "../../../data/messages/en.json";
import chinese from "../../../data/messages/zh-Hans.json";
import type { Message } from "../contract";
import type { Language } from "./language";
import { own } from "./own";

/** What may stand in a `{name}` place. */
export type Arguments = Readonly<Record<string, string | number | readonly string[]>>;

/** Templates by key. */
export type Table = Readonly<Record<string, string>>;

const tables: Readonly<Record<Language, Table>> = { "zh-Hans": chinese, en: english };

/** Fills the `{name}` places of a template; a place without an argument stays as it is. */
export function fill(template: string, args: Arguments, language: Language): string {
  return template.replace(/\{([^{}]+)\}/g, (place, name: string) => {
    const value = own(args, name);
    if (value === undefined) return place;
    if (typeof value === "string" || typeof value === "number") return String(value);
    return value.join(language === "en" ? ", " : "、");
  });
}

/** The sentence of a key of the core's message tables; the key itself where there is none. */
export function sentence(key: string, args: Arguments, language: Language): string {
  const template = own(tables[language], key);
  return template === undefined ? key : fill(template, args, language);
}

/** Whether the tables know a key. */
export function hasSentence(key: string): boolean {
  return own(tables["zh-Hans"], key) !== undefined;
}

/** The sentence of a message in a family, say `reason.`. */
export function messageSentence(family: string, message: Message, language: Language): string {
  return sentence(`${family}.${message.code}`, message.args, language);
}
