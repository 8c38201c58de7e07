import { Decimal } from 'decimal.js';
import { halfUnitOf } from '../../figure/figure.js';
import { zh, type Message } from '../../language/message.js';
import type { PrintedNumber } from '../../model/evaluation.js';
import type { Level, ReadingFormula, Step } from './profile.js';

/** A computed value and the bounds that rounded amounts leave it. */
export interface Bounds {
  readonly low: Decimal;
  readonly middle: Decimal;
  readonly high: Decimal;
}

/** An amount with the interval that its printed digits stand for. */
export interface Amount {
  readonly value: Decimal;
  readonly halfUnit: Decimal;
}

/** A score that a formula gives, before rounding, with the calculation written out. */
export interface Computed {
  readonly value: Decimal;
  /** "3 × 1.5 ÷ 90"; what is said in words has no figure to come to. */
  readonly text: Message;
  /** The text is a calculation that comes to the value. */
  readonly isCalculation: boolean;
}

/** Beyond this multiple of its target an index was aimed too low (PF-30, rules.md §7.2). */
export const FAR_ABOVE = new Decimal('1.3');

const ZERO = new Decimal(0);
const HUNDRED = new Decimal(100);
/** Amounts in 万元 are printed with two decimals (design §4): 2.8 stands for 2.80. */
const AMOUNT_DECIMALS = 2;
/** Decimals of a computed score, and its last place. */
export const SCORE_DECIMALS = 2;
const SCORE_UNIT = new Decimal('0.01');

/** Half-up, as the forms round. */
export const rounded = (value: Decimal, decimals: number): Decimal =>
  value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);

export type Closeness = 'holds' | 'holds-within-rounding' | 'fails';

/** A total against the unrounded sum: equal when rounded, one unit off or rounded to one decimal, or wrong. */
export function closenessOf(total: Decimal, expected: Decimal): Closeness {
  const computed = rounded(expected, SCORE_DECIMALS);
  if (computed.equals(total)) return 'holds';
  const isTail =
    computed.minus(total).abs().lessThanOrEqualTo(SCORE_UNIT) || rounded(expected, 1).equals(total);
  return isTail ? 'holds-within-rounding' : 'fails';
}

export const truncated = (value: Decimal, decimals: number): Decimal =>
  value.toDecimalPlaces(decimals, Decimal.ROUND_DOWN);

/** A number as formulas show it: its own digits, no trailing zeros. */
export const shown = (value: Decimal): string => value.toFixed();

/** The amount in 万元 behind a printed one; zero is exact (rules.md §5.2). */
export function amountOf({
  value,
  decimals,
}: {
  readonly value: Decimal;
  readonly decimals: number;
}): Amount {
  return { value, halfUnit: halfUnitOf(value, Math.max(decimals, AMOUNT_DECIMALS)) };
}

/**
 * 预算执行率 = 全年执行数 ÷ 全年预算数 × 100, in percent, as an interval (rules.md §5.6, §7.4 PS-RATE).
 *
 * @param budget above zero
 */
export function executionRate(executed: Amount, budget: Amount): Bounds {
  return {
    low: executed.value.minus(executed.halfUnit).div(budget.value.plus(budget.halfUnit)).times(100),
    middle: executed.value.div(budget.value).times(100),
    high: executed.value.plus(executed.halfUnit).div(budget.value.minus(budget.halfUnit)).times(100),
  };
}

/**
 * A printed 执行率 against the amounts, at its own decimals: 58.05 %, or 0.5805 for it.
 *
 * @param budget above zero
 */
export function compareRate(
  rate: PrintedNumber,
  executed: PrintedNumber,
  budget: PrintedNumber,
): { closeness: Closeness; expected: Decimal; actual: Decimal; decimals: number } {
  const bounds = executionRate(amountOf(executed), amountOf(budget));
  const isFraction = !rate.percent && rate.value.lessThanOrEqualTo(1);
  const readings = [rate, ...(isFraction ? [asPercent(rate)] : [])];
  const exact = readings.find(({ value, decimals }) => value.equals(rounded(bounds.middle, decimals)));
  const near = readings.find(({ value, decimals }) => {
    const half = new Decimal(`1e${-decimals}`).div(2);
    return (
      value.plus(half).greaterThanOrEqualTo(bounds.low) && value.minus(half).lessThanOrEqualTo(bounds.high)
    );
  });
  const { decimals, value } = exact ?? near ?? rate;
  return {
    closeness: exact ? 'holds' : near ? 'holds-within-rounding' : 'fails',
    expected: rounded(bounds.middle, decimals),
    actual: value,
    decimals,
  };
}

