import { Decimal } from 'decimal.js';
import { joined, sentence, zh, type Message } from '../../language/message.js';
import { read, type Indicator } from '../../model/evaluation.js';
import { groupBy } from '../../model/group-by.js';
import type { Judgement } from '../judgement.js';
import { judgement, shownAt } from '../judgement.js';
import type { Appraisal, IndicatorAppraisal, SheetAppraisal } from './appraise.js';
import { FAR_ABOVE, rounded, shown } from './score.js';
import {
  compared,
  indicatorPlaces,
  isShort,
  listed,
  nameOf,
  numberOf,
  onSheet,
  sheetPlaces,
  type SheetRule,
} from './sheet-judgement.js';
import { cellPlace } from './sheets.js';
import { unitFit } from './unit.js';

const QUANT_META = { id: 'PS-QUANT', severity: 'error' } as const;
const QUAL_META = { id: 'PS-QUAL', severity: 'error' } as const;
const DEVIATION_META = { id: 'PS-DEV', severity: 'error' } as const;
const OVER_META = { id: 'PS-OVER', severity: 'warning' } as const;
const NAME_META = { id: 'PS-NAME', severity: 'error' } as const;
const CASE_META = { id: 'PS-CASE', severity: 'warning' } as const;
const UNIT_META = { id: 'PS-UNIT', severity: 'warning' } as const;
const SATISFACTION_META = { id: 'PS-SAT', severity: 'note' } as const;

/** Whether target and achievement are both numbers or dates: what cannot be compared counts by its target. */
function isQuantitative({ kind, indicator }: IndicatorAppraisal): boolean {
  if (kind !== 'undecidable') return kind === 'quantitative' || kind === 'date';
  const target = read(indicator.target);
  return target?.kind === 'number' || target?.kind === 'date' || target?.kind === 'several';
}

function judgeScores(
  meta: typeof QUANT_META | typeof QUAL_META,
  sheet: SheetAppraisal,
  rows: readonly IndicatorAppraisal[],
): Judgement[] {
  return rows
    .filter(({ byHabit }) => !byHabit)
    .map(({ indicator, verdict, severity, text, expected, explainedBy }) =>
      onSheet(meta, sheet, indicator.key, {
        verdict,
        severity,
        reason: text,
        places: indicatorPlaces(indicator),
        ...compared(expected, numberOf(indicator.score), sheet.scheme.profile.decimals.score, '分'),
        ...(verdict === 'fails' &&
          explainedBy !== undefined && { advice: zh`说明计分依据，或按方案更正得分` }),
      }),
    );
}

/** One warning a report for each habit, with every row that it scored: a departure, never the scheme. */
function judgeHabits({ sheets }: Appraisal): Judgement[] {
  const rows = sheets.flatMap((sheet) =>
    sheet.indicators.filter(({ byHabit }) => byHabit).map((row) => ({ sheet, row })),
  );
  return [...groupBy(rows, ({ row }) => row.habit)].map(([habit, own]) => {
    const count = new Set(own.map(({ sheet }) => sheet.label)).size;
    return judgement(QUANT_META.id, 'warning', {
      instance: `habit:${habit.id}`,
      verdict: 'fails',
      severity: 'warning',
      reason: zh`${sentence(habit.name)}：${count} 张表的 ${own.length} 个指标，公式应得满分；请说明依据`,
      advice: zh`说明这一计分办法的依据；没有依据的按方案更正得分`,
      places: own.flatMap(({ sheet, row }) =>
        indicatorPlaces(row.indicator).map((place) => ({
          ...place,
          label: joined([sheet.label, place.label], ' '),
        })),
      ),
    });
  });
}

function judgeQuantities(appraisal: Appraisal): Judgement[] {
  const rows = appraisal.sheets.flatMap((sheet) =>
    judgeScores(QUANT_META, sheet, sheet.indicators.filter(isQuantitative)),
  );
  return [...rows, ...judgeHabits(appraisal)];
}

const judgeQualities = ({ sheets }: Appraisal): Judgement[] =>
  sheets.flatMap((sheet) =>
    judgeScores(
      QUAL_META,
      sheet,
      sheet.indicators.filter((row) => !isQuantitative(row)),
    ),
  );

