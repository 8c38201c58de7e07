import { Decimal } from 'decimal.js';
import { GRADE_WORDS, GROUP_NAMES, type IndicatorGroup } from '../../forms/evaluation.js';
import { TOTAL_LINE } from '../../forms/form.js';
import { normaliseLabel } from '../../forms/label.js';
import { joined, zh, type Message } from '../../language/message.js';
import { groupBy } from '../../model/group-by.js';
import { mostCommon } from '../../model/most-common.js';
import {
  read,
  type EvaluationSheet,
  type EvaluationSummary,
  type PrintedNumber,
  type Reading,
  type SummaryRow,
} from '../../model/evaluation.js';
import { factIn, type Report, yearOfTables } from '../../model/report.js';
import type { Amounts, Judgement, Severity } from '../judgement.js';
import type { CustomRule, ExampleSheet } from '../rule.js';
import { shownAt } from '../judgement.js';
import { amountOf, amountText, rateOf, sameFact, sumOf, tableAmount, type Amount } from './amount.js';
import { matchProjects } from './match-projects.js';
import { listed, sayingsOf, told, type Fault, type Place } from './outcomes.js';
import { evaluationRule } from './per-sheet.js';
import { meanOf, scoresOf } from './mean.js';
import { projectKey } from './project-names.js';
import { closenessOf, compareRate, rounded, SCORE_DECIMALS, type Closeness } from './score.js';
import {
  cellPlace,
  columnOf,
  departmentSheets,
  isMeanRow,
  NO_PROJECT_SHEETS,
  NO_SUMMARY,
  projectRows,
  projectSheets,
  quoted,
  rowName,
  ROWS_UNREAD,
  sheetPlace,
  totalFunding,
  unreadRows,
  type NamedSheet,
} from './sheets.js';

const ZERO = new Decimal(0);
/** Points of 预算执行率. */
const EXECUTION_POINTS = new Decimal(10);
const HUNDRED = new Decimal(100);
const PASS = new Decimal(60);

const scoreText = (value: Decimal): string => rounded(value, SCORE_DECIMALS).toString();

const points = (actual: Decimal, expected: Decimal): Amounts => ({
  expected: rounded(expected, SCORE_DECIMALS),
  actual,
  decimals: SCORE_DECIMALS,
  unit: '分',
});

/** Where a figure stands, beside what it is. */
const IN_SUMMARY = zh`汇总表`;
const ON_SHEET = zh`自评表`;

const namePlace = (row: SummaryRow): Place => shownAt('row', '项目名称', row.name, row.location);

const moneyPlaces = (row: SummaryRow): Place[] => [
  ...cellPlace('budget', `${row.name}·全年预算数`, row.budget),
  ...cellPlace('executed', `${row.name}·全年执行数`, row.executed),
];

const isRateColumn = (column: string): boolean => normaliseLabel(column).includes('得分率');

/** Points of the groups of a row; undefined where one cell was not read. */
function groupPoints({ groups }: SummaryRow): Decimal | undefined {
  let sum = ZERO;
  for (const { points: cell } of groups) {
    if (cell.state === 'unreadable') return undefined;
    sum = sum.plus(read(cell)?.value ?? ZERO);
  }
  return sum;
}

/** Points that the execution of the budget can have got, the formula written out. */
function executionPoints(row: SummaryRow): { values: Decimal[]; text: Message } | undefined {
  const printed = read(row.execution)?.value;
  if (printed) return { values: [printed], text: printed.toString() };
  if (row.execution?.state === 'unreadable') return undefined;
  const [budget, executed] = [read(row.budget)?.value, read(row.executed)?.value];
  if (budget && executed) {
    // Nothing of nothing has no rate: both points and none are in use.
    if (budget.isZero()) return { values: [ZERO, EXECUTION_POINTS], text: zh`10×执行率` };
    const exact = EXECUTION_POINTS.times(executed).div(budget);
    return {
      values: [Decimal.min(exact, EXECUTION_POINTS), exact],
      text: `10×${executed.toString()}÷${budget.toString()}`,
    };
  }
  const rate = read(row.rate)?.value;
  return rate && { values: [EXECUTION_POINTS.times(rate).div(HUNDRED)], text: `10×${rate.toString()}%` };
}

interface RowSum {
  readonly row: SummaryRow;
  readonly total: Decimal;
  readonly groups: Decimal;
  readonly expected: Decimal;
  readonly closeness: Closeness;
  readonly text: Message;
}

/** The sum of a row against its printed total; undefined where a figure was not read. */
function rowSum(row: SummaryRow): RowSum | undefined {
  const total = read(row.total)?.value;
  const groups = groupPoints(row);
  const execution = executionPoints(row);
  if (!total || !groups || !execution || row.groups.length === 0) return undefined;
  const readings = execution.values.map((value) => {
    const expected = value.plus(groups);
    return { expected, closeness: closenessOf(total, expected) };
  });
  const best =
    readings.find(({ closeness }) => closeness === 'holds') ??
    readings.find(({ closeness }) => closeness !== 'fails') ??
    readings[0];
  if (!best) return undefined;
  const terms: Message[] = [
    execution.text,
    ...row.groups.map(({ points: cell }) => read(cell)?.value.toString() ?? zh`（空白）`),
  ];
  return {
    row,
    total,
    groups,
    ...best,
    text: zh`${joined(terms, ' + ')} ＝ ${scoreText(best.expected)}`,
  };
}

/** Group columns that hold rates, not points: summed up they go far beyond 100. */
function holdsRates({ columns, rows }: EvaluationSummary): boolean {
  const sums = projectRows([{ rows } as EvaluationSummary]).flatMap((row) => groupPoints(row) ?? []);
  return (
    columns.some(({ header }) => isRateColumn(header)) &&
    sums.filter((sum) => sum.greaterThan(HUNDRED)).length * 2 > sums.length
  );
}

