import { joined, zh, type Message } from '../../language/message.js';
import { Decimal } from 'decimal.js';
import type { Unit } from '../../figure/figure.js';
import {
  fundingColumn,
  fundingKindOf,
  isAgencyLabel,
  isCompletionLabel,
  isDepartmentLabel,
  isDepartmentNameLabel,
  isGoalLabel,
  GRADE_WORDS,
  isGradeLabel,
  isManagementItem,
  isManagementLabel,
  isNameLabel,
  isOwnScoring,
  layoutOf,
  type FundingColumn,
  type FundingKind,
  type IndicatorColumn,
} from '../../forms/evaluation.js';
import {
  numberReading,
  read,
  type EvaluationSheet,
  type FundingLine,
  type Gap,
  type ManagementItem,
  type PrintedNumber,
  type Reading,
} from '../../model/evaluation.js';
import type { Location } from '../../model/location.js';
import type { Note, Stated } from '../../model/report.js';
import type { Grid, GridCell } from '../grid.js';
import { inWan, unitIn } from './amounts.js';
import { isNumberOrNothing, isPercent, isPlainNumber, numberIn, quotedText, rowText } from './cells.js';
import { headerColumns, readAligned, type HeaderColumn } from './aligned-row.js';
import { bindIndicators, indicatorColumns, isPlaceholder } from './indicators.js';
import { isColumnNumbers, isMarginLine, rangeOf, rowsBetween, type SheetRows } from './rows.js';
import { titleIn, totalInLabel, totalsBelow, type Segment } from './segments.js';

/** The department sheet or project sheet in a stretch of rows. */
export function bindSheet(grid: Grid, segment: Segment): EvaluationSheet {
  const at = ({ row, column }: GridCell): Location => grid.locate(row, column);
  const rows = segment.parts.flatMap(({ top, bottom }) => rowsBetween(grid, top, bottom));
  const sheet: SheetRows = { grid, rows, at };
  const gaps: Gap[] = [];
  const parts = segment.parts.map((part) => rangeOf(grid, part));
  const whole = parts[0] ?? grid.locate(0, 0);
  const title = segment.titleRow === undefined ? undefined : titleIn(grid.row(segment.titleRow));
  const firstHeader = Math.min(...[segment.fundingRow, segment.headerRow].filter((row) => row !== undefined));
  const head = headOf(sheet, segment, firstHeader);
  const funding = bindFunding(sheet, segment, gaps);
  const management = bindManagement(sheet, segment, gaps);
  const goals = bindGoals(sheet, segment);
  const { indicators: rowsRead, headers } = bindIndicators(sheet, segment, gaps);
  const reason = headers.has('reason') ? undefined : reasonLine(sheet, segment);
  const indicators = reason === undefined ? rowsRead : rowsRead.map((row) => ({ ...row, reason }));
  const total = bindTotal(sheet, segment);
  const notes = notesOf(sheet, segment);
  const headerTexts = [segment.fundingRow, segment.headerRow].flatMap((row) =>
    row === undefined
      ? []
      : grid.row(row).map((cell) => ({ text: cell.cell.shown.trim(), location: at(cell) })),
  );
  const labels = new Set(rows.flatMap((row) => grid.row(row).map(({ label }) => label)));
  const isDepartment =
    segment.form === 'department-evaluation' ||
    (segment.form === undefined && head.nameLabel !== undefined && isDepartmentNameLabel(head.nameLabel));
  const form = isDepartment ? 'department-evaluation' : 'project-evaluation';
  const lacks = [
    ...(segment.nameRow === undefined && segment.titleRow === undefined
      ? [zh`上半部分（项目名称、资金）`]
      : []),
    ...((segment.nameRow ?? segment.titleRow) !== undefined && funding.length === 0 ? [zh`项目资金`] : []),
    ...(indicators.length === 0 ? [zh`绩效指标`] : []),
    ...(total ? [] : [zh`总分`]),
  ];
  if (lacks.length > 0) gaps.unshift({ text: zh`缺${joined(lacks, zh`、`)}`, location: whole });
  if (form === 'project-evaluation' && !head.name && segment.nameRow !== undefined)
    gaps.push({ text: zh`没有读出项目名称`, location: whole });
  return {
    form,
    layout:
      segment.nameRow === undefined && segment.titleRow === undefined ? 'unknown' : layoutOf(headers, labels),
    title: title?.cell.cell.shown.trim() ?? (isDepartment ? '部门整体支出绩效自评表' : '项目支出绩效自评表'),
    parts,
    ...(form === 'project-evaluation' && head.name && { name: head.name }),
    ...(head.department && { department: head.department }),
    ...(head.agency && { agency: head.agency }),
    ...(head.fiscalYear && { fiscalYear: head.fiscalYear }),
    funding,
    management,
    ...goals,
    tasks: isDepartment ? bindTasks(sheet, segment) : [],
    indicators,
    ...(total && { total }),
    ...gradeOf(sheet, segment),
    notes,
    scoring: [...notes, ...headerTexts].filter(({ text }) => isOwnScoring(text)),
    gaps,
    ...(segment.inKeyReport && { inKeyReport: true }),
  };
}