/** 偏差度 in percent: (a − t) ÷ t × 100 where the target is missed, else 0; of a share what it lacks of 100. */
function deviationOf({ case: own }: IndicatorAppraisal): { value: Decimal; text: Message } | undefined {
  const none = { value: new Decimal(0), text: zh`达到目标，偏差度为 0` };
  switch (own.kind) {
    case 'quantitative': {
      const { target, achieved, directions } = own;
      const [direction] = directions;
      const missed = direction === 'reverse' ? achieved.greaterThan(target) : achieved.lessThan(target);
      if (!missed) return none;
      if (target.isZero()) return undefined;
      return {
        value: achieved.minus(target).div(target).times(100),
        text: `(${shown(achieved)} − ${shown(target)}) ÷ ${shown(target)} × 100`,
      };
    }
    case 'share':
      if (own.percent.greaterThanOrEqualTo(100)) return none;
      return { value: own.percent.minus(100), text: `${shown(own.percent)} − 100` };
    case 'date':
      return own.met ? none : undefined;
    case 'qualitative':
      return own.word === undefined ? none : undefined;
    case 'undecidable':
      return undefined;
  }
}

const DEVIATION_DECIMALS = 2;

function judgeDeviations(sheet: SheetAppraisal): Judgement[] {
  // A form whose column stands empty throughout does not ask for it.
  const isPrinted = sheet.indicators.some(({ indicator }) => indicator.deviation?.state === 'read');
  return isPrinted ? sheet.indicators.flatMap((row) => judgeDeviation(sheet, row)) : [];
}

function judgeDeviation(sheet: SheetAppraisal, row: IndicatorAppraisal): Judgement[] {
  const { indicator } = row;
  const { deviation } = indicator;
  if (!deviation) return [];
  const outcome = (rest: Parameters<typeof onSheet>[3]): Judgement =>
    onSheet(DEVIATION_META, sheet, indicator.key, {
      places: [
        ...cellPlace('target', `${nameOf(indicator)} 指标值`, indicator.target),
        ...cellPlace('achieved', `${nameOf(indicator)} 完成值`, indicator.achieved),
        ...cellPlace('deviation', `${nameOf(indicator)} 偏差度`, deviation),
      ],
      ...rest,
    });
  const expected = deviationOf(row);
  if (!expected)
    return [
      outcome({
        verdict: 'undecidable',
        reason: row.kind === 'undecidable' ? row.text : zh`完成情况没有可以计算的偏差度`,
      }),
    ];
  if (deviation.state === 'unreadable')
    return [outcome({ verdict: 'undecidable', reason: zh`偏差度“${deviation.printed}”无法识别为数字` })];
  const value = rounded(expected.value, DEVIATION_DECIMALS);
  const printed = deviation.state === 'read' ? deviation.value : undefined;
  if (!printed && value.isZero()) return [outcome({ verdict: 'holds' })];
  const amounts = compared(value, printed?.value, DEVIATION_DECIMALS, '%');
  if (printed?.value.equals(value)) return [outcome({ verdict: 'holds', ...amounts })];
  if (printed?.value.equals(rounded(expected.value, Math.min(printed.decimals, DEVIATION_DECIMALS))))
    return [outcome({ verdict: 'holds-within-rounding', ...amounts })];
  const calculation = value.isZero()
    ? expected.text
    : zh`${expected.text} = ${value.toFixed(DEVIATION_DECIMALS)}`;
  return [
    outcome({
      verdict: 'fails',
      reason: printed ? zh`${calculation}，表中 ${deviation.printed}` : zh`${calculation}，表中未填`,
      ...amounts,
    }),
  ];
}

