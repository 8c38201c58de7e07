/** Formats told apart by content; a text that could be more than one, by its suffix too. */
export type Format =
  'xlsx' | 'xlsb' | 'xls' | 'ods' | 'xml' | 'html' | 'csv' | 'tsv' | 'text' | 'docx' | 'page';

/** One non-empty cell, as stored and as shown. */
export interface Cell {
  /** Zero-based. */
  readonly row: number;
  /** Zero-based. */
  readonly column: number;
  readonly kind: 'text' | 'number' | 'fault';
  /** The text a reader of the workbook sees; for a fault, the error code or what is missing. */
  readonly shown: string;
  readonly stored: string | number | boolean | null;
  /** The text of its formula; a follower of a shared formula has that of the cell which defines it. */
  readonly formula?: string;
  /** In a hidden row or column. */
  readonly hidden: boolean;
}

/** A rectangle of cells, zero-based and inclusive. */
export interface Range {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  readonly name: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  /** Rows by number, cells by column; holes where nothing stands. */
  readonly rows: readonly (readonly (Cell | undefined)[])[];
  readonly merges: readonly Range[];
  /** Of a table within a document or a page: the paragraphs around it that may say whose it is. */
  readonly around?: TextAround;
}

/** The first rows and the last ones of a sheet that are paragraphs before and behind its table. */
interface TextAround {
  /** The table, with the row in which it begins; several where a page cuts it. */
  readonly tables: readonly { readonly name: string; readonly firstRow: number }[];
  /** Number of the paragraph by row; undefined where the row is one of the table. */
  readonly lines: readonly (number | undefined)[];
}

/** What a text says between its tables. */
export interface Paragraph {
  readonly text: string;
  /**
   * One-based: the line of a text file; of a document or a page the number of the paragraph, as a reader
   * would count them, empty ones and those in tables left out.
   */
  readonly line: number;
  /** Level of a heading, one-based, where the file marks it as one. */
  readonly heading?: number;
}

/** Something that a reader of the file does not see, or not in print; what it says is not kept. */
export interface HiddenText {
  readonly what:
    | 'hidden-text'
    | 'deleted-text'
    | 'comment'
    | 'author'
    | 'last-editor'
    | 'company'
    | 'external-link'
    /** A part that may hold such, and that is damaged. */
    | 'unread';
  /**
   * A paragraph, or a cell of a table; zero-based as all cells, the paragraphs above the table not counted.
   * Absent where it is of the file as a whole.
   */
  readonly place?:
    { readonly line: number } | { readonly sheet: string; readonly row: number; readonly column: number };
}

/** One file, read. */
export interface Document {
  readonly file: string;
  readonly format: Format;
  readonly sheets: readonly Sheet[];
  /** In reading order; a workbook has none. */
  readonly paragraphs: readonly Paragraph[];
  /** Only of formats that can hide text. */
  readonly hidden?: readonly HiddenText[];
}
