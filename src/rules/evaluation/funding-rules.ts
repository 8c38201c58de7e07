import { Decimal } from 'decimal.js';
import { normaliseLabel } from '../../forms/label.js';
import { joined, zh, type Message } from '../../language/message.js';
import { read, type FundingLine, type PrintedNumber, type Reading } from '../../model/evaluation.js';
import type { Judgement } from '../judgement.js';
import type { SheetAppraisal } from './appraise.js';
import { amountOf, compareRate, shown, type Amount } from './score.js';
import {
  compared,
  fundingPlaces,
  lineName,
  namedLines,
  numberOf,
  onSheet,
  sheetPlaces,
  type Place,
  type SheetRule,
} from './sheet-judgement.js';
import { cellPlace } from './sheets.js';

const COLUMNS = [
  ['initial', '年初预算数'],
  ['budget', '全年预算数'],
  ['executed', '全年执行数'],
] as const;
type AmountColumn = (typeof COLUMNS)[number][0];

const FUND_META = { id: 'PS-FUND', severity: 'error' } as const;
const RATE_META = { id: 'PS-RATE', severity: 'error' } as const;
const EXEC_META = { id: 'PS-EXEC', severity: 'error' } as const;
const LIMIT_META = { id: 'PS-LIMIT', severity: 'warning' } as const;

const isNegative = (reading: Reading<PrintedNumber> | undefined): boolean =>
  numberOf(reading)?.isNegative() === true && numberOf(reading)?.isZero() === false;

const isBlankLine = (line: FundingLine): boolean =>
  COLUMNS.every(([column]) => line[column] === undefined || line[column].state === 'blank');

function judgeFunding(appraisal: SheetAppraisal): Judgement[] {
  const { funding } = appraisal.sheet;
  if (funding.length === 0)
    return [
      onSheet(FUND_META, appraisal, '', {
        verdict: 'undecidable',
        reason: zh`没有识别到项目资金，补全表样后重新核对`,
        places: sheetPlaces(appraisal),
      }),
    ];
  const negatives = namedLines(funding).flatMap(({ line, name }) =>
    COLUMNS.flatMap(([column, header]): Judgement[] =>
      isNegative(line[column])
        ? [
            onSheet(FUND_META, appraisal, `负数/${name}·${header}`, {
              verdict: 'fails',
              severity: 'warning',
              reason: zh`金额为负（${line[column]?.printed ?? ''}）`,
              advice: zh`核对金额；确为冲减的请说明原因`,
              places: cellPlace(column, `${name} ${header}`, line[column]),
            }),
          ]
        : [],
    ),
  );
  const total = funding.find(({ kind }) => kind === 'total');
  const parts = funding.filter((line) => line !== total);
  if (!total)
    return [
      ...negatives,
      onSheet(FUND_META, appraisal, '', {
        verdict: 'undecidable',
        reason: zh`未找到年度资金总额一行，补全后重新核对`,
        places: funding.flatMap(fundingPlaces),
      }),
    ];
  if (parts.length === 0) return negatives;
  return [
    ...negatives,
    ...COLUMNS.flatMap(([column, header]) => sumOf(appraisal, total, parts, column, header)),
  ];
}

