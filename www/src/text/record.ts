import type { Kind, RecordView } from "../contract";

/** The words of a value as a record carries it: a text, a number, or a list of them. Other values have none. */
export function words(value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (typeof value === "number") return [String(value)];
  return Array.isArray(value) ? value.flatMap((item: unknown) => (Array.isArray(item) ? [] : words(item))) : [];
}

/** A piece of a record's text that evidence can point at: `skills.2`, `description`. */
export interface FieldText {
  readonly field: string;
  readonly text: string;
}

/** The texts of a key: one for a text, numbered ones for a list. */
export function fieldTexts(record: Readonly<Record<string, unknown>>, key: string): FieldText[] {
  const value = record[key];
  if (typeof value === "string") return value === "" ? [] : [{ field: key, text: value }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) =>
    typeof item === "string" ? [{ field: `${key}.${index}`, text: item }] : [],
  );
}

/** What of each kind of record is read for matching, in the order in which it is shown. */
const READ: Readonly<Record<Kind, readonly string[]>> = {
  need: ["text", "wanted", "situations", "beneficiaries"],
  organization: ["fields", "skills", "beneficiaries", "description", "past_projects"],
  funder: ["fields", "beneficiaries", "description", "eligibility_text"],
  call: ["fields", "beneficiaries", "description", "rules_text"],
  project: ["fields", "beneficiaries", "description"],
  resource: ["fields", "skills", "beneficiaries", "description", "quantity", "availability", "wish"],
  federation: ["facts"],
};

/** Keys of a kind of record that are read, in order; names come first, for where words of them match. */
export function readKeys(kind: Kind): readonly string[] {
  return ["name", "aliases", ...READ[kind]];
}

/** Keys that the core reads under another name. */
const READ_AS: Readonly<Partial<Record<Kind, Readonly<Record<string, string>>>>> = {
  call: { description: "rules_text" },
  federation: { description: "facts" },
};

/** The key of a record in which evidence stands that names a `field` such as `skills.2`. */
export function readField(kind: Kind, field: string): string {
  return READ_AS[kind]?.[field] ?? field;
}

/** Whether a key names a record and is shown apart. */
export function isNameKey(key: string): boolean {
  return key === "name" || key === "aliases";
}

/** What a record is called: its name; of a need its text. */
export function titleOf({ kind, id, record }: RecordView): string {
  return words(record[kind === "need" ? "text" : "name"]).join("") || id;
}

const CATEGORIES: Readonly<Partial<Record<Kind, string>>> = {
  organization: "type",
  funder: "payer",
  call: "way",
  resource: "kind",
  federation: "level",
};

/** The key of a kind that says which sort it is. */
export function categoryKey(kind: Kind): string | null {
  return CATEGORIES[kind] ?? null;
}

/** The sort of a record among those of its kind, as `RecordRow.category` has it. */
export function categoryOf({ kind, record }: RecordView): string | null {
  const key = categoryKey(kind);
  return key === null ? null : (words(record[key])[0] ?? null);
}