function judgeSums({ evaluation: { summaries } }: Report): Judgement[] {
  const say = sayingsOf('SU-SUM', 'error');
  if (summaries.length === 0) return [say.inapplicable(NO_SUMMARY)];
  const faults: Fault[] = [];
  const judged = summaries.flatMap((summary, index) => {
    // Without columns of groups its scores are no sums that it shows.
    if (projectRows([summary]).every(({ groups }) => groups.length === 0)) return [];
    const isOfRates = holdsRates(summary);
    return projectRows([summary]).map((row): Judgement[] => {
      const key = index === 0 ? row.key : `${index + 1}/${row.key}`;
      const sheet = summary.title;
      const places = [
        namePlace(row),
        ...moneyPlaces(row),
        ...cellPlace('rate', `${row.name}·预算执行率`, row.rate),
        ...cellPlace('points', `${row.name}·预算执行得分`, row.execution),
        ...row.groups.flatMap(({ column, points: cell }) =>
          cellPlace('points', `${row.name}·${column}`, cell),
        ),
        ...cellPlace('total', `${row.name}·自评得分`, row.total),
      ];
      if (isOfRates) return [say.undecidable(key, places, zh`汇总表各组列的是得分率，没有列出各组分值`)];
      const sum = rowSum(row);
      if (!sum) return [say.undecidable(key, places, zh`汇总表有预算、执行或得分没有读出`)];
      const { total, expected, closeness, text, groups } = sum;
      const amounts = points(total, expected);
      if (closeness === 'holds') return [say.holds(key, places, { sheet })];
      if (closeness === 'holds-within-rounding') return [say.within(key, places, { sheet, amounts })];
      const implied = total.minus(groups);
      const other =
        !implied.isNegative() && implied.lessThanOrEqualTo(EXECUTION_POINTS)
          ? zh`；减去各组得分，执行得分是按 ${scoreText(implied)} 分计的`
          : '';
      faults.push({
        key,
        name: rowName(row),
        sheet,
        text: zh`汇总表${rowName(row)}：${text}，自评得分印作 ${row.total?.printed ?? ''}${other}`,
        places,
        amounts,
        // What was forgotten may be the points that lack.
        ...(row.groups.some(({ points: cell }) => cell.state === 'blank') && {
          severity: 'warning' as const,
        }),
      });
      return [];
    });
  });
  const all = [
    ...told(say, faults, (count) => zh`汇总表 ${count} 个项目的自评得分不等于各项之和`),
    ...judged.flat(),
    ...summaries.flatMap((summary, index) => totalsOf(summary, index === 0 ? '' : `${index + 1}/`)),
  ];
  return all.length > 0 ? all : [say.inapplicable(zh`汇总表没有列出项目各组的得分`)];
}

/** The line 合计 of a summary against the amounts above it. */
function totalsOf(summary: EvaluationSummary, prefix: string): Judgement[] {
  const say = sayingsOf('SU-SUM', 'error');
  const rows = projectRows([summary]);
  return summary.rows
    .filter(({ name }) => /^(?:合计|总计)$/u.test(name))
    .flatMap((line) =>
      (['budget', 'executed'] as const).flatMap((column): Judgement[] => {
        const printed = amountOf(line[column]);
        if (!printed) return [];
        const header = column === 'budget' ? '全年预算数' : '全年执行数';
        const key = `${prefix}${line.key}/${header}`;
        const places = [line, ...rows].flatMap((row) =>
          cellPlace(column, `${row.name}·${header}`, row[column]),
        );
        const amounts = rows.map((row) => amountOf(row[column]));
        if (unreadRows([summary]).length > 0 || amounts.some((amount) => amount === undefined))
          return [say.undecidable(key, places, zh`汇总表有的行没有读出${header}，不能与合计核对`)];
        const sum = sumOf(amounts.flatMap((amount) => amount ?? []));
        const gap = sum.value.minus(printed.value).abs();
        if (gap.isZero()) return [say.holds(key, places, { sheet: summary.title })];
        const compared: Amounts = { expected: sum.value, actual: printed.value, decimals: 2, unit: '万元' };
        const halfUnits = sum.halfUnit.plus(printed.halfUnit);
        if (gap.lessThanOrEqualTo(halfUnits))
          return [say.within(key, places, { sheet: summary.title, amounts: compared })];
        return [
          say.fails(key, places, {
            sheet: summary.title,
            amounts: compared,
            reason: zh`汇总表各项目${header}之和 ${sum.value.toString()}，合计印作 ${printed.printed}`,
          }),
        ];
      }),
    );
}

/** The rates of 合计, and of the rows without a sheet, with which SU-ROW compares the others. */
function judgeRates(report: Report): Judgement[] {
  const say = sayingsOf('SU-RATE', 'error');
  const { summaries } = report.evaluation;
  if (summaries.length === 0) return [say.inapplicable(NO_SUMMARY)];
  const { pairs } = matchProjects(projectRows(summaries), projectSheets(report));
  const compared = new Set(pairs.map(({ row }) => row));
  const judged = summaries.flatMap((summary, index) =>
    summary.rows.flatMap((row): Judgement[] => {
      const [rate, budget, executed] = [read(row.rate), read(row.budget), read(row.executed)];
      // Nothing of nothing has no rate, and a mean of rates is none of amounts.
      if (!rate || !budget || !executed || !budget.value.greaterThan(0)) return [];
      if (isMeanRow(row.name) || compared.has(row)) return [];
      // 预算数 beside 预算调整数 is not the budget that the rate is of.
      if (summary.columns.some(({ header }) => /追加|调整(?:数|金额|额|情况)/u.test(header))) return [];
      const { closeness, expected, actual, decimals } = compareRate(rate, executed, budget);
      const key = index === 0 ? row.key : `${index + 1}/${row.key}`;
      const places = [...cellPlace('rate', `${row.name}·预算执行率`, row.rate), ...moneyPlaces(row)];
      const more = { sheet: summary.title, amounts: { expected, actual, decimals, unit: '%' as const } };
      if (closeness === 'holds') return [say.holds(key, places, more)];
      if (closeness === 'holds-within-rounding') return [say.within(key, places, more)];
      const quotient = `${executed.value.toFixed()} ÷ ${budget.value.toFixed()} ＝ ${expected.toFixed(decimals)}%`;
      return [
        say.fails(key, places, {
          ...more,
          reason: zh`汇总表${rowName(row)}的执行率：${quotient}，表中 ${row.rate?.printed ?? ''}`,
        }),
      ];
    }),
  );
  return judged.length > 0 ? judged : [say.inapplicable(zh`汇总表没有执行率需要另行核对`)];
}

