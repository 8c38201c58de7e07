import { numberReading, type PrintedNumber, type Reading } from '../../model/evaluation.js';
import type { GridCell } from '../grid.js';

/** The number in a cell, before it is known where the cell will be cited. */
export const numberIn = ({ cell }: GridCell): Reading<PrintedNumber> =>
  numberReading(cell.shown, { file: '' });

/** As much of a row as is shown where it was not understood. */
const MOST_QUOTED = 40;
export const quotedText = (text: string): string => text.slice(0, MOST_QUOTED);
export const rowText = (cells: readonly GridCell[]): string =>
  cells.map(({ cell }) => cell.shown.trim()).join(' ');

export const isPercent = ({ label }: GridCell): boolean => label.includes('%');

/** A number without a sign %, such as a weight or a score. */
export const isPlainNumber = (cell: GridCell | undefined): boolean =>
  cell !== undefined && !isPercent(cell) && numberIn(cell).state === 'read';

/** A number, a dash, or nothing at all: no text. */
export const isNumberOrNothing = (cell: GridCell | undefined): boolean =>
  cell === undefined || numberIn(cell).state !== 'unreadable';