interface Head {
  readonly name: Stated<string> | undefined;
  readonly nameLabel: string | undefined;
  readonly department: Stated<string> | undefined;
  readonly agency: Stated<string> | undefined;
  readonly fiscalYear: Stated<number> | undefined;
}

const isHeadLabel = (label: string): boolean =>
  isNameLabel(label) || isDepartmentNameLabel(label) || isDepartmentLabel(label) || isAgencyLabel(label);

const YEAR = /(?<year>20\d{2})年(?!\d{1,2}月)/u;

/** Name, department and year, from the labels at the head and the loose lines above them. */
function headOf({ grid, rows, at }: SheetRows, segment: Segment, firstHeader: number): Head {
  const stated = ({ cell: { shown }, ...cell }: GridCell): Stated<string> => ({
    value: shown.replace(/\s/gu, ''),
    location: at({ cell: { shown } as GridCell['cell'], ...cell }),
  });
  const headRows = rows.filter((row) => row <= firstHeader || row === segment.nameRow);
  const valueOf = (isLabel: (label: string) => boolean): { label: string; value?: GridCell } | undefined => {
    for (const row of headRows) {
      const cells = grid.row(row);
      const index = cells.findIndex(({ label }) => isLabel(label));
      const label = cells[index];
      if (!label) continue;
      const next = cells[index + 1];
      const isValue = next && !isHeadLabel(next.label) && fundingColumn(next.label) === undefined;
      return { label: label.label, ...(isValue && { value: next }) };
    }
    return undefined;
  };
  const ownLabel = valueOf(isNameLabel);
  const departmentLabel = valueOf(isDepartmentNameLabel);
  const named = ownLabel ?? departmentLabel;
  const department = (valueOf(isDepartmentLabel) ?? departmentLabel)?.value;
  const agency = valueOf(isAgencyLabel)?.value;
  const isDepartmentSheet = named !== undefined && isDepartmentNameLabel(named.label);
  const owners = new Set([department, agency].flatMap((cell) => (cell ? [bareName(cell.label)] : [])));
  const loose = rows
    .filter((row) => row > (segment.titleRow ?? Infinity) && row < (segment.nameRow ?? -1))
    .flatMap((row) => {
      const cells = grid.row(row);
      const [only, ...others] = cells;
      return only && others.length === 0 && !isMarginLine(cells) ? [only] : [];
    })
    .filter(({ label }) => !owners.has(bareName(label)));
  const isOwner = named?.value !== undefined && owners.has(bareName(named.value.label));
  const [looseName, ...otherLines] = loose;
  const name = named?.value && !isOwner ? named.value : otherLines.length === 0 ? looseName : undefined;
  const owner = isDepartmentSheet ? named.value : department;
  const years = rows
    .filter((row) => row <= Math.min(firstHeader, (segment.nameRow ?? firstHeader) + 1))
    .flatMap((row) => grid.row(row).map((cell) => ({ cell, isTitle: row === segment.titleRow })))
    // A project may be called after the year that it began in.
    .filter(({ cell }) => cell !== name)
    .flatMap(({ cell, isTitle }) => {
      const year = YEAR.exec(cell.label)?.groups?.year;
      return year === undefined
        ? []
        : [{ value: Number(year), location: at(cell), label: cell.label, isTitle }];
    });
  // A line of its own says it for certain; a title may name the year in which the evaluation was done.
  const year =
    years.find(({ label }) => /^\(?20\d{2}年度?\)?$/u.test(label)) ??
    years.find(({ label }) => /20\d{2}年度/u.test(label)) ??
    years.find(({ isTitle }) => isTitle);
  return {
    name: isDepartmentSheet || !name ? undefined : stated(name),
    nameLabel: named?.label,
    department: owner && { ...stated(owner), value: bareName(stated(owner).value) },
    agency: agency && stated(agency),
    fiscalYear: year && { value: year.value, location: year.location },
  };
}