/** Lost marks or a deviation ask for a reason, where the form has a column for it; one finding a sheet. */
function judgeReasons(sheet: SheetAppraisal): Judgement[] {
  const rows = sheet.indicators.filter(({ indicator }) => indicator.reason !== undefined);
  if (rows.length === 0) return [];
  const silent = rows.filter(
    (row) =>
      row.indicator.reason?.trim() === '' &&
      !row.byHabit &&
      (isShort(row) || numberOf(row.indicator.deviation)?.isZero() === false),
  );
  if (silent.length === 0)
    return [onSheet(DEVIATION_META, sheet, zh`原因`, { verdict: 'holds', places: sheetPlaces(sheet) })];
  return [
    onSheet(DEVIATION_META, sheet, zh`原因`, {
      verdict: 'fails',
      severity: 'warning',
      reason: zh`${listed(silent)}失分或有偏差，没有填写偏差原因及改进措施`,
      advice: zh`补填偏差原因及改进措施`,
      places: silent.flatMap(({ indicator }) => [
        ...indicatorPlaces(indicator),
        ...cellPlace('deviation', `${nameOf(indicator)} 偏差度`, indicator.deviation),
      ]),
      // Marks that should not have been lost need no reason.
      ...(silent.every(isWrong) && followsFrom(sheet, silent)),
    }),
  ];
}

function judgeLowTargets(sheet: SheetAppraisal): Judgement[] {
  const rows = sheet.indicators.filter(
    ({ case: own }) =>
      own.kind === 'quantitative' &&
      own.hasOperator &&
      !own.directions.includes('reverse') &&
      own.target.greaterThan(0),
  );
  if (rows.length === 0) return [];
  const low = rows.filter(({ case: own, indicator }) => {
    const [weight, score] = [numberOf(indicator.weight), numberOf(indicator.score)];
    return (
      own.kind === 'quantitative' &&
      own.achieved.greaterThanOrEqualTo(own.target.times(FAR_ABOVE)) &&
      weight !== undefined &&
      score?.equals(weight) === true &&
      (indicator.reason ?? '').trim() === ''
    );
  });
  if (low.length === 0)
    return [
      onSheet(OVER_META, sheet, '', {
        verdict: 'holds',
        places: rows.flatMap(({ indicator }) => indicatorPlaces(indicator)),
      }),
    ];
  const first = low
    .slice(0, 3)
    .map(
      ({ indicator }) =>
        zh`${nameOf(indicator)}目标 ${indicator.target?.printed ?? ''}、完成 ${indicator.achieved?.printed ?? ''}`,
    );
  const all = joined(first, zh`，`);
  return [
    onSheet(OVER_META, sheet, '', {
      verdict: 'fails',
      reason: zh`${low.length > 3 ? zh`${all}等 ${low.length} 个指标` : all}，超过目标三成仍得满分，没有说明原因`,
      places: low.flatMap(({ indicator }) => indicatorPlaces(indicator)),
    }),
  ];
}

function judgeNames(sheet: SheetAppraisal): Judgement[] {
  const rows = sheet.indicators.filter(
    ({ indicator }) => numberOf(indicator.weight)?.greaterThan(0) === true,
  );
  if (rows.length === 0) return [];
  const blank = rows.filter(({ indicator }) => indicator.name.trim() === '');
  const place = ({ indicator }: { readonly indicator: Indicator }): ReturnType<typeof indicatorPlaces> => [
    shownAt('name', `${indicator.level2 ?? ''} 三级指标`, indicator.name, indicator.location),
    ...cellPlace('weight', '分值', indicator.weight),
  ];
  if (blank.length === 0)
    return [onSheet(NAME_META, sheet, '', { verdict: 'holds', places: sheetPlaces(sheet) })];
  const rowsText = blank.map(
    ({ indicator }) =>
      zh`${indicator.level2 ?? indicator.level1 ?? zh`指标`}（指标值 ${indicator.target?.printed ?? zh`未填`}，分值 ${indicator.weight?.printed ?? ''}）`,
  );
  return [
    onSheet(NAME_META, sheet, '', {
      verdict: 'fails',
      reason: zh`${joined(rowsText, zh`、`)}没有填写三级指标名称`,
      places: blank.flatMap(place),
    }),
  ];
}

/** Whether the score is not what the scheme gives, nor a habit of the place. */
const isWrong = ({ verdict, byHabit }: IndicatorAppraisal): boolean => verdict === 'fails' && !byHabit;

/** What comes of one wrong score alone is told with it. */
function followsFrom(
  { label }: SheetAppraisal,
  wrong: readonly IndicatorAppraisal[],
): Pick<Judgement, 'cause'> {
  const [row, ...others] = wrong;
  if (!row || others.length > 0) return {};
  const { id } = isQuantitative(row) ? QUANT_META : QUAL_META;
  return { cause: { ruleId: id, instance: `${label}/${row.indicator.key}` } };
}

