import chinese from "../../../data/messages/zh-Hans.json";
import type { Concept, Message } from "../contract";
import type { Language } from "./language";
import { own } from "./own";

/** What may stand in a `{name}` place. */
export type Arguments = Readonly<Record<string, string | number | readonly string[]>>;

/** Templates by key. */
export type Table = Readonly<Record<string, string>>;

/** Chinese comes with the page, other languages when they are there. */
const tables: Record<Language, Table> = { "zh-Hans": chinese, en: chinese };

/** Begins an argument that names a concept of the taxonomy. */
const CONCEPT = "concept.";

const titles = new Map<string, Concept["title"]>();

/** Takes over the titles of the taxonomy, which the core has. Until then concepts go by their ids. */
export function learnTitles(concepts: readonly Concept[]): void {
  for (const { id, title } of concepts) titles.set(id, title);
}

/** Takes over the sentences of another language. Until then they are Chinese. */
export function learnSentences(language: Language, table: Table): void {
  tables[language] = table;
}

/** What a concept is called; its id where nobody has named it. */
export function conceptTitle(id: string, language: Language): string {
  return titles.get(id)?.[language] ?? id;
}

/** A word of an argument: the title of a concept, or the word itself. */
function worded(word: string, language: Language): string {
  const id = word.startsWith(CONCEPT) ? word.slice(CONCEPT.length) : "";
  return titles.has(id) ? conceptTitle(id, language) : word;
}

/** Fills the `{name}` places of a template; a place without an argument stays as it is. */
export function fill(template: string, args: Arguments, language: Language): string {
  return template.replace(/\{([^{}]+)\}/g, (place, name: string) => {
    // `{kind.from}` is the word of the table for the argument `from`: the key `kind.` + value; of a list, the
    // words of its items.
    const [, family, argument = name] = /^([^.]+)\.(.*)$/.exec(name) ?? [];
    const value = own(args, argument);
    if (value === undefined) return place;
    if (typeof value === "number") return String(value);
    const word = (code: string): string =>
      family === undefined ? worded(code, language) : (own(tables[language], `${family}.${code}`) ?? code);
    if (typeof value === "string") return word(value);
    return value.map(word).join(language === "en" ? ", " : "、");
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
