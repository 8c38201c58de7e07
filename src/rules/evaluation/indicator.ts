import { Decimal } from 'decimal.js';
import { readIndicatorValue, type IndicatorValue, type Operator } from '../../figure/indicator-value.js';
import { isLimitName } from '../../forms/evaluation.js';
import { zh, type Message } from '../../language/message.js';
import { read, type Indicator } from '../../model/evaluation.js';
import type { Direction, Habit, Profile, QuantitativeReading } from './profile.js';
import {
  bandOfShare,
  bandOfWord,
  isInBand,
  quantitativeScore,
  rounded,
  shareScore,
  shown,
  stepScore,
  topBand,
  truncated,
  type Band,
  type Computed,
} from './score.js';
import { scaleOf, unitFit } from './unit.js';

/** What target and achievement of an index ask to be compared. */
export type Case =
  | {
      readonly kind: 'quantitative';
      /** Directions that it may be meant in; without an operator it may be either. */
      readonly directions: readonly Direction[];
      readonly hasOperator: boolean;
      readonly target: Decimal;
      /** In the unit of the target. */
      readonly achieved: Decimal;
      /** Their units are different words: that the score does not follow may be because they mean different things. */
      readonly unitsDiffer: boolean;
    }
  /** A share in percent of what the target says in words, as a date or as a count. */
  | { readonly kind: 'share'; readonly percent: Decimal }
  | { readonly kind: 'date'; readonly met: boolean; readonly text: Message }
  /** The achievement repeats the words of the target, or is a word that may name a level. */
  | { readonly kind: 'qualitative'; readonly word: string | undefined }
  | { readonly kind: 'undecidable'; readonly reason: Message };

/** What a scheme expects of a score. */
export type Expected =
  | ({ readonly kind: 'exact' } & Computed)
  /** The share itself, or any score in its band. */
  | { readonly kind: 'share'; readonly exact: Computed; readonly band: Band | undefined }
  | { readonly kind: 'band'; readonly band: Band }
  /** Full marks lost, by an amount that no formula gives. */
  | { readonly kind: 'below'; readonly limit: Decimal; readonly text: Message };

const DIRECTION: Readonly<Record<Operator, Direction>> = {
  '≥': 'positive',
  '>': 'positive',
  '=': 'equal',
  '≤': 'reverse',
  '<': 'reverse',
};

/** How target and achievement of an index compare. */
export function caseOf(indicator: Indicator): Case {
  const unread = (what: string, side: Indicator['target']): Case | undefined => {
    if (!side) return undecidable(zh`表中未找到${what}`);
    if (side.state === 'blank') return undecidable(zh`${what}未填`);
    return side.state === 'unreadable' ? undecidable(zh`${what}“${side.printed}”无法识别`) : undefined;
  };
  const missing = unread('指标值', indicator.target) ?? unread('完成值', indicator.achieved);
  const target = read(indicator.target);
  const achieved = read(indicator.achieved);
  if (missing || !target || !achieved) return missing ?? undecidable(zh`指标值或完成值无法识别`);
  if (target.kind === 'several' || achieved.kind === 'several') {
    const [what, text] =
      target.kind === 'several' ? ['指标值', target.text] : ['完成值', indicator.achieved?.printed ?? ''];
    return normalised(indicator.target?.printed) === normalised(indicator.achieved?.printed)
      ? { kind: 'qualitative', word: undefined }
      : undecidable(zh`${what}“${text}”不是单一数值`);
  }
  switch (target.kind) {
    case 'number':
      return numberCase(target, achieved, indicator);
    case 'date':
      return dateCase(target, achieved, indicator);
    case 'text':
      if (achieved.kind === 'number' && achieved.unit === '%') {
        if (!SAYS_BY_HOW_MUCH.test(target.text)) return { kind: 'share', percent: achieved.value };
        const change = readIndicatorValue(target.text.replace(CHANGE, ''));
        return change.kind === 'number' && change.unit === '%' && change.operator !== undefined
          ? numberCase(change, achieved, indicator)
          : undecidable(
              zh`指标值“${target.text}”是变动的幅度，完成值“${indicator.achieved?.printed ?? ''}”不是达成的比例`,
            );
      }
      if (achieved.kind === 'text')
        return { kind: 'qualitative', word: achieved.text === target.text ? undefined : achieved.text };
      return undecidable(
        zh`指标值是文字“${target.text}”，完成值“${indicator.achieved?.printed ?? ''}”无法与之比较`,
      );
  }
}

/** A target that is itself a percentage, or a comparison with the year before. */
const SAYS_BY_HOW_MUCH = /[%％]|上年|同比|增长/u;
const CHANGE =
  /^(?:较|比|与)?(?:上年|去年)?(?:同期)?(?:相比)?(?:提高|提升|增长|增加|上升|降低|下降|减少|压减|节约)(?:率|幅度)?/u;