function judgeLikeCases(sheet: SheetAppraisal): Judgement[] {
  const scored = sheet.indicators.filter(
    ({ indicator }) =>
      indicator.target?.state === 'read' &&
      indicator.achieved?.state === 'read' &&
      numberOf(indicator.weight) !== undefined &&
      numberOf(indicator.score) !== undefined,
  );
  const alike = [
    ...groupBy(scored, ({ indicator }) =>
      [
        indicator.group,
        plain(indicator.target?.printed),
        plain(indicator.achieved?.printed),
        numberOf(indicator.weight)?.toFixed() ?? '',
      ].join('\u0000'),
    ).values(),
  ].filter((rows) => rows.length > 1);
  const split = alike.filter((rows) => hasTwoScores(rows, ({ indicator }) => numberOf(indicator.score)));
  const byHabit = [...groupBy(scored, ({ habit }) => habit)].filter(
    ([, rows]) => rows.some((row) => row.byHabit) && rows.some((row) => !row.byHabit),
  );
  const inHabit = new Set(byHabit.flatMap(([, rows]) => rows));
  const failed = (part: string, rows: readonly IndicatorAppraisal[], what: Message): Judgement => {
    const scores = rows.map(({ indicator }) => zh`${indicator.score?.printed ?? ''}（${nameOf(indicator)}）`);
    return onSheet(CASE_META, sheet, part, {
      verdict: 'fails',
      reason: zh`${what}，得分却分别为 ${joined(scores, zh`、`)}`,
      places: rows.flatMap(({ indicator }) => indicatorPlaces(indicator)),
      ...followsFrom(sheet, rows.filter(isWrong)),
    });
  };
  const faults = [
    ...split
      .filter((rows) => !rows.every((row) => inHabit.has(row)))
      .map((rows) => {
        const [first] = rows;
        const { target, achieved, weight } = first?.indicator ?? {};
        return failed(
          `same:${rows.map(({ indicator }) => indicator.key).join('+')}`,
          rows,
          zh`指标值 ${target?.printed ?? ''}、完成值 ${achieved?.printed ?? ''}、分值 ${weight?.printed ?? ''} 相同`,
        );
      }),
    ...byHabit.map(([habit, rows]) => failed(`habit:${habit.id}`, rows, zh`实际均为 ${habit.achieved}`)),
  ];
  if (faults.length > 0) return faults;
  if (scored.length < 2) return [];
  return [
    onSheet(CASE_META, sheet, '', {
      verdict: 'holds',
      places: alike.flatMap((rows) => rows.flatMap(({ indicator }) => indicatorPlaces(indicator))),
    }),
  ];
}

const plain = (text = ''): string => text.normalize('NFKC').replace(/\s/gu, '');

function hasTwoScores<Row>(rows: readonly Row[], scoreOf: (row: Row) => Decimal | undefined): boolean {
  return new Set(rows.map((row) => scoreOf(row)?.toFixed() ?? '')).size > 1;
}

function judgeUnits(sheet: SheetAppraisal): Judgement[] {
  const rows = sheet.indicators.flatMap((row) => {
    const [target, achieved] = [read(row.indicator.target), read(row.indicator.achieved)];
    if (target?.kind !== 'number' || achieved?.kind !== 'number') return [];
    return [{ ...row, fit: unitFit(target.unit, achieved.unit) }];
  });
  if (rows.length === 0) return [];
  const odd = rows.filter(({ fit }) => fit.kind === 'different' || fit.kind === 'incomparable');
  const places = (odd.length > 0 ? odd : rows).flatMap(({ indicator }) => [
    ...cellPlace('target', `${nameOf(indicator)} 指标值`, indicator.target),
    ...cellPlace('achieved', `${nameOf(indicator)} 完成值`, indicator.achieved),
  ]);
  if (odd.length === 0) return [onSheet(UNIT_META, sheet, '', { verdict: 'holds', places })];
  return [
    onSheet(UNIT_META, sheet, '', {
      verdict: 'fails',
      reason: joined(
        odd.map(
          ({ indicator }) =>
            zh`${nameOf(indicator)}指标值“${indicator.target?.printed ?? ''}”与完成值“${indicator.achieved?.printed ?? ''}”单位不同`,
        ),
        zh`；`,
      ),
      places,
    }),
  ];
}