function judgeLabels({ evaluation: { summaries } }: Report): Judgement[] {
  const say = sayingsOf('SU-LABEL', 'warning');
  if (summaries.length === 0) return [say.inapplicable(NO_SUMMARY)];
  return summaries.map((summary, index): Judgement => {
    const instance = index === 0 ? '' : `#${index + 1}`;
    const headers = summary.columns.filter(({ header }) => isRateColumn(header));
    const places = summary.columns.map(({ header, location }) =>
      shownAt('header', zh`列名`, header, location),
    );
    if (headers.length === 0) return say.holds(instance, places, { sheet: summary.title });
    const sums = projectRows([summary]).flatMap((row) => {
      const sum = rowSum(row);
      return sum && !sum.groups.isZero() ? [sum] : [];
    });
    if (sums.length === 0)
      return say.undecidable(instance, places, zh`汇总表没有一行读得出各组得分和自评得分`);
    const proving = sums.filter(({ closeness }) => closeness !== 'fails');
    if (proving.length * 2 <= sums.length)
      return holdsRates(summary)
        ? say.holds(instance, places, { sheet: summary.title })
        : say.undecidable(instance, places, zh`各组数字加起来不等于自评得分，不能断定是得分还是得分率`);
    const [first] = proving;
    const names = listed(headers.map(({ header }) => `“${header}”`));
    return say.fails(
      instance,
      [
        ...headers.map(({ header, location }) => shownAt('header', zh`列名`, header, location)),
        ...(first
          ? first.row.groups.flatMap(({ column, points: cell }) =>
              cellPlace('points', `${first.row.name}·${column}`, cell),
            )
          : []),
      ],
      {
        reason: zh`汇总表${names}列的是得分：${proving.length} 行与执行得分相加等于自评得分${first ? zh`（${rowName(first.row)}${first.text}）` : ''}`,
      },
    );
  });
}

function judgeFlags({ evaluation: { summaries } }: Report): Judgement[] {
  const say = sayingsOf('SU-FLAG', 'warning');
  if (summaries.length === 0) return [say.inapplicable(NO_SUMMARY)];
  const judged = summaries.flatMap((summary, index): Judgement[] => {
    const prefix = index === 0 ? '' : `#${index + 1}/`;
    const rows = projectRows([summary]).flatMap((row) => {
      const flag = read(row.flag);
      return flag === '是' || flag === '否' ? [{ row, flag }] : [];
    });
    const odd = rows.flatMap(({ row, flag }): { row: SummaryRow; why: Message }[] => {
      const name = rowName(row);
      const total = read(row.total)?.value;
      const isUnspent = read(row.executed)?.value.isZero() === true && read(row.budget)?.value.greaterThan(0);
      if (flag === '否' && total?.lessThan(PASS))
        return [{ row, why: zh`${name}“否”，得分 ${total.toString()}` }];
      if (flag === '否' && isUnspent) return [{ row, why: zh`${name}“否”，执行 0` }];
      if (flag === '是' && !isUnspent && total?.greaterThanOrEqualTo(PASS))
        return [{ row, why: zh`${name}“是”，得分 ${total.toString()}` }];
      return [];
    });
    const cells = (of: readonly SummaryRow[]): Place[] =>
      of.flatMap((row) => [
        ...cellPlace('flag', `${row.name}·是否有较大偏差`, row.flag),
        ...cellPlace('executed', `${row.name}·全年执行数`, row.executed),
        ...cellPlace('total', `${row.name}·自评得分`, row.total),
      ]);
    const wrong = new Set(odd.map(({ row }) => row));
    const holding = rows
      .filter(({ row }) => !wrong.has(row))
      .map(({ row }) => say.holds(`${prefix}${row.key}`, cells([row]), { sheet: summary.title }));
    if (odd.length === 0) return holding;
    const reason = zh`汇总表 ${odd.length} 个项目的“是否有较大偏差”与执行或得分不符：${listed(
      odd.map(({ why }) => why),
    )}`;
    return [say.fails(`${prefix}all`, cells([...wrong]), { reason }), ...holding];
  });
  return judged.length > 0 ? judged : [say.inapplicable(zh`汇总表没有“是否有较大偏差”一列`)];
}

/** Rows of the same project of one unit under names that differ in year, way of evaluation, blanks or quotation marks. */
const duplicatesOf = (rows: readonly SummaryRow[]): SummaryRow[][] =>
  [...groupBy(rows, ({ name, owner = '' }) => `${owner}\n${projectKey(name)}`).values()].filter(
    (same) => same.length > 1,
  );

function judgeDuplicates({ evaluation: { summaries } }: Report): Judgement[] {
  const say = sayingsOf('SU-DUP', 'warning');
  if (summaries.length === 0) return [say.inapplicable(NO_SUMMARY)];
  const rows = projectRows(summaries);
  // The same table may be published twice: in the workbook, and with the text.
  const groups = summaries.flatMap((summary) => duplicatesOf(projectRows([summary])));
  if (groups.length === 0) return [say.holds('', rows.map(namePlace))];
  const faults = groups.map((same): Fault => {
    const [first] = same;
    const shown = same.map((row) => {
      return zh`${rowNameWithMode(row)}预算 ${row.budget?.printed ?? ''}、执行 ${row.executed?.printed ?? ''}`;
    });
    return {
      key: projectKey(first?.name ?? ''),
      name: zh`${quoted(projectKey(first?.name ?? ''))}${same.length} 行`,
      text: zh`汇总表同一项目列了 ${same.length} 行：${joined(shown, zh`；`)}`,
      places: same.flatMap((row) => [
        namePlace(row),
        ...moneyPlaces(row),
        ...cellPlace('mode', `${row.name}·评价形式`, row.mode),
      ]),
    };
  });
  return told(say, faults, (count) => zh`汇总表 ${count} 个项目重复列示，预算和执行会重复计算`);
}