const asPercent = ({ value, decimals }: PrintedNumber): PrintedNumber => ({
  value: value.times(100),
  decimals: Math.max(0, decimals - 2),
  percent: true,
});

/**
 * 预算执行得分 = 分值 × 执行率 ÷ 满分执行率, not above the points where the scheme caps it
 * (财预〔2020〕10号; PF-EXEC, rules.md §7.2).
 */
export function executionScore(
  weight: Decimal,
  rate: Bounds,
  { fullMarksAt, cap }: { readonly fullMarksAt: number; readonly cap: boolean },
): Bounds {
  const score = (percent: Decimal): Decimal => {
    const share = weight.times(percent).div(fullMarksAt);
    return cap ? Decimal.min(share, weight) : share;
  };
  return { low: score(rate.low), middle: score(rate.middle), high: score(rate.high) };
}

/**
 * 定量指标得分 by a named formula; w points, t target, a achieved (below zero: zero).
 *
 * - proportional (PF-POS, PF-EQ): a ≥ t → w, else w × a ÷ t
 * - excess (PF-REV): a ≤ t → w, a ≥ 2t → 0, else w × (1 − (a − t) ÷ t)
 * - inverse: a ≤ t → w, else w × t ÷ a
 * - all-or-nothing: w if met, else 0
 * - smaller-to-larger: w × the smaller of both ÷ the larger
 * - overshoot (财预〔2020〕10号, targets set too low): a ≤ t → proportional, else w × (1 − (a − t) ÷ t), not below 0
 *
 * Source: rules.md §7.1, §7.2. Undefined for a target below zero.
 */
export function quantitativeScore(
  formula: ReadingFormula,
  weight: Decimal,
  target: Decimal,
  actual: Decimal,
  mustNotExceed: boolean,
): Computed | undefined {
  if (target.isNegative() && !target.isZero()) return undefined;
  const achieved = Decimal.max(actual, ZERO);
  const [w, t, a] = [shown(weight), shown(target), shown(achieved)];
  const full: Computed = said(
    weight,
    mustNotExceed ? zh`完成 ${a}，不超过目标 ${t}，得满分 ${w}` : zh`完成 ${a}，达到目标 ${t}，得满分 ${w}`,
  );
  const over = achieved.minus(target);
  switch (formula) {
    case 'proportional':
      if (achieved.greaterThanOrEqualTo(target)) return full;
      return calculated(weight.times(achieved).div(target), `${w} × ${a} ÷ ${t}`);
    case 'inverse':
      if (achieved.lessThanOrEqualTo(target)) return full;
      return calculated(weight.times(target).div(achieved), `${w} × ${t} ÷ ${a}`);
    case 'excess':
      if (achieved.lessThanOrEqualTo(target)) return full;
      return lessExcess(weight, target, achieved);
    case 'overshoot':
      if (over.isZero()) return full;
      if (over.isNegative()) return calculated(weight.times(achieved).div(target), `${w} × ${a} ÷ ${t}`);
      return lessExcess(weight, target, achieved);
    case 'all-or-nothing': {
      const met = mustNotExceed ? !over.greaterThan(0) : !over.isNegative() || over.isZero();
      return met ? full : said(ZERO, zh`完成 ${a}，未达到目标 ${t}，不得分`);
    }
    case 'smaller-to-larger': {
      const [small, large] = [Decimal.min(target, achieved), Decimal.max(target, achieved)];
      if (large.isZero() || small.equals(large)) return full;
      return calculated(weight.times(small).div(large), `${w} × ${shown(small)} ÷ ${shown(large)}`);
    }
  }
}

