import { Decimal } from 'decimal.js';
import { joined, keyOf, sentence, zh, type Message, type Phrase } from '../../language/message.js';
import type { PrintedNumber, Reading } from '../../model/evaluation.js';
import { groupBy } from '../../model/group-by.js';
import { tellApart } from '../../model/tell-apart.js';
import type { Judgement } from '../judgement.js';
import { judgement } from '../judgement.js';
import type { Appraisal, SheetAppraisal } from './appraise.js';
import { executionWeight, FULL_POINTS, groupPoints, isRow, pointsBeside, schemeKey } from './scheme.js';
import { rounded, shown } from './score.js';
import {
  compared,
  nameOf,
  numberOf,
  onSheet,
  sheetPlaces,
  type Place,
  type SheetRule,
} from './sheet-judgement.js';
import { cellPlace } from './sheets.js';

const WEIGHT_META = { id: 'PS-W100', severity: 'error' } as const;
const SUM_META = { id: 'PS-SUM', severity: 'error' } as const;
const RANGE_META = { id: 'PS-RANGE', severity: 'error' } as const;
const FULL = new Decimal(FULL_POINTS);
/** The sum of all points. */
const POINTS = zh`分值合计`;
/** The score of 预算执行, as rules over it name it. */
const EXECUTION = zh`预算执行得分`;
const EXECUTION_PART = keyOf(EXECUTION);

interface Cell {
  /** Stable key within the sheet. */
  readonly key: string;
  readonly label: string;
  readonly weight: Reading<PrintedNumber> | undefined;
  readonly score: Reading<PrintedNumber> | undefined;
}

/** Everything that carries points: 预算执行, 资金管理, indexes. */
function cellsOf({ sheet, execution }: SheetAppraisal): Cell[] {
  const { line } = execution;
  return [
    ...(line ? [{ key: EXECUTION_PART, label: '预算执行', weight: line.weight, score: line.score }] : []),
    ...sheet.management.map(({ name, weight, score }) => ({
      key: `资金管理/${name}`,
      label: name,
      weight,
      score,
    })),
    ...sheet.indicators.filter(isRow).map((indicator) => ({
      key: indicator.key,
      label: nameOf(indicator),
      weight: indicator.weight,
      score: indicator.score,
    })),
  ];
}

