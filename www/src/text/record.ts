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
