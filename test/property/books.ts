import fc from 'fast-check';
import { FUNCTION_ITEMS, FUND_ITEMS, FUNCTION_CLASSES } from '../../src/forms/catalogue.js';
import { readData, type Row, type Tables } from '../published.js';

/**
 * Amounts of the books are whole parts of the last digit that is printed: ten thousand make one unit of it.
 * An amount is nought or at least one such unit, since a printed zero is taken for an exact one.
 */
export const PARTS = 10_000;

/** The books of an invented department, and what its tables say exactly. */
export interface Books {
  readonly tables: Tables<number>;
  /** Table 05 with balances and revenue, as some places print it. */
  readonly wideGeneralBudget: readonly Row<number>[];
}

/** How the books must look for a layout to print them rightly. */
export interface Demands {
  /** Amounts are the books themselves, so nothing is rounded. */
  readonly exact?: boolean;
  /** The layout has no words for an empty table. */
  readonly nothingEmpty?: boolean;
  /** The layout has no rows for 债务还本 and 债务付息. */
  readonly noDebt?: boolean;
}

type Fund = 'general' | 'fund' | 'capital';

interface Fiscal {
  readonly code: string;
  readonly personnel: number;
  readonly operating: number;
  readonly project: number;
  readonly opening: number;
  readonly closing: number;
  readonly revenue: number;
}

interface NonFiscal {
  readonly code: string;
  /** 上级补助, 事业, 经营, 附属单位上缴, 其他. */
  readonly revenue: readonly number[];
  /** 基本, 项目, 上缴上级, 经营, 对附属单位补助. */
  readonly spending: readonly number[];
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** Nought, or what is printed as more than nought. */
const printable = (amount: number): number => (amount > 0 && amount < PARTS ? PARTS : amount);

const SAMPLE = readData('fixtures/data/xinhua-2023.yaml').data;
const BASIC = SAMPLE['general-budget-basic-expenditure'];
const CLASSES = FUNCTION_CLASSES.filter(({ inSummary }) => inSummary);

/** Functional items whose basic expenditure is one economic item. */
const CONTRIBUTIONS = [
  ['2080505', '30108'],
  ['2080506', '30109'],
  ['2210201', '30113'],
] as const;
const CONTRIBUTED: readonly string[] = CONTRIBUTIONS.map(([, item]) => item);

const itemsOf = (rows: readonly Row[]): string[] =>
  rows.flatMap(([code = '']) => (code.length === 5 && !CONTRIBUTED.includes(code) ? [code] : []));

/** Economic items of 三公, in the order 出国, 购置, 运行, 接待. */
const THREE_PUBLIC_ITEMS = ['30212', '31013', '30231', '30217'];

const SUBCLASS_NAMES = ['管理事务', '专项服务', '公共设施', '监督管理', '其他事务'];
const ITEM_NAMES = ['行政运行', '一般行政管理事务', '机关服务', '事业运行', '其他支出'];

function nameOf(code: string): string {
  const known = FUNCTION_ITEMS.find((item) => item.code === code);
  if (known) return known.name;
  const pick = (names: readonly string[], length: number): string =>
    names[Number(code.slice(length - 2, length)) % names.length] ?? '';
  if (code.length === 3) return CLASSES.find((one) => one.code === code)?.name ?? '';
  return code.length === 5 ? pick(SUBCLASS_NAMES, 5) : pick(ITEM_NAMES, 7);
}

function amounts({ exact = false }: Demands): fc.Arbitrary<number> {
  const units = fc.oneof(
    fc.integer({ min: 1, max: 99 }),
    fc.integer({ min: 1, max: 99_999 }),
    fc.integer({ min: 1, max: 99_999_999 }),
  );
  const part = exact
    ? fc.constant(0)
    : fc.oneof(fc.constantFrom(0, 1, PARTS / 2 - 1, PARTS / 2, PARTS - 1), fc.nat({ max: PARTS - 1 }));
  return fc.tuple(units, part).map(([whole, rest]) => whole * PARTS + rest);
}

/** Real classes; the codes below them are invented, and none is one that rules know by number. */
const functionCode = (classes: typeof CLASSES): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...classes), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }))
    .map(([{ code }, ...rest]) => [code, ...rest.map((part) => String(part).padStart(2, '0'))].join(''))
    .filter(
      (code) =>
        !FUND_ITEMS.some((item) => code.startsWith(item.code)) &&
        !FUNCTION_ITEMS.some((item) => code.startsWith(item.code.slice(0, 5))) &&
        !CONTRIBUTIONS.some(([known]) => known === code),
    );