function judgeWeights(appraisal: SheetAppraisal): Judgement[] {
  const { sheet, scheme } = appraisal;
  const cells = cellsOf(appraisal);
  const printedTotal = sheet.total?.weight;
  const places: Place[] = [
    ...cells.flatMap(({ label, weight }) => cellPlace('weight', `${label} 分值`, weight)),
    ...cellPlace('total', '总分 分值', printedTotal),
  ];
  const outcome = (part: Phrase, rest: Parameters<typeof onSheet>[3]): Judgement =>
    onSheet(WEIGHT_META, appraisal, part, { places, ...rest });
  const undecided = (reason: Message): Judgement[] => [
    outcome(POINTS, {
      verdict: 'undecidable',
      reason,
      ...(places.length === 0 && { places: sheetPlaces(appraisal) }),
    }),
  ];
  if (sheet.indicators.length === 0) return undecided(zh`表中没有识别到绩效指标，不能核对分值`);
  const execution = executionWeight(sheet, scheme.profile);
  const unread = cells.find(
    ({ key, weight, score }) =>
      key !== EXECUTION_PART && (weight?.state === 'read' ? false : !isEmptyCell(weight, score)),
  );
  if (!execution) {
    const isPrinted = sheet.funding.some(({ kind }) => kind === 'total');
    return undecided(isPrinted ? zh`执行率的分值无法识别为数字` : zh`没有识别到项目资金，不知执行率的分值`);
  }
  if (unread)
    return undecided(
      unread.weight?.state === 'unreadable'
        ? zh`“${unread.label}”的分值“${unread.weight.printed}”${unread.weight.reason}`
        : zh`“${unread.label}”的分值未填`,
    );
  const sum = pointsBeside(sheet).plus(execution);
  const points = groupPoints(sheet, scheme.profile);
  const isFull = sum.equals(FULL);
  const [gap] = sheet.gaps;
  const judged: Judgement[] = [];
  if (isFull) judged.push(outcome(POINTS, { verdict: 'holds' }));
  // What was not understood can only add to it.
  else if (gap && sum.lessThan(FULL))
    return undecided(zh`分值之和 ${shown(sum)}，不足部分可能在未识别的内容中：${gap.text}`);
  else {
    const groups = (points ?? []).map(({ label, printed }) => zh`${label} ${shown(printed)}`);
    judged.push(
      outcome(POINTS, {
        verdict: 'fails',
        reason:
          groups.length === 0
            ? zh`各项分值之和 = ${shown(sum)}，应为 100`
            : zh`各项分值之和 ${joined(groups, ' + ')} = ${shown(sum)}，应为 100`,
        ...compared(FULL, sum, sum.decimalPlaces(), '分'),
      }),
    );
  }
  const total = numberOf(printedTotal);
  if (total)
    judged.push(
      outcome(
        zh`总分分值`,
        total.equals(FULL)
          ? { verdict: 'holds', places: cellPlace('total', '总分 分值', printedTotal) }
          : {
              verdict: 'fails',
              reason: zh`总分的分值印作 ${shown(total)}，应为 100`,
              ...compared(FULL, total, total.decimalPlaces(), '分'),
            },
      ),
    );
  if (scheme.basis === 'declared' && scheme.profile.adjustable !== true && points) {
    const odd = points.filter(({ fits }) => !fits);
    const said = odd.map(
      ({ label, printed, expected }) => zh`${label} ${shown(printed)} 分（方案为 ${shown(expected)} 分）`,
    );
    judged.push(
      outcome(
        zh`分组分值`,
        odd.length === 0
          ? { verdict: 'holds' }
          : {
              verdict: 'fails',
              reason: zh`${joined(said, zh`、`)}，与${sentence(scheme.profile.name)}不符`,
              // With a wrong sum, one of the groups is wrong anyway.
              ...(!isFull && {
                cause: { ruleId: WEIGHT_META.id, instance: `${appraisal.label}/${keyOf(POINTS)}` },
              }),
            },
      ),
    );
  }
  return judged;
}

const isEmptyCell = (
  weight: Reading<PrintedNumber> | undefined,
  score: Reading<PrintedNumber> | undefined,
): boolean => weight?.state !== 'unreadable' && score?.state !== 'read';

/** Where points may be set otherwise, one note a form says which sheets do. */
function judgeAdjusted({ sheets }: Appraisal): Judgement[] {
  const adjustable = sheets.filter(
    ({ scheme }) => scheme.profile.adjustable === true || scheme.basis !== 'declared',
  );
  return [...groupBy(adjustable, ({ sheet }) => schemeKey(sheet))].flatMap(([key, group]): Judgement[] => {
    const [first] = group;
    if (!first) return [];
    const { profile } = first.scheme;
    const odd = group.filter(({ sheet }) => groupPoints(sheet, profile)?.some(({ fits }) => !fits) === true);
    const expected = profile.weights.map(({ points }) => points).join('/');
    return [
      judgement(WEIGHT_META.id, 'note', {
        instance: `${key}/分组分值`,
        verdict: odd.length === 0 ? 'holds' : 'fails',
        reason: zh`${odd.length} 张表的各组分值与${sentence(profile.name)}的原则分配 ${expected} 不同`,
        advice: zh`分值可以调整；请确认调整有依据`,
        places: odd.flatMap((sheet) => sheetPlaces(sheet)),
      }),
    ];
  });
}

