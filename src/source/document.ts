/** Formats told apart by content. */
export type Format = 'xlsx' | 'xlsb' | 'xls' | 'ods' | 'xml' | 'html' | 'csv' | 'tsv';

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
}

/** One file, read. */
export interface Document {
  readonly file: string;
  readonly format: Format;
  readonly sheets: readonly Sheet[];
}