function sumOf(
  appraisal: SheetAppraisal,
  total: FundingLine,
  parts: readonly FundingLine[],
  column: AmountColumn,
  header: string,
): Judgement[] {
  const cells = [total, ...parts].flatMap((line) =>
    cellPlace(column, `${lineName(line)} ${header}`, line[column]),
  );
  const outcome = (rest: Parameters<typeof onSheet>[3]): Judgement =>
    onSheet(FUND_META, appraisal, header, { places: cells, ...rest });
  const undecided = (reason: Message): Judgement => outcome({ verdict: 'undecidable', reason });
  if (total[column] === undefined && parts.every((line) => line[column] === undefined)) return [];
  const whole = read(total[column]);
  if (!whole) {
    const allBlank = [total, ...parts].every((line) => line[column]?.state !== 'read');
    return allBlank && total[column]?.state === 'blank'
      ? []
      : [undecided(zh`资金总额的${header}未填或无法识别，不能与分项核对`)];
  }
  const unread = parts.find((line) => line[column]?.state === 'unreadable');
  if (unread) return [undecided(zh`${lineName(unread)}“${unread[column]?.printed ?? ''}”无法识别为数字`)];
  if (parts.every((line) => line[column]?.state !== 'read'))
    return whole.value.isZero()
      ? [outcome({ verdict: 'holds' })]
      : [undecided(zh`各资金来源未填，不能与资金总额核对`)];

  const { sums, isOpen } = sumsOf(parts, column);
  const target = amountOf(whole);
  const best = sums.find(({ value }) => value.equals(whole.value)) ?? sums.find((sum) => meets(sum, target));
  const [plain] = sums;
  const sum = best ?? plain;
  if (!sum) return [];
  const gaps = parts.filter((line) => line[column]?.state !== 'read' && !isBlankLine(line));
  const terms = parts
    .filter((line) => numberOf(line[column])?.isZero() === false)
    .map((line) => `${lineName(line)} ${line[column]?.printed ?? ''}`);
  const written = terms.length > 0 ? terms.join(' + ') : '0';
  const amounts = compared(sum.value, whole.value, 2, '万元');
  if (best)
    return [
      outcome({
        verdict: best.value.equals(whole.value) ? 'holds' : 'holds-within-rounding',
        ...amounts,
        allowance: best.halfUnit.plus(target.halfUnit),
      }),
    ];
  if (gaps.length > 0) return [undecided(zh`${joined(gaps.map(lineName), zh`、`)}未填，不能与资金总额核对`)];
  const foreign = parts.filter(({ kind }) => kind === 'unknown').map(lineName);
  if (foreign.length > 0)
    return [undecided(zh`不知“${joined(foreign, zh`”、“`)}”是否为资金来源，不能与资金总额核对`)];
  if (parts.every(isOfWhich) && sum.value.lessThan(whole.value))
    return [undecided(zh`只列了“其中”的部分资金来源，不能与资金总额核对`)];
  if (isOpen) return [undecided(zh`“其中”各行分属哪一行不能确定，不能与资金总额核对`)];
  const refused = appraisal.sheet.gaps.find(({ block }) => block === 'funding');
  if (refused) return [undecided(refused.text)];
  return [
    outcome({
      verdict: 'fails',
      reason: zh`${written} = ${shown(sum.value)}，资金总额为 ${total[column]?.printed ?? ''}`,
      ...amounts,
    }),
  ];
}

/**
 * What the sources add up to, each way that the lines can be meant: 其中 below another line than the total
 * opens a list of parts of that line. Where the list ends the form does not say, only that it comes to no more
 * than the line. `isOpen` where lines follow that may or may not belong to it.
 */
function sumsOf(parts: readonly FundingLine[], column: AmountColumn): { sums: Amount[]; isOpen: boolean } {
  const amounts = parts.map((line) => {
    const printed = read(line[column]);
    return printed ? amountOf(printed) : NOTHING;
  });
  const starts = parts.flatMap((line, index) => (opensList(line, parts[index - 1], parts[0]) ? [index] : []));
  const isOpen = starts.some((start) => parts.slice(start + 1).some((line) => !isOfWhich(line)));
  if (starts.length > MOST_LISTS || parts.length > MOST_SOURCES)
    return { sums: [added(amounts)], isOpen: true };
  const endsOf = (start: number): number[] => {
    const owner = amounts[start - 1];
    const ends = parts.map((_, index) => index + 1).filter((end) => end > start);
    return ends.filter((end) => owner && isWithin(added(amounts.slice(start, end)), owner));
  };
  // From the last line up: many ways come to the same sum.
  const sumsFrom: (readonly Amount[])[] = [...parts.map(() => []), [NOTHING]];
  for (let index = parts.length - 1; index >= 0; index--) {
    const own = amounts[index] ?? NOTHING;
    const ends = starts.includes(index) ? endsOf(index) : [];
    const sums = [
      ...(sumsFrom[index + 1] ?? []).map((rest) => plus(own, rest)),
      ...ends.flatMap((end) => sumsFrom[end] ?? []),
    ];
    sumsFrom[index] = [...new Map(sums.map((sum) => [sum.value.toString(), sum])).values()];
  }
  return { sums: [...(sumsFrom[0] ?? [])], isOpen };
}

