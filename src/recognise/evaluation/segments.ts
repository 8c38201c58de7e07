import {
  evaluationTitle,
  fundingColumn,
  indicatorColumn,
  isDepartmentNameLabel,
  isGradeLabel,
  isKeyReportTitle,
  isNameLabel,
  isTotalLabel,
  summaryColumn,
  type EvaluationFormId,
} from '../../forms/evaluation.js';
import { readIndicatorValue } from '../../figure/indicator-value.js';
import type { Grid, GridCell } from '../grid.js';
import { rowsBetween } from './rows.js';

/** Rows of a worksheet that belong to one self-evaluation sheet or summary. */
export interface Segment {
  form: EvaluationFormId | undefined;
  /** Row of its title; undefined where none stands above it. */
  titleRow: number | undefined;
  /** Stretches of rows, inclusive; several where a page repeats the title in the middle. */
  parts: { top: number; bottom: number }[];
  nameRow: number | undefined;
  fundingRow: number | undefined;
  headerRow: number | undefined;
  totalRow: number | undefined;
  /** It stands below the title of a report on single projects. */
  inKeyReport: boolean;
}

/** Longest title in use, with its year and the number of the annex. */
const LONGEST_TITLE = 45;
/** A title shares its row with a number and a unit at most. */
const MOST_TITLE_CELLS = 3;

/** The title that a row is, if it is one. */
export function titleIn(cells: readonly GridCell[]): { cell: GridCell; form: EvaluationFormId } | undefined {
  if (cells.length > MOST_TITLE_CELLS) return undefined;
  for (const cell of cells) {
    if (cell.label.length > LONGEST_TITLE || /[,;。]/u.test(cell.label)) continue;
    const form = evaluationTitle(cell.label);
    if (form) return { cell, form };
  }
  return undefined;
}

export const isKeyReportHeading = (label: string): boolean =>
  label.length <= LONGEST_TITLE && isKeyReportTitle(label);

/** Most cells of a workbook do, and none of them names a column. */
const BEGINS_WITH_FIGURE = /^[\d-]/u;

/** Ids of the columns that the cells of a row name, each once. */
function columnsNamed<Id>(cells: readonly GridCell[], column: (label: string) => Id | undefined): Set<Id> {
  const named = new Set<Id>();
  for (const { label } of cells) {
    const id = BEGINS_WITH_FIGURE.test(label) ? undefined : column(label);
    if (id !== undefined) named.add(id);
  }
  return named;
}

/**
 * The cells that name the columns below a row, if it is a header: its own, or where it groups columns
 * (年度指标值 over 指标性质, 指标值, 度量单位) those of the next row below its groups.
 */
export function headerAt(
  grid: Grid,
  row: number,
  isHeader: (cells: readonly GridCell[]) => boolean,
): readonly GridCell[] | undefined {
  const cells = grid.row(row);
  if (isHeader(cells)) return cells;
  const below = grid.row(row + 1);
  const isGroup = ({ column }: GridCell): boolean => {
    const right = grid.mergeAt(row, column)?.right ?? column;
    return below.some((cell) => cell.column >= column && cell.column <= right);
  };
  // Every row of a workbook is asked, and nearly none is merged.
  const merged = cells.some((cell) => grid.mergeAt(row, cell.column) !== undefined && isGroup(cell));
  if (!merged || isHeader(below)) return undefined;
  const columns = [...cells.filter((cell) => !isGroup(cell)), ...below].toSorted(
    (one, other) => one.column - other.column,
  );
  return isHeader(columns) ? columns : undefined;
}

/** Columns that a header of indicators names at least. */
const INDICATOR_COLUMNS = 3;

export function isIndicatorHeader(cells: readonly GridCell[]): boolean {
  if (cells.length < INDICATOR_COLUMNS) return false;
  const named = columnsNamed(cells, indicatorColumn);
  return named.has('target') && (named.has('name') || named.has('level2')) && named.has('score');
}

function isFundingHeader(cells: readonly GridCell[]): boolean {
  const named = columnsNamed(cells, fundingColumn);
  return named.has('executed') && (named.has('budget') || named.has('initial'));
}

/** Columns that a summary names at least. */
const SUMMARY_COLUMNS = 5;

export function isSummaryHeader(cells: readonly GridCell[]): boolean {
  if (cells.length < SUMMARY_COLUMNS) return false;
  const named = columnsNamed(cells, summaryColumn);
  return named.has('name') && named.has('total') && named.size >= SUMMARY_COLUMNS;
}