/** Score that the sheet gives to a group of indicators; undefined where one was not read. */
function sheetPoints(
  { management, indicators }: EvaluationSheet,
  ...groups: readonly IndicatorGroup[]
): { value: Decimal; decimals: number; places: Place[] } | undefined {
  const cells = [
    ...(groups.includes('management') ? management : []),
    ...indicators.filter(({ group }) => groups.includes(group)),
  ];
  const scores = cells.flatMap(({ score }) => read(score) ?? []);
  if (scores.length < cells.length) return undefined;
  return {
    value: scores.reduce((sum, { value }) => sum.plus(value), ZERO),
    decimals: Math.max(0, ...scores.map(({ decimals }) => decimals)),
    places: cells.flatMap(({ name, score }) => cellPlace('score', `${name}·得分`, score)),
  };
}

/** The points that a column of the summary stands for: that of 产出 takes in 成本 where it has none of its own. */
function groupPointsOf(
  sheet: EvaluationSheet,
  { groups }: SummaryRow,
  group: IndicatorGroup,
  printed: Reading<PrintedNumber>,
): ReturnType<typeof sheetPoints> {
  const own = sheetPoints(sheet, group);
  if (group !== 'output' || groups.some((other) => other.group === 'cost')) return own;
  const wide = sheetPoints(sheet, 'output', 'cost');
  const value = read(printed)?.value;
  return wide && value?.equals(wide.value) === true ? wide : own;
}

interface Field {
  readonly id: string;
  readonly name: Message;
  readonly outcome: Closeness | 'unknown';
  readonly severity?: Severity;
  readonly shown: Message;
  readonly places: readonly Place[];
  readonly amounts?: Amounts;
}

function moneyField(
  id: string,
  name: Message,
  unit: Amounts['unit'],
  own: Reading<PrintedNumber> | undefined,
  other: Reading<PrintedNumber> | undefined,
): Field | undefined {
  if (!own || own.state === 'blank') return undefined;
  const readAs = unit === '%' ? rateOf : amountOf;
  const [one, two] = [readAs(own), readAs(other)];
  const places = [
    ...cellPlace(id, columnOf(IN_SUMMARY, name), own),
    ...cellPlace(id, columnOf(ON_SHEET, name), other),
  ];
  const shown = zh`${name}汇总表 ${own.printed}、自评表 ${other?.printed ?? zh`没有`}`;
  if (!one || !two) return { id, name, outcome: 'unknown', shown, places };
  const { verdict, severity } = sameFact(one, two);
  const decimals = Math.max(one.decimals, two.decimals);
  const amounts = { expected: two.value, actual: one.value, decimals, unit };
  return { id, name, outcome: verdict, shown, places, amounts, ...(severity && { severity }) };
}

/** Scores are exact, but the summary may print them with fewer decimals. */
function scoreField(
  id: string,
  name: Message,
  own: Reading<PrintedNumber> | undefined,
  sheet: { value: Decimal; decimals: number; places: readonly Place[] } | undefined,
  isComplete: boolean,
): Field | undefined {
  if (!own || own.state === 'blank') return undefined;
  const printed = read(own);
  const places = [...cellPlace(id, columnOf(IN_SUMMARY, name), own), ...(sheet?.places ?? [])];
  const shown = zh`${name}汇总表 ${own.printed}、自评表 ${sheet ? sheet.value.toString() : zh`没有读出`}`;
  if (!printed || !sheet) return { id, name, outcome: 'unknown', shown, places };
  const amounts = points(printed.value, sheet.value);
  if (printed.value.equals(sheet.value)) return { id, name, outcome: 'holds', shown, places, amounts };
  const decimals = Math.min(printed.decimals, sheet.decimals);
  const isRounded =
    printed.decimals !== sheet.decimals &&
    rounded(printed.value, decimals).equals(rounded(sheet.value, decimals));
  // Rows of the sheet that were not understood may hold what is missing.
  const missed = isComplete ? 'fails' : 'unknown';
  return { id, name, outcome: isRounded ? 'holds-within-rounding' : missed, shown, places, amounts };
}

function fieldsOf(row: SummaryRow, { sheet }: NamedSheet): Field[] {
  const line = totalFunding(sheet);
  const isComplete = sheet.gaps.length === 0 && sheet.indicators.every(({ group }) => group !== 'unknown');
  const total = read(sheet.total?.score);
  const executionScore = read(line?.score);
  return [
    moneyField('budget', '全年预算数', '万元', row.budget, line?.budget),
    moneyField('executed', '全年执行数', '万元', row.executed, line?.executed),
    moneyField('rate', '执行率', '%', row.rate, line?.rate),
    scoreField(
      'execution',
      zh`预算执行得分`,
      row.execution,
      executionScore && {
        ...executionScore,
        places: cellPlace('score', columnOf(ON_SHEET, zh`预算执行得分`), line?.score),
      },
      true,
    ),
    ...row.groups
      .filter(({ group }) => group !== 'unknown')
      .map(({ group, points: cell }) =>
        scoreField(
          group,
          group === 'management' ? zh`资金管理得分` : zh`${GROUP_NAMES[group]}得分`,
          cell,
          groupPointsOf(sheet, row, group, cell),
          isComplete,
        ),
      ),
    scoreField(
      'total',
      '总分',
      row.total,
      total && {
        ...total,
        places: cellPlace('total', columnOf(ON_SHEET, '总分'), sheet.total?.score),
      },
      true,
    ),
  ].flatMap((field) => field ?? []);
}