/** A block has one list of parts, or two. */
const MOST_LISTS = 4;
/** And up to ten sources. */
const MOST_SOURCES = 40;

/** Whether a line begins a list of parts of the line above: by 其中, or numbered another way than the sources are. */
function opensList(
  line: FundingLine,
  above: FundingLine | undefined,
  first: FundingLine | undefined,
): boolean {
  if (!above || !first) return false;
  const [own, base, before] = [line, first, above].map(({ label }) => numberingOf(label));
  return isOfWhich(line) || (own !== undefined && own !== base && own !== before);
}

/** The kind of number before a label: 一、, （一）, 1., (1). */
function numberingOf(label: string): number | undefined {
  const bare = normaliseLabel(label);
  const kind = NUMBERINGS.findIndex((pattern) => pattern.test(bare));
  return kind < 0 ? undefined : kind;
}
const NUMBERINGS = [
  /^[一二三四五六七八九十]、/u,
  /^\([一二三四五六七八九十]\)/u,
  /^\d{1,2}[.、]/u,
  /^\(\d{1,2}\)/u,
];

const isOfWhich = ({ label }: FundingLine): boolean => /^\s*(?:[（(]?\d[)）.、]?)?其中/u.test(label);

const NOTHING: Amount = { value: new Decimal(0), halfUnit: new Decimal(0) };

const plus = (one: Amount, other: Amount): Amount => ({
  value: one.value.plus(other.value),
  halfUnit: one.halfUnit.plus(other.halfUnit),
});

const added = (amounts: readonly Amount[]): Amount => amounts.reduce(plus, NOTHING);

const meets = (one: Amount, other: Amount): boolean =>
  one.value.minus(other.value).abs().lessThanOrEqualTo(one.halfUnit.plus(other.halfUnit));

const isWithin = (one: Amount, other: Amount): boolean =>
  one.value.lessThanOrEqualTo(other.value) || meets(one, other);

function judgeRate(appraisal: SheetAppraisal): Judgement[] {
  return namedLines(appraisal.sheet.funding).flatMap(({ line, name }): Judgement[] => {
    if (!line.rate || (line.rate.state === 'blank' && (line.kind !== 'total' || isBlankLine(line))))
      return [];
    return [rateOf(appraisal, line, line.rate, name)];
  });
}

function rateOf(
  appraisal: SheetAppraisal,
  line: FundingLine,
  printed: Reading<PrintedNumber>,
  name: string,
): Judgement {
  const places: Place[] = [...fundingPlaces(line), ...cellPlace('rate', `${name} 执行率`, printed)];
  const outcome = (rest: Parameters<typeof onSheet>[3]): Judgement =>
    onSheet(RATE_META, appraisal, name, { places, ...rest });
  const undecided = (reason: Message): Judgement => outcome({ verdict: 'undecidable', reason });
  const [budget, executed] = [read(line.budget), read(line.executed)];
  if (!budget || !executed)
    return undecided(zh`${budget ? '全年执行数' : '全年预算数'}未填或无法识别，不能核对执行率`);
  if (isNegative(line.budget) || isNegative(line.executed)) return undecided(zh`金额为负，不核对执行率`);
  if (printed.state === 'unreadable') return undecided(zh`执行率“${printed.printed}”无法识别为数字`);
  const rate = printed.state === 'read' ? printed.value : undefined;
  if (budget.value.isZero()) return rateOnNothing(executed, rate, printed.printed, outcome);
  if (!rate)
    return executed.value.isZero()
      ? outcome({ verdict: 'holds' })
      : outcome({
          verdict: 'undecidable',
          reason: zh`执行率未填`,
          owed: 'warning',
          advice: zh`补填执行率`,
        });
  const { closeness, expected, actual, decimals } = compareRate(rate, executed, budget);
  const amounts = compared(expected, actual, Math.max(decimals, expected.decimalPlaces()), '%');
  if (closeness !== 'fails') return outcome({ verdict: closeness, ...amounts });
  return outcome({
    verdict: 'fails',
    reason: zh`${shown(executed.value)} ÷ ${shown(budget.value)} = ${expected.toFixed(decimals)}%，表中 ${printed.printed}`,
    ...amounts,
  });
}

