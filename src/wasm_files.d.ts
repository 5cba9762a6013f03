/** What a person decided otherwise than it was guessed. */
export interface Choices {
  /** The list that the file holds: `organizations`, `needs`, … */
  list?: string;
  encoding?: Encoding;
  /** Key by header; null for a column that is left aside. */
  columns?: Record<string, string | null>;
  /** Code of the county to which towns and villages without one belong. */
  county?: string;
  /** The only sheet to read. */
  sheet?: string;
}

export type Encoding = "UTF-8" | "GB18030" | "Big5" | "UTF-16LE" | "UTF-16BE";

/** What a person said that the columns of tables with these headers mean. */
export interface Mapping { fingerprint: string; list: string; columns: Record<string, string | null> }

/** What was found in a file. */
export interface TableFile {
  /** `separated`, `workbook`, … */
  format: string;
  encoding: Encoding | null;
  /** How likely each other encoding is, in thousandths. */
  alternatives: [encoding: Encoding, thousandths: number][];
  tables: TableFound[];
  /** Columns that were dropped at the door: IP addresses, sources. */
  dropped: string[];
  /** Personal data that was taken out; what it was is not kept. */
  removed: { row: number; column: string; /** The words are `personal.KIND`. */ kinds: string[] }[];
  repaired: { row: number; column: string; before: string; after: string; kind: string }[];
  /** Rows name towns or villages, but no county: it should be asked once. */
  asks_county: boolean;
}

/** What was found in one table. */
export interface TableFound {
  /** Empty for a text file. */
  sheet: string;
  header_row: number;
  kind: "list" | "survey" | "notes" | null;
  list: string | null;
  score: number;
  fingerprint: string;
  columns: { header: string; key: string | null; /** In thousandths. */ score: number; samples: string[] }[];
  rows: number;
}

/** What goes back to people, and how. */
export interface ExportOptions {
  what: "matches" | "records" | "directory" | "problems" | "supplement";
  language: string;
  /** Write contacts too. */
  contacts?: boolean;
  /** The first sheet as CSV instead of a workbook. */
  csv?: boolean;
}

/** What a workbook is to hold. */
export interface Workbook { sheets: Sheet[] }

/** What a sheet is to hold; cells are texts. */
export interface Sheet {
  name?: string;
  columns?: Column[];
  rows?: string[][];
  /** Sentences below the table. */
  notes?: string[];
  /** Does the header stay when one scrolls? */
  frozen?: boolean;
}

/** A column. A cell that is not what its column says is written as text. */
export interface Column {
  title?: string;
  /** In characters, a Chinese one being two. */
  width?: number;
  kind?: "text" | "number" | "date" | "money";
  /** Words that its cells offer. */
  options?: string[];
}

export type TemplateName = "organizations" | "needs" | "projects" | "resources" | "funders";

/** A stretch of the text that is shown, in code points: the first, and one past the last. */
export type Stretch = [start: number, end: number];

/** Somebody or something that an article names. */
export interface ArticleEntity {
  role: "organization" | "funder" | "project";
  name: string;
  /** The record of that name or alias. */
  id?: string;
  spans: Stretch[];
  sentences: Stretch[];
}

/** What was read of an article. All stretches speak of `text`. */
export interface Article {
  /** Restored, without furniture of the page, persons masked. */
  text: string;
  organizations: ArticleEntity[];
  funders: ArticleEntity[];
  projects: ArticleEntity[];
  /** Decimals; without an end where the text gives none. */
  figures: { from?: string; to?: string; unit: string; text: string; span: Stretch; sentence: Stretch }[];
  places: { text: string; code?: string; candidates?: string[]; span: Stretch }[];
  /** `2023`, `2023-04`, `2023-04-18` or `--04-18`. */
  dates: { date: string; text: string; span: Stretch }[];
  links: {
    rel: string; from: string; from_id?: string; to: string; to_id?: string; span: Stretch; sentence: Stretch;
  }[];
  left_out: { reason: "furniture" | "headlines" | "reporter" | "too_long"; characters: number }[];
  repairs: { before: string; after: string }[];
  notes_removed: number;
  aliases: { span: Stretch; word: string; meant: string }[];
  /** The words are `personal.KIND`. */
  masked: string[];
}