/** A department without the code that some forms print before or behind it: [300]财政局. */
const bareName = (name: string): string =>
  name.replace(/^(?:[[(（【]\d+[\])）】]|\d+[-—_])|[(（〔\[【]?\d+[)）〕\]】]?$/gu, '');

/** Header ids that a funding line must print in order. */
const AMOUNTS = ['initial', 'budget', 'executed'] as const;

function bindFunding({ grid, rows, at }: SheetRows, segment: Segment, gaps: Gap[]): FundingLine[] {
  const { fundingRow, headerRow } = segment;
  if (fundingRow === undefined) return [];
  const end = headerRow ?? Infinity;
  const headerCells = grid.row(fundingRow);
  const header = fundingColumns(grid, rows, fundingRow);
  const unit = unitIn(rows.filter((row) => row <= fundingRow + 1).flatMap((row) => grid.row(row)));
  const points = header.some(({ id }) => id === 'weight') ? undefined : pointsIn(headerCells);
  const lines: FundingLine[] = [];
  for (const row of rows) {
    const cells = grid.row(row);
    if (row < fundingRow || row >= end || isColumnNumbers(cells)) continue;
    // The header may stand beside its first line, and names no source of its own.
    if (row === fundingRow && !cells.some(isPlainNumber)) continue;
    if (cells.some(({ label }) => isManagementLabel(label) || isGoalLabel(label))) break;
    const { label, kind, values } = fundingLabel(cells, row > fundingRow);
    if (!label || !kind) {
      const [first] = cells;
      if (first && row > fundingRow && cells.filter(isPlainNumber).length > 1)
        gaps.push({
          text: zh`资金情况中“${quotedText(rowText(cells))}”一行没有读懂`,
          location: at(first),
          block: 'funding',
        });
      continue;
    }
    const reading = fundingReading(values, header);
    const told = 'refused' in reading ? reading.refused : reading.remark;
    if (told !== undefined && (values.length > 0 || /:-?\d/u.test(label.label)))
      gaps.push({ text: zh`${label.label}一行${told}`, location: at(label), block: 'funding' });
    if ('refused' in reading) continue;
    lines.push({
      kind,
      label: label.cell.shown.trim(),
      location: at(label),
      ...readings(reading.cells, at, unit),
      ...(kind === 'total' && points && { weight: numberReading(points.text, at(points.cell)) }),
    });
  }
  return lines;
}

