import { cellsOf, type CellRange, type Location } from '../../model/location.js';
import type { SheetImage } from '../../model/sheet-image.js';
import type { Part } from './parts.js';

/** A cell to be marked: wrong or suspected, or other evidence. */
export interface Mark {
  readonly location: Location;
  readonly isBad: boolean;
  /** Id of the cell on the page. */
  readonly id: string;
  /** What should stand there; empty where that is not known. */
  readonly suggested: string;
}

/** What is drawn of a sheet around the cells that a finding speaks of. */
export interface Excerpt {
  readonly columns: readonly number[];
  readonly rows: readonly ExcerptRow[];
  /** Marks that found no room. */
  readonly leftOut: number;
}

interface ExcerptRow {
  readonly row: number;
  readonly isHeader: boolean;
  /** Rows between the one above and this are left out. */
  readonly isAfterGap: boolean;
  readonly cells: readonly ExcerptCell[];
}

export interface ExcerptCell {
  readonly text: string;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly mark?: Mark;
}

/** More rows and columns than these nobody reads around a cell. */
const MOST_ROWS = 40;
const MOST_COLUMNS = 24;
/** Rows above and below a marked one. */
const AROUND = 1;
/** Rows of a table in which something was searched and no cell is marked. */
const SEARCHED_ROWS = 6;
/** The label of a row stands in one of the first columns. */
const LABEL_COLUMNS = 3;

interface MarkedCell {
  readonly mark: Mark;
  readonly row: number;
  readonly column: number;
}

/** Cuts out of a sheet the marked cells with the rows around them and the header of their table. */
export function excerptOf(image: SheetImage, part: Part | undefined, marks: readonly Mark[]): Excerpt {
  // Wrong cells come first where there is not room for all.
  const marked = marks
    .flatMap((mark): MarkedCell[] => {
      const cells = mark.location.cell === undefined ? undefined : cellsOf(mark.location);
      return cells ? [{ mark, row: cells.top, column: cells.left }] : [];
    })
    .toSorted((one, other) => Number(other.mark.isBad) - Number(one.mark.isBad));
  const range = part?.range ?? { top: 0, left: 0, bottom: image.rows.length - 1, right: 0 };
  const markedRows = marked.map(({ row }) => row);
  const markedColumns = marked.map(({ column }) => column);
  const headers = headerRows(image, part, markedRows);
  const rows = rowsAround(markedRows, headers, range);
  const columns = columnsOf(range, markedColumns);
  const shown = marked.filter(({ row, column }) => rows.includes(row) && columns.includes(column));
  const [first = 0, last = first] = [rows[0], rows.at(-1)];
  const merges = image.merges.filter(({ top, bottom }) => top <= last && bottom >= first);
  return {
    columns,
    rows: rows.map((row, index) => ({
      row,
      isHeader: headers.includes(row),
      isAfterGap: index > 0 && rows[index - 1] !== row - 1,
      cells: cellsOfRow(row, { image: { ...image, merges }, rows, columns, shown }),
    })),
    leftOut: marked.length - shown.length,
  };
}

function rowsAround(
  marked: readonly number[],
  headers: readonly number[],
  { top, bottom }: CellRange,
): readonly number[] {
  const wanted = new Set(headers);
  if (marked.length === 0) {
    const body = Math.max(top, ...headers.map((row) => row + 1));
    for (let row = body; row < body + SEARCHED_ROWS && row <= bottom; row++) wanted.add(row);
  }
  for (const row of marked) {
    if (wanted.size >= MOST_ROWS) break;
    wanted.add(row);
    for (let next = row - AROUND; next <= row + AROUND; next++)
      if (next >= top && next <= bottom) wanted.add(next);
  }
  return [...wanted].toSorted((one, other) => one - other);
}

interface Window {
  readonly image: SheetImage;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly shown: readonly MarkedCell[];
}

/** The cells of a row; a merged one is drawn once for every run of rows and columns that it covers. */
function cellsOfRow(row: number, { image, rows, columns, shown }: Window): ExcerptCell[] {
  const merges = image.merges.filter(({ top, bottom }) => row >= top && row <= bottom);
  return columns.flatMap((column): ExcerptCell[] => {
    const { top, left, bottom, right } = merges.find((one) => column >= one.left && column <= one.right) ?? {
      top: row,
      left: column,
      bottom: row,
      right: column,
    };
    const spanned = {
      rows: runOf(rows, row).filter((one) => one >= top && one <= bottom),
      columns: runOf(columns, column).filter((one) => one >= left && one <= right),
    };
    if (spanned.rows[0] !== row || spanned.columns[0] !== column) return [];
    const cell = shown.find(
      (one) => one.row >= top && one.row <= bottom && one.column >= left && one.column <= right,
    );
    return [
      {
        text: image.rows[top]?.[left] ?? '',
        rowSpan: spanned.rows.length,
        columnSpan: spanned.columns.length,
        ...(cell && { mark: cell.mark }),
      },
    ];
  });
}

/** Neighbours without a gap, of which one is given. */
function runOf(numbers: readonly number[], member: number): readonly number[] {
  const at = numbers.indexOf(member);
  let [first, last] = [at, at];
  while (numbers[first - 1] === (numbers[first] ?? 0) - 1) first--;
  while (numbers[last + 1] === (numbers[last] ?? 0) + 1) last++;
  return numbers.slice(first, last + 1);
}

/** Rows of the header of a table; of a self-evaluation sheet, the row of labels above each marked row. */
function headerRows(image: SheetImage, part: Part | undefined, marked: readonly number[]): number[] {
  if (!part) return [];
  const { range, body } = part;
  if (body !== undefined)
    return Array.from({ length: Math.min(body - range.top, MOST_ROWS / 2) }, (_, index) => range.top + index);
  const rows = marked.flatMap((row) => {
    for (let above = row - 1; above >= range.top; above--)
      if (isLabels(image.rows[above] ?? [])) return [above];
    return [];
  });
  return [...new Set(rows)];
}

/** A row of several labels without a figure heads those below it. */
const isLabels = (texts: readonly (string | undefined)[]): boolean => {
  const labels = texts.filter((text) => text !== undefined && text.trim() !== '');
  return labels.length >= 3 && labels.every((text) => text !== undefined && !/\d/u.test(text));
};

function columnsOf({ left, right }: CellRange, marked: readonly number[]): number[] {
  const from = Math.min(left, ...marked);
  const to = Math.max(right, ...marked);
  const all = Array.from({ length: Math.min(to - from + 1, 16_384) }, (_, index) => from + index);
  if (all.length <= MOST_COLUMNS) return all;
  const near = (column: number): boolean => marked.some((one) => Math.abs(one - column) <= 1);
  return all.filter((column, index) => index < LABEL_COLUMNS || near(column)).slice(0, MOST_COLUMNS);
}
