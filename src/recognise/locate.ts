import { zh, type Message } from '../language/message.js';
import { readPrinted } from '../figure/printed.js';
import type { Range } from '../source/document.js';
import { groupBy } from '../model/group-by.js';
import type { Grid, GridCell } from './grid.js';
import { readHeading, type Heading } from './heading.js';
import {
  headerWord,
  isAnchorWord,
  isFrameWord,
  isHeaderWord,
  isLabelWord,
  roleOf,
  type Role,
} from './vocabulary.js';

/** A cell that says something of the table as a whole. */
export interface HeadingCell extends GridCell {
  readonly heading: Heading;
}

export interface RegionColumn {
  readonly column: number;
  /** Header words from the top level down. */
  readonly path: readonly string[];
  readonly role: Role;
  /** The lowest header cell, to cite. */
  readonly place: { readonly row: number; readonly column: number };
}

/** The shape of one table, or of one part of it: where its header and body are. Knows no accounting. */
export interface Region {
  readonly grid: Grid;
  readonly range: Range;
  /** The title above; several regions share it where a header is repeated under one title. */
  readonly title?: HeadingCell;
  readonly headings: readonly HeadingCell[];
  readonly columns: readonly RegionColumn[];
  /** Rows with text between the header and the notes, or the heading lines of the next table. */
  readonly body: readonly (readonly GridCell[])[];
  readonly firstBodyRow: number;
  readonly notes: readonly HeadingCell[];
}

export interface Located {
  readonly regions: readonly Region[];
  /** Titles that no table follows: a contents page, or a mention. */
  readonly looseTitles: readonly HeadingCell[];
  /** Titles with rows of figures below them that no header explains. */
  readonly headless: readonly HeadingCell[];
  /** Covers and banners: "某某局2023年度部门决算". */
  readonly banners: readonly {
    readonly cell: GridCell;
    readonly department?: string;
    readonly fiscalYear?: number;
  }[];
  /** Stretches that could not be cut into tables, with the reason. */
  readonly refused: readonly { readonly range: Range; readonly reason: Message }[];
}

/** Most cells in a title line that say nothing of the table: titles share their row with number and unit. */
const OTHER_TITLE_ROW_CELLS = 3;
/** Rows above a title in which its number, department or unit may stand. */
const ROWS_ABOVE_TITLE = 4;

/** A digit of any width or form. */
const HAS_DIGIT = /\p{N}/u;

const isFigure = ({ cell }: GridCell): boolean =>
  cell.kind !== 'text' || (HAS_DIGIT.test(cell.shown) && readPrinted(cell.shown).kind === 'figure');

/** Finds the tables of a sheet by shape: title lines, header blocks, and what lies between them. */
export function locate(grid: Grid): Located {
  const found = headingCells(grid);
  const headings = headingsByRow(found);
  const titles = found.filter(({ heading }) => heading.form ?? heading.otherTitle);
  const { bands, refused } = cutIntoBands(grid, titles);
  const regions: Region[] = [];
  const looseTitles: HeadingCell[] = [];
  const headless: HeadingCell[] = [];
  for (const band of bands) {
    const inBand = regionsOf(grid, band, headings);
    regions.push(...inBand);
    if (band.title && inBand.length === 0)
      (hasFigures(grid, band, band.title) ? headless : looseTitles).push(band.title);
  }
  const banners = found.flatMap((cell) => {
    const { mentioned, fiscalYear, note } = cell.heading;
    // A sentence compares with other years; a banner states its own.
    const isBanner = note !== true && /^[^,。;:]{0,40}(?:部门|单位)决算[^,。;:]{0,20}$/u.test(cell.label);
    if (!isBanner || (mentioned === undefined && fiscalYear === undefined)) return [];
    return [
      {
        cell,
        ...(mentioned !== undefined && { department: mentioned }),
        ...(fiscalYear !== undefined && { fiscalYear }),
      },
    ];
  });
  return { regions, looseTitles, headless, banners, refused };
}

/** Whether rows below a title print amounts; a contents page prints one page number a row. */
function hasFigures(grid: Grid, { left, right, bottom }: Range, title: HeadingCell): boolean {
  for (let row = title.row + 1; row <= bottom; row++)
    if (printsAmounts(grid.row(row, left, right))) return true;
  return false;
}