/** Books in which every identity holds exactly. */
export function books(demands: Demands = {}): fc.Arbitrary<Books> {
  const amount = amounts(demands);
  const maybe = fc.oneof(fc.constant(0), amount);
  const place = fc.nat({ max: 99 });
  const classes = CLASSES.filter(({ name }) => !(demands.noDebt && name.startsWith('债务')));
  const spent = (rows: readonly Row[]): fc.Arbitrary<readonly (readonly [string, number])[]> =>
    fc.array(fc.tuple(fc.constantFrom(...itemsOf(rows)), amount), { maxLength: 3 });
  const fiscal = fc.record({ place, project: maybe, opening: maybe, closing: maybe });
  const general = fc.record({ fiscal, personnel: spent(BASIC.personnel), operating: spent(BASIC.operating) });
  const balanced = fc.record({ fiscal, basic: maybe, project: amount });
  const five = fc.tuple(maybe, maybe, maybe, maybe, maybe);
  return fc
    .record({
      funds: demands.nothingEmpty
        ? fc.constant<Fund[]>(['general', 'fund', 'capital'])
        : fc.subarray<Fund>(['general', 'fund', 'capital'], { minLength: 1 }),
      codes: fc.uniqueArray(functionCode(classes), { minLength: 2, maxLength: 22 }),
      general: fc.array(general, { minLength: 1, maxLength: 22 }),
      contributions: fc.tuple(maybe, maybe, maybe),
      fund: fc.array(balanced, { minLength: 1, maxLength: 6 }),
      capital: fc.array(balanced, { minLength: 1, maxLength: 3 }),
      nonFiscal: fc.array(fc.record({ place, revenue: five, spending: five }), { maxLength: 6 }),
      surplusUsed: maybe,
      surplusDistributed: maybe,
      otherOpening: maybe,
      threePublic: fc.tuple(maybe, maybe, maybe, demands.nothingEmpty ? amount : maybe),
      budgetSlack: fc.tuple(maybe, maybe, maybe, demands.nothingEmpty ? amount : maybe),
    })
    .map((drawn): Books => {
      const codeAt = (index: number): string => drawn.codes[index % drawn.codes.length] ?? '';
      const inUse = <Leaf>(fund: Fund, leaves: readonly Leaf[]): readonly Leaf[] =>
        drawn.funds.includes(fund) ? leaves : [];
      const generalDrawn = inUse('general', drawn.general);
      const contributions = inUse('general', drawn.contributions);
      const leaf = (from: (typeof drawn.fund)[number]): Fiscal =>
        balancedBy({
          ...from.fiscal,
          code: codeAt(from.fiscal.place),
          personnel: 0,
          operating: from.basic,
          project: from.project,
        });
      const fiscalLeaves: Record<Fund, readonly Fiscal[]> = {
        general: [
          ...generalDrawn.map((from) =>
            balancedBy({
              ...from.fiscal,
              code: codeAt(from.fiscal.place),
              personnel: total(from.personnel.map(([, each]) => each)),
              operating: total(from.operating.map(([, each]) => each)),
            }),
          ),
          ...contributions.map((personnel, index) =>
            balancedBy({
              code: CONTRIBUTIONS[index]?.[0] ?? '',
              personnel,
              operating: 0,
              project: 0,
              opening: 0,
              closing: 0,
            }),
          ),
        ],
        fund: inUse('fund', drawn.fund).map(leaf),
        capital: inUse('capital', drawn.capital).map(leaf),
      };
      const economic = [
        ...generalDrawn.flatMap(({ personnel, operating }) => [...personnel, ...operating]),
        ...contributions.map((each, index) => [CONTRIBUTED[index] ?? '', each] as const),
      ];
      const nonFiscal = drawn.nonFiscal.map(({ place: at, revenue, spending }): NonFiscal => {
        const [basic, project, toSuperior, business, toSubordinates] = spending;
        // Business is not carried on without its revenue.
        const spentOnBusiness = revenue[2] === 0 ? 0 : business;
        return {
          code: codeAt(at),
          revenue,
          spending: [basic, project, toSuperior, spentOnBusiness, toSubordinates],
        };
      });
      return tablesOf(fiscalLeaves, nonFiscal, economic, drawn);
    });
}

