import { zh } from '../../language/message.js';
import {
  groupOf,
  indicatorColumn,
  isCompletionLabel,
  isGoalLabel,
  isLevel1,
  isLevel1Word,
  isManagementItem,
  isOwnScoring,
  withoutPoints,
  type IndicatorColumn,
} from '../../forms/evaluation.js';
import { readIndicatorValue } from '../../figure/indicator-value.js';
import { numberReading, valueReading, type Gap, type Indicator } from '../../model/evaluation.js';
import { tellApart } from '../../model/tell-apart.js';
import type { Grid, GridCell } from '../grid.js';
import { isNumberOrNothing, isPlainNumber, quotedText, rowText } from './cells.js';
import { headerColumns, readAligned, type HeaderColumn, type Reading } from './aligned-row.js';
import { isColumnNumbers, isMarginLine, type SheetRows } from './rows.js';
import { headerAt, isIndicatorHeader, titleIn, type Segment } from './segments.js';

/** "指标2：", "……": rows of the form that were not used. */
export const isPlaceholder = (label: string): boolean => /^(?:指标\d*:?|[.…·]+)$/u.test(label);

type Cells = Reading<IndicatorColumn>;

const VALUES: readonly IndicatorColumn[] = ['target', 'achieved', 'weight', 'score', 'deviation'];

/** The indicator rows of a sheet, and the columns that its header prints. */
export function bindIndicators(
  { grid, rows, at }: SheetRows,
  { headerRow, totalRow, fundingRow, nameRow }: Segment,
  gaps: Gap[],
): { indicators: Indicator[]; headers: ReadonlySet<string> } {
  const header = indicatorColumns(grid, headerRow);
  const headers = new Set<string>(header.map(({ id }) => id));
  // Without its header a sheet is only what follows its first half.
  const start = headerRow ?? (nameRow === undefined && fundingRow === undefined ? -1 : Infinity);
  const indicators: Indicator[] = [];
  const once = tellApart();
  let level1: string | undefined;
  let level2: string | undefined;
  for (const row of rows) {
    if (row <= start || row >= (totalRow ?? Infinity)) continue;
    const cells = grid.row(row);
    // A page repeats title and header.
    if (isIndicatorHeader(cells) || titleIn(cells) || isMarginLine(cells) || isColumnNumbers(cells)) continue;
    const shared = sharedWeight(grid, row, header);
    const used = withShared(cells, shared).filter(
      ({ label }) => !isPlaceholder(label) && label !== SIDE_LABEL,
    );
    // What is left of a header in two rows, or a remark on the whole.
    if (used.every(({ label }) => indicatorColumn(label) !== undefined)) continue;
    if (used[0]?.label.startsWith('其他需要说明') === true) continue;
    const reading = readRow(used, header);
    if (!reading) {
      const labels = used.filter(({ label }) => isLevelLabel(label));
      if (labels.length === used.length) {
        for (const { label } of labels) {
          if (isLevel1(label) && groupOf('', label) === 'unknown') {
            level1 = label;
            level2 = undefined;
          } else level2 = label;
        }
      } else {
        const [first] = used;
        const text = rowText(used);
        if (first) gaps.push({ text: zh`“${quotedText(text)}”一行没有读懂，未核对`, location: at(first) });
      }
      continue;
    }
    const [own1, own2] = levelsOf(reading);
    if (own1 !== undefined && own1 !== level1) {
      level1 = own1;
      level2 = undefined;
    }
    level2 = own2 ?? level2;
    const indicator = toIndicator(
      reading,
      {
        level1,
        level2,
        hasReason: headers.has('reason'),
        hasDeviation: headers.has('deviation'),
        over: mergedOver(
          grid,
          row,
          header.find(({ id }) => id === 'reason'),
        ),
      },
      at,
      used,
    );
    indicators.push({
      ...indicator,
      key: once(indicator.key),
      ...(shared && {
        weight: {
          state: 'unreadable',
          reason: zh`由 ${shared.rows} 行合用`,
          printed: shared.cell.cell.shown.trim(),
          location: at(shared.cell),
        },
      }),
    });
  }
  return { indicators, headers };
}

