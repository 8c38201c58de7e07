import { zh } from '../../language/message.js';
import {
  isTotalLabel,
  summaryColumn,
  type IndicatorGroup,
  type SummaryColumn,
} from '../../forms/evaluation.js';
import {
  numberReading,
  textReading,
  type EvaluationSummary,
  type Gap,
  type PrintedNumber,
  type Reading,
  type SummaryRow,
} from '../../model/evaluation.js';
import { defined } from '../../model/defined.js';
import type { Location } from '../../model/location.js';
import type { Note } from '../../model/report.js';
import { tellApart } from '../../model/tell-apart.js';
import type { Grid, GridCell } from '../grid.js';
import { readHeading, stated } from '../heading.js';
import { inWan, unitIn } from './amounts.js';
import { isNumberOrNothing, quotedText, rowText } from './cells.js';
import { headerColumns, readAligned } from './aligned-row.js';
import { isColumnNumbers, isMarginLine, rangeOf, rowsBetween } from './rows.js';
import { headerAt, isSummaryHeader, titleIn, type Segment } from './segments.js';

const GROUPS: readonly IndicatorGroup[] = ['management', 'cost', 'output', 'benefit', 'satisfaction'];
const NUMBERS: readonly SummaryColumn[] = ['budget', 'executed', 'rate', 'executionScore', 'total'];