type Read<Kind extends IndicatorValue['kind']> = Extract<IndicatorValue, { kind: Kind }>;

function numberCase(
  target: Read<'number'>,
  achieved: Exclude<IndicatorValue, { kind: 'several' }>,
  { group, name, achieved: reading }: Indicator,
): Case {
  const printed = reading?.printed ?? '';
  if (achieved.kind === 'text') return { kind: 'qualitative', word: achieved.text };
  if (achieved.kind === 'date') return undecidable(zh`指标值是数值，完成值“${printed}”是日期`);
  const fit = unitFit(target.unit, achieved.unit);
  if (fit.kind === 'incomparable') return undecidable(zh`指标值以 % 计，完成值“${printed}”不是`);
  if (fit.kind === 'share') return { kind: 'share', percent: achieved.value };
  if (target.unit === '%' && achieved.unit === '' && achieved.value.abs().lessThanOrEqualTo(1))
    return undecidable(zh`完成值“${printed}”没有单位，不知是否为百分数`);
  if (isInAnotherScale(target, achieved))
    return undecidable(zh`指标值和完成值“${printed}”有一个没写单位，相差悬殊，不能比较`);
  const factor = fit.kind === 'same' ? fit.factor : 1;
  const operator = target.operator;
  const directions: Direction[] = operator
    ? [DIRECTION[operator]]
    : group === 'cost' || isLimitName(name)
      ? ['reverse', 'equal']
      : ['equal'];
  return {
    kind: 'quantitative',
    directions,
    hasOperator: operator !== undefined,
    target: target.value,
    achieved: achieved.value.times(factor),
    unitsDiffer: fit.kind === 'different',
  };
}

/** Whether one number stands without its unit and is so far from the other that it is not in 万 (亿) as that is. */
function isInAnotherScale(target: Read<'number'>, achieved: Read<'number'>): boolean {
  if ((target.unit === '') === (achieved.unit === '') || target.value.isZero()) return false;
  const scale = Math.max(scaleOf(target.unit), scaleOf(achieved.unit));
  const ratio = achieved.value.div(target.value).abs();
  return (
    scale > 1 &&
    (achieved.unit === '' ? ratio.greaterThanOrEqualTo(scale / 10) : ratio.lessThanOrEqualTo(10 / scale))
  );
}

/** A date given by year or month only lies anywhere in it. */
function dateCase(
  target: Read<'date'>,
  achieved: Exclude<IndicatorValue, { kind: 'several' }>,
  { target: due, achieved: done }: Indicator,
): Case {
  if (achieved.kind === 'number' && achieved.unit === '%') return { kind: 'share', percent: achieved.value };
  const [wanted, actual] = [due?.printed ?? '', done?.printed ?? ''];
  if (achieved.kind === 'text')
    return {
      kind: 'qualitative',
      word: normalised(wanted) === normalised(actual) ? undefined : achieved.text,
    };
  if (achieved.kind !== 'date') return undecidable(zh`指标值是日期，完成值“${actual}”不是`);
  const latest = (date: string): string => `${date}-99-99`.slice(0, 10);
  const earliest = (date: string): string => `${date}-00-00`.slice(0, 10);
  if (latest(achieved.date) <= latest(target.date))
    return { kind: 'date', met: true, text: zh`“${actual}”不晚于“${wanted}”` };
  if (earliest(achieved.date) > latest(target.date))
    return { kind: 'date', met: false, text: zh`“${actual}”晚于“${wanted}”` };
  return undecidable(zh`完成日期“${actual}”不够具体，无法与“${wanted}”比较`);
}

const undecidable = (reason: Message): Case => ({ kind: 'undecidable', reason });

const normalised = (text = ''): string => text.normalize('NFKC').replace(/\s/gu, '');

/** Every score that a scheme allows, the usual one first; none where it does not say. */
export function expectedUnder(
  profile: Profile,
  { kind, ...rest }: Case,
  name: string,
  weight: Decimal,
): Expected[] {
  const whole = { kind, ...rest } as Case;
  switch (whole.kind) {
    case 'quantitative':
      return quantitativeUnder(profile, whole, name, weight);
    case 'share': {
      const band = bandOfShare(profile.levels, weight, Decimal.min(whole.percent, 100));
      return [{ kind: 'share', exact: shareScore(weight, whole.percent), band }];
    }
    case 'date':
      if (!whole.met) return [{ kind: 'below', limit: weight, text: zh`${whole.text}，未按期完成` }];
      return [
        {
          kind: 'exact',
          value: weight,
          text: zh`${whole.text}，得满分 ${shown(weight)}`,
          isCalculation: false,
        },
      ];
    case 'qualitative': {
      const band =
        whole.word === undefined
          ? topBand(profile.levels, weight)
          : bandOfWord(profile.levels, weight, whole.word);
      return band ? [{ kind: 'band', band }] : [];
    }
    case 'undecidable':
      return [];
  }
}