/** The columns of the funding block, but for a header over the labels of its lines (年度预算数（万元）). */
function fundingColumns(
  grid: Grid,
  rows: readonly number[],
  fundingRow: number,
): readonly HeaderColumn<FundingColumn>[] {
  const below = rows.filter((row) => row > fundingRow).flatMap((row) => grid.row(row));
  const labels = below.filter(({ label }) => fundingKindOf(label) !== undefined);
  const isOverLabels = ({ column }: GridCell): boolean => labels.some((label) => label.column >= column);
  const all = grid.row(fundingRow);
  const isNamedAgain = (cell: GridCell): boolean =>
    all.some(
      ({ label, column }) => column > cell.column && fundingColumn(label) === fundingColumn(cell.label),
    );
  const cells = all.filter((cell) => !(isOverLabels(cell) && isNamedAgain(cell)));
  const first = cells.find(({ label }) => fundingColumn(label) !== undefined)?.column ?? Infinity;
  return headerColumns(
    grid,
    cells,
    ({ label }) => fundingColumn(label),
    ({ column }) => column > first,
  );
}

/** The points of 预算执行 where they stand in a header, not in a column: 得分（20分×执行率）. */
function pointsIn(cells: readonly GridCell[]): { cell: GridCell; text: string } | undefined {
  for (const cell of cells) {
    const text = /\((?<points>\d+(?:\.\d+)?分)[^()]*\)/u.exec(cell.label)?.groups?.points;
    if (text !== undefined) return { cell, text };
  }
  return undefined;
}

/** The label of a funding line, the source of money that it names, and the cells behind it. */
function fundingLabel(
  cells: readonly GridCell[],
  isBelowHeader: boolean,
): { label?: GridCell; kind?: FundingKind; values: readonly GridCell[] } {
  const first = cells.findIndex((cell) => isNumberOrNothing(cell));
  const end = first < 0 ? cells.length : first;
  // A part of a part stands behind what it is a part of: 其中：财政拨款 | 其中：中央补助 | 30.
  const index = cells.slice(0, end).findLastIndex(({ label }) => fundingKindOf(label) !== undefined);
  const known = cells[index];
  const kind = known && fundingKindOf(known.label);
  if (kind) return { label: known, kind, values: cells.slice(index + 1) };
  // Whatever has amounts in the block is a part of the total, by whatever name.
  const label = cells[end - 1];
  const values = cells.slice(end);
  const isLine =
    isBelowHeader && label && label.label.length <= LONGEST_SOURCE && !isManagementItem(label.label);
  return isLine && values.some(isPlainNumber) ? { label, kind: 'unknown', values } : { values: [] };
}
/** 其中：政府性基金预算财政拨款资金 is among the longest. */
const LONGEST_SOURCE = 24;

type FundingCells = ReadonlyMap<FundingColumn, GridCell>;

/** The cells of a funding line: in their columns, moved beside them, or in their customary order. */
function fundingReading(
  values: readonly GridCell[],
  header: readonly HeaderColumn<FundingColumn>[],
): { cells: FundingCells; remark?: Message } | { refused: Message } {
  const amounts = AMOUNTS.filter((id) => header.some((column) => column.id === id));
  const aligned = readAligned<FundingColumn>(
    values,
    header,
    (reading, rest, shift) => {
      const odd = [...reading].filter(
        ([id, cell]) => !isNumberOrNothing(cell) || (isPercent(cell) && id !== 'rate'),
      );
      const rate = reading.get('rate');
      const rateInPlace = !values.some(isPercent) || (rate !== undefined && isPercent(rate));
      // In place, one cell may hold what is no number: "无资金".
      return rest.length === 0 && rateInPlace && odd.length <= (shift === 0 && values.length > 2 ? 1 : 0);
    },
    [...AMOUNTS, 'weight', 'rate', 'score'],
  );
  if (aligned) return { cells: aligned };
  if (values.every(({ label }) => /^[-—–]+$/u.test(label))) return { cells: new Map() };
  const at = values.findIndex(isPercent);
  const printed = values.slice(0, at - 1);
  if (at < 1 || !values.slice(0, at + 2).every(isNumberOrNothing))
    return { refused: zh`各格与表头对不上，没有采用` };
  const [first, second, third] = printed;
  const names = printed.length === amounts.length ? amounts : printed.length === 3 ? AMOUNTS : undefined;
  const tail: [FundingColumn, GridCell | undefined][] = [
    ['weight', values[at - 1]],
    ['rate', values[at]],
    ['score', values[at + 1]],
  ];
  const whole = (head: [FundingColumn, GridCell | undefined][]): FundingCells =>
    new Map([...head, ...tail].flatMap(([id, cell]) => (cell ? [[id, cell] as const] : [])));
  if (names) return { cells: whole(names.map((id, index) => [id, printed[index]])) };
  if (printed.length === 2 && first && second && !third && agrees(first, second, values[at])) {
    return {
      cells: whole([
        ['budget', first],
        ['executed', second],
      ]),
      remark: zh`少一个金额，按全年预算数、全年执行数读（与印出的执行率相符）`,
    };
  }
  return { refused: zh`有 ${printed.length} 个金额，分不清是哪几栏，没有采用` };
}