function judgeSum(appraisal: SheetAppraisal): Judgement[] {
  const { sum, scheme, sheet } = appraisal;
  const places = [
    ...cellPlace('total', '总分 得分', sheet.total?.score),
    ...sum.terms.flatMap(({ label, reading }) => cellPlace('score', `${label} 得分`, reading)),
  ];
  const cause = sum.verdict === 'fails' ? causeOf(appraisal) : undefined;
  return [
    onSheet(SUM_META, appraisal, '总分', {
      verdict: sum.verdict,
      severity: sum.severity,
      reason: sum.text,
      places: places.length > 0 ? places : sheetPlaces(appraisal),
      ...compared(
        sum.sum,
        sum.printed,
        Math.max(scheme.profile.decimals.total, sum.sum?.decimalPlaces() ?? 0),
        '分',
      ),
      ...(cause && { cause }),
    }),
  ];
}

/** The one failing score which, put right, would make the total right. */
function causeOf({ label, sum, indicators, execution, scheme }: SheetAppraisal): Judgement['cause'] {
  const { sum: added, printed } = sum;
  if (!added || !printed) return undefined;
  const mends = (score: Decimal | undefined, expected: Decimal | undefined): boolean => {
    if (!score || !expected) return false;
    const mended = added.minus(score).plus(expected);
    return (
      mended.minus(printed).abs().lessThanOrEqualTo('0.01') ||
      rounded(mended, scheme.profile.decimals.total).equals(printed)
    );
  };
  const causes = [
    ...(execution.verdict === 'fails' && mends(numberOf(execution.line?.score), execution.expected)
      ? [{ ruleId: 'PS-EXEC', instance: `${label}/${EXECUTION_PART}` }]
      : []),
    ...indicators
      .filter(
        ({ verdict, byHabit, expected, indicator }) =>
          verdict === 'fails' && !byHabit && mends(numberOf(indicator.score), expected),
      )
      .map(({ kind, indicator }) => ({
        ruleId: kind === 'quantitative' || kind === 'date' ? 'PS-QUANT' : 'PS-QUAL',
        instance: `${label}/${indicator.key}`,
      })),
  ];
  return causes.length === 1 ? causes[0] : undefined;
}

function judgeRange(appraisal: SheetAppraisal): Judgement[] {
  const { sheet, execution } = appraisal;
  const total: Cell[] = sheet.total
    ? [{ key: '总分', label: '总分', weight: sheet.total.weight, score: sheet.total.score }]
    : [];
  const once = tellApart();
  return [...cellsOf(appraisal), ...total].flatMap(({ key, label, weight, score }): Judgement[] => {
    const part = once(key);
    const places = [
      ...cellPlace('weight', `${label} 分值`, weight),
      ...cellPlace('score', `${label} 得分`, score),
    ];
    const outcome = (rest: Parameters<typeof onSheet>[3]): Judgement =>
      onSheet(RANGE_META, appraisal, part === EXECUTION_PART ? EXECUTION : part, { places, ...rest });
    if (!score) return [];
    const points = numberOf(weight) ?? (key === '总分' ? FULL : undefined);
    if (score.state === 'unreadable')
      return [
        outcome({
          verdict: 'undecidable',
          owed: 'warning',
          reason: zh`得分“${score.printed}”不是数字，无法核对`,
          advice: zh`填写分数`,
        }),
      ];
    if (score.state === 'blank') {
      if (key === EXECUTION_PART && execution.isEmpty) return [outcome({ verdict: 'holds' })];
      if (points?.greaterThan(0) !== true) return [];
      return [
        outcome({
          verdict: 'undecidable',
          owed: 'warning',
          reason: zh`分值 ${shown(points)}，得分未填`,
          advice: zh`补填得分`,
        }),
      ];
    }
    const { value } = score.value;
    if (value.isNegative() && !value.isZero())
      return [
        outcome({
          verdict: 'fails',
          reason: points
            ? zh`得分 ${score.printed} 为负，应在 0 至 ${shown(points)} 之间`
            : zh`得分 ${score.printed} 为负，应在 0 至分值之间`,
          ...compared(new Decimal(0), value, value.decimalPlaces(), '分'),
        }),
      ];
    if (!points) {
      return [
        outcome({
          verdict: 'undecidable',
          reason:
            weight?.state === 'unreadable'
              ? zh`分值“${weight.printed}”${weight.reason}`
              : zh`有得分而分值未填`,
          ...(weight?.state === 'blank' &&
            !value.isZero() && { owed: 'warning' as const, advice: zh`补填分值` }),
        }),
      ];
    }
    if (value.greaterThan(points))
      return [
        outcome({
          verdict: 'fails',
          reason: zh`得分 ${score.printed} 高于分值 ${shown(points)}`,
          ...compared(points, value, Math.max(value.decimalPlaces(), points.decimalPlaces()), '分'),
        }),
      ];
    return [outcome({ verdict: 'holds' })];
  });
}

