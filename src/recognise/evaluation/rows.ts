import type { Location } from '../../model/location.js';
import type { Grid, GridCell } from '../grid.js';

/** The rows of one sheet. */
export interface SheetRows {
  readonly grid: Grid;
  /** Numbers of its rows that hold anything, top to bottom. */
  readonly rows: readonly number[];
  readonly at: (cell: GridCell) => Location;
}

export function rowsBetween(grid: Grid, top: number, bottom: number): number[] {
  return Array.from({ length: bottom - top + 1 }, (_, index) => top + index).filter(
    (row) => grid.row(row).length > 0,
  );
}

export function rangeOf(
  grid: Grid,
  { top, bottom }: { readonly top: number; readonly bottom: number },
): Location {
  const columns = rowsBetween(grid, top, bottom).flatMap((row) => grid.row(row).map(({ column }) => column));
  return grid.locateRange({ top, bottom, left: Math.min(...columns), right: Math.max(...columns) });
}

const MARGIN =
  /^(?:\(?\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?|度)?\)?|.{0,2}(?:金额)?单位:.*|(?:填表|填报|填写|联系|审核|复核|制表|经办|负责)(?:人|单位|日期|时间|电话|方式)?(?::.*)?|附件?\d*|公开.*)$/u;

/** Date of filling in, unit of measure, who filled it in: a line around a table that is no name and no figure. */
export const isMarginLine = (cells: readonly GridCell[]): boolean =>
  cells.length > 0 && cells.every(({ label }) => MARGIN.test(label));

/** Columns counted below a header: 栏次 | 1 | 2 | 3, or (1) | (2) | (3). */
export function isColumnNumbers(cells: readonly GridCell[]): boolean {
  const counted = cells.filter(({ label }) => !/^(?:栏次|行次|序号)$/u.test(label));
  const numbers = counted.map(({ label }) =>
    Number(/^\(?(?<number>\d{1,2})\)?$/u.exec(label)?.groups?.number),
  );
  return numbers.length > 1 && numbers.every((number, index) => number === (numbers[0] ?? NaN) + index);
}