function judgeRows(report: Report): Judgement[] {
  const say = sayingsOf('SU-ROW', 'error');
  const { summaries } = report.evaluation;
  if (summaries.length === 0) return [say.inapplicable(NO_SUMMARY)];
  const sheets = projectSheets(report);
  if (sheets.length === 0) return [say.inapplicable(NO_PROJECT_SHEETS)];
  const { pairs, unclear } = matchProjects(projectRows(summaries), sheets);
  const rated = new Set(summaries.filter(holdsRates).flatMap(({ rows }) => rows));
  const faults: Fault[] = [];
  const judged = pairs.flatMap(({ row, sheet: named }): Judgement[] => {
    const sheet = named.title;
    const fields = fieldsOf(row, named).filter(
      ({ id }) => !rated.has(row) || ['budget', 'executed', 'rate', 'total'].includes(id),
    );
    const wrong = fields.filter(({ outcome }) => outcome === 'fails');
    const [first] = wrong;
    if (first) {
      const isMild = wrong.every(({ severity }) => severity === 'warning');
      faults.push({
        key: row.key,
        name: rowName(row),
        sheet,
        text: zh`${rowName(row)}：${joined(
          wrong.map(({ shown }) => shown),
          zh`；`,
        )}`,
        places: [namePlace(row), ...sheetPlace(named), ...wrong.flatMap(({ places }) => places)],
        ...(wrong.length === 1 && first.amounts && { amounts: first.amounts }),
        ...(isMild && { severity: 'warning' }),
      });
    }
    const unknown = fields.filter(({ outcome }) => outcome === 'unknown');
    return [
      ...fields.flatMap(({ id, outcome, places, amounts }) => {
        const more = { sheet, ...(amounts && { amounts }) };
        if (outcome === 'holds') return [say.holds(`${row.key}/${id}`, places, more)];
        return outcome === 'holds-within-rounding' ? [say.within(`${row.key}/${id}`, places, more)] : [];
      }),
      ...unknown.map(({ id, name, places }) =>
        say.undecidable(`${row.key}/${id}`, places, zh`自评表或汇总表的${name}没有读全`),
      ),
    ];
  });
  return [
    ...told(say, faults, (count) => zh`汇总表 ${count} 行与自评表不符`),
    ...judged,
    ...unclear.map(({ rows, sheets: rivals }) =>
      say.undecidable(
        `unclear/${rows.map(({ key }) => key).join('/')}`,
        [...rows.map(namePlace), ...rivals.flatMap(sheetPlace)],
        zh`${listed(rows.map(rowName))}与几张自评表同名，预算、执行和评价形式都分不开`,
      ),
    ),
    ...(pairs.length + unclear.length === 0
      ? [say.undecidable('', sheets.flatMap(sheetPlace), zh`汇总表没有一行找到自评表`)]
      : []),
  ];
}

function judgeCounts(report: Report): Judgement[] {
  const say = sayingsOf('SU-COUNT', 'error');
  const { summaries } = report.evaluation;
  if (summaries.length === 0) return [say.inapplicable(NO_SUMMARY)];
  const rows = projectRows(summaries);
  const sheets = projectSheets(report);
  if (sheets.length === 0)
    return [say.undecidable('', rows.map(namePlace), zh`汇总表的项目没有一张自评表，核对不了`)];
  const { pairs, rowsAlone, sheetsAlone, nameless, unclear } = matchProjects(rows, sheets);
  const both = zh`汇总表 ${rows.length} 个项目，自评表 ${sheets.length} 张`;
  const amounts: Amounts = {
    expected: new Decimal(sheets.length),
    actual: new Decimal(rows.length),
    decimals: 0,
    unit: '个',
  };
  const doubt =
    nameless.length > 0
      ? zh`；另有 ${nameless.length} 张自评表读不出项目名称，可能就是其中的`
      : unclear.length > 0
        ? zh`；另有同名的项目分不清是哪一个`
        : '';
  const unread = unreadRows(summaries);
  const judged: Judgement[] = [];
  if (rowsAlone.length > 0) {
    judged.push(
      say.fails('rows', [...rowsAlone.map(namePlace), ...nameless.flatMap(sheetPlace)], {
        // Not every sheet need be published with the accounts.
        ...(sheetsAlone.length === 0 && {
          severity: 'warning',
          advice: zh`补上没有列出的自评表；只公开部分自评表的，在文字说明中写明`,
        }),
        ...(doubt !== '' && { severity: 'warning' }),
        reason: zh`${both}：汇总表的${listed(rowsAlone.map(rowNameWithMode))}没有自评表${doubt}`,
        amounts,
      }),
    );
  }
  if (sheetsAlone.length > 0) {
    judged.push(
      say.fails(
        'sheets',
        [
          ...sheetsAlone.flatMap(sheetPlace),
          ...summaries.flatMap(({ parts, title }) =>
            parts.map((part) => shownAt('summary', title, `${rows.length} 行`, part)),
          ),
        ],
        {
          ...(unread.length > 0 && { severity: 'warning' }),
          reason: zh`${both}：${listed(sheetsAlone.map(({ name }) => name))}有自评表，汇总表没有列${
            unread.length > 0 ? zh`；汇总表另有 ${unread.length} 行没有读懂` : ''
          }`,
          amounts,
        },
      ),
    );
  }
  if (judged.length > 0) return judged;
  if (nameless.length + unclear.length > 0)
    return [
      say.undecidable('', [...nameless.flatMap(sheetPlace), ...rows.map(namePlace)], zh`${both}${doubt}`),
    ];
  if (unread.length > 0)
    return [say.undecidable('', rows.map(namePlace), joined([both, ROWS_UNREAD], zh`；`))];
  return [
    say.holds(
      '',
      pairs.flatMap(({ row, sheet }) => [namePlace(row), ...sheetPlace(sheet)]),
      { amounts },
    ),
  ];
}

const rowNameWithMode = (row: SummaryRow): Message => {
  const mode = read(row.mode);
  return mode === undefined ? rowName(row) : zh`${rowName(row)}（${mode}）`;
};

/** Grades from the best down, as places name them. */
const GRADES = GRADE_WORDS.map((words) => new RegExp(`^(?:${words})(?:级|等)?$`, 'u'));
const GRADE_NAMES = ['优', '良', '中', '差'];
const LIMITS = [90, 80, 60];
/** An earlier version of the provinces' system. */
const EARLIER_LIMITS = [80, 70, 60];