const isBareNumber = ({ label }: GridCell): boolean => /^-?\d+(?:\.\d+)?分?$/u.test(label);

const isTotal = (grid: Grid, row: number): boolean => {
  const cells = grid.row(row);
  return (
    isTotalLabel(cells[0]?.label ?? '') && (cells.some(isBareNumber) || totalsBelow(grid, row) !== undefined)
  );
};

/** "总分：95分" in one cell, or 自评得分, which above the indexes may say of something else. */
const isScoreLine = (cells: readonly GridCell[]): boolean =>
  totalInLabel(cells[0]?.label ?? '') !== undefined ||
  (cells[0]?.label === '自评得分' && cells.some(isBareNumber));

/** 95 of "总分：95分". */
export const totalInLabel = (label: string): string | undefined =>
  /^(?:自评)?总(?:得)?分:(?<score>\d{1,3}(?:\.\d{1,2})?)分?$/u.exec(label)?.groups?.score;

/** Weight and score of a line 总分 that prints 总分值 and 总得分 as headers over them. */
export function totalsBelow(grid: Grid, row: number): { weight: GridCell; score: GridCell } | undefined {
  const under = (header: RegExp): GridCell | undefined => {
    const label = grid.row(row).find((cell, index) => index > 0 && header.test(cell.label));
    return label && grid.row(row + 1).find((cell) => cell.column === label.column && isBareNumber(cell));
  };
  const [weight, score] = [under(/^总?分值$/u), under(/^总?得分$/u)];
  return weight && score && { weight, score };
}

/** A target with its operator, and after it a weight and a score: no other table has such rows. */
function looksLikeIndicator(cells: readonly GridCell[]): boolean {
  const target = cells.findIndex(({ label }) => {
    const value = /\d/u.test(label) ? readIndicatorValue(label) : undefined;
    return value?.kind === 'number' && value.operator !== undefined;
  });
  return target >= 0 && cells.slice(target + 2).filter(isBareNumber).length >= 2;
}

const NOTE = /^(?:注\d*[:：.、]|(?:备注|说明|注)(?:[:：]|$)|填表说明|\d{1,2}[.、])/u;
/** A row of level labels and placeholders: "绩效指标 | 生态环境成本指标 | 指标1:". */
const PLACEHOLDER = /^(?:指标\d*:?|[.…·]+)$/u;

function belongsAfterTotal(cells: readonly GridCell[]): boolean {
  const [first] = cells;
  if (!first) return true;
  return (
    NOTE.test(first.label) ||
    isGradeLabel(first.label) ||
    /^(?:自评|评价)(?:等级|等次|结论|得分):/u.test(first.label) ||
    /^(?:偏差.{0,16}原因|改进措施)/u.test(first.label) ||
    /^(?:填表|填报|联系)(?:人|单位|电话)/u.test(first.label)
  );
}

/**
 * Cuts a worksheet into self-evaluation sheets and summaries, by titles, by what only such sheets print
 * (项目名称, the funding header, the indicator header, 总分), and by where one of these comes a second time.
 *
 * @param keyReport line of the text from which on sheets belong to a report on single projects
 */