/** Fewer than this say nothing of a habit. */
const FEWEST_INDEXES = 3;

function judgeSatisfaction({ sheets }: Appraisal): Judgement[] {
  const rows = sheets.flatMap((sheet) =>
    sheet.indicators.flatMap(({ case: own, indicator }) =>
      indicator.group === 'satisfaction' &&
      own.kind === 'quantitative' &&
      own.achieved.greaterThanOrEqualTo(own.target)
        ? [{ indicator, sheet, isExact: own.achieved.equals(own.target) }]
        : [],
    ),
  );
  if (rows.length < FEWEST_INDEXES) return [];
  const places = rows.flatMap(({ indicator, sheet }) => [
    ...cellPlace('target', `${sheet.label} ${nameOf(indicator)} 指标值`, indicator.target),
    ...cellPlace('achieved', `${sheet.label} ${nameOf(indicator)} 完成值`, indicator.achieved),
  ]);
  const isEvery = rows.every(({ isExact }) => isExact);
  return [
    judgement(SATISFACTION_META.id, 'note', {
      instance: '',
      verdict: isEvery ? 'fails' : 'holds',
      places,
      ...(isEvery && {
        reason: zh`达到目标的 ${rows.length} 个满意度指标，完成值都恰好等于目标`,
      }),
    }),
  ];
}

const systemSheet = (indicators: readonly string[], rest: object = {}): object => ({
  name: '设备购置',
  layout: 'system',
  funding: ['年度资金总额 | 60 | 75.5 | 70.2 | 10 | 92.98% | 9.30'],
  management: ['安排科学性 | 10 | 10', '拨付合规性 | 10 | 10'],
  indicators,
  ...rest,
});
const COST = '成本指标 | 经济成本指标 | 采购成本 | ≤75.5万元 | 70.2万元 | 10 | 10 | 0.00 |';
const OUTPUT = '产出指标 | 数量指标 | 采购设备 | ≥8台 | 6台 | 30 | 22.50 | -25.00 | 两台延至次年到货';
const BENEFIT = '效益指标 | 社会效益指标 | 提高效率 | 提高 | 100% | 25 | 25 | 0.00 |';
const satisfaction = (achieved: string): string =>
  `满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥95% | ${achieved} | 5 | 5 | 0.00 |`;
const example = (...sheets: readonly object[]): SheetRule['examples']['holds'] => ({ figures: {}, sheets });