const gradeOf = (score: Decimal, limits: readonly number[]): number => {
  const index = limits.findIndex((limit) => score.greaterThanOrEqualTo(limit));
  return index === -1 ? limits.length : index;
};

interface Graded {
  readonly key: string;
  readonly name: Message;
  readonly printed: string;
  readonly grade: number;
  readonly score: Decimal | undefined;
  readonly places: readonly Place[];
  /** The sheet prints limits of its own. */
  readonly hasOwnLimits?: boolean;
}

/** "95分及以上为优", "优（85分及以上）": the lowest score of 优 that a note states. */
const LIMIT_OF_BEST =
  /(?<before>\d{2})分?(?:\(含\))?(?:及|\(含\))?以上[^\d。；;]{0,6}优|优[^\d。；;]{0,4}(?<behind>\d{2})/u;

const statesOwnLimits = ({ notes }: EvaluationSheet): boolean =>
  notes.some(({ text }) => {
    const { before, behind } = LIMIT_OF_BEST.exec(normaliseLabel(text))?.groups ?? {};
    const limit = before ?? behind;
    return limit !== undefined && Number(limit) !== LIMITS[0];
  });

function gradesIn(report: Report): Graded[] {
  const grade = (printed: string): number =>
    GRADES.findIndex((pattern) => pattern.test(normaliseLabel(printed)));
  const inRows = projectRows(report.evaluation.summaries).flatMap((row): Graded[] => {
    const printed = read(row.grade);
    if (printed === undefined) return [];
    return [
      {
        key: `row/${row.key}`,
        name: rowName(row),
        printed,
        grade: grade(printed),
        score: read(row.total)?.value,
        places: [
          ...cellPlace('grade', `${row.name}·等级`, row.grade),
          ...cellPlace('total', `${row.name}·自评得分`, row.total),
        ],
      },
    ];
  });
  const onSheets = [...projectSheets(report), ...departmentSheets(report)].flatMap(
    ({ sheet, key, name }): Graded[] =>
      sheet.grade
        ? [
            {
              key: `sheet/${key}`,
              name,
              printed: sheet.grade.value,
              grade: grade(sheet.grade.value),
              score: read(sheet.total?.score)?.value,
              hasOwnLimits: statesOwnLimits(sheet),
              places: [
                shownAt('grade', '自评等级', sheet.grade.value, sheet.grade.location),
                ...cellPlace('total', '总分', sheet.total?.score),
              ],
            },
          ]
        : [],
  );
  return [...inRows, ...onSheets];
}

/** Why a grade cannot be held against its score. */
function doubtOf({ grade, score, printed, hasOwnLimits }: Graded): Message | undefined {
  if (hasOwnLimits) return zh`表上写明的等级分档不是 90/80/60，没有照它核对`;
  if (grade === -1) return zh`不认识的等级“${printed}”`;
  return score === undefined ? zh`没有读出得分` : undefined;
}

function judgeGrades(report: Report): Judgement[] {
  const say = sayingsOf('SU-GRADE', 'error');
  const graded = gradesIn(report);
  if (graded.length === 0) return [say.inapplicable(zh`汇总表和自评表没有印出自评等级`)];
  const known = graded.filter((one) => doubtOf(one) === undefined);
  const misses = (limits: readonly number[]): Graded[] =>
    known.filter(({ grade, score = ZERO }) => gradeOf(score, limits) !== grade);
  const wrong = misses(LIMITS);
  const isEarlier = wrong.length > 0 && misses(EARLIER_LIMITS).length === 0;
  const limits = isEarlier ? zh`；按 80/70/60 分档则都相符，请写明所用的档次` : '';
  const faults = wrong.map(({ key, name, printed, score = ZERO, places }): Fault => ({
    key,
    name: zh`${name}${score.toString()}分“${printed}”`,
    text: zh`${name}得 ${score.toString()} 分，按 90/80/60 分档应为“${GRADE_NAMES[gradeOf(score, LIMITS)] ?? ''}”，印作“${printed}”${limits}`,
    places,
    ...(isEarlier && { severity: 'warning' as const }),
  }));
  const failing = new Set(wrong);
  return [
    ...told(say, faults, (count) => zh`${count} 处等级与得分不符（90/80/60 分档${limits}）`),
    ...graded
      .filter((one) => !failing.has(one))
      .map((one) => {
        const doubt = doubtOf(one);
        return doubt === undefined
          ? say.holds(one.key, one.places)
          : say.undecidable(one.key, one.places, doubt);
      }),
  ];
}

function judgeExecution(report: Report): Judgement[] {
  const say = sayingsOf('SU-EXEC', 'warning');
  const rows = projectRows(report.evaluation.summaries);
  const sheets = projectSheets(report);
  if (rows.length + sheets.length === 0) return [say.inapplicable(zh`报告中没有项目自评表，也没有汇总表`)];
  const fact = factIn(report, 'expenditure', TOTAL_LINE, 'projectExpenditure');
  const limit = tableAmount(fact);
  const cells =
    rows.length > 0
      ? rows.map((row) => ({ name: row.name, cell: row.executed }))
      : sheets.map(({ sheet, name }) => ({ name, cell: totalFunding(sheet)?.executed }));
  const places = cells.flatMap(({ name, cell }) => cellPlace('executed', columnOf(name, '全年执行数'), cell));
  if (!fact || !limit) return [say.undecidable('', places, zh`没有读出支出决算表的项目支出合计`)];
  const known = cells.flatMap(({ cell }) => amountOf(cell) ?? []);
  const sum = sumOf(known);
  const all = [...places, shownAt('project-expenditure', '支出决算表·项目支出', fact.printed, fact.location)];
  const amounts: Amounts = { expected: limit.value, actual: sum.value, decimals: 2, unit: '万元' };
  const excess = sum.value.minus(limit.value);
  if (excess.greaterThan(sum.halfUnit.plus(limit.halfUnit))) {
    return [
      say.fails('', all, {
        reason: zh`${rows.length > 0 ? IN_SUMMARY : ON_SHEET} ${known.length} 个项目的全年执行数合计 ${amountText(sum)}，超过支出决算表的项目支出 ${amountText(limit)}${doubleCount(rows)}`,
        amounts,
      }),
    ];
  }
  if (known.length < cells.length) return [say.undecidable('', all, zh`有项目没有读出全年执行数，合计不全`)];
  if (rows.length > 0 && unreadRows(report.evaluation.summaries).length > 0)
    return [say.undecidable('', all, ROWS_UNREAD)];
  return [excess.greaterThan(0) ? say.within('', all, { amounts }) : say.holds('', all, { amounts })];
}

