import { Decimal } from 'decimal.js';
import { TOTAL_LINE } from '../../forms/form.js';
import type { ColumnOf, FormId, LineOf } from '../../forms/form-ids.js';
import { normaliseLabel } from '../../forms/label.js';
import { zh, type Message } from '../../language/message.js';
import { read, type FundingLine, type Indicator } from '../../model/evaluation.js';
import { factIn, type Report } from '../../model/report.js';
import type { Amounts, Judgement } from '../judgement.js';
import type { CustomRule, ExampleSheet } from '../rule.js';
import { shownAt } from '../judgement.js';
import {
  amountOf,
  amountText,
  compareSums,
  isQuotient,
  negative,
  percentText,
  sameFact,
  shownAmount,
  sumOf,
  tableAmount,
  type Amount,
} from './amount.js';
import { matchProjects } from './match-projects.js';
import { listed, sayingsOf, type Place, type Say } from './outcomes.js';
import { evaluationRule } from './per-sheet.js';
import { isNearName, projectKey } from './project-names.js';
import {
  cellPlace,
  columnOf,
  departmentSheets,
  indicatorPlaces,
  NO_PROJECT_SHEETS,
  passage,
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

const NO_DEPARTMENT_SHEET = zh`没有部门整体支出绩效自评表`;

/** A column of the department's sheet. */
const ownColumn = (column: string): Message => columnOf(zh`部门整体自评表`, column);

/** Tables and a line of the final accounts, as they are printed. */
const SUMMARY = '收入支出决算总表';
const APPROPRIATION_SUMMARY = '财政拨款收入支出决算总表';
const CLOSING = '年末结转和结余';

type Sum = ReturnType<typeof sumOf>;

/** The sheet of the department that the tables are of; where several stand, the one of its name. */
function withDepartmentSheet(
  say: Say,
  report: Report,
  judge: (sheet: NamedSheet) => readonly Judgement[],
): readonly Judgement[] {
  const sheets = departmentSheets(report);
  const [only, ...others] = sheets;
  if (!only) return [say.inapplicable(NO_DEPARTMENT_SHEET)];
  if (others.length === 0) return judge(only);
  const own = sheets.filter(
    ({ sheet }) =>
      report.department !== undefined &&
      normaliseLabel(sheet.department?.value ?? '') === normaliseLabel(report.department),
  );
  return own.length === 1 && own[0]
    ? judge(own[0])
    : [
        say.undecidable(
          '',
          sheets.flatMap(sheetPlace),
          zh`有 ${sheets.length} 张部门整体支出绩效自评表，不能断定哪一张对应本报告的决算表`,
        ),
      ];
}

/** A cell of the nine tables, and its place under the name of its table. */
interface Cell {
  readonly amount: Amount;
  readonly place: Place;
}

function cell<Form extends FormId>(
  report: Report,
  form: Form,
  line: LineOf<Form>,
  column: ColumnOf<Form>,
): Cell | undefined {
  const fact = factIn(report, form, line, column);
  const amount = tableAmount(fact);
  if (!fact || !amount) return undefined;
  const title = report.tables.get(form)?.title ?? '';
  return { amount, place: shownAt('table', `${title}·${fact.lineLabel}`, fact.printed, fact.location) };
}

const amountsOf = (expected: Decimal, actual: Decimal, unit: Amounts['unit'] = '万元'): Amounts => ({
  expected,
  actual,
  decimals: 2,
  unit,
});

const linesOf = ({ sheet }: NamedSheet, kinds: readonly FundingLine['kind'][]): FundingLine[] =>
  sheet.funding.filter(({ kind }) => kinds.includes(kind));

function judgeFunds(report: Report): readonly Judgement[] {
  const say = sayingsOf('DP-FUND', 'error');
  return withDepartmentSheet(say, report, (named) => {
    const total = totalFunding(named.sheet);
    const fiscal = linesOf(named, ['fiscal']);
    const whole = fiscal.length === 1 ? fiscal[0] : undefined;
    const comparisons = [
      {
        id: 'total',
        name: '全年执行数',
        line: total,
        table: cell(report, 'expenditure', TOTAL_LINE, 'totalExpenditure'),
        tableName: '支出决算表本年支出合计',
      },
      {
        id: 'fiscal',
        name: '财政拨款全年执行数',
        line: whole,
        table: cell(report, 'appropriation-summary', 'totalExpenditure', 'total'),
        tableName: `${APPROPRIATION_SUMMARY}本年支出合计`,
      },
    ];
    return comparisons.map(({ id, name, line, table, tableName }): Judgement => {
      const executed = amountOf(line?.executed);
      const own = cellPlace('executed', ownColumn(name), line?.executed);
      const places = [...(own.length > 0 ? own : sheetPlace(named)), ...(table ? [table.place] : [])];
      if (!executed) return say.undecidable(id, places, zh`部门整体自评表没有读出${name}`);
      if (!table) return say.undecidable(id, places, zh`没有读出${tableName}`);
      const { verdict, severity } = sameFact(executed, table.amount);
      const more = { amounts: amountsOf(table.amount.value, executed.value), sheet: named.title };
      if (verdict === 'holds') return say.holds(id, places, more);
      if (verdict === 'holds-within-rounding') return say.within(id, places, more);
      return say.fails(id, places, {
        ...more,
        ...(severity && { severity }),
        reason: zh`部门整体自评表${name} ${`${executed.printed} 万元`}，${tableName} ${amountText(table.amount)}`,
      });
    });
  });
}

interface Quotient {
  readonly name: Message;
  readonly part: Sum | Amount;
  readonly whole: Sum | Amount;
}

const quotientText = ({ name, part, whole }: Quotient): Message => {
  const division = zh`${name} ${shownAmount(part)} ÷ ${shownAmount(whole)}`;
  return whole.value.isZero() ? division : zh`${division} ＝ ${percentText(part.value, whole.value)}%`;
};

/** What a rate of the department's sheet is by definition, and what it is taken for by mistake. */
interface Rate {
  readonly id: string;
  readonly name: Message;
  readonly pattern: RegExp;
  readonly definition: Message;
  /** Or why they are not known. */
  readonly parts: (sources: Sources) => RateParts | { readonly unknown: Message };
}

interface RateParts {
  /** The definition first; others are in use as well. */
  readonly right: readonly Quotient[];
  readonly mistaken: readonly Quotient[];
  readonly places: readonly Place[];
}

interface Sources {
  readonly report: Report;
  readonly line: FundingLine | undefined;
  readonly fiscal: FundingLine | undefined;
  readonly initial: Amount | undefined;
  readonly budget: Amount | undefined;
  readonly executed: Amount | undefined;
}

const ifKnown = (
  name: Message,
  part: Sum | Amount | undefined,
  whole: Sum | Amount | undefined,
): Quotient[] => (part && whole ? [{ name, part, whole }] : []);

const RATES: readonly Rate[] = [
  {
    id: 'adjustment',
    name: zh`预算调整率`,
    pattern: /预算调整率/u,
    definition: zh`|全年预算 − 年初预算| ÷ 年初预算`,
    parts: ({ report, line, fiscal, initial, budget, executed }) => {
      if (!initial || !budget) return { unknown: zh`部门整体自评表没有读出年初预算数或全年预算数` };
      const change = sumOf([budget, negative(initial)]);
      const part = { ...change, value: change.value.abs() };
      const [own, fiscalBudget] = [amountOf(fiscal?.executed), amountOf(fiscal?.budget)];
      const appropriation = cell(report, 'appropriation-summary', 'totalExpenditure', 'total')?.amount;
      const original = cell(report, 'appropriation-summary', 'totalRevenue', 'originalBudgetRevenue')?.amount;
      return {
        right: [{ name: zh`预算调整率`, part, whole: initial }],
        mistaken: [
          ...ifKnown(zh`预算执行率`, executed, budget),
          ...ifKnown(zh`年初预算完成率`, executed, initial),
          ...ifKnown(zh`财政拨款执行率`, own, fiscalBudget),
          ...ifKnown(zh`财政拨款年初预算完成率`, appropriation, original),
        ],
        places: [
          ...cellPlace('initial', '年初预算数', line?.initial),
          ...cellPlace('budget', '全年预算数', line?.budget),
        ],
      };
    },
  },
  {
    id: 'carryover',
    name: zh`结转结余率`,
    pattern: /结转结余率|结余结转率|结转率/u,
    definition: zh`年末结转和结余 ÷ 支出预算`,
    parts: ({ report, line, initial, budget }) => {
      const closing = cell(report, 'summary', 'closingCarryover', 'actual');
      if (!closing || !budget)
        return {
          unknown: zh`没有读出${SUMMARY}的${CLOSING}，或部门整体自评表的全年预算数`,
        };
      const opening = cell(report, 'summary', 'openingCarryover', 'actual');
      const spent = cell(report, 'expenditure', TOTAL_LINE, 'totalExpenditure')?.amount;
      const general = cell(report, 'general-budget-expenditure', TOTAL_LINE, 'total')?.amount;
      const bases = [
        [zh`全年预算`, budget],
        [zh`年初预算`, initial],
        [zh`本年支出`, spent],
        [zh`一般公共预算支出`, general],
      ] as const;
      return {
        right: bases.flatMap(([base, whole]) => ifKnown(zh`年末结转结余÷${base}`, closing.amount, whole)),
        mistaken: bases.flatMap(([base, whole]) =>
          opening && !opening.amount.value.isZero()
            ? ifKnown(zh`年初结转结余÷${base}`, opening.amount, whole)
            : [],
        ),
        places: [
          closing.place,
          ...(opening ? [opening.place] : []),
          ...cellPlace('budget', '全年预算数', line?.budget),
        ],
      };
    },
  },
  {
    id: 'three-public',
    name: zh`“三公”经费控制率`,
    pattern: /三公.{0,6}控制率/u,
    definition: zh`“三公”经费决算数 ÷ 预算数`,
    parts: ({ report }) => {
      const [budget, actual] = [
        cell(report, 'three-public', 'total', 'budget'),
        cell(report, 'three-public', 'total', 'actual'),
      ];
      if (!budget || !actual) return { unknown: zh`没有读出“三公”经费表的预算数或决算数` };
      return {
        right: [{ name: zh`“三公”经费控制率`, part: actual.amount, whole: budget.amount }],
        mistaken: [],
        places: [budget.place, actual.place],
      };
    },
  },
];

/** Rates whose parts neither the sheet nor the tables print. */
const WITHOUT_PARTS = /政府采购执行率|公用经费控制率/u;

function judgeRate(say: Say, rate: Rate, indicator: Indicator, sources: Sources, sheet: string): Judgement {
  const key = indicator.key;
  const achieved = read(indicator.achieved);
  const own = indicatorPlaces(indicator);
  if (achieved?.kind !== 'number' || achieved.unit !== '%')
    return say.undecidable(key, own, zh`${rate.name}的完成值不是百分数`);
  const parts = rate.parts(sources);
  if ('unknown' in parts) return say.undecidable(key, own, parts.unknown);
  const places = [...own, ...parts.places];
  const [definition] = parts.right;
  if (!definition) return say.undecidable(key, places, zh`${rate.name}的分子或分母没有读出`);
  const printed = indicator.achieved?.printed ?? '';
  if (definition.whole.value.isZero()) {
    // Nothing of nothing has no rate; none printed as 0 is accepted.
    if (achieved.value.isZero()) return say.holds(key, places, { sheet });
    const isNothing = definition.part.value.isZero();
    return say.fails(key, places, {
      sheet,
      ...(isNothing && { severity: 'note' }),
      reason: isNothing
        ? zh`${rate.name}印作 ${printed}，分子分母都是 0，没有比率可言`
        : zh`${rate.name}印作 ${printed}，分母是 0`,
    });
  }
  if (parts.right.some(({ part, whole }) => isQuotient(achieved, part, whole)))
    return say.holds(key, places, { sheet });
  const mistake = parts.mistaken.find(({ part, whole }) => isQuotient(achieved, part, whole));
  const calculated = quotientText({ ...definition, name: zh`${rate.name}（${rate.definition}）＝` });
  return say.fails(key, places, {
    sheet,
    reason: mistake
      ? zh`${calculated}，印作 ${printed}；印的是${quotientText(mistake)}`
      : zh`${calculated}，印作 ${printed}`,
    amounts: amountsOf(
      definition.part.value.div(definition.whole.value).times(100).toDecimalPlaces(2, Decimal.ROUND_HALF_UP),
      achieved.value,
      '%',
    ),
  });
}

function judgeRates(report: Report): readonly Judgement[] {
  const say = sayingsOf('DP-RATE', 'warning');
  return withDepartmentSheet(say, report, (named) => {
    const line = totalFunding(named.sheet);
    const sources: Sources = {
      report,
      line,
      fiscal: linesOf(named, ['fiscal'])[0],
      initial: amountOf(line?.initial),
      budget: amountOf(line?.budget),
      executed: amountOf(line?.executed),
    };
    const judged = named.sheet.indicators.flatMap((indicator): Judgement[] => {
      const name = normaliseLabel(indicator.name);
      const rate = RATES.find(({ pattern }) => pattern.test(name));
      if (rate) return [judgeRate(say, rate, indicator, sources, named.title)];
      return WITHOUT_PARTS.test(name)
        ? [
            say.undecidable(
              indicator.key,
              indicatorPlaces(indicator),
              zh`${indicator.name}的分子分母没有印在自评表和决算表上`,
            ),
          ]
        : [];
    });
    return judged.length > 0 ? judged : [say.inapplicable(zh`部门整体自评表没有可以复算的比率指标`)];
  });
}

function judgeProjectBudgets(report: Report): readonly Judgement[] {
  const say = sayingsOf('DP-PROJ', 'warning');
  return withDepartmentSheet(say, report, (named) => {
    const sheets = projectSheets(report);
    const rows = projectRows(report.evaluation.summaries);
    if (sheets.length + rows.length === 0) return [say.inapplicable(NO_PROJECT_SHEETS)];
    const line = totalFunding(named.sheet);
    const { rowsAlone } = matchProjects(rows, sheets);
    // A row that may be a sheet without a legible name must not count twice.
    const mayBeSheets = sheets.some(({ sheet }) => sheet.name === undefined);
    return (['initial', 'budget'] as const).map((column): Judgement => {
      const name = column === 'initial' ? '年初预算数' : '全年预算数';
      const limit = amountOf(line?.[column]);
      const extra = column === 'budget' && !mayBeSheets ? rowsAlone : [];
      const cells = [
        ...sheets.map((one) => ({
          name: one.name,
          key: one.sheet.name?.value,
          cell: totalFunding(one.sheet)?.[column],
        })),
        ...extra.map((row) => ({ name: rowName(row), key: row.name, cell: row.budget })),
      ];
      const known = cells.flatMap((one) => {
        const amount = amountOf(one.cell);
        return amount ? [{ ...one, amount }] : [];
      });
      const places = [
        ...cellPlace(column, ownColumn(name), line?.[column]),
        ...known.flatMap((one) => cellPlace(column, columnOf(one.name, name), one.cell)),
      ];
      if (!limit) return say.undecidable(column, sheetPlace(named), zh`部门整体自评表没有读出${name}`);
      const sum = sumOf(known.map(({ amount }) => amount));
      const amounts = amountsOf(limit.value, sum.value);
      const isExcess = (one: Sum): boolean =>
        one.value.minus(limit.value).greaterThan(one.halfUnit.plus(limit.halfUnit));
      if (isExcess(sum)) {
        // A sheet without a name is the double of none.
        const keys = new Map(known.map((one) => [one.key ? projectKey(one.key) : one, one.amount]));
        const once = sumOf([...keys.values()]);
        const repeated =
          keys.size < known.length
            ? zh`；同名的 ${known.length - keys.size} 个项目只计一次则为 ${amountText(once)}`
            : '';
        return say.fails(column, places, {
          reason: zh`${known.length} 个项目的${name}合计 ${amountText(sum)}，超过部门整体的 ${amountText(limit)}${repeated}`,
          amounts,
          sheet: named.title,
          // Counted once they may fit: the doubles themselves are told by SU-DUP.
          ...(!isExcess(once) && { severity: 'note' }),
        });
      }
      if (known.length < cells.length || extra.length < rowsAlone.length)
        return say.undecidable(column, places, zh`有项目没有读出${name}，合计不全`);
      if (unreadRows(report.evaluation.summaries).length > 0)
        return say.undecidable(column, places, ROWS_UNREAD);
      return sum.value.greaterThan(limit.value)
        ? say.within(column, places, { amounts, sheet: named.title })
        : say.holds(column, places, { amounts, sheet: named.title });
    });
  });
}

function judgeOwnFunds(report: Report): readonly Judgement[] {
  const say = sayingsOf('DP-UNIT', 'warning');
  return withDepartmentSheet(say, report, (named) => {
    const lines = linesOf(named, ['own', 'special-account', 'other']);
    if (!lines.some(({ kind }) => kind === 'own'))
      return [say.inapplicable(zh`部门整体自评表没有列单位资金`)];
    if (linesOf(named, ['carried-over']).length > 0)
      return [say.inapplicable(zh`部门整体自评表另列结转资金，单位资金不含年初结转`)];
    const revenue = (line: 'totalRevenue' | 'openingCarryover'): (Cell | undefined)[] => [
      cell(report, 'summary', line, 'actual'),
      cell(report, 'appropriation-summary', line, 'actual'),
    ];
    const sides = [
      {
        column: 'budget' as const,
        name: '全年预算数',
        formula: zh`非财政拨款收入 + 年初非财政拨款结转结余`,
        cells: [...revenue('totalRevenue'), ...revenue('openingCarryover')],
      },
      {
        column: 'executed' as const,
        name: '全年执行数',
        formula: zh`本年支出 − 财政拨款支出`,
        cells: [
          cell(report, 'summary', 'totalExpenditure', 'actual'),
          cell(report, 'appropriation-summary', 'totalExpenditure', 'total'),
        ],
      },
    ];
    return sides.map(({ column, name, formula, cells }): Judgement => {
      const own = lines.flatMap((line) => cellPlace(column, `${line.label}·${name}`, line[column]));
      const known = cells.flatMap((one) => one ?? []);
      const places = [...own, ...known.map(({ place }) => place)];
      const amounts = lines.flatMap((line) => amountOf(line[column]) ?? []);
      const unread = lines.filter((line) => line[column] !== undefined).length - amounts.length;
      if (amounts.length === 0 || unread > 0)
        return say.undecidable(column, own, zh`部门整体自评表没有读出单位资金的${name}`);
      if (known.length < cells.length)
        return say.undecidable(column, places, zh`没有读出${SUMMARY}或${APPROPRIATION_SUMMARY}的有关合计`);
      const expected = sumOf(known.map(({ amount }, index) => (index % 2 === 0 ? amount : negative(amount))));
      const actual = sumOf(amounts);
      const { verdict } = compareSums(actual, expected);
      const more = { amounts: amountsOf(expected.value, actual.value), sheet: named.title };
      if (verdict === 'holds') return say.holds(column, places, more);
      if (verdict === 'holds-within-rounding') return say.within(column, places, more);
      const terms = known
        .map(
          ({ amount }, index) =>
            `${index === 0 ? '' : index % 2 === 0 ? ' + ' : ' − '}${shownAmount(amount)}`,
        )
        .join('');
      return say.fails(column, places, {
        ...more,
        reason: zh`部门整体自评表非财政资金${name} ${amountText(actual)}，决算表${formula} ＝ ${terms} ＝ ${amountText(expected)}`,
      });
    });
  });
}

const BOND = /债券|专项债|政府性基金/u;
/** Bonds of the general budget, their interest, and what is said not to be there. */
const NO_FUND_BOND = /一般债|国债|利息|付息|还本|偿还|不涉及|没有|未使用|无(?:政府性基金|债券)/u;

function judgeBonds(report: Report): readonly Judgement[] {
  const say = sayingsOf('DP-BOND', 'warning');
  const sheets = projectSheets(report);
  if (sheets.length === 0) return [say.inapplicable(NO_PROJECT_SHEETS)];
  const financed = sheets.flatMap((named) => {
    const { name, goal, completion, indicators } = named.sheet;
    const texts = [
      ...(name
        ? [{ text: name.value, place: shownAt('passage', '项目名称', name.value, name.location) }]
        : []),
      ...(goal ? [{ text: goal.text, place: passage('预期目标', goal)[0] }] : []),
      ...(completion ? [{ text: completion.text, place: passage('实际完成情况', completion)[0] }] : []),
      ...indicators.map(({ name: own, reason, location }) => ({
        text: reason ?? '',
        place: shownAt('passage', `${own}·偏差原因`, reason ?? '', location),
      })),
    ];
    const said = texts.find(({ text }) =>
      text.split(/[,，;；。]/u).some((clause) => BOND.test(clause) && !NO_FUND_BOND.test(clause)),
    );
    const line = totalFunding(named.sheet);
    return said?.place && amountOf(line?.budget)?.value.greaterThan(0)
      ? [
          {
            named,
            place: said.place,
            budget: cellPlace('budget', columnOf(named.name, '全年预算数'), line?.budget),
          },
        ]
      : [];
  });
  if (financed.length === 0) return [say.inapplicable(zh`没有项目自评表写明使用债券或政府性基金`)];
  const cells = [
    cell(report, 'appropriation-summary', 'governmentFundRevenue', 'actual'),
    cell(report, 'appropriation-summary', 'openingGovernmentFund', 'actual'),
    cell(report, 'government-fund', TOTAL_LINE, 'opening'),
    cell(report, 'government-fund', TOTAL_LINE, 'revenue'),
    cell(report, 'government-fund', TOTAL_LINE, 'total'),
  ].flatMap((one) => one ?? []);
  const places = [
    ...financed.flatMap(({ place, budget }) => [place, ...budget]),
    ...cells.map(({ place }) => place),
  ];
  if (cells.length === 0)
    return [say.undecidable('', places, zh`没有读出${APPROPRIATION_SUMMARY}和政府性基金表的有关合计`)];
  if (cells.some(({ amount }) => !amount.value.isZero())) return [say.holds('', places)];
  const names = financed.map(
    ({ named, budget }) => zh`${named.name}（预算 ${`${budget[0]?.printed ?? ''} 万元`}）`,
  );
  return [
    say.fails('', places, {
      reason: zh`${listed(names)}写明使用债券或政府性基金，决算表的政府性基金收入、支出和结转都是 0`,
    }),
  ];
}

function judgeCarryover(report: Report): readonly Judgement[] {
  const say = sayingsOf('DP-CARRY', 'warning');
  return withDepartmentSheet(say, report, (named) => {
    const line = totalFunding(named.sheet);
    const [budget, executed] = [amountOf(line?.budget), amountOf(line?.executed)];
    const closing = cell(report, 'summary', 'closingCarryover', 'actual');
    const places = [
      ...cellPlace('budget', '全年预算数', line?.budget),
      ...cellPlace('executed', '全年执行数', line?.executed),
      ...(closing ? [closing.place] : []),
    ];
    if (!budget || !executed)
      return [say.undecidable('', sheetPlace(named), zh`部门整体自评表没有读出全年预算数或全年执行数`)];
    if (!closing) return [say.undecidable('', places, zh`没有读出${SUMMARY}的${CLOSING}`)];
    const left = sumOf([budget, negative(executed)]);
    const { verdict } = compareSums(left, closing.amount);
    const more = { amounts: amountsOf(left.value, closing.amount.value), sheet: named.title };
    if (verdict === 'holds') return [say.holds('', places, more)];
    if (verdict === 'holds-within-rounding') return [say.within('', places, more)];
    const gap = amountText({ value: left.value.minus(closing.amount.value).abs(), decimals: 2 });
    return [
      say.fails('', places, {
        ...more,
        reason: zh`全年预算 ${shownAmount(budget)} − 执行 ${shownAmount(executed)} ＝ ${amountText(left)}，${CLOSING} ${amountText(closing.amount)}，差 ${gap}，去向需要说明`,
      }),
    ];
  });
}

const TASK_RATE = /(?:年度)?(?:工作)?(?:任务|计划)?(?:完成|购买|采购|发放|支付|缴纳|实施|执行|达标|建设)率$/u;

/** Whether a task index of the department names a project. */
function namesProject(indicator: Indicator, { sheet }: NamedSheet): boolean {
  if (!sheet.name) return false;
  const key = projectKey(sheet.name.value);
  const task = projectKey(indicator.name);
  const bare = task.replace(TASK_RATE, '');
  return (key.length >= SHORTEST_NAME && task.includes(key)) || isNearName(bare, key);
}

/** Shorter names stand inside others by chance. */
const SHORTEST_NAME = 4;

function judgeTasks(report: Report): readonly Judgement[] {
  const say = sayingsOf('DP-TASK', 'warning');
  return withDepartmentSheet(say, report, (named) => {
    const projects = projectSheets(report);
    if (projects.length === 0) return [say.inapplicable(NO_PROJECT_SHEETS)];
    const tasks = named.sheet.indicators.flatMap((indicator) => {
      const achieved = read(indicator.achieved);
      if (achieved?.kind !== 'number' || achieved.unit !== '%' || indicator.group === 'satisfaction')
        return [];
      const meant = projects.filter((project) => namesProject(indicator, project));
      return meant.length > 0 ? [{ indicator, value: achieved.value, meant }] : [];
    });
    if (tasks.length === 0) return [say.inapplicable(zh`部门整体自评表没有以项目命名的任务指标`)];
    const taken = tasks.flatMap(({ indicator, value, meant }) => {
      const same = meant.find(
        ({ sheet }) => !value.equals(100) && read(sheet.total?.score)?.value.equals(value) === true,
      );
      return same ? [{ indicator, value, same }] : [];
    });
    const wrong = new Set(taken.map(({ indicator }) => indicator));
    const holding = tasks
      .filter(({ indicator }) => !wrong.has(indicator))
      .map(({ indicator, meant }) =>
        say.holds(
          indicator.key,
          [
            ...indicatorPlaces(indicator),
            ...meant.flatMap(({ sheet, name }) =>
              cellPlace('total', columnOf(name, '总分'), sheet.total?.score),
            ),
          ],
          { sheet: named.title },
        ),
      );
    if (taken.length === 0) return holding;
    const shown = taken.map(
      ({ indicator, same }) =>
        zh`${quoted(indicator.name)}${indicator.achieved?.printed ?? ''}＝${same.name}总分 ${same.sheet.total?.score?.printed ?? ''}`,
    );
    // A whole number may be both by chance.
    const isCertain = taken.some(({ value }) => !value.isInteger());
    return [
      say.fails(
        'all',
        taken.flatMap(({ indicator, same }) => [
          ...indicatorPlaces(indicator),
          ...cellPlace('total', columnOf(same.name, '总分'), same.sheet.total?.score),
        ]),
        {
          sheet: named.title,
          reason: zh`部门整体自评表把项目的自评得分当作任务完成率：${listed(shown)}`,
          ...(!isCertain && { severity: 'note' }),
        },
      ),
      ...holding,
    ];
  });
}

const FUNDING = [
  '部门预算总额 | 200 | 240 | 210 | 10 | 87.5% | 8.75',
  '财政拨款 | 200 | 230 | 205 | - | 89.13% | -',
];
const OWN_FUNDS = [...FUNDING, '单位资金 | 0 | 10 | 5 | - | 50% | -'];
const DEPARTMENT: ExampleSheet = { department: '某某局', layout: 'system', funding: OWN_FUNDS };
const TASK = '产出指标 | 重点工作任务完成 | 泵站检修工作计划完成率 | =100% | 93.6% | 5 | 4.68';
const PROJECT_LINE = '年度资金总额 | 30 | 30 | 12 | 10 | 40% | 4';

/** The department's own sheet against the tables and against the sheets of its projects. */
export const departmentRules = (): CustomRule[] => [
  evaluationRule(
    {
      id: 'DP-FUND',
      title: '部门整体自评表的执行数等于决算表',
      severity: 'error',
      basis: '全年执行数是支出决算表的本年支出合计，财政拨款执行数是财政拨款收入支出决算总表的本年支出合计。',
      failure: '按决算表更正部门整体自评表。',
      examples: {
        holds: {
          figures: { '支出表[合计].本年支出合计': '210.00', '财政拨款总表[本年支出合计].合计': '205.00' },
          sheets: [DEPARTMENT],
        },
        fails: {
          figures: { '支出表[合计].本年支出合计': '216.00', '财政拨款总表[本年支出合计].合计': '205.00' },
          sheets: [DEPARTMENT],
        },
      },
    },
    judgeFunds,
  ),
  evaluationRule(
    {
      id: 'DP-RATE',
      title: '过程指标的比率按定义复算相符',
      severity: 'warning',
      basis:
        '财预〔2013〕53号：预算调整率 = |全年预算 − 年初预算| ÷ 年初预算；结转结余率 = 年末结转结余 ÷ 支出预算；“三公”经费控制率 = 决算数 ÷ 预算数。',
      failure: '按定义重算；按文件剔除了部分调整的，写明剔除的金额。',
      examples: {
        holds: {
          figures: {},
          sheets: [
            { ...DEPARTMENT, indicators: ['投入管理指标 | 预算管理 | 预算调整率 | ≤10% | 20% | 2 | 0'] },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            { ...DEPARTMENT, indicators: ['投入管理指标 | 预算管理 | 预算调整率 | ≤10% | 87.5% | 2 | 0'] },
          ],
        },
      },
    },
    judgeRates,
  ),
  evaluationRule(
    {
      id: 'DP-PROJ',
      title: '项目预算合计不超过部门预算',
      severity: 'warning',
      basis: '项目预算是部门预算的一部分，年初预算数和全年预算数各自如此。',
      failure: '核对各项目预算数，是否重复列示，或部门预算总额不全。',
      examples: {
        holds: { figures: {}, sheets: [DEPARTMENT, { name: '泵站检修', funding: [PROJECT_LINE] }] },
        fails: {
          figures: {},
          sheets: [
            DEPARTMENT,
            { name: '泵站检修', funding: ['年度资金总额 | 180 | 230 | 12 | 10 | 5.22% | 0.52'] },
            { name: '河道清淤', funding: [PROJECT_LINE] },
          ],
        },
      },
    },
    judgeProjectBudgets,
  ),
  evaluationRule(
    {
      id: 'DP-UNIT',
      title: '单位资金与决算表的非财政拨款收支相符',
      severity: 'warning',
      basis: '单位资金全年预算 = 非财政拨款收入 + 年初非财政拨款结转结余；执行数 = 本年支出 − 财政拨款支出。',
      failure: '核对单位资金的预算数和执行数。',
      examples: {
        holds: {
          figures: {
            '收支总表[本年收入合计].决算数': '238.00',
            '收支总表[年初结转和结余].决算数': '2.00',
            '收支总表[本年支出合计].决算数': '210.00',
            '财政拨款总表[本年收入合计].决算数': '230.00',
            '财政拨款总表[本年支出合计].合计': '205.00',
          },
          sheets: [DEPARTMENT],
        },
        fails: {
          figures: {
            '收支总表[本年收入合计].决算数': '238.00',
            '收支总表[年初结转和结余].决算数': '9.00',
            '收支总表[本年支出合计].决算数': '210.00',
            '财政拨款总表[本年收入合计].决算数': '230.00',
            '财政拨款总表[本年支出合计].合计': '205.00',
          },
          sheets: [DEPARTMENT],
        },
      },
    },
    judgeOwnFunds,
  ),
  evaluationRule(
    {
      id: 'DP-BOND',
      title: '使用债券或政府性基金的项目在决算表有收支',
      severity: 'warning',
      basis: '专项债券和政府性基金列政府性基金预算；有这样的项目预算，决算表应有基金收入或结转。',
      failure: '核对资金是否已下达，下达的应列入政府性基金决算表。',
      examples: {
        holds: {
          figures: { '财政拨款总表[政府性基金预算财政拨款].决算数': '30.00' },
          sheets: [
            { name: '泵站扩建', funding: [PROJECT_LINE], completion: '申请的专项债券已下达，正在招标' },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            { name: '泵站扩建', funding: [PROJECT_LINE], completion: '申请的专项债券已下达，正在招标' },
          ],
        },
      },
    },
    judgeBonds,
  ),
  evaluationRule(
    {
      id: 'DP-CARRY',
      title: '没有执行的预算与年末结转和结余相符',
      severity: 'warning',
      basis: '全年预算数减执行数是没有用完的预算，除收回和未下达的以外，应在年末结转和结余中。',
      failure: '说明差额的去向：收回、未下达，或预算数口径不同。',
      examples: {
        holds: { figures: { '收支总表[年末结转和结余].决算数': '30.00' }, sheets: [DEPARTMENT] },
        fails: { figures: { '收支总表[年末结转和结余].决算数': '7.00' }, sheets: [DEPARTMENT] },
      },
    },
    judgeCarryover,
  ),
  evaluationRule(
    {
      id: 'DP-TASK',
      title: '任务完成率不是项目的自评得分',
      severity: 'warning',
      basis: '任务完成率说的是完成了多少；与同名项目的自评总分相同，多是误抄。',
      failure: '按实际完成情况填写完成率。',
      examples: {
        holds: {
          figures: {},
          sheets: [
            { ...DEPARTMENT, indicators: [TASK] },
            { name: '2024泵站检修', funding: [PROJECT_LINE], total: '100 | 91.2' },
          ],
        },
        fails: {
          figures: {},
          sheets: [
            { ...DEPARTMENT, indicators: [TASK] },
            { name: '2024泵站检修', funding: [PROJECT_LINE], total: '100 | 93.6' },
          ],
        },
      },
    },
    judgeTasks,
  ),
];