/** The summary of project self-evaluations in a stretch of rows. */
export function bindSummary(grid: Grid, segment: Segment): EvaluationSummary {
  const at = ({ row, column }: GridCell): Location => grid.locate(row, column);
  const headerRow = segment.headerRow ?? 0;
  const headerCells = headerAt(grid, headerRow, isSummaryHeader) ?? grid.row(headerRow);
  // Columns of the place's own (项目类型), and a second one of a name that counts once (主管部门, 实施单位).
  const header = headerColumns(
    grid,
    headerCells,
    ({ label }) => summaryColumn(label),
    () => true,
  );
  const headerOf = (id: SummaryColumn): GridCell | undefined =>
    headerCells.find(
      ({ label, column }) =>
        summaryColumn(label) === id && header.some((own) => own.id === id && own.left === column),
    );
  const before = segment.parts.flatMap((part) => rowsBetween(grid, part.top, headerRow));
  const head = before.filter((row) => row < headerRow).flatMap((row) => grid.row(row));
  const unit = unitIn(before.flatMap((row) => grid.row(row)));
  const gaps: Gap[] = [];
  const notes: Note[] = [];
  const rows: SummaryRow[] = [];
  const numbers: string[] = [];
  // The unit whose projects follow: in a line of its own, or in its column where it changes.
  let owner: string | undefined;
  const once = tellApart();
  for (const row of segment.parts.flatMap(({ top, bottom }) => rowsBetween(grid, top, bottom))) {
    const cells = grid.row(row);
    if (row <= headerRow || headerAt(grid, row, isSummaryHeader)) continue;
    if (cells.every((cell) => headerCells.includes(cell)) || isColumnNumbers(cells)) continue;
    const [first, ...others] = cells;
    if (!first) continue;
    const sumLabel = cells.slice(0, 3).find(({ label }) => isSumLabel(label));
    const whole = rowText(cells);
    if (others.length === 0 || isMarginLine(cells)) {
      notes.push({ text: whole, location: at(first) });
      if (others.length === 0) owner = first.label;
      continue;
    }
    // 合计 stands under whatever column comes first.
    const values = cells.filter((cell) => cell !== sumLabel);
    const reading = readAligned(values, header, (found, rest) => {
      const amounts = [...NUMBERS, ...GROUPS.filter((group) => group !== 'unknown')] as SummaryColumn[];
      const isNamed = sumLabel
        ? !found.has('name')
        : found.has('name') && !isNumberOrNothing(found.get('name'));
      return isNamed && rest.length === 0 && amounts.every((id) => isNumberOrNothing(found.get(id)));
    });
    if (!reading) {
      gaps.push({
        text: zh`“${quotedText(whole)}”一行与表头对不上，未核对`,
        location: at(first),
        ...(sumLabel && { isSum: true }),
      });
      continue;
    }
    const number = (id: SummaryColumn): Reading<PrintedNumber> | undefined => {
      const cell = reading.get(id);
      return cell && numberReading(cell.cell.shown, at(cell));
    };
    const text = (id: SummaryColumn): Reading<string> | undefined => {
      const cell = reading.get(id);
      return cell && textReading(cell.cell.shown, at(cell));
    };
    const blankAt = (column: number): Reading<PrintedNumber> | undefined =>
      grid.mergeAt(row, column) ? undefined : numberReading('', grid.locate(row, column));
    const nameCell = sumLabel ?? reading.get('name');
    const name = (nameCell?.cell.shown ?? '').replace(/\s/gu, '');
    const groups = GROUPS.flatMap((group) => {
      const head = headerOf(group as SummaryColumn);
      const points = number(group as SummaryColumn) ?? (head && blankAt(head.column));
      return points ? [{ column: head?.cell.shown.trim() ?? '', group, points }] : [];
    });
    const amount = (id: SummaryColumn): Reading<PrintedNumber> | undefined => {
      const reading = number(id);
      return reading && inWan(reading, unit);
    };
    const optional = {
      budget: amount('budget'),
      executed: amount('executed'),
      rate: number('rate'),
      execution: number('executionScore'),
      total: number('total'),
      grade: text('grade'),
      flag: text('flag'),
      mode: text('mode'),
    };
    owner = reading.get('unitName')?.label ?? owner;
    numbers.push(reading.get('number')?.label ?? '');
    rows.push({
      key: once(name),
      name,
      location: at(nameCell ?? first),
      groups,
      ...defined({ ...optional, owner }),
    });
  }
  // Numbered 一, 二 among others numbered 1, 2, a row is the heading of those below it.
  const hasNumbers = numbers.some((number) => /^\d/u.test(number));
  const isGroup = (index: number): boolean =>
    hasNumbers && /^\(?[一二三四五六七八九十]{1,3}\)?[、.]?$/u.test(numbers[index] ?? '');
  let group: string | undefined;
  const title = segment.titleRow === undefined ? undefined : titleIn(grid.row(segment.titleRow));
  return {
    form: 'project-evaluation-summary',
    title: title?.cell.cell.shown.trim() ?? '项目支出绩效自评汇总表',
    parts: segment.parts.map((part) => rangeOf(grid, part)),
    ...statedIn(head, grid, at),
    columns: headerCells.map((cell) => ({ header: cell.cell.shown.trim(), location: at(cell) })),
    rows: rows.map((row, index): SummaryRow => {
      if (isGroup(index)) {
        group = row.name;
        return { ...row, isGroup: true };
      }
      return group !== undefined && row.owner === undefined ? { ...row, owner: group } : row;
    }),
    notes,
    gaps,
  };
}

/** Whose it is and of which year, as the lines above its header say. */
function statedIn(
  cells: readonly GridCell[],
  grid: Grid,
  at: (cell: GridCell) => Location,
): Pick<EvaluationSummary, 'department' | 'fiscalYear'> {
  const said = cells.flatMap((cell) => {
    const beside = cells.find(({ row, column }) => row === cell.row && column > cell.column);
    const heading = readHeading(cell.cell.shown, beside?.cell.shown, grid.forms);
    return heading ? [{ heading, location: at(cell) }] : [];
  });
  return defined({
    department: stated(said, ({ department }) => department)[0],
    fiscalYear: stated(said, ({ fiscalYear }) => fiscalYear)[0],
  });
}

/** 合计, 小计 or 平均 of the rows. */
const isSumLabel = (label: string): boolean => isTotalLabel(label) || /^平均|(?:合计|小计)$/u.test(label);
