import { FORMS } from '../forms/catalogue.js';
import type { Form } from '../forms/form.js';
import { normaliseLabel } from '../forms/label.js';
import { address, rangeAddress, type Location } from '../model/location.js';
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
  /** The forms that it may hold, with the words that the place prints. */
  readonly forms: readonly Form[];
  readonly height: number;
  readonly width: number;
  at(row: number, column: number): GridCell | undefined;
  /** Non-empty cells of a row, left to right, within columns left … right. */
  row(row: number, left?: number, right?: number): readonly GridCell[];
  /** The merge that covers a cell, its anchor included. */
  mergeAt(row: number, column: number): Range | undefined;
  /** Where a cell stands, as people are told: in its sheet, or in the text around a table. */
  readonly locate: (row: number, column: number) => Location;
  /** Where a range stands; of a table within a text only what is its own. */
  readonly locateRange: (range: Range) => Location;
}

export function gridOf(file: string, sheet: Sheet, forms: readonly Form[] = FORMS): Grid {
  const rows: GridCell[][] = [];
  let width = 0;
  for (const cells of sheet.rows) {
    const row: GridCell[] = [];
    // Rows may be wide and have holes; only what stands there is visited.
    cells.forEach((cell) => {
      if (!cell) return;
      const label = normaliseLabel(cell.shown);
      if (label === '') return;
      row.push({ cell, row: cell.row, column: cell.column, label });
      width = Math.max(width, cell.column + 1);
    });
    rows.push(row);
  }
  const mergesIn = columnsOfMerges(sheet.merges);
  return {
    sheet,
    forms,
    height: rows.length,
    width,
    at: (row, column) => {
      const cells = rows[row];
      // In most rows every column is filled up to here.
      const inLine = cells?.[column];
      return inLine?.column === column ? inLine : cells?.find((cell) => cell.column === column);
    },
    row: (row, left, right = Infinity) => {
      const cells = rows[row] ?? [];
      const [first] = cells;
      if (!first || left === undefined) return cells;
      // Most tables take the whole width of their sheet.
      if (first.column >= left && (cells.at(-1)?.column ?? 0) <= right) return cells;
      return cells.filter(({ column }) => column >= left && column <= right);
    },
    mergeAt: (row, column) => mergesIn.get(column)?.find(({ top, bottom }) => row >= top && row <= bottom),
    ...placesIn(file, sheet),
  };
}

function placesIn(file: string, { name, around }: Sheet): Pick<Grid, 'locate' | 'locateRange'> {
  const tables = around?.tables ?? [];
  const whole = tables[0] ?? { name, firstRow: 0 };
  const lineOf = (row: number): number | undefined => around?.lines[row];
  const tableOf = (row: number): typeof whole => tables.findLast(({ firstRow }) => firstRow <= row) ?? whole;
  return {
    locate: (row, column) => {
      const line = lineOf(row);
      const { name: sheet, firstRow } = tableOf(row);
      return line === undefined ? { file, sheet, cell: address(row - firstRow, column) } : { file, line };
    },
    locateRange: ({ top, left, bottom, right }) => {
      let own = top;
      while (own < bottom && lineOf(own) !== undefined) own++;
      const line = lineOf(own);
      if (line !== undefined) return { file, line: lineOf(top) ?? line };
      const { name: sheet, firstRow } = tableOf(own);
      // Of a table that a page cuts, the first part stands for it.
      let last = own;
      while (last < bottom && lineOf(last + 1) === undefined && tableOf(last + 1).firstRow === firstRow)
        last++;
      const range = rangeAddress({ top: own - firstRow, left, bottom: last - firstRow, right });
      return { file, sheet, range };
    },
  };
}

/** Titles merged over whole rows of 16,384 columns say nothing beyond the first of these. */
const WIDEST_MERGE = 255;

/** Merges by each column that they cover. */
function columnsOfMerges(merges: readonly Range[]): Map<number, Range[]> {
  const columns = new Map<number, Range[]>();
  for (const merge of merges) {
    for (let column = merge.left; column <= Math.min(merge.right, merge.left + WIDEST_MERGE); column++) {
      const others = columns.get(column);
      if (others) others.push(merge);
      else columns.set(column, [merge]);
    }
  }
  return columns;
}