export function segmentsOf(grid: Grid, keyReport = Infinity): Segment[] {
  const segments: Segment[] = [];
  let open: Segment | undefined;
  let inKeyReport = false;
  const start = (row: number, form: EvaluationFormId | undefined, titleRow?: number): Segment => {
    open = {
      form,
      titleRow,
      parts: [{ top: row, bottom: row }],
      nameRow: undefined,
      fundingRow: undefined,
      headerRow: undefined,
      totalRow: undefined,
      inKeyReport,
    };
    segments.push(open);
    return open;
  };
  const hasEnded = (): boolean => open === undefined || open.totalRow !== undefined;
  for (let row = 0; row < grid.height; row++) {
    const cells = grid.row(row);
    const [first] = cells;
    if (!first) continue;
    // A row of a text file is its line; tables of a document know the lines around them.
    const { around } = grid.sheet;
    if ((around ? (around.lines[row] ?? 0) : row + 1) > keyReport) inKeyReport = true;
    const title = titleIn(cells);
    if (title) {
      start(row, title.form, row);
      continue;
    }
    if (cells.length === 1 && isKeyReportHeading(first.label)) {
      inKeyReport = true;
      open = undefined;
      continue;
    }
    const isHeader = (test: typeof isSummaryHeader): boolean => headerAt(grid, row, test) !== undefined;
    if (isHeader(isSummaryHeader)) {
      const segment =
        open?.form === 'project-evaluation-summary' ? open : start(row, 'project-evaluation-summary');
      segment.headerRow ??= row;
    } else if (
      open?.form !== 'project-evaluation-summary' &&
      (isNameLabel(first.label) || isDepartmentNameLabel(first.label))
    ) {
      if (hasEnded() || open?.nameRow !== undefined) start(row, undefined);
      if (open) open.nameRow = row;
    } else if (open?.form !== 'project-evaluation-summary' && isFundingHeader(cells)) {
      if (hasEnded()) start(row, undefined);
      if (open) open.fundingRow ??= row;
    } else if (isHeader(isIndicatorHeader)) {
      if (hasEnded()) start(row, undefined);
      if (open) open.headerRow ??= row;
    } else if (
      open &&
      open.totalRow === undefined &&
      open.form !== 'project-evaluation-summary' &&
      // 合计 of the money stands between the header of the funding and that of the indexes.
      (open.headerRow !== undefined || open.fundingRow === undefined) &&
      (isTotal(grid, row) || (open.headerRow !== undefined && isScoreLine(cells)))
    ) {
      open.totalRow = row;
    } else if (hasPassed(open, cells) && !isGroupHeading(grid, row, open)) {
      open = undefined;
    }
    // The second half of a sheet of which the first is not there.
    if (!open && segments.length > 0 && (looksLikeIndicator(cells) || isLevelRow(cells)))
      start(row, undefined);
    const part = open?.parts.at(-1);
    if (part) part.bottom = row;
  }
  return joined(segments).filter(isSheet);
}

/** Whether a row stands below the end of a sheet: after its 总分 and notes, or after the rows of a summary. */
function hasPassed(open: Segment | undefined, cells: readonly GridCell[]): boolean {
  if (!open) return false;
  if (open.form === 'project-evaluation-summary')
    return open.headerRow !== undefined && cells.length === 1 && !belongsAfterTotal(cells);
  return open.totalRow !== undefined && !belongsAfterTotal(cells);
}

/** A line of its own among the rows of a summary: the unit, or the kind of project, that those below are of. */
function isGroupHeading(grid: Grid, row: number, open: Segment | undefined): boolean {
  if (open?.form !== 'project-evaluation-summary') return false;
  const next = rowsBetween(grid, row + 1, grid.height - 1)[0];
  const cells = next === undefined ? [] : grid.row(next);
  return cells.length >= MOST_TITLE_CELLS && cells.some(isBareNumber);
}

const isLevelRow = (cells: readonly GridCell[]): boolean =>
  cells.length > 1 &&
  PLACEHOLDER.test(cells.at(-1)?.label ?? '') &&
  cells.some(({ label }) => label.endsWith('指标'));

/** A title that a page repeats: what follows it completes the sheet before. */
function joined(segments: readonly Segment[]): Segment[] {
  const whole: Segment[] = [];
  for (const segment of segments) {
    const before = whole.at(-1);
    const continues =
      before !== undefined &&
      before.totalRow === undefined &&
      before.form !== 'project-evaluation-summary' &&
      segment.form !== 'project-evaluation-summary' &&
      (before.nameRow !== undefined || before.fundingRow !== undefined) &&
      segment.nameRow === undefined &&
      segment.fundingRow === undefined &&
      (segment.headerRow !== undefined || segment.totalRow !== undefined);
    if (!continues) {
      whole.push(segment);
      continue;
    }
    before.parts.push(...segment.parts);
    before.headerRow ??= segment.headerRow;
    before.totalRow = segment.totalRow;
  }
  return whole;
}

/** Something of a sheet must be there below a title; without title, enough that no other table has. */
function isSheet(segment: Segment): boolean {
  const { form, titleRow, nameRow, fundingRow, headerRow, totalRow } = segment;
  if (form === 'project-evaluation-summary') return headerRow !== undefined;
  const found = [nameRow, fundingRow, headerRow].filter((row) => row !== undefined).length;
  if (titleRow !== undefined) return found > 0;
  return headerRow !== undefined ? found >= 2 : totalRow !== undefined && found === 0;
}