/** What is counted twice because a project stands in the summary twice. */
function doubleCount(rows: readonly SummaryRow[]): Message {
  const groups = duplicatesOf(rows).filter((same) =>
    same.every(({ executed }) => read(executed)?.value.greaterThan(0)),
  );
  const twice = groups.flatMap((same): Amount[] =>
    same.slice(1).flatMap(({ executed }) => amountOf(executed) ?? []),
  );
  return twice.length === 0
    ? ''
    : zh`；其中 ${groups.length} 个项目重复列示（${listed(groups.map(([first]) => quoted(projectKey(first?.name ?? ''))))}），重复的执行数 ${amountText(sumOf(twice))}`;
}

/** Sheets and summaries under another year than the report: the wrong sheet, or the wrong year. */
function judgeYears(report: Report): Judgement[] {
  const say = sayingsOf('SU-YEAR', 'error');
  const { sheets, summaries } = report.evaluation;
  const stated = [...sheets, ...summaries].flatMap((one) =>
    one.fiscalYear ? [{ ...one.fiscalYear, name: 'name' in one ? quoted(one.name.value) : one.title }] : [],
  );
  const table = yearOfTables(report);
  const year = table?.value ?? mostCommon(stated.map(({ value }) => value));
  if (year === undefined || stated.length + (table ? 1 : 0) < 2)
    return [say.inapplicable(zh`注明年度的自评表不足两张`)];
  const place = ({ name, value, location }: (typeof stated)[number]): Place =>
    shownAt('year', name, String(value), location);
  const odd = stated.filter(({ value }) => value !== year);
  if (odd.length === 0) return [say.holds('', stated.map(place))];
  const faults = odd.map((one, index): Fault => ({
    key: `${one.name}/${index}`,
    name: zh`${one.name}${one.value} 年度`,
    text: zh`${one.name}注明的是 ${one.value} 年度，本报告是 ${year} 年度`,
    places: [place(one)],
  }));
  return told(say, faults, (count) => zh`${count} 张自评表的年度不是 ${year} 年度`);
}

function judgeMean({ evaluation: { summaries } }: Report): Judgement[] {
  const say = sayingsOf('SU-AVG', 'error');
  if (summaries.length === 0) return [say.inapplicable(NO_SUMMARY)];
  const judged = summaries.flatMap((summary, index): Judgement[] => {
    const rows = projectRows([summary]);
    return summary.rows
      .filter(({ name, total }) => isMeanRow(name) && read(total))
      .map((mean): Judgement => {
        const instance = index === 0 ? mean.key : `${index + 1}/${mean.key}`;
        const places = [mean, ...rows].flatMap((row) =>
          cellPlace('total', `${row.name}·自评得分`, row.total),
        );
        const scored = scoresOf(rows);
        const printed = read(mean.total);
        if (unreadRows([summary]).length > 0) return say.undecidable(instance, places, ROWS_UNREAD);
        if (!printed || scored.length === 0 || scored.length < rows.length)
          return say.undecidable(instance, places, zh`有项目没有读出自评得分，平均分算不全`);
        const { expected, closeness, isWeighted, text } = meanOf(printed, scored);
        const amounts = points(printed.value, expected);
        if (closeness === 'holds') return say.holds(instance, places, { sheet: summary.title });
        if (closeness === 'holds-within-rounding')
          return say.within(instance, places, { sheet: summary.title, amounts });
        return say.fails(instance, places, {
          reason: zh`汇总表${rowName(mean)} ${mean.total?.printed ?? ''}，${text}`,
          amounts,
          ...(isWeighted && { severity: 'warning' }),
        });
      });
  });
  return judged.length > 0 ? judged : [say.inapplicable(zh`汇总表没有印出平均得分`)];
}

const ROW = '泵站检修 | 30 | 12 | 40% | 20 | 10 | 28 | 25 | 5 | 92 | 否 | 线上';
const OTHER_ROW = '河道清淤 | 10 | 10 | 100% | 20 | 10 | 30 | 25 | 5 | 100 | 否 | 线上';
const SHEET: ExampleSheet = {
  name: '2024泵站检修',
  layout: 'system',
  funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 40.0% | 4.00'],
  management: ['安排科学性 | 10 | 10', '拨付合规性 | 10 | 10'],
  indicators: [
    '成本指标 | 经济成本指标 | 检修成本 | ≤30万元 | 12万元 | 10 | 10',
    '产出指标 | 数量指标 | 检修次数 | ≥15次 | 14次 | 30 | 28',
    '效益指标 | 社会效益指标 | 保障运转 | 保障 | 100% | 25 | 25',
    '满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥95% | 95% | 5 | 5',
  ],
  total: '100 | 92',
};