/** Revenue of the year is what spending and carry-overs leave to be covered. */
function balancedBy(leaf: Omit<Fiscal, 'revenue'>): Fiscal {
  const needed = leaf.personnel + leaf.operating + leaf.project + leaf.closing;
  const opening = Math.min(leaf.opening, needed);
  const revenue = printable(needed - opening);
  return { ...leaf, opening, revenue, closing: leaf.closing + revenue - (needed - opening) };
}

interface Drawn {
  readonly surplusUsed: number;
  readonly surplusDistributed: number;
  readonly otherOpening: number;
  readonly threePublic: readonly number[];
  readonly budgetSlack: readonly number[];
}

function tablesOf(
  fiscal: Readonly<Record<Fund, readonly Fiscal[]>>,
  nonFiscal: readonly NonFiscal[],
  economic: readonly (readonly [string, number])[],
  drawn: Drawn,
): Books {
  const over = <Leaf extends { readonly code: string }>(
    leaves: readonly Leaf[],
    prefix: string,
    pick: (leaf: Leaf) => number,
  ): number => total(leaves.filter(({ code }) => code.startsWith(prefix)).map(pick));
  const basicOf = ({ personnel, operating }: Fiscal): number => personnel + operating;
  const spendingOf = (leaf: Fiscal): number => basicOf(leaf) + leaf.project;
  const all = [...fiscal.general, ...fiscal.fund, ...fiscal.capital];
  const others = (key: 'revenue' | 'spending', index: number, prefix = ''): number =>
    over(nonFiscal, prefix, (leaf) => leaf[key][index] ?? 0);
  const FIVE = [0, 1, 2, 3, 4];

  const coded = (columns: (prefix: string) => readonly number[]): Row<number>[] => {
    const leaves = [...all, ...nonFiscal].map(({ code }) => code);
    const codes = [...new Set(leaves.flatMap((code) => [3, 5, 7].map((length) => code.slice(0, length))))];
    return [
      ['合计', '', ...columns('')],
      ...codes
        .sort()
        .filter((code) => columns(code).some((figure) => figure !== 0))
        .map((code) => [code, nameOf(code), ...columns(code)]),
    ];
  };
  const revenueColumns = (prefix: string): number[] => {
    const appropriated = over(all, prefix, ({ revenue }) => revenue);
    const rest = FIVE.map((index) => others('revenue', index, prefix));
    return [appropriated + total(rest), appropriated, ...rest];
  };
  const spendingColumns = (prefix: string): number[] => {
    const basic = over(all, prefix, basicOf) + others('spending', 0, prefix);
    const project = over(all, prefix, ({ project: each }) => each) + others('spending', 1, prefix);
    const rest = [2, 3, 4].map((index) => others('spending', index, prefix));
    return [basic + project + total(rest), basic, project, ...rest];
  };
  const sixColumns =
    (leaves: readonly Fiscal[]) =>
    (prefix: string): number[] => [
      over(leaves, prefix, ({ opening }) => opening),
      over(leaves, prefix, ({ revenue }) => revenue),
      over(leaves, prefix, spendingOf),
      over(leaves, prefix, basicOf),
      over(leaves, prefix, ({ project }) => project),
      over(leaves, prefix, ({ closing }) => closing),
    ];
  const funds = [fiscal.general, fiscal.fund, fiscal.capital];
  const byFund = (prefix: string, pick: (leaf: Fiscal) => number): number[] =>
    funds.map((leaves) => over(leaves, prefix, pick));
  const withTotal = (figures: readonly number[]): number[] => [total(figures), ...figures];

  const revenues = byFund('', ({ revenue }) => revenue);
  const openings = byFund('', ({ opening }) => opening);
  const closings = byFund('', ({ closing }) => closing);
  const spending = byFund('', spendingOf);
  const otherRevenues = FIVE.map((index) => others('revenue', index));
  const { surplusUsed, surplusDistributed } = drawn;
  const uncovered =
    total(FIVE.map((index) => others('spending', index))) +
    surplusDistributed -
    total(otherRevenues) -
    surplusUsed;
  const brought = printable(Math.max(uncovered, 0)) + drawn.otherOpening;
  const left = brought - uncovered;
  const otherOpening = brought + printable(left) - left;
  const revenue = total(revenues) + total(otherRevenues);
  const opening = total(openings) + otherOpening;
  const allSpending = total(spending) + total(FIVE.map((index) => others('spending', index)));
  const closing = total(closings) + printable(left);

  const personnel = economicRows(BASIC.personnel, economic);
  const operating = economicRows(BASIC.operating, economic);
  const general = sixColumns(fiscal.general);
  return {
    tables: {
      summary: {
        revenue: SAMPLE.summary.revenue.map(([label = ''], index) => [
          label,
          [...revenues, ...otherRevenues][index] ?? 0,
        ]),
        expenditure: CLASSES.map(({ code, name }) => [name, spendingColumns(code)[0] ?? 0]),
        totals: {
          本年收入合计: revenue,
          使用非财政拨款结余: surplusUsed,
          年初结转和结余: opening,
          收入总计: revenue + surplusUsed + opening,
          本年支出合计: allSpending,
          结余分配: surplusDistributed,
          年末结转和结余: closing,
          支出总计: allSpending + surplusDistributed + closing,
        },
      },
      revenue: coded(revenueColumns),
      expenditure: coded(spendingColumns),
      'appropriation-summary': {
        revenue: SAMPLE['appropriation-summary'].revenue.map(([label = ''], index) => [
          label,
          revenues[index] ?? 0,
        ]),
        expenditure: CLASSES.map(({ code, name }) => [name, ...withTotal(byFund(code, spendingOf))]),
        totals: {
          本年收入合计: total(revenues),
          年初财政拨款结转和结余: total(openings),
          年初一般公共预算财政拨款: openings[0] ?? 0,
          年初政府性基金预算财政拨款: openings[1] ?? 0,
          年初国有资本经营预算财政拨款: openings[2] ?? 0,
          收入总计: total(revenues) + total(openings),
          本年支出合计: withTotal(spending),
          年末财政拨款结转和结余: withTotal(closings),
          支出总计: withTotal(spending.map((each, index) => each + (closings[index] ?? 0))),
        },
      },
      'general-budget-expenditure': coded((prefix) => general(prefix).slice(2, 5)),
      'general-budget-basic-expenditure': {
        personnel,
        operating,
        totals: {
          人员经费合计: over(fiscal.general, '', (leaf) => leaf.personnel),
          公用经费合计: over(fiscal.general, '', (leaf) => leaf.operating),
        },
      },
      'government-fund': coded(sixColumns(fiscal.fund)),
      'state-capital': { columns: '6', rows: coded(sixColumns(fiscal.capital)) },
      'three-public': threePublicOf(economic, total(all.map(({ project }) => project)), drawn),
    },
    wideGeneralBudget: coded((prefix) => {
      const [begun = 0, got = 0, out = 0, basic = 0, project = 0, kept = 0] = general(prefix);
      const people = over(fiscal.general, prefix, (leaf) => leaf.personnel);
      return [
        ...[begun, 0, begun, got, 0, got],
        ...[out, basic, people, basic - people, project],
        ...[kept, 0, kept],
      ];
    }),
  };
}