/** Whether a row may be one of a table: a code or a label, and amounts. */
export const printsAmounts = (cells: readonly GridCell[]): boolean => cells.filter(isFigure).length >= 2;

function headingCells(grid: Grid): HeadingCell[] {
  const found: HeadingCell[] = [];
  for (let row = 0; row < grid.height; row++) {
    const cells = grid.row(row);
    const headings: HeadingCell[] = [];
    cells.forEach((cell, index) => {
      if (cell.cell.kind !== 'text') return;
      const isAlone = cells.length === 1;
      const heading = readHeading(cell.cell.shown, cells[index + 1]?.cell.shown, grid.forms, isAlone);
      if (heading) headings.push({ ...cell, heading });
    });
    if (headings.length === 0) continue;
    const isTitleRow = cells.length - headings.length <= OTHER_TITLE_ROW_CELLS && !cells.some(isFigure);
    found.push(...headings.filter(({ heading }) => isTitleRow || !(heading.form ?? heading.otherTitle)));
  }
  return found;
}

/** The headings of a sheet, to be asked by place. */
interface Headings {
  /** Those in rows top to bottom, in reading order. */
  readonly between: (top: number, bottom: number) => HeadingCell[];
  readonly has: (cell: GridCell) => boolean;
}

function headingsByRow(headings: readonly HeadingCell[]): Headings {
  const rows = groupBy(headings, ({ row }) => row);
  return {
    between: (top, bottom) =>
      Array.from({ length: Math.max(0, bottom - top + 1) }, (_, index) => rows.get(top + index) ?? []).flat(),
    has: ({ row, column }) => rows.get(row)?.some((known) => known.column === column) === true,
  };
}

interface Band extends Range {
  readonly title?: HeadingCell;
}

/** Stretches of a sheet below each title; side by side where titles are. */
function cutIntoBands(
  grid: Grid,
  titles: readonly HeadingCell[],
): { bands: Band[]; refused: Located['refused'] } {
  const whole = { left: 0, right: Math.max(grid.width - 1, 0) };
  const rows = titleRows(titles);
  const bands: Band[] = [];
  const refused: { range: Range; reason: Message }[] = [];
  const topOf = (row: readonly HeadingCell[] = []): number =>
    Math.min(grid.height, ...row.map((title) => title.row));
  if (topOf(rows[0]) > 0) bands.push({ ...whole, top: 0, bottom: topOf(rows[0]) - 1 });
  for (const [index, row] of rows.entries()) {
    const extent = { ...whole, top: topOf(row), bottom: topOf(rows[index + 1]) - 1 };
    const [only, ...others] = row;
    if (only && others.length === 0) {
      bands.push({ ...extent, title: only });
      continue;
    }
    const cuts = columnsBetween(grid, row, extent);
    if (cuts) bands.push(...row.map((title, at) => ({ ...extent, ...cuts[at], title })));
    else {
      refused.push({
        range: extent,
        reason: zh`并排有 ${row.length} 个表题，中间没有空列，无法分开；请各自单独成表`,
      });
    }
  }
  return { bands, refused };
}

/** Titles by row; titles at most two rows apart in other columns stand side by side. */
function titleRows(titles: readonly HeadingCell[]): HeadingCell[][] {
  const rows: HeadingCell[][] = [];
  for (const title of titles) {
    const last = rows.at(-1);
    const beside =
      last !== undefined &&
      (last[0]?.row === title.row ||
        last.every((other) => title.row - other.row <= 2 && title.column > other.column + 1));
    if (beside) last.push(title);
    else rows.push([title]);
  }
  return rows.map((row) => row.toSorted((one, other) => one.column - other.column));
}

