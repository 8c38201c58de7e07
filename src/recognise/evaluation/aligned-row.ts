import type { Grid, GridCell } from '../grid.js';

/** A header cell with the columns that it covers. */
export interface HeaderColumn<Id> {
  readonly id: Id;
  readonly left: number;
  readonly right: number;
  /** A column of the place's own (序号, 评分标准): what stands in it is left aside. */
  readonly isAside?: true;
}

/**
 * The columns that the cells of a header row name; the first of two that name the same counts.
 *
 * @param isAside tells columns of the place's own, which are left aside, from labels beside the header
 */
export function headerColumns<Id extends string>(
  grid: Grid,
  cells: readonly GridCell[],
  idOf: (cell: GridCell) => Id | undefined,
  isAside: (cell: GridCell) => boolean,
): HeaderColumn<Id>[] {
  const columns: HeaderColumn<Id>[] = [];
  for (const cell of cells) {
    const { label, row, column } = cell;
    const id = idOf(cell);
    const span = { left: column, right: grid.mergeAt(row, column)?.right ?? column };
    if (id !== undefined && !columns.some((known) => known.id === id && !known.isAside))
      columns.push({ id, ...span });
    else if (isAside(cell)) columns.push({ id: label as Id, ...span, isAside: true });
  }
  return columns;
}

/** Cells of a row by the column of the header that they stand in. */
export type Reading<Id> = ReadonlyMap<Id, GridCell>;

/** Furthest that the rows of damaged sheets stand beside their header. */
const SHIFTS = [0, 1, -1, 2, -2, 3, -3];

/**
 * Reads a row against its header. Text taken from pages comes with rows moved sideways: where the row does
 * not fit in place, the only shift with which it does is taken. Undefined where none or several do.
 *
 * @param isFit whether a reading makes sense: weights are numbers, targets are not
 * @param owed columns of which an empty cell is something too: a blank
 */
export function readAligned<Id extends string>(
  cells: readonly GridCell[],
  header: readonly HeaderColumn<Id>[],
  isFit: (reading: Reading<Id>, rest: readonly GridCell[], shift: number) => boolean,
  owed: readonly Id[] = [],
): Reading<Id> | undefined {
  const fitting: Reading<Id>[] = [];
  for (const shift of SHIFTS) {
    const reading = new Map<Id, GridCell>();
    const rest: GridCell[] = [];
    for (const cell of cells) {
      const at = cell.column - shift;
      const column = header.find(({ left, right }) => at >= left && at <= right);
      if (column?.isAside) continue;
      if (column && !reading.has(column.id)) reading.set(column.id, cell);
      else rest.push(cell);
    }
    if (!isFit(reading, rest, shift)) continue;
    for (const { id, left } of header) {
      if (owed.includes(id) && !reading.has(id)) reading.set(id, blankAt(cells[0]?.row ?? 0, left + shift));
    }
    if (shift === 0) return reading;
    fitting.push(reading);
  }
  const [only, ...others] = fitting;
  return others.length === 0 ? only : undefined;
}

function blankAt(row: number, column: number): GridCell {
  const cell = { row, column, kind: 'text', shown: '', stored: null, hidden: false } as const;
  return { cell, row, column, label: '' };
}
