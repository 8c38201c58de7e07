import * as XLSX from 'xlsx';
import type { Location } from '../../src/model/location.js';
import type { Cell, Document, Range, Sheet } from '../../src/source/document.js';

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** "B7" → zero-based row and column. */
export function placeOf(cell: string): Place {
  const { r: row, c: column } = XLSX.utils.decode_cell(cell);
  return { row, column };
}

/** Changes one sheet of one document. */
export function withSheet(
  documents: readonly Document[],
  place: Pick<Location, 'file' | 'sheet'>,
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

/** Changes every cell of a sheet; an undefined one is left out. */
export function mapCells(sheet: Sheet, change: (cell: Cell) => Cell | undefined): Sheet {
  return { ...sheet, rows: sheet.rows.map((cells) => cells.map((cell) => cell && change(cell))) };
}

/** The cell with another text; a number stays one where the text is one. */
export function retyped(cell: Cell, shown: string): Cell {
  const stored = Number(shown);
  return cell.kind === 'number' && Number.isFinite(stored)
    ? { ...cell, shown, stored }
    : { ...cell, kind: 'text', shown, stored: shown };
}

/** Writes texts into cells; an empty text leaves a cell blank. */
export function withTexts(
  documents: readonly Document[],
  texts: readonly (readonly [Location, string])[],
): Document[] {
  return texts.reduce<Document[]>(
    (changed, [location, shown]) =>
      withSheet(changed, location, (sheet) => withText(sheet, placeOf(location.cell ?? ''), shown)),
    [...documents],
  );
}

/** Writes a text into a cell; an empty one leaves it blank. */
export function withText(sheet: Sheet, { row, column }: Place, shown: string): Sheet {
  const rows = sheet.rows.map((cells) => [...cells]);
  while (rows.length <= row) rows.push([]);
  const cells = rows[row] ?? [];
  const blank: Cell = { row, column, kind: 'text', shown: '', stored: '', hidden: false };
  cells[column] = shown === '' ? undefined : retyped(cells[column] ?? blank, shown);
  return { ...sheet, rows };
}

/** Puts every row where `to` says; a row that it sends nowhere is left out. */
export function moveRows(sheet: Sheet, to: (row: number) => number | undefined): Sheet {
  const rows: (Cell | undefined)[][] = [];
  for (const [row, cells] of sheet.rows.entries()) {
    const target = to(row);
    if (target !== undefined) rows[target] = cells.map((cell) => cell && { ...cell, row: target });
  }
  const merges = sheet.merges.flatMap((merge): Range[] => {
    const kept = Array.from({ length: merge.bottom - merge.top + 1 }, (_, index) => to(merge.top + index));
    const targets = kept.flatMap((target) => (target === undefined ? [] : [target]));
    return targets.length === 0
      ? []
      : [{ ...merge, top: Math.min(...targets), bottom: Math.max(...targets) }];
  });
  return {
    ...sheet,
    rows: Array.from(rows, (cells: Sheet['rows'][number] | undefined) => cells ?? []),
    merges,
  };
}

/** Puts every column where `to` says. */
export function moveColumns(sheet: Sheet, to: (column: number) => number): Sheet {
  const rows = sheet.rows.map((cells) => {
    const moved: (Cell | undefined)[] = [];
    for (const cell of cells) if (cell) moved[to(cell.column)] = { ...cell, column: to(cell.column) };
    return moved;
  });
  const merges = sheet.merges.map((merge): Range => {
    const targets = Array.from({ length: merge.right - merge.left + 1 }, (_, index) =>
      to(merge.left + index),
    );
    return { ...merge, left: Math.min(...targets), right: Math.max(...targets) };
  });
  return { ...sheet, rows, merges };
}

/** Inserts an empty column. */
export const withColumn = (sheet: Sheet, at: number): Sheet =>
  moveColumns(sheet, (column) => (column >= at ? column + 1 : column));
