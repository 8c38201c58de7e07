import { told, zh, type Message } from '../language/message.js';

/** Where something stands, or was searched for. The sheet of a csv file or of a text is its base name. */
export interface Location {
  readonly file: string;
  readonly sheet?: string;
  readonly cell?: string;
  readonly range?: string;
  /** Of a text: its line; of a document or a web page: the number of the paragraph. One-based. */
  readonly line?: number;
}

/** "Sheet1!B7", "Sheet1!A1:F30", "说明.docx 第 12 行" or the file's name: how people are told a place. */
export function placeName(location: Location): Message {
  const within = placeWithin(location);
  if (location.sheet === undefined) return within === '' ? location.file : zh`${location.file} ${within}`;
  return within === '' ? location.sheet : zh`${location.sheet}!${within}`;
}

/** The same with its file, where several files are spoken of. */
export const placeInFile = (location: Location): Message =>
  location.sheet === undefined ? placeName(location) : zh`${location.file} ${placeName(location)}`;

/** The same in whatever language people are told it. */
export const placeKey = (location: Location): string => told(placeName(location));

/** The same for those who know the sheet: "B7", "A1:F30", "第 12 行"; empty for a sheet or a file as a whole. */
export function placeWithin({ cell, range, line }: Location): Message {
  return cell ?? range ?? (line === undefined ? '' : zh`第 ${line} 行`);
}

/** A sheet in a reference that spreadsheet programs follow: '03支出'!B7. */
export const quotedSheet = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** Column letters and row number, as spreadsheets write them: (6, 1) → "B7". */
export function address(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}

/** A rectangle of cells, zero-based and inclusive. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** "B7:D9". */
export function rangeAddress(range: CellRange): string {
  return `${address(range.top, range.left)}:${address(range.bottom, range.right)}`;
}

/** The cells of a place, a single one too; undefined where it names none. */
export function cellsOf({ cell, range }: Location): CellRange | undefined {
  const [first, last = first] = (cell ?? range ?? '').split(':').map(positionOf);
  return first && last && { top: first.row, left: first.column, bottom: last.row, right: last.column };
}

function positionOf(text: string): { readonly row: number; readonly column: number } | undefined {
  const { letters, digits } = /^(?<letters>[A-Z]+)(?<digits>\d+)$/u.exec(text)?.groups ?? {};
  if (letters === undefined || digits === undefined) return undefined;
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(digits) - 1, column };
}