/** Whether two amounts fit the rate printed beside them, so that it is they which it compares. */
function agrees(budget: GridCell, executed: GridCell, rate: GridCell | undefined): boolean {
  const of = (cell: GridCell | undefined): PrintedNumber | undefined => cell && read(numberIn(cell));
  const [whole, part, share] = [of(budget), of(executed), of(rate)];
  if (!whole || !part || !share || whole.value.isZero()) return false;
  return part.value
    .div(whole.value)
    .times(100)
    .minus(share.value)
    .abs()
    .lessThanOrEqualTo(new Decimal(10).pow(-share.decimals));
}

function readings(
  cells: FundingCells,
  at: SheetRows['at'],
  unit: Unit,
): Partial<Record<FundingColumn, Reading<PrintedNumber>>> {
  return Object.fromEntries(
    [...cells].map(([id, cell]) => {
      const reading = numberReading(cell.cell.shown, at(cell));
      const isAmount = id === 'initial' || id === 'budget' || id === 'executed';
      return [id, isAmount ? inWan(reading, unit) : reading];
    }),
  );
}

function bindManagement({ grid, rows, at }: SheetRows, segment: Segment, gaps: Gap[]): ManagementItem[] {
  const start = rows.find((row) => grid.row(row).some(({ label }) => isManagementLabel(label)));
  if (start === undefined) return [];
  const items: ManagementItem[] = [];
  // Where the rows are damaged an item may stand above the label that a merge gives to all four.
  for (const row of rows.filter((row) => row > (segment.fundingRow ?? -1))) {
    const cells = grid.row(row);
    if (row >= (segment.headerRow ?? Infinity) || cells.some(({ label }) => isGoalLabel(label))) break;
    const name = cells.find(({ label }) => !isManagementLabel(label) && label.length <= LONGEST_ITEM);
    const [weight, score] = cells.filter(isPlainNumber).slice(-2);
    if (name && !isManagementItem(name.label) && row > start && weight && score)
      gaps.push({ text: zh`资金管理情况中“${name.label}”一行没有读懂`, location: at(name) });
    if (!name || !isManagementItem(name.label) || cells.indexOf(name) > 1) continue;
    if (!weight || !score) {
      gaps.push({ text: zh`${name.label}一行没有读出分值和得分`, location: at(name) });
      continue;
    }
    items.push({
      name: name.label,
      location: at(name),
      weight: numberReading(weight.cell.shown, at(weight)),
      score: numberReading(score.cell.shown, at(score)),
    });
  }
  return items;
}
/** 预算绩效管理情况 is the longest in use. */
const LONGEST_ITEM = 12;

