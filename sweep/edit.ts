import * as XLSX from 'xlsx';
import type { Cell, Document, Sheet } from '../src/source/document.js';

/** Changes one sheet of one document. */
export function withSheet(
  documents: readonly Document[],
  place: { readonly file: string; readonly sheet: string },
  change: (sheet: Sheet) => Sheet,
): Document[] {
  return documents.map((document) =>
    document.file === place.file
      ? {
          ...document,
          sheets: document.sheets.map((sheet) => (sheet.name === place.sheet ? change(sheet) : sheet)),
        }
      : document,
  );
}

/** The sheet with another text in a cell; an empty text leaves the cell blank. */
export function withText(sheet: Sheet, row: number, column: number, shown: string): Sheet {
  const rows = sheet.rows.map((cells) => [...cells]);
  while (rows.length <= row) rows.push([]);
  const cells = rows[row] ?? [];
  const before = cells[column];
  const cell: Cell = { row, column, kind: 'text', shown, stored: shown, hidden: before?.hidden ?? false };
  cells[column] = shown === '' ? undefined : cell;
  return { ...sheet, rows };
}

/** "B7" → zero-based row and column. */
export function placeOf(cell: string): { readonly row: number; readonly column: number } {
  const { r: row, c: column } = XLSX.utils.decode_cell(cell);
  return { row, column };
}
