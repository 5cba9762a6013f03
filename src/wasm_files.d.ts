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