/** Without a budget there is no rate: 0 % or nothing is right where nothing was spent (rules.md §7.4). */
function rateOnNothing(
  executed: PrintedNumber,
  rate: PrintedNumber | undefined,
  printed: string,
  outcome: (rest: Parameters<typeof onSheet>[3]) => Judgement,
): Judgement {
  if (!executed.value.isZero())
    return outcome({
      verdict: 'fails',
      reason: zh`全年预算数为 0 而全年执行数为 ${shown(executed.value)}，执行率没有意义（表中 ${printed === '' ? zh`未填` : printed}）`,
      advice: zh`核对全年预算数，补列预算或更正执行数`,
    });
  if (!rate || rate.value.isZero()) return outcome({ verdict: 'holds' });
  const isFull = rate.value.equals(100) || (!rate.percent && rate.value.equals(1));
  return outcome({
    verdict: 'fails',
    severity: isFull ? 'note' : 'error',
    reason: zh`没有预算也没有执行，执行率应为 0 或空白，表中 ${printed}`,
  });
}

function judgeExecution(appraisal: SheetAppraisal): Judgement[] {
  const { execution, scheme } = appraisal;
  const { line, verdict, severity, text, expected } = execution;
  const places = line
    ? [
        ...fundingPlaces(line),
        ...cellPlace('initial', `${lineName(line)} 年初预算数`, line.initial),
        ...cellPlace('weight', '执行率 分值', line.weight),
        ...cellPlace('score', '执行率 得分', line.score),
      ]
    : sheetPlaces(appraisal);
  const isOwed = verdict === 'undecidable' && line?.budget?.state === 'blank';
  return [
    onSheet(EXEC_META, appraisal, zh`预算执行得分`, {
      verdict,
      severity,
      reason: text,
      places,
      ...compared(expected, numberOf(line?.score), scheme.profile.decimals.execution, '分'),
      ...(isOwed && { owed: 'warning' as const, advice: zh`补填全年预算数` }),
      ...(execution.explainedBy !== undefined && { advice: zh`说明计分依据，或按执行率更正得分` }),
    }),
  ];
}

function judgeLimit(appraisal: SheetAppraisal): Judgement[] {
  const lines = namedLines(appraisal.sheet.funding).flatMap(({ line, name }) => {
    const [budget, executed] = [read(line.budget), read(line.executed)];
    // Spending without a budget is told beside its rate, where the form has one.
    if (!budget || !executed || (budget.value.isZero() && line.rate)) return [];
    return [{ line, name, budget, executed }];
  });
  const over = lines.filter(({ budget, executed }) => !isWithin(amountOf(executed), amountOf(budget)));
  if (lines.length === 0) return [];
  const told = over.map(
    ({ name, budget: { value: limit }, executed: { value: spent } }) =>
      zh`${name}全年执行数 ${shown(spent)} 大于全年预算数 ${shown(limit)}，超 ${shown(spent.minus(limit))}`,
  );
  return [
    onSheet(LIMIT_META, appraisal, '', {
      places: (over.length > 0 ? over : lines).flatMap(({ line }) => fundingPlaces(line)),
      ...(over.length > 0 ? { verdict: 'fails', reason: joined(told, zh`；`) } : { verdict: 'holds' }),
    }),
  ];
}