function quantitativeUnder(
  profile: Profile,
  { directions, target, achieved }: Extract<Case, { kind: 'quantitative' }>,
  name: string,
  weight: Decimal,
): Expected[] {
  const bare = name.replace(/["“”'‘’《》\s]/gu, '');
  const step = profile.steps?.find(({ indicator }) => bare.includes(indicator));
  if (step) return [{ kind: 'exact', ...stepScore(step, weight, achieved) }];
  const all = directions.flatMap((direction) => {
    // PF-EQ: nothing has no shares; what should be none and is some scores nothing.
    const isNone = direction === 'equal' && target.isZero();
    const formulas = isNone ? (['excess'] as const) : profile.quantitative[direction];
    return formulas.flatMap(
      (formula) =>
        quantitativeScore(formula, weight, target, achieved, isNone || direction === 'reverse') ?? [],
    );
  });
  return all.map((computed) => ({ kind: 'exact', ...computed }));
}

/** A score that one of the other readings gives. */
export interface Alternative {
  readonly text: string;
  readonly computed: Computed;
  readonly rounding: 'half-up' | 'truncated';
}

/** What other readings make of an index: those of the list that apply to its direction. */
export function alternativesFor(
  readings: readonly QuantitativeReading[],
  profile: Profile,
  indicatorCase: Case,
  name: string,
  weight: Decimal,
): Alternative[] {
  if (indicatorCase.kind !== 'quantitative') return [];
  const { directions, hasOperator, target, achieved } = indicatorCase;
  const applies = ({ when }: QuantitativeReading): boolean => {
    switch (when) {
      case 'any':
        return true;
      case 'no-operator':
        return !hasOperator;
      case 'reverse':
        return directions.includes('reverse');
      case 'positive':
        return !directions.includes('reverse');
    }
  };
  return readings.filter(applies).flatMap(({ text, formula, rounding }): Alternative[] => {
    const computed =
      formula === undefined
        ? quantitativeUnder(profile, indicatorCase, name, weight).flatMap((expected) =>
            expected.kind === 'exact' ? [expected] : [],
          )[0]
        : quantitativeScore(formula, weight, target, achieved, directions.includes('reverse'));
    return computed ? [{ text, computed, rounding: rounding ?? 'half-up' }] : [];
  });
}

/** How a printed score agrees with what is expected: exactly, as its digits allow, or not at all. */
export type Agreement = 'exact' | 'rounding' | 'none';

/**
 * @param coarse the sheet prints no score with decimals: whole points are rounded ones
 */
export function agreement(expected: Expected, score: Decimal, decimals: number, coarse: boolean): Agreement {
  switch (expected.kind) {
    case 'exact':
      return agreementOf(expected.value, score, decimals, coarse);
    case 'share': {
      const exact = agreementOf(expected.exact.value, score, decimals, coarse);
      return exact !== 'none' || !expected.band ? exact : isInBand(expected.band, score) ? 'exact' : 'none';
    }
    case 'band':
      return isInBand(expected.band, score) ? 'exact' : 'none';
    case 'below':
      return score.lessThan(expected.limit) ? 'exact' : 'none';
  }
}

/** A computed value against a printed one at the decimals of the form; one decimal, or none, is a tail. */
export function agreementOf(value: Decimal, score: Decimal, decimals: number, coarse: boolean): Agreement {
  if (score.equals(value) || score.equals(rounded(value, decimals)) || score.equals(rounded(value, 2)))
    return 'exact';
  // What a formula gave and nobody rounded.
  const places = score.decimalPlaces();
  if (places > 2 && score.minus(value).abs().lessThanOrEqualTo(`1e-${places}`)) return 'exact';
  if (score.equals(rounded(value, 1)) || (coarse && score.equals(rounded(value, 0)))) return 'rounding';
  return 'none';
}

/** Whether another reading gives the printed score. */
export function explains({ computed, rounding }: Alternative, score: Decimal, decimals: number): boolean {
  const value =
    rounding === 'truncated' ? truncated(computed.value, decimals) : rounded(computed.value, decimals);
  return value.equals(score);
}

/** Whether a habit, not the scheme, gave the printed score. */
export function isByHabit(habit: Habit, indicator: Indicator, indicatorCase: Case, score: Decimal): boolean {
  return habitApplies(habit, indicator, indicatorCase) && score.equals(habit.score);
}

/** Whether an index is of the kind that a habit is about, however it was scored. */
export function habitApplies(habit: Habit, { group }: Indicator, indicatorCase: Case): boolean {
  return (
    indicatorCase.kind === 'quantitative' &&
    habit.groups.includes(group) &&
    indicatorCase.achieved.equals(habit.achieved) &&
    indicatorCase.target.greaterThan(habit.achieved)
  );
}