function columnsBetween(
  grid: Grid,
  titles: readonly HeadingCell[],
  extent: Range,
): { left: number; right: number }[] | undefined {
  const isEmpty = (column: number): boolean => {
    for (let row = extent.top; row <= extent.bottom; row++) {
      if (grid.at(row, column)) return false;
    }
    return true;
  };
  const cuts = [extent.left];
  for (const [index, title] of titles.entries()) {
    const next = titles[index + 1];
    if (!next) break;
    const merge = grid.mergeAt(title.row, title.column);
    const nextMerge = grid.mergeAt(next.row, next.column);
    if (merge && nextMerge && merge.right > merge.left && nextMerge.right > nextMerge.left) {
      cuts.push(nextMerge.left);
      continue;
    }
    const gaps: number[] = [];
    for (let column = title.column + 1; column <= next.column; column++)
      if (isEmpty(column)) gaps.push(column);
    // A title may be centred over its table, so only a single run of empty columns is a certain border.
    const first = gaps[0];
    const last = gaps.at(-1);
    if (first === undefined || last === undefined || last - first + 1 !== gaps.length) return undefined;
    cuts.push(last + 1);
  }
  return cuts.map((left, index) => ({ left, right: (cuts[index + 1] ?? extent.right + 1) - 1 }));
}

function regionsOf(grid: Grid, band: Band, headings: Headings): Region[] {
  const starts: HeaderBlock[] = [];
  for (let row = band.top; row <= band.bottom; row++) {
    const block = headerAt(grid, row, band);
    if (block) {
      starts.push(withRowOver(grid, block, band));
      row = block.bottom;
    }
  }
  const inBand = (top: number, bottom: number): HeadingCell[] =>
    headings.between(top, bottom).filter(({ column }) => column >= band.left && column <= band.right);
  const isNote = ({ heading }: HeadingCell): boolean => heading.note === true;
  return starts.map((header, index) => {
    const isFirst = index === 0;
    const bottom = (starts[index + 1]?.top ?? band.bottom + 1) - 1;
    const notesAbove = isFirst ? inBand(band.top, header.top - 1).filter(isNote) : [];
    // What stands to the right of the header is of another table.
    const right = Math.max(
      ...header.rows.flatMap((row) => grid.row(row, band.left, band.right)).map(({ column }) => column),
    );
    const notes = inBand(header.bottom + 1, bottom).filter((cell) => isNote(cell) && cell.column <= right);
    const noteRow = notes[0]?.row ?? bottom + 1;
    const lastBodyRow = lastRowOf(grid, header.bottom + 1, noteRow - 1, band, headings);
    const body: (readonly GridCell[])[] = [];
    for (let row = header.bottom + 1; row <= lastBodyRow; row++) {
      const cells = grid.row(row, band.left, band.right);
      if (cells.length > 0) body.push(cells);
    }
    // A header repeated further down has no headings of its own.
    const own = isFirst ? inBand(band.top - ROWS_ABOVE_TITLE, header.top - 1) : [];
    const columns = withLostCodeColumns(columnsOf(grid, header, band, body));
    return {
      grid,
      range: {
        top: header.top,
        left: Math.min(...columns.map(({ column }) => column)),
        bottom: body.at(-1)?.[0]?.row ?? header.bottom,
        right: Math.max(...columns.map(({ column }) => column)),
      },
      ...(band.title && { title: band.title }),
      headings: [
        ...own.filter((cell) => !isNote(cell) && !isOfTableAbove(grid, cell, band, headings)),
        ...unitInHeader(inBand(header.top, header.bottom), grid),
      ],
      columns,
      body,
      firstBodyRow: header.bottom + 1,
      notes: [...notesAbove, ...notes],
    };
  });
}

/** "决算数（元）": the unit of a table whose header cells name the same one; a column of the place's own tells nothing. */
function unitInHeader(cells: readonly HeadingCell[], { forms }: Grid): HeadingCell[] {
  const naming = cells.filter(
    ({ heading, label }) => heading.unit !== undefined && isHeaderWord(headerWord(label), forms),
  );
  return new Set(naming.map(({ heading }) => heading.unit)).size === 1 ? naming.slice(0, 1) : [];
}

/** Above a title stands the end of the table before it, whose title and body are not this one's. */
function isOfTableAbove(grid: Grid, cell: HeadingCell, band: Band, headings: Headings): boolean {
  if (cell.row >= band.top) return false;
  if (!band.title || cell.heading.form) return true;
  for (let row = cell.row; row < band.top; row++) {
    if (grid.row(row, band.left, band.right).some((other) => isFigure(other) || !headings.has(other)))
      return true;
  }
  return false;
}