interface SharedWeight {
  readonly cell: GridCell;
  readonly rows: number;
}

/** Points that are merged over several indexes, each with a score of its own: they are those of the rows together. */
function sharedWeight(
  grid: Grid,
  row: number,
  header: readonly HeaderColumn<IndicatorColumn>[],
): SharedWeight | undefined {
  const [weight, score] = (['weight', 'score'] as const).map((id) => header.find((one) => one.id === id));
  const merge = weight && grid.mergeAt(row, weight.left);
  const cell = merge && grid.at(merge.top, merge.left);
  if (!cell || !score) return undefined;
  let rows = 0;
  for (let own = merge.top; own <= merge.bottom; own++) if (isPlainNumber(grid.at(own, score.left))) rows++;
  return rows > 1 ? { cell, rows } : undefined;
}

/** A row below the first of those that share their points has them in its place, too. */
function withShared(cells: readonly GridCell[], shared: SharedWeight | undefined): readonly GridCell[] {
  const row = cells[0]?.row;
  if (!shared || row === undefined || shared.cell.row === row) return cells;
  return [...cells, { ...shared.cell, row }].sort((one, other) => one.column - other.column);
}

/** The columns of the indicator table; where it has four levels, the fourth names the index. */
export function indicatorColumns(
  grid: Grid,
  headerRow: number | undefined,
): readonly HeaderColumn<IndicatorColumn>[] {
  const cells =
    headerRow === undefined ? [] : (headerAt(grid, headerRow, isIndicatorHeader) ?? grid.row(headerRow));
  const hasFourth = cells.some(({ label }) => label.startsWith('四级指标'));
  const isAbove = (label: string): boolean => hasFourth && label.startsWith('三级指标');
  const idOf = ({ label }: GridCell): IndicatorColumn | undefined =>
    isAbove(label) ? undefined : indicatorColumn(label);
  // Where every level has its points, those behind the name are the index's own.
  const weights = cells.filter((cell) => idOf(cell) === 'weight');
  const own = weights.find((cell) => idOf(cells[cells.indexOf(cell) - 1] ?? cell) === 'name') ?? weights[0];
  return headerColumns(
    grid,
    cells,
    (cell) => (idOf(cell) === 'weight' && cell !== own ? undefined : idOf(cell)),
    ({ label }) => !label.endsWith('指标') || isAbove(label),
  );
}

/** The cell above that covers a column in a row. */
function mergedOver(
  grid: Grid,
  row: number,
  header: HeaderColumn<IndicatorColumn> | undefined,
): GridCell | undefined {
  const merge = header && grid.mergeAt(row, header.left);
  return merge && merge.top < row ? grid.at(merge.top, merge.left) : undefined;
}

/** Beside the rows, over all of them. */
const SIDE_LABEL = '绩效指标';
function isLevelLabel(label: string): boolean {
  const bare = withoutPoints(label);
  return isLevel1(bare) || (bare.endsWith('指标') && bare.length <= 12 && groupOf(bare, bare) !== 'unknown');
}

/** A target or achievement; a bare number may be one, but a label or a sentence is not. */
function isValue(cell: GridCell | undefined): boolean {
  if (!cell || isLevelLabel(cell.label) || cell.label.length > LONGEST_VALUE) return false;
  return !isManagementItem(cell.label) && !isGoalLabel(cell.label) && !isCompletionLabel(cell.label);
}
const LONGEST_VALUE = 60;

/** Whether a name, rather than a value that stands one cell too far to the left or right. */
function isName(cell: GridCell | undefined): boolean {
  if (!cell) return true;
  const value = readIndicatorValue(cell.label);
  return (
    !(value.kind === 'number' && (value.operator !== undefined || value.unit.length <= 1)) &&
    value.kind !== 'date'
  );
}