/** The rules of the block 项目资金. */
export const FUNDING_RULES: readonly SheetRule[] = [
  {
    ...FUND_META,
    title: '资金总额等于各资金来源之和',
    basis:
      '自评表“项目资金”栏：年度资金总额由财政拨款、财政专户管理资金、单位资金等组成，年初预算、全年预算、全年执行各自相加',
    failure: '更正资金总额或漏列、错列的资金来源',
    examples: {
      holds: {
        figures: {},
        sheets: [
          {
            name: '设备购置',
            funding: [
              '年度资金总额 | 60 | 75.5 | 70.2 | 10 | 92.98% | 9.30',
              '其中：财政拨款 | 60 | 70 | 65 | | |',
              '单位资金 | | 5.5 | 5.2 | | |',
            ],
          },
        ],
      },
      fails: {
        figures: {},
        sheets: [
          {
            name: '设备购置',
            funding: [
              '年度资金总额 | 0 | 75.5 | 70.2 | 10 | 92.98% | 9.30',
              '其中：财政拨款 | 60 | 70 | 65 | | |',
              '单位资金 | 0 | 5.5 | 5.2 | | |',
            ],
          },
        ],
      },
    },
    judge: ({ sheets }) => sheets.flatMap(judgeFunding),
  },
  {
    ...RATE_META,
    title: '执行率等于全年执行数除以全年预算数',
    basis: '自评表“执行率（B/A×100%）”：按表中印出的小数位四舍五入；没有预算也没有执行的，0 或空白均可',
    failure: '按全年执行数和全年预算数更正执行率',
    examples: {
      holds: {
        figures: {},
        sheets: [
          {
            name: '设备购置',
            funding: [
              '年度资金总额 | 60 | 75.5 | 70.2 | 10 | 92.98% | 9.30',
              '财政专户管理资金 | 0 | 0 | 0 | | 0.00% |',
            ],
          },
        ],
      },
      fails: {
        figures: {},
        sheets: [{ name: '设备购置', funding: ['年度资金总额 | 60 | 75.5 | 70.2 | 10 | 97.50% | 9.30'] }],
      },
    },
    judge: ({ sheets }) => sheets.flatMap(judgeRate),
  },
  {
    ...LIMIT_META,
    title: '全年执行数不超过全年预算数',
    basis: '预算法第十三条：支出必须以经批准的预算为依据；全年预算数已含年中追加和上年结转',
    failure: '核对全年预算数是否含追加和结转；确属超预算的说明依据',
    examples: {
      holds: {
        figures: {},
        sheets: [{ name: '设备购置', funding: ['年度资金总额 | 60 | 75.5 | 75.5 | 10 | 100.00% | 10'] }],
      },
      fails: {
        figures: {},
        sheets: [{ name: '设备购置', funding: ['年度资金总额 | 60 | 75.5 | 80.5 | 10 | 106.62% | 10'] }],
      },
    },
    judge: ({ sheets }) => sheets.flatMap(judgeLimit),
  },
  {
    ...EXEC_META,
    title: '预算执行得分按执行率计算',
    basis: '财预〔2020〕10号：预算执行率 10 分；得分 = 分值 × 全年执行数 ÷ 全年预算数，不超过分值',
    formulas: [
      '得分 = 分值 × 全年执行数 ÷ 全年预算数，最高为分值，按表样的小数位四舍五入',
      '没有预算也没有执行：0 分',
    ],
    failure: '按全年执行率重新计算执行得分，或说明另行计分的依据',
    examples: {
      holds: {
        figures: {},
        sheets: [{ name: '设备购置', funding: ['年度资金总额 | 60 | 75.5 | 70.2 | 10 | 92.98% | 9.30'] }],
      },
      fails: {
        figures: {},
        sheets: [{ name: '设备购置', funding: ['年度资金总额 | 60 | 75.5 | 70.2 | 10 | 92.98% | 5.00'] }],
      },
    },
    judge: ({ sheets }) => sheets.flatMap(judgeExecution),
  },
];
