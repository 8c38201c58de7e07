import { Decimal } from 'decimal.js';
import { halfUnitOf } from '../../figure/figure.js';
import type { TextFigure } from '../../model/narrative.js';
import type { Amount } from '../evaluation/amount.js';

/** Units of money, and by how many places they are smaller than 万元. */
const MONEY: ReadonlyMap<string, number> = new Map([
  ['万元', 0],
  ['万', 0],
  ['千元', 1],
  ['元', 4],
  ['亿元', -4],
  ['亿', -4],
]);
const ZERO = new Decimal(0);
const HUNDRED = new Decimal(100);

export type Interval = Pick<Amount, 'value' | 'halfUnit'>;

/** A figure of the text in 万元, at its printed decimals; zero is exact. Undefined where it is no money. */
export function moneyOf({ value, decimals, unit, printed, location }: TextFigure): Amount | undefined {
  const shift = MONEY.get(unit);
  if (shift === undefined) return undefined;
  const inWan = value.times(new Decimal(`1e${-shift}`));
  const places = decimals + shift;
  return { value: inWan, decimals: places, halfUnit: halfUnitOf(inWan, places), printed, location };
}

/** How a printed percentage stands to the quotient that it should be. */
export type Fit = 'fits' | 'cut-off' | 'misses';

/** The least and the greatest a quotient can be, in percent; without an upper end where the whole may be nil. */
interface Range {
  readonly low: Decimal;
  readonly high: Decimal | undefined;
}

function fitOf({ value, decimals }: TextFigure, { low, high }: Range): Fit {
  const unit = new Decimal(`1e${-decimals}`);
  const half = unit.div(2);
  const isBelow = high === undefined || value.minus(half).lessThanOrEqualTo(high);
  if (value.plus(half).greaterThanOrEqualTo(low) && isBelow) return 'fits';
  const cut = value.plus(unit).greaterThan(low) && (high === undefined || value.lessThanOrEqualTo(high));
  return cut ? 'cut-off' : 'misses';
}

/** A percentage against part ÷ whole. A whole of zero has no share: the caller tells that apart. */
export function shareFit(rate: TextFigure, part: Interval, whole: Interval): Fit {
  const least = whole.value.minus(whole.halfUnit);
  const low = part.value.minus(part.halfUnit).div(whole.value.plus(whole.halfUnit)).times(HUNDRED);
  const high = least.greaterThan(0) ? part.value.plus(part.halfUnit).div(least).times(HUNDRED) : undefined;
  return fitOf(rate, { low, high });
}

/**
 * A percentage against change ÷ (current ∓ change). The change stands in both terms, so that the ends are
 * taken of the quotient as a whole.
 */
export function growthFit(
  rate: TextFigure,
  current: Interval,
  change: Interval,
  direction: 'up' | 'down',
): Fit {
  const [least, most] = [change.value.abs().minus(change.halfUnit), change.value.abs().plus(change.halfUnit)];
  const prior = (now: Decimal, by: Decimal): Decimal => (direction === 'up' ? now.minus(by) : now.plus(by));
  const [low, high] = [current.value.minus(current.halfUnit), current.value.plus(current.halfUnit)];
  const widest = prior(high, least);
  // More than there is now cannot have come since.
  if (widest.isNegative()) return 'misses';
  const narrowest = prior(low, most);
  const quotient = (part: Decimal, whole: Decimal): Decimal | undefined =>
    whole.greaterThan(0) ? part.div(whole).times(HUNDRED) : undefined;
  return fitOf(
    { ...rate, value: rate.value.abs() },
    { low: quotient(least, widest) ?? ZERO, high: quotient(most, narrowest) },
  );
}

/** A percentage against the change from one year's amount to the next one's. */
export function growthOnFit(
  rate: TextFigure,
  current: Interval,
  last: Interval,
  direction: 'up' | 'down',
): Fit {
  const ratio = (now: Decimal, then: Decimal): Decimal => now.div(then).minus(1).times(HUNDRED);
  const low = ratio(current.value.minus(current.halfUnit), last.value.plus(last.halfUnit));
  const least = last.value.minus(last.halfUnit);
  const high = least.greaterThan(0) ? ratio(current.value.plus(current.halfUnit), least) : undefined;
  const sized = { ...rate, value: rate.value.abs() };
  if (direction === 'up') return fitOf(sized, { low, high });
  return fitOf(sized, { low: high?.negated() ?? ZERO.minus(HUNDRED), high: low.negated() });
}

/** The year before: current less an increase, or plus a decrease. */
export const priorOf = (current: Decimal, change: Decimal, direction: 'up' | 'down'): Decimal =>
  direction === 'up' ? current.minus(change.abs()) : current.plus(change.abs());

/** A quotient in percent at given decimals, rounded half up; undefined of nothing. */
export const percentOf = (part: Decimal, whole: Decimal, decimals: number): Decimal | undefined =>
  whole.isZero()
    ? undefined
    : part.div(whole).times(HUNDRED).toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