/** @param last rightmost column of the header, where the row stands in place: a text behind it is a remark */
function isFit(reading: Cells, rest: readonly GridCell[], last: number): boolean {
  const [level1, level2] = [reading.get('level1'), reading.get('level2')];
  const deviation = reading.get('deviation');
  const reason = reading.get('reason');
  const name = reading.get('name');
  const score = reading.get('score');
  // In place, a row that prints points and no achievement, or no target either, is one that was not filled in.
  const isUnfilled =
    last < Infinity &&
    name !== undefined &&
    isPlainNumber(score) &&
    (!reading.has('target') || isValue(reading.get('target'))) &&
    !reading.has('achieved');
  return (
    (reading.has('weight')
      ? isPlainNumber(reading.get('weight'))
      : pointsIn(reading.get('name')) !== undefined) &&
    (isUnfilled || (isValue(reading.get('target')) && isValue(reading.get('achieved')))) &&
    isName(name) &&
    // A name that stands in the column of the second level is not one without a name.
    (name !== undefined || !level2 || isLevelLabel(level2.label)) &&
    (!level1 || isLevel1(level1.label) || (!/[\d%]/u.test(level1.label) && level1.label.length <= 12)) &&
    (!level1 || level2 !== undefined || isLevel1(level1.label)) &&
    (!level2 || (isName(level2) && !/^指标\d*:/u.test(level2.label))) &&
    isNumberOrNothing(deviation) &&
    (!reason || !isPlainNumber(reason)) &&
    // A score may be a text by mistake, but then nothing stands in the wrong column.
    (isPlainNumber(score) || (score ? score.label.length <= 4 : !isPlainNumber(reading.get('achieved')))) &&
    rest.every((cell) => cell.column > last && !isNumberOrNothing(cell))
  );
}

/** "10分" of 保洁河道长度（10分）: where the form has no column of weights, they stand behind the name. */
const pointsIn = (name: GridCell | undefined): string | undefined =>
  /\((?<points>\d+(?:\.\d+)?分)\)$/u.exec(name?.label ?? '')?.groups?.points;

const labelOf = (cell: GridCell | undefined): string | undefined => cell && withoutPoints(cell.label);

/** First- and second-level label of a row; a label of the second level may stand in the column of the first. */
function levelsOf(reading: Cells): [string | undefined, string | undefined] {
  const [first, second] = [labelOf(reading.get('level1')), labelOf(reading.get('level2'))];
  const isSecond = first !== undefined && second === undefined && groupOf('', first) !== 'unknown';
  return isSecond && !isLevel1Word(first) ? [undefined, first] : [first, second];
}

/** Reads a row in its columns, moved beside them, or by the order in which such rows are always printed. */
function readRow(
  cells: readonly GridCell[],
  header: readonly HeaderColumn<IndicatorColumn>[],
): Cells | undefined {
  const last = Math.max(...header.map(({ right }) => right));
  const aligned =
    header.length > 0
      ? readAligned(
          cells,
          header,
          (reading, rest, shift) => isFit(reading, rest, shift === 0 ? last : Infinity),
          VALUES,
        )
      : undefined;
  return aligned ?? inOrder(cells, header);
}

/** … name, target, achieved, weight, score, then deviation and reason. */
function inOrder(
  cells: readonly GridCell[],
  header: readonly HeaderColumn<IndicatorColumn>[],
): Cells | undefined {
  if (header.some(({ id }) => id === 'operator' || id === 'unit')) return undefined;
  const weightAt = cells.findIndex(
    (cell, index) => index >= 2 && isPlainNumber(cell) && isPlainNumber(cells[index + 1]),
  );
  const before = cells.slice(0, weightAt);
  const target = before.at(-2);
  const achieved = before.at(-1);
  if (weightAt < 2 || !isValue(target) || !isValue(achieved)) return undefined;
  const labels = before.slice(0, -2);
  const nameCell = labels.at(-1);
  const name = nameCell && !isLevelLabel(nameCell.label) ? nameCell : undefined;
  const levels = name ? labels.slice(0, -1) : labels;
  if (levels.some(({ label }) => !isLevelLabel(label)) || levels.length > 2) return undefined;
  const [first, second] = levels;
  const level1 = second
    ? first
    : first && isLevel1(first.label) && groupOf('', first.label) === 'unknown'
      ? first
      : undefined;
  const level2 = second ?? (first === level1 ? undefined : first);
  const after = cells.slice(weightAt + 2);
  const deviation = isPlainNumber(after[0]) || after[0]?.label === '-' ? after[0] : undefined;
  const reason = deviation ? after[1] : after[0];
  if (after.length > (deviation ? 2 : 1)) return undefined;
  const entries: [IndicatorColumn, GridCell | undefined][] = [
    ['level1', level1],
    ['level2', level2],
    ['name', name],
    ['target', target],
    ['achieved', achieved],
    ['weight', cells[weightAt]],
    ['score', cells[weightAt + 1]],
    ['deviation', deviation],
    ['reason', reason],
  ];
  return new Map(entries.flatMap(([id, cell]) => (cell ? [[id, cell] as const] : [])));
}