function lessExcess(weight: Decimal, target: Decimal, achieved: Decimal): Computed {
  const [w, t, a] = [shown(weight), shown(target), shown(achieved)];
  if (achieved.greaterThanOrEqualTo(target.times(2)))
    return said(ZERO, zh`完成 ${a}，达到目标 ${t} 的两倍以上，得 0 分`);
  const share = new Decimal(1).minus(achieved.minus(target).div(target));
  return calculated(weight.times(share), `${w} × (1 − (${a} − ${t}) ÷ ${t})`);
}

/**
 * An index scored in steps: the points of the first band that the achieved value does not exceed, in the
 * proportion of its own points, or a deduction for each unit beyond a limit (Hunan; rules.md §7.4, S-HN).
 */
export function stepScore(step: Step, weight: Decimal, achieved: Decimal): Computed {
  const [w, a] = [shown(weight), shown(achieved)];
  if (step.bands && step.full !== undefined) {
    const band = step.bands.find(({ upTo }) => achieved.lessThanOrEqualTo(upTo));
    const last = step.bands.at(-1)?.upTo ?? 0;
    if (!band) return said(ZERO, zh`${a} 超过末档 ${last}，不得分`);
    return calculated(weight.times(band.points).div(step.full), `${w} × ${band.points} ÷ ${step.full}`);
  }
  const limit = step.above ?? 0;
  if (achieved.lessThanOrEqualTo(limit)) return said(weight, zh`${a} 不超过 ${limit}，得满分 ${w}`);
  const left = weight.minus(achieved.minus(limit).times(step.minus ?? 0));
  return calculated(Decimal.max(left, ZERO), `${w} − (${a} − ${limit}) × ${step.minus ?? 0}`);
}

/** 完成值为百分数、指标值为文字: its share of the points, w × p %, not above them. */
export function shareScore(weight: Decimal, percent: Decimal): Computed {
  const share = Decimal.max(Decimal.min(percent, HUNDRED), ZERO);
  return calculated(weight.times(share).div(100), `${shown(weight)} × ${shown(share)}%`);
}

/** The points that a level of quality allows: from a share of the weight up to the next better level. */
export interface Band {
  readonly name: string;
  readonly low: Decimal;
  readonly high: Decimal;
  /** The upper bound belongs to it: only that of the best level. */
  readonly closed: boolean;
}

const bandAt = (levels: readonly Level[], index: number, weight: Decimal): Band | undefined => {
  const level = levels[index];
  if (!level) return undefined;
  const better = levels[index - 1];
  return {
    name: level.name,
    low: weight.times(level.from).div(100),
    high: better ? weight.times(better.from).div(100) : weight,
    closed: !better,
  };
};

/** The level that a share in percent falls in (PF-QUAL; Henan has four levels). */
export function bandOfShare(levels: readonly Level[], weight: Decimal, percent: Decimal): Band | undefined {
  return bandAt(
    levels,
    levels.findIndex(({ from }) => percent.greaterThanOrEqualTo(from)),
    weight,
  );
}

/** The level that a word or phrase names, its punctuation aside; undefined for any other. */
export function bandOfWord(levels: readonly Level[], weight: Decimal, word: string): Band | undefined {
  const bare = word.replace(/\p{P}/gu, '');
  return bandAt(
    levels,
    levels.findIndex(({ name, words = [] }) => name === bare || words.includes(bare)),
    weight,
  );
}

/** The best level: what an achievement in the words of its target falls in. */
export const topBand = (levels: readonly Level[], weight: Decimal): Band | undefined =>
  bandAt(levels, 0, weight);

export const isInBand = ({ low, high, closed }: Band, score: Decimal): boolean =>
  score.greaterThanOrEqualTo(low) &&
  (closed ? score.lessThanOrEqualTo(high) : score.lessThan(high) || (low.equals(high) && score.equals(low)));

const calculated = (value: Decimal, text: string): Computed => ({ value, text, isCalculation: true });
const said = (value: Decimal, text: Message): Computed => ({ value, text, isCalculation: false });