/** The rules over single indexes. */
export const INDICATOR_RULES: readonly SheetRule[] = [
  {
    ...QUANT_META,
    title: '定量指标得分符合方案的公式',
    basis:
      '财预〔2020〕10号和各地自评方案：完成指标值的得满分，未完成的按比例计分；系统填报的得分按公式计算，线下填报的不符需要说明',
    formulas: [
      '≥、＝：完成值 ≥ 目标得满分；否则 得分 = 分值 × 完成值 ÷ 目标',
      '≤：完成值 ≤ 目标得满分；超出不到一倍 得分 = 分值 × (1 − (完成值 − 目标) ÷ 目标)；一倍以上 0 分',
      '方案只写“按比例”的，≤ 指标也可 得分 = 分值 × 目标 ÷ 完成值',
      '分档计分的指标（如预算调整率）按所在档的分数，超过末档 0 分',
    ],
    failure: '按方案的公式重新计算得分，或说明另行计分的依据',
    examples: {
      holds: example(systemSheet([COST, OUTPUT, BENEFIT, satisfaction('96%')])),
      fails: example(systemSheet([COST, OUTPUT.replace('22.50', '27'), BENEFIT, satisfaction('96%')])),
    },
    judge: judgeQuantities,
  },
  {
    ...QUAL_META,
    title: '定性指标得分在所属档次内',
    basis:
      '财预〔2020〕10号：定性指标分达成（100%–80%）、部分达成（80%–60%）、未达成（60%–0）三档；河南分好、较好、一般、较差四档',
    formulas: [
      '完成值为百分数：得分 = 分值 × 完成值，或在该百分数所属的档次内',
      '完成值为文字：得分在该词所属档次的比例 × 分值之内',
    ],
    failure: '按完成情况所属档次更正得分',
    examples: {
      holds: example(systemSheet([COST, OUTPUT, BENEFIT, satisfaction('96%')])),
      fails: example(
        systemSheet([COST, OUTPUT, BENEFIT.replace('100% | 25 | 25', '50% | 25 | 25'), satisfaction('96%')]),
      ),
    },
    judge: judgeQualities,
  },
  {
    ...DEVIATION_META,
    title: '偏差度计算正确，失分或有偏差的说明原因',
    basis:
      '自评情况表：未完成目标的偏差度 =（完成值 − 目标）÷ 目标 × 100，带正负号；未完成的填写偏差原因分析及改进措施',
    formulas: [
      '未完成目标：偏差度 = (完成值 − 目标) ÷ 目标 × 100，两位小数；完成的为 0.00',
      '完成值为百分数而目标为文字：偏差度 = 完成值 − 100',
    ],
    failure: '更正偏差度',
    examples: {
      holds: example(systemSheet([COST, OUTPUT, BENEFIT])),
      fails: example(systemSheet([COST, OUTPUT.replace('-25.00', '25.00'), BENEFIT])),
    },
    judge: ({ sheets }) => sheets.flatMap((sheet) => [...judgeDeviations(sheet), ...judgeReasons(sheet)]),
  },
  {
    ...OVER_META,
    title: '远超目标的指标说明原因',
    basis:
      '财预〔2020〕10号：完成值远超指标值，属于目标设定偏低的，按偏离程度适当扣分；完成值达到目标 1.3 倍的应当说明',
    failure: '说明超额完成的原因；目标定得偏低的按偏离程度扣分',
    examples: {
      holds: example(systemSheet([OUTPUT.replace('6台 | 30 | 22.50 | -25.00', '9台 | 30 | 30 | 0.00')])),
      fails: example(systemSheet(['产出指标 | 数量指标 | 采购设备 | ≥8台 | 16台 | 30 | 30 | 0.00 |'])),
    },
    judge: ({ sheets }) => sheets.flatMap(judgeLowTargets),
  },
  {
    ...NAME_META,
    title: '有分值的指标有名称',
    basis: '自评表的三级指标应有名称，否则不知考核的是什么',
    failure: '补填三级指标名称，或删去该行并调整分值',
    examples: {
      holds: example(systemSheet([COST, OUTPUT])),
      fails: example(systemSheet([COST, OUTPUT.replace('采购设备', '')])),
    },
    judge: ({ sheets }) => sheets.flatMap(judgeNames),
  },
  {
    ...CASE_META,
    title: '同一表中同样的完成情况得分相同',
    basis: '同一张表中目标、完成值和分值都相同的指标，应当同样计分',
    failure: '统一计分办法，或说明得分不同的原因',
    examples: {
      holds: example(systemSheet([COST.replace('10 | 10', '5 | 5'), COST.replace('10 | 10', '5 | 5')])),
      fails: example(systemSheet([COST.replace('10 | 10', '5 | 5'), COST.replace('10 | 10', '5 | 2')])),
    },
    judge: ({ sheets }) => sheets.flatMap(judgeLikeCases),
  },
  {
    ...UNIT_META,
    title: '指标值与完成值单位一致',
    basis: '同一指标的目标和完成情况应以同一单位计量，否则无从比较',
    failure: '统一单位，核对数值',
    examples: {
      holds: example(systemSheet([COST, OUTPUT])),
      fails: example(systemSheet(['产出指标 | 数量指标 | 采购办公用品 | ≥6批次 | 7次 | 30 | 30 | 0.00 |'])),
    },
    judge: ({ sheets }) => sheets.flatMap(judgeUnits),
  },
  {
    ...SATISFACTION_META,
    title: '满意度不是照抄目标',
    basis: '满意度来自调查；所有指标都恰好等于目标的，可能未作调查',
    failure: '核对满意度调查的结果',
    examples: {
      holds: example(
        ...['94.7%', '95%', '97.2%', '96%'].map((achieved, index) =>
          systemSheet([satisfaction(achieved)], { name: `设备购置${index + 1}` }),
        ),
      ),
      fails: example(...['一', '二', '三'].map((name) => systemSheet([satisfaction('95%')], { name }))),
    },
    judge: judgeSatisfaction,
  },
];
