import { Decimal } from 'decimal.js';
import { formatAmount, halfUnitOf, inUnit } from '../../figure/figure.js';
import type { IndicatorValue } from '../../figure/indicator-value.js';
import { read, type PrintedNumber, type Reading } from '../../model/evaluation.js';
import type { Location } from '../../model/location.js';
import type { Fact } from '../../model/report.js';
import { compareTwins, type Comparison } from '../compare.js';

/** An amount in 万元 or a rate, and half a unit of its last digit; zero is exact. */
export interface Amount {
  readonly value: Decimal;
  readonly halfUnit: Decimal;
  readonly decimals: number;
  readonly printed: string;
  readonly location: Location;
}

/** Amounts in 万元 stand for themselves to 百元, however many zeros were dropped. */
const DECIMALS = 2;
const ZERO = new Decimal(0);
const HUNDRED = new Decimal(100);

function amount(reading: Reading<PrintedNumber> | undefined, leastDecimals: number): Amount | undefined {
  const number = read(reading);
  if (!reading || !number) return undefined;
  const decimals = Math.max(leastDecimals, number.decimals);
  const { value } = number;
  return {
    value,
    decimals,
    halfUnit: halfUnitOf(value, decimals),
    printed: reading.printed,
    location: reading.location,
  };
}

/** What a cell says in 万元; undefined where it is absent, blank or unreadable. */
export const amountOf = (reading: Reading<PrintedNumber> | undefined): Amount | undefined =>
  amount(reading, DECIMALS);

/** What a cell says in percent, at its own decimals. */
export const rateOf = (reading: Reading<PrintedNumber> | undefined): Amount | undefined => amount(reading, 0);

/** What a table says, in 万元; undefined where it says nothing. */
export function tableAmount(fact: Fact | undefined): Amount | undefined {
  if (!fact || fact.state === 'unreadable' || (fact.state === 'blank' && !fact.habitual)) return undefined;
  const { figure, printed, location } = fact;
  return { ...inUnit(figure, figure.unit, '万元'), printed, location };
}

/** The money that an indicator names, in 万元; undefined where it names none. */
export function moneyOf(reading: Reading<IndicatorValue> | undefined): Amount | undefined {
  const value = read(reading);
  if (!reading || value?.kind !== 'number') return undefined;
  const shift = MONEY_UNITS.get(value.unit);
  if (shift === undefined) return undefined;
  const decimals = Math.max(DECIMALS, value.decimals + shift);
  const inWan = value.value.times(new Decimal(`1e${-shift}`));
  return {
    value: inWan,
    decimals,
    halfUnit: halfUnitOf(inWan, decimals),
    printed: reading.printed,
    location: reading.location,
  };
}

/** Units of money, and by how many places they are smaller than 万元. */
const MONEY_UNITS: ReadonlyMap<string, number> = new Map([
  ['万元', 0],
  ['万', 0],
  ['元', 4],
  ['亿元', -4],
]);

/** Compares the same fact printed twice. */
export function sameFact(one: Amount, other: Amount): Comparison {
  const difference = one.value.minus(other.value);
  return difference.isZero()
    ? { verdict: 'holds', difference, allowance: ZERO }
    : compareTwins([one, other], difference);
}

/** Sum of amounts with what their digits can hide. */
export function sumOf(amounts: readonly Pick<Amount, 'value' | 'halfUnit' | 'decimals'>[]): {
  readonly value: Decimal;
  readonly halfUnit: Decimal;
  readonly decimals: number;
} {
  return {
    value: amounts.reduce((sum, { value }) => sum.plus(value), ZERO),
    halfUnit: amounts.reduce((sum, { halfUnit }) => sum.plus(halfUnit), ZERO),
    decimals: Math.max(DECIMALS, ...amounts.map(({ decimals }) => decimals)),
  };
}

export const negative = <Own extends Pick<Amount, 'value'>>(one: Own): Own => ({
  ...one,
  value: one.value.negated(),
});

/** Compares two sums on their intervals. */
export function compareSums(
  one: Pick<Amount, 'value' | 'halfUnit'>,
  other: Pick<Amount, 'value' | 'halfUnit'>,
): Comparison {
  const difference = one.value.minus(other.value);
  const allowance = one.halfUnit.plus(other.halfUnit);
  if (difference.isZero()) return { verdict: 'holds', difference, allowance };
  const hidden = difference.abs().lessThanOrEqualTo(allowance);
  return { verdict: hidden ? 'holds-within-rounding' : 'fails', difference, allowance };
}

/** Whether a printed rate is the quotient of two amounts in percent, at its own decimals. */
export function isQuotient(
  rate: { readonly value: Decimal; readonly decimals: number },
  part: Pick<Amount, 'value' | 'halfUnit'>,
  whole: Pick<Amount, 'value' | 'halfUnit'>,
): boolean {
  const least = whole.value.minus(whole.halfUnit);
  if (!least.greaterThan(0)) return false;
  const half = new Decimal(`1e${-rate.decimals}`).div(2);
  const low = part.value.minus(part.halfUnit).div(whole.value.plus(whole.halfUnit)).times(HUNDRED);
  const high = part.value.plus(part.halfUnit).div(least).times(HUNDRED);
  return rate.value.plus(half).greaterThanOrEqualTo(low) && rate.value.minus(half).lessThanOrEqualTo(high);
}

/** A quotient in percent, for people. */
export const percentText = (part: Decimal, whole: Decimal): string =>
  part.div(whole).times(HUNDRED).toFixed(DECIMALS, Decimal.ROUND_HALF_UP);

/** A computed amount in 万元, for people. */
export const shownAmount = ({ value, decimals }: { value: Decimal; decimals: number }): string =>
  formatAmount(value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP), Math.min(decimals, DECIMALS));

/** The same with its unit. */
export const amountText = (amount: { value: Decimal; decimals: number }): string =>
  `${shownAmount(amount)} 万元`;