/** Points of the Henan project form, in full: 10 + 20 + 10 + 30 + 25 + 5. */
const MANAGEMENT = ['安排科学性 | 5 | 5', '拨付合规性 | 5 | 5', '使用规范性 | 5 | 5', '绩效管理情况 | 5 | 5'];
const indicatorsWith = (output: string): string[] => [
  '成本指标 | 经济成本指标 | 采购成本 | ≤75.5万元 | 70.2万元 | 10 | 10 | 0.00 |',
  output,
  '效益指标 | 社会效益指标 | 提高效率 | 提高 | 100% | 25 | 25 | 0.00 |',
  '满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥95% | 96% | 5 | 5 | 0.00 |',
];
const FUNDING = ['年度资金总额 | 60 | 75.5 | 70.2 | 10 | 92.98% | 9.30'];
const OUTPUT = '产出指标 | 数量指标 | 采购设备 | ≥8台 | 6台 | 30 | 22.5 | -25.00 | 两台延至次年到货';
const WHOLE = {
  name: '设备购置',
  layout: 'system',
  funding: FUNDING,
  management: MANAGEMENT,
  indicators: indicatorsWith(OUTPUT),
  total: '100 | 91.8',
};

/** The rules over points and totals. */
export const TOTAL_RULES: readonly SheetRule[] = [
  {
    ...WEIGHT_META,
    title: '分值合计 100，各组分值与方案一致',
    basis: '财预〔2020〕10号：自评满分 100 分，含预算执行率 10 分；表中载明或版式固定的各组分值不得改动',
    failure: '调整指标分值，使合计为 100，并与载明的各组分值一致',
    examples: {
      holds: { figures: {}, sheets: [WHOLE] },
      fails: {
        figures: {},
        sheets: [
          {
            ...WHOLE,
            indicators: indicatorsWith('产出指标 | 数量指标 | 采购设备 | ≥8台 | 8台 | 20 | 20 | 0.00 |'),
          },
        ],
      },
    },
    judge: (appraisal) => [...appraisal.sheets.flatMap(judgeWeights), ...judgeAdjusted(appraisal)],
  },
  {
    ...SUM_META,
    title: '总分等于各项得分之和',
    basis: '自评总分为预算执行、资金管理和各指标得分之和，合计后再四舍五入一次',
    formulas: [
      '总分 = 预算执行得分 + 资金管理得分 + Σ 指标得分；执行得分按未舍入的数相加，合计后再按表样的小数位四舍五入',
    ],
    failure: '重新加总各项得分，更正总分或写错的得分',
    examples: {
      holds: { figures: {}, sheets: [WHOLE] },
      fails: { figures: {}, sheets: [{ ...WHOLE, total: '100 | 95' }] },
    },
    judge: ({ sheets }) => sheets.flatMap(judgeSum),
  },
  {
    ...RANGE_META,
    title: '得分在 0 与分值之间',
    basis: '各项得分最低为 0 分，最高为该项分值',
    failure: '更正得分或分值',
    examples: {
      holds: { figures: {}, sheets: [WHOLE] },
      fails: {
        figures: {},
        sheets: [
          {
            ...WHOLE,
            indicators: indicatorsWith('产出指标 | 数量指标 | 采购设备 | ≥8台 | 8台 | 30 | 31 | 0.00 |'),
          },
        ],
      },
    },
    judge: ({ sheets }) => sheets.flatMap(judgeRange),
  },
];