/** The last row of a body: heading lines that stand above the next title belong to that. */
function lastRowOf(grid: Grid, top: number, bottom: number, band: Band, headings: Headings): number {
  let last = bottom;
  const isHeadingRow = (row: number): boolean => {
    const cells = grid.row(row, band.left, band.right);
    return cells.every((cell) => headings.has(cell));
  };
  while (last >= top && isHeadingRow(last)) last--;
  return last;
}

interface HeaderBlock {
  readonly top: number;
  readonly bottom: number;
  /** Rows of header words, the row of column numbers (栏次) among them only where words stand in it. */
  readonly rows: readonly number[];
  readonly numbering?: number;
}

/** The header block that begins in this row, if one does. */
function headerAt(grid: Grid, top: number, band: Band): HeaderBlock | undefined {
  const wordsIn = (row: number): { column: number; word: string }[] =>
    grid.row(row, band.left, band.right).map(({ column, label }) => ({ column, word: headerWord(label) }));
  if (grid.row(top, band.left, band.right).some(isFigure)) return undefined;
  const words = wordsIn(top).filter(({ word }) => isHeaderWord(word, grid.forms));
  if (words.length < 2 || !words.some(({ word }) => isAnchorWord(word))) return undefined;

  const rows = [top];
  let bottom = top;
  let numbering: number | undefined;
  const labelColumns = new Set(words.filter(({ word }) => isLabelWord(word)).map(({ column }) => column));
  for (let row = top + 1; row <= band.bottom; row++) {
    const cells = grid.row(row, band.left, band.right);
    if (cells.length === 0) continue;
    if (isNumberingRow(cells)) {
      if (cells.some(({ label }) => isLabelWord(label) && !NUMBERING_LABEL.test(label))) rows.push(row);
      numbering = row;
      bottom = row;
      break;
    }
    if (cells.some(isFigure)) break;
    const below = wordsIn(row);
    const known = below.filter(({ word }) => isHeaderWord(word, grid.forms));
    const isLine = below.some(
      ({ column, word }) => labelColumns.has(column) && !isLabelWord(word) && !isFrameWord(word),
    );
    if (known.length === 0 || (isLine && known.length < 3)) break;
    rows.push(row);
    bottom = row;
    for (const { column, word } of below) if (isLabelWord(word)) labelColumns.add(column);
  }
  return { top, bottom, rows, ...(numbering !== undefined && { numbering }) };
}

/** One header merged over several columns stands in a row of its own: 决算数 over the items of 三公. */
function withRowOver(grid: Grid, block: HeaderBlock, band: Band): HeaderBlock {
  const row = block.top - 1;
  const [only, ...others] = row >= band.top ? grid.row(row, band.left, band.right) : [];
  const merge = only && grid.mergeAt(row, only.column);
  const word = headerWord(only?.label ?? '');
  const isOver = merge !== undefined && merge.right > merge.left && isAnchorWord(word) && !isLabelWord(word);
  return isOver && others.length === 0 ? { ...block, top: row, rows: [row, ...block.rows] } : block;
}

/** How a row of column numbers is labelled. */
const NUMBERING_LABEL = /^[栏行]次$/u;
const COLUMN_NUMBER = /^\(?(?<number>\d{1,2})(?:\.0+)?\)?(?:=.*)?$/u;

/** Most cells in a row of column numbers that hold something else, a remark of the department's own. */
const STRAY_CELLS = 2;

/**
 * 栏次: the columns numbered, in whatever order they were put since; or lettered, where the row is labelled.
 * Amounts that are the numbers from one up, each once, do not occur.
 */
function isNumberingRow(cells: readonly GridCell[]): boolean {
  const isLabelled = cells.some(({ label }) => NUMBERING_LABEL.test(label));
  if (!isLabelled && cells.some(({ label }) => /^[合总]计$/u.test(label))) return false;
  const words = cells.filter(({ label }) => !isLabelWord(label) && !/^[甲乙丙丁—-]$/u.test(label));
  if (isLabelled && words.length > 0 && words.every(({ label }) => /^[A-Z①-⑳]$/u.test(label))) return true;
  const numbers = words.flatMap(
    ({ label }) => Number(COLUMN_NUMBER.exec(label)?.groups?.number ?? NaN) || [],
  );
  const distinct = new Set(numbers);
  const isCount = distinct.size === numbers.length && (isLabelled || Math.max(...numbers) === numbers.length);
  // Two are few, but a row of nothing else has no line that they could be amounts of.
  const isBare = numbers.length === 2 && cells.length === 2;
  const fewest = isLabelled ? 1 : isBare ? 2 : 3;
  return numbers.length >= fewest && isCount && words.length - numbers.length <= STRAY_CELLS;
}