/** The rows of table 06 as the form prints them: classes sum their items. */
function economicRows(rows: readonly Row[], economic: readonly (readonly [string, number])[]): Row<number>[] {
  return rows.map(([code = '', name = '']) => [
    code,
    name,
    total(economic.flatMap(([item, amount]) => (item.startsWith(code) ? [amount] : []))),
  ]);
}

/** Basic expenditure, what projects add to it, and a budget that is not exceeded. */
function threePublicOf(
  economic: readonly (readonly [string, number])[],
  projects: number,
  { threePublic, budgetSlack }: Drawn,
): Tables<number>['three-public'] {
  let rest = projects;
  const actual = THREE_PUBLIC_ITEMS.map((code, index) => {
    const wanted = threePublic[index] ?? 0;
    const added = wanted <= rest ? wanted : 0;
    rest -= added;
    return total(economic.flatMap(([item, amount]) => (item === code ? [amount] : []))) + added;
  });
  const row = ([abroad = 0, purchase = 0, operation = 0, reception = 0]: readonly number[]): Record<
    string,
    number
  > => ({
    合计: abroad + purchase + operation + reception,
    '因公出国（境）费': abroad,
    小计: purchase + operation,
    公务用车购置费: purchase,
    公务用车运行维护费: operation,
    公务接待费: reception,
  });
  return {
    预算数: row(actual.map((each, index) => each + (budgetSlack[index] ?? 0))),
    决算数: row(actual),
  };
}