/** 年度总体目标: the texts below or beside 预期目标 and 实际完成情况. */
function bindGoals(
  { grid, rows, at }: SheetRows,
  { headerRow }: Segment,
): { goal?: Note; completion?: Note } {
  const before = rows.filter((row) => row < (headerRow ?? Infinity));
  const labelRow = before.find((row) => grid.row(row).some(({ label }) => isGoalLabel(label)));
  if (labelRow === undefined) return {};
  const labels = grid.row(labelRow);
  const completionLabel = labels.find(({ label }) => isCompletionLabel(label));
  const goals: GridCell[] = [];
  const completions: GridCell[] = [];
  for (const row of before.filter((row) => row > labelRow)) {
    const all = grid.row(row);
    if (all.some(({ label }) => isNextBlock(label))) break;
    const cells = all.filter(({ label, column }) => column > 0 || label.length > LONGEST_SIDE_LABEL);
    const [first, second] = cells;
    if (first && second) {
      goals.push(first);
      completions.push(second);
    } else if (first) {
      (completionLabel && first.column >= completionLabel.column ? completions : goals).push(first);
    }
    if (goals.length >= MOST_GOAL_ROWS) break;
  }
  const note = (cells: readonly GridCell[]): Note | undefined => {
    const [first] = cells;
    return first && { text: cells.map(({ cell }) => cell.shown.trim()).join(''), location: at(first) };
  };
  const goal = note(goals);
  const completion = note(completions);
  return { ...(goal && { goal }), ...(completion && { completion }) };
}
/** 年度总体目标, 年度履职目标 stand beside the texts. */
const LONGEST_SIDE_LABEL = 8;
const MOST_GOAL_ROWS = 10;
const isNextBlock = (label: string): boolean =>
  /^(?:绩效指标|年度(?:主要|绩效)(?:任务|指标)|一级指标|任务名称)$/u.test(label);

function bindTasks({ grid, rows, at }: SheetRows, { headerRow }: Segment): EvaluationSheet['tasks'] {
  const start = rows.find((row) => grid.row(row).some(({ label }) => /^(?:任务|工作)名称$/u.test(label)));
  if (start === undefined) return [];
  const column = grid.row(start).find(({ label }) => /^(?:任务|工作)名称$/u.test(label))?.column ?? 0;
  return rows
    .filter((row) => row > start && row < (headerRow ?? Infinity))
    .flatMap((row) => {
      const cell = grid.row(row).find((other) => other.column >= column);
      return cell && grid.row(row).length > 1
        ? [{ name: cell.cell.shown.replace(/\s/gu, ''), location: at(cell) }]
        : [];
    });
}

/** Weight and score of the line 总分: in the columns of the header, else in the order of the header. */
function bindTotal({ grid, at }: SheetRows, { totalRow, headerRow }: Segment): EvaluationSheet['total'] {
  if (totalRow === undefined) return undefined;
  const cells = grid.row(totalRow);
  const [label, ...values] = cells;
  if (!label) return undefined;
  const inLabel = totalInLabel(label.label);
  if (inLabel !== undefined) return { location: at(label), score: numberReading(inLabel, at(label)) };
  const headed = totalsBelow(grid, totalRow);
  if (headed)
    return {
      location: at(label),
      weight: numberReading(headed.weight.cell.shown, at(headed.weight)),
      score: numberReading(headed.score.cell.shown, at(headed.score)),
    };
  const numbers = values.filter((cell) => !isPercent(cell) && isNumberOrNothing(cell) && cell.label !== '-');
  const header = indicatorColumns(grid, headerRow);
  const columnOf = (id: IndicatorColumn): HeaderColumn<IndicatorColumn> | undefined =>
    header.find((column) => column.id === id);
  const under = (id: IndicatorColumn): GridCell | undefined => {
    const own = columnOf(id);
    return own && numbers.find(({ column }) => column >= own.left && column <= own.right);
  };
  const isScoreFirst = (columnOf('score')?.left ?? Infinity) < (columnOf('weight')?.left ?? -1);
  const [first, second] = isScoreFirst ? numbers.slice(0, 2).toReversed() : numbers;
  const inOrder = numbers.length > 1 ? [first, second] : [undefined, numbers[0]];
  const inPlace = [under('weight'), under('score')];
  const isOnlyWeight = numbers.length === 1 && inPlace[0] !== undefined && isFull(inPlace[0]);
  const [weight, score] = isOnlyWeight || inPlace.every((cell) => cell !== undefined) ? inPlace : inOrder;
  return {
    location: at(label),
    ...(weight && { weight: numberReading(weight.cell.shown, at(weight)) }),
    ...(score && { score: numberReading(score.cell.shown, at(score)) }),
  };
}