function columnsOf(
  grid: Grid,
  header: HeaderBlock,
  band: Band,
  body: readonly (readonly GridCell[])[],
): RegionColumn[] {
  const filled = new Set<number>();
  for (const cells of body) for (const { column } of cells) filled.add(column);
  const headed = header.rows.flatMap((row) => coveredColumns(grid, row, band));
  const columns = [...new Set([...headed, ...filled])].sort((one, other) => one - other);
  const words = header.rows.map(
    (row) => new Map(columns.map((column) => [column, wordAt(grid, row, column)])),
  );
  spreadParents(words, columns, grid, header.rows);
  return columns.flatMap((column): RegionColumn[] => {
    const path: string[] = [];
    let lowest: Word = { label: '', row: header.bottom, column };
    for (const [level, row] of header.rows.entries()) {
      const found = words[level]?.get(column);
      if (!found || found.label === '') continue;
      const merge = grid.mergeAt(row, column);
      if (merge && merge.top < row && merge.top >= header.top) continue; // the same cell, reaching down
      const word = headerWord(found.label);
      // 类 款 项 stand in the row of column numbers, which are no headers.
      if (word === '栏次' || (row === header.numbering && !isLabelWord(word))) continue;
      path.push(word);
      lowest = found;
    }
    // An empty column that only a header merged over its neighbours reaches is a gap between them.
    if (lowest.column !== column && !filled.has(column)) return [];
    return [
      { column, path, role: roleOf(path, grid.forms), place: { row: lowest.row, column: lowest.column } },
    ];
  });
}

/** 款 and 项 columns whose headers were lost with the merge over 类 stand between code and name. */
function withLostCodeColumns(columns: readonly RegionColumn[]): RegionColumn[] {
  return columns.map((column, index) => {
    if (column.role !== 'unheaded') return column;
    const left = columns.slice(0, index).findLast(({ role }) => role !== 'unheaded');
    const right = columns.slice(index + 1).find(({ role }) => role !== 'unheaded');
    return left?.role === 'code' && right?.role === 'name' ? { ...column, role: 'code' } : column;
  });
}

function coveredColumns(grid: Grid, row: number, band: Band): number[] {
  return grid.row(row, band.left, band.right).flatMap(({ column }) => {
    const merge = grid.mergeAt(row, column);
    const right = Math.min(merge?.right ?? column, band.right);
    return Array.from({ length: right - column + 1 }, (_, offset) => column + offset);
  });
}

interface Word {
  readonly label: string;
  readonly row: number;
  readonly column: number;
}

const isSameCell = (one: Word | undefined, other: Word | undefined): boolean =>
  one?.row === other?.row && one?.column === other?.column;

function wordAt(grid: Grid, row: number, column: number): Word | undefined {
  const merge = grid.mergeAt(row, column);
  const cell = merge ? grid.at(merge.top, merge.left) : grid.at(row, column);
  return cell && { label: cell.label, row: cell.row, column: cell.column };
}

/**
 * Where merges were lost (csv), a parent header stands over its first column only. A column without one
 * takes its left neighbour's, if both have the same parents above and it has a header of its own below.
 */
function spreadParents(
  words: Map<number, Word | undefined>[],
  columns: readonly number[],
  grid: Grid,
  rows: readonly number[],
): void {
  for (const [level, row] of words.entries()) {
    for (const [index, column] of columns.entries()) {
      const left = columns[index - 1];
      if (row.get(column) || left === undefined) continue;
      const parent = row.get(left);
      const merge = grid.mergeAt(rows[level] ?? 0, left);
      const bounded = merge !== undefined && merge.right > merge.left && merge.right < column;
      const sameAbove = words
        .slice(0, level)
        .every((upper) => isSameCell(upper.get(left), upper.get(column)));
      const hasBelow = (of: number): boolean =>
        words.slice(level + 1).some((lower) => lower.get(of) !== undefined);
      if (parent && !bounded && sameAbove && hasBelow(column) && hasBelow(left)) row.set(column, parent);
    }
  }
}
