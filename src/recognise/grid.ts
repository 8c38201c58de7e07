import { normaliseLabel } from '../forms/label.js';
import type { Cell, Range, Sheet } from '../source/document.js';

/** A cell with its comparable text. */
export interface GridCell {
  readonly cell: Cell;
  readonly row: number;
  readonly column: number;
  /** Normalised label text. */
  readonly label: string;
}

/** A sheet as the recogniser looks at it: only cells with text, with merges resolved on demand. */
export interface Grid {
  readonly sheet: Sheet;
  readonly height: number;
  readonly width: number;
  at(row: number, column: number): GridCell | undefined;
  /** Non-empty cells of a row, left to right, within columns left … right. */
  row(row: number, left?: number, right?: number): readonly GridCell[];
  /** The merge that covers a cell, its anchor included. */
  mergeAt(row: number, column: number): Range | undefined;
}

export function gridOf(sheet: Sheet): Grid {
  const cells = sheet.rows.map((row) =>
    row.flatMap((cell): GridCell[] =>
      cell ? [{ cell, row: cell.row, column: cell.column, label: normaliseLabel(cell.shown) }] : [],
    ),
  );
  const visible = cells.map((row) => row.filter(({ label }) => label !== ''));
  const byPlace = new Map(visible.flat().map((cell) => [key(cell.row, cell.column), cell]));
  const merges = new Map<number, Range>();
  for (const merge of sheet.merges) {
    const bottom = Math.min(merge.bottom, cells.length - 1);
    for (let row = merge.top; row <= bottom; row++) {
      for (let column = merge.left; column <= Math.min(merge.right, merge.left + WIDEST_MERGE); column++) {
        merges.set(key(row, column), merge);
      }
    }
  }
  return {
    sheet,
    height: visible.length,
    width: visible.reduce((width, row) => Math.max(width, (row.at(-1)?.column ?? -1) + 1), 0),
    at: (row, column) => byPlace.get(key(row, column)),
    row: (row, left = 0, right = Infinity) =>
      (visible[row] ?? []).filter(({ column }) => column >= left && column <= right),
    mergeAt: (row, column) => merges.get(key(row, column)),
  };
}

/** Titles merged over whole rows of 16,384 columns say nothing beyond the first of these. */
const WIDEST_MERGE = 255;

const key = (row: number, column: number): number => row * 16_384 + column;