/** A target with the operator and the unit that some places print in columns of their own, and others twice. */
function targetOf(cells: Cells, target: GridCell): string {
  const shown = target.cell.shown.trim();
  if (!/\d/u.test(target.label)) return shown;
  const own = readIndicatorValue(shown);
  const [operator, unit] = (['operator', 'unit'] as const).map(
    (id) => cells.get(id)?.cell.shown.trim() ?? '',
  );
  const hasOperator = own.kind === 'number' && own.operator !== undefined;
  const hasUnit = own.kind === 'number' && own.unit !== '';
  // 定性 stands in the column of the operators too.
  const isOperator = 'operator' in readIndicatorValue(`${operator}1`);
  return `${isOperator && !hasOperator ? operator : ''}${shown}${hasUnit ? '' : unit}`;
}

function toIndicator(
  cells: Cells,
  owner: {
    readonly level1: string | undefined;
    readonly level2: string | undefined;
    readonly hasReason: boolean;
    readonly hasDeviation: boolean;
    /** The cell merged over the reasons of several rows. */
    readonly over: GridCell | undefined;
  },
  at: SheetRows['at'],
  row: readonly GridCell[],
): Indicator {
  const { level1, level2, hasReason, over } = owner;
  const nameCell = cells.get('name');
  const hasPoints = !cells.has('weight') && pointsIn(nameCell) !== undefined;
  const name = (nameCell?.cell.shown ?? '')
    .replace(/\s/gu, '')
    .replace(/^指标\d*[:：]/u, '')
    .replace(hasPoints ? /[(（][^()（）]*[)）]$/u : '', '');
  const [target, achieved, score, deviation] = (['target', 'achieved', 'score', 'deviation'] as const).map(
    (id) => cells.get(id),
  );
  const weight = cells.get('weight') ?? nameCell;
  const points = hasPoints ? pointsIn(nameCell) : cells.get('weight')?.cell.shown;
  const own = row.find((cell) => ![...cells.values()].includes(cell) && isOwnScoring(cell.label));
  const targetText = target ? targetOf(cells, target) : '';
  const place = nameCell ?? target ?? row[0];
  return {
    key: [level1, level2, name].filter((part) => part !== undefined).join('/'),
    group: groupOf(level1 ?? '', level2 ?? ''),
    ...(level1 !== undefined && { level1 }),
    ...(level2 !== undefined && { level2 }),
    name,
    location: place ? at(place) : { file: '' },
    ...(target && { target: valueReading(targetText, at(target)) }),
    ...(achieved && { achieved: valueReading(achieved.cell.shown, at(achieved)) }),
    ...(weight && points !== undefined && { weight: numberReading(points, at(weight)) }),
    ...(score && { score: numberReading(score.cell.shown, at(score)) }),
    ...(deviation && { deviation: numberReading(deviation.cell.shown, at(deviation)) }),
    ...((hasReason || cells.has('reason')) && {
      reason: (cells.get('reason') ?? over)?.cell.shown.trim() ?? '',
    }),
    ...(own && { scoring: own.cell.shown.trim() }),
  };
}