/** What a total of weights comes to. */
const isFull = (cell: GridCell): boolean => read(numberIn(cell))?.value.equals(100) === true;

/** The grade: beside its label or below it, in one cell with it, or behind the scores of 总分. */
function gradeOf({ grid, rows, at }: SheetRows, { totalRow }: Segment): { grade?: Stated<string> } {
  for (const row of rows) {
    const cells = grid.row(row);
    const index = cells.findIndex(({ label }) => isGradeLabel(label));
    const label = cells[index];
    const value =
      cells[index + 1] ?? (label && grid.row(row + 1).find(({ column }) => column === label.column));
    const grade = value && gradeIn(value.label);
    if (index >= 0 && value && grade !== undefined) return { grade: { value: grade, location: at(value) } };
    for (const cell of cells) {
      const own = GRADE_IN_LINE.exec(cell.label)?.groups?.grade;
      if (own !== undefined) return { grade: { value: own, location: at(cell) } };
    }
  }
  const behind = totalRow === undefined ? undefined : grid.row(totalRow).at(-1);
  return behind && GRADE.test(behind.label) ? { grade: { value: behind.label, location: at(behind) } } : {};
}

const WORDS = GRADE_WORDS.join('|');
const GRADE = new RegExp(`^(?:${WORDS})$`, 'u');
const GRADE_IN_LINE = new RegExp(`(?:自评|评价)(?:等级|等次|结论):(?<grade>${WORDS})$`, 'u');
const MARK = String.raw`(?:[☑√✓✔■]|\([√✓✔]\))`;
/** 优□良☑中□差□, and □优☑良□中□差 */
const TICKED_BEHIND = new RegExp(`(?<grade>${WORDS})${MARK}`, 'u');
const TICKED_BEFORE = new RegExp(`${MARK}(?<grade>${WORDS})`, 'u');
const BEGINS_WITH_BOX = new RegExp(String.raw`^(?:\(\)|[□☐○口]|${MARK})`, 'u');
/** 不合格, 优秀. */
const LONGEST_GRADE = 4;

function gradeIn(label: string): string | undefined {
  const ticked = (BEGINS_WITH_BOX.test(label) ? TICKED_BEFORE : TICKED_BEHIND).exec(label)?.groups?.grade;
  // 良好（80-90分）
  const bare = label.replace(/\([^()]*\)$/u, '');
  return ticked ?? (bare.length <= LONGEST_GRADE ? bare : undefined);
}

/** 偏差大或目标未完成原因分析: one line for all indexes, below 总分, where they have no column for it. */
function reasonLine({ grid, rows }: SheetRows, { totalRow }: Segment): string | undefined {
  for (const row of rows) {
    const [label, ...others] = grid.row(row);
    if (row <= (totalRow ?? Infinity) || !label || !/^偏差.{0,16}原因/u.test(label.label)) continue;
    const own = /[:：](?<text>.*)$/su.exec(label.cell.shown.trim())?.groups?.text ?? '';
    const text = [own, ...others.map(({ cell }) => cell.shown)].join(' ').trim();
    return /^[无\-—/]?$/u.test(text) ? '' : text;
  }
  return undefined;
}

function notesOf({ grid, rows, at }: SheetRows, { totalRow }: Segment): Note[] {
  return rows
    .filter((row) => row > (totalRow ?? Infinity))
    .flatMap((row) => grid.row(row).slice(0, 1))
    .filter(({ label }) => !isGradeLabel(label) && !isPlaceholder(label))
    .map((cell) => ({ text: cell.cell.shown.trim(), location: at(cell) }));
}