/** The summary of self-evaluations: its own sums, and what it repeats of the sheets and the tables. */
export const summaryRules = (): CustomRule[] => [
  evaluationRule(
    {
      id: 'SU-SUM',
      title: '汇总表自评得分等于执行得分与各组得分之和',
      severity: 'error',
      basis: '自评得分 = 10×执行率 + 资金管理、成本、产出、效益、满意度各组得分；执行率用未舍入的商。',
      failure: '核对自评得分、各组得分和执行率。',
      examples: {
        holds: { figures: {}, summary: [ROW] },
        fails: { figures: {}, summary: [ROW.replace('| 92 |', '| 95 |')] },
      },
    },
    judgeSums,
  ),
  evaluationRule(
    {
      id: 'SU-RATE',
      title: '汇总表执行率等于全年执行数除以全年预算数',
      severity: 'error',
      basis: '执行率按表中印出的小数位四舍五入；合计行的执行率按合计数计算。',
      failure: '按全年执行数和全年预算数更正执行率。',
      examples: {
        holds: { figures: {}, summary: [ROW] },
        fails: { figures: {}, summary: [ROW.replace('40%', '45%')] },
      },
    },
    judgeRates,
  ),
  evaluationRule(
    {
      id: 'SU-LABEL',
      title: '汇总表列名与所列数字相符',
      severity: 'warning',
      basis: '得分率是得分与分值之比；列的是得分的，列名应为“得分”。',
      failure: '改列名为“得分”，或改列得分率。',
      examples: {
        holds: {
          figures: {},
          summary: ['泵站检修 | 30 | 12 | 40% | 100% | 100% | 93.33% | 100% | 100% | 92 | 否 | 线上'],
        },
        fails: { figures: {}, summary: [ROW] },
      },
    },
    judgeLabels,
  ),
  evaluationRule(
    {
      id: 'SU-FLAG',
      title: '“是否有较大偏差”与执行和得分相符',
      severity: 'warning',
      basis: '没有支出或得分不足 60 分是较大偏差；得分 60 分以上又有支出的不是。',
      failure: '更正“是否有较大偏差”，或核对执行数和得分。',
      examples: {
        holds: { figures: {}, summary: [ROW] },
        fails: {
          figures: {},
          summary: ['泵站检修 | 30 | 0 | 0% | 20 | 10 | 28 | 25 | 5 | 88 | 否 | 线上'],
        },
      },
    },
    judgeFlags,
  ),
  evaluationRule(
    {
      id: 'SU-DUP',
      title: '汇总表不重复列示同一项目',
      severity: 'warning',
      basis:
        '去掉年度、线上线下、空格和引号后名称相同的是同一个项目；表中列明所属单位的，各单位的同名项目不是。',
      failure: '合并为一行，或在名称中写明区别；执行数不得重复计算。',
      examples: {
        holds: { figures: {}, summary: [ROW, OTHER_ROW] },
        fails: {
          figures: {},
          summary: [ROW, '2024 泵站“检修” | 6 | 6 | 100% | 20 | 10 | 30 | 25 | 5 | 100 | 否 | 线下'],
        },
      },
    },
    judgeDuplicates,
  ),
  evaluationRule(
    {
      id: 'SU-ROW',
      title: '汇总表各行与项目自评表一致',
      severity: 'error',
      basis: '汇总表的预算、执行、执行率、各组得分和自评得分抄自该项目的自评表。',
      failure: '按自评表更正汇总表，或按汇总表更正自评表。',
      examples: {
        holds: { figures: {}, summary: [ROW], sheets: [SHEET] },
        fails: { figures: {}, summary: [ROW.replace('| 30 |', '| 35 |')], sheets: [SHEET] },
      },
    },
    judgeRows,
  ),
  evaluationRule(
    {
      id: 'SU-COUNT',
      title: '汇总表的项目与自评表一一对应',
      severity: 'error',
      basis: '每个自评项目在汇总表中有一行，有一张自评表；自评表可以只公开一部分，那需要说明。',
      failure: '补上缺少的自评表或汇总行。',
      examples: {
        holds: { figures: {}, summary: [ROW], sheets: [SHEET] },
        fails: { figures: {}, summary: [OTHER_ROW], sheets: [SHEET] },
      },
    },
    judgeCounts,
  ),
  evaluationRule(
    {
      id: 'SU-GRADE',
      title: '自评等级与得分相符',
      severity: 'error',
      basis: '90 分（含）以上为优，80 分（含）以上为良，60 分（含）以上为中，不足 60 分为差。',
      failure: '更正等级，或核对得分。',
      examples: {
        holds: { figures: {}, sheets: [{ ...SHEET, grade: '优' }] },
        fails: { figures: {}, sheets: [{ ...SHEET, grade: '良' }] },
      },
    },
    judgeGrades,
  ),
  evaluationRule(
    {
      id: 'SU-EXEC',
      title: '自评项目的执行数合计不超过项目支出',
      severity: 'warning',
      basis: '自评项目的支出是支出决算表项目支出的一部分。',
      failure: '核对各项目执行数，是否重复列示，或含基本支出。',
      examples: {
        holds: { figures: { '支出表[合计].项目支出': '12.00' }, summary: [ROW] },
        fails: { figures: { '支出表[合计].项目支出': '11.00' }, summary: [ROW] },
      },
    },
    judgeExecution,
  ),
  evaluationRule(
    {
      id: 'SU-YEAR',
      title: '自评表、汇总表的年度与本报告一致',
      severity: 'error',
      basis: '自评表和汇总表注明的年度是决算表的年度；没有决算表的，是多数自评表的年度。',
      failure: '核对年度：是写错，还是误用了别的年度的表。',
      examples: {
        holds: { figures: {}, years: { 支出表: '2031' }, sheets: [{ ...SHEET, year: '2031' }] },
        fails: { figures: {}, years: { 支出表: '2031' }, sheets: [{ ...SHEET, year: '2030' }] },
      },
    },
    judgeYears,
  ),
  evaluationRule(
    {
      id: 'SU-AVG',
      title: '平均得分是各项目得分的平均',
      severity: 'error',
      basis: '汇总表印出的平均得分等于各项目自评得分之和除以项目数。',
      failure: '更正平均得分；加权平均的写明权数。',
      examples: {
        holds: { figures: {}, summary: [ROW, OTHER_ROW, '平均得分 |  |  |  |  |  |  |  |  | 96 |  | '] },
        fails: { figures: {}, summary: [ROW, OTHER_ROW, '平均得分 |  |  |  |  |  |  |  |  | 97 |  | '] },
      },
    },
    judgeMean,
  ),
];
