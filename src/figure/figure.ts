import { Decimal } from 'decimal.js';
import { remembering } from './remembering.js';

/** Units of measure of the nine tables. */
export type Unit = '元' | '千元' | '万元';

/** 元 in one unit of measure. */
export const YUAN_PER_UNIT: Readonly<Record<Unit, number>> = { 元: 1, 千元: 1000, 万元: 10_000 };

/**
 * A printed amount and the interval that it stands for: value ± halfUnit, both in `unit`.
 * `halfUnit` is zero for what is exact: a printed or official-blank zero, and amounts in 元 with two
 * decimals, which are the books themselves.
 */
export interface Figure {
  readonly value: Decimal;
  readonly decimals: number;
  readonly halfUnit: Decimal;
  readonly unit: Unit;
}

/** The display precision of a table: how many decimals its figures carry, and how that was established. */
export interface Precision {
  /** May be negative: −2 for a table in 元 whose amounts are all whole hundreds, converted from 万元. */
  readonly decimals: number;
  readonly basis: 'printed' | 'customary' | 'converted';
}

const ZERO = new Decimal(0);
/** 10 to a whole power. */
const tenTo = remembering((power: number): Decimal => new Decimal(`1e${power}`));
const halfUnitBehind = remembering((decimals: number): Decimal => tenTo(-decimals).div(2));
/** Half a unit of the last digit of a printed number; zero is exact. */
export const halfUnitOf = (value: Decimal, decimals: number): Decimal =>
  value.isZero() ? ZERO : halfUnitBehind(decimals);

/** Whether a number has no more than so many decimals; with −2, whether it is a whole number of hundreds. */
export const hasDecimalsAtMost = (value: Decimal, decimals: number): boolean =>
  value.isZero() || value.precision() - 1 - value.e <= decimals;

const CUSTOMARY_DECIMALS = 2;
/** With fewer figures than this, their digits say too little and the customary two decimals stand. */
const FIGURES_THAT_SHOW_A_HABIT = 8;
/** Share of figures that must fit a precision; the rest are amounts printed finer than their table. */
const SHARE_THAT_SHOWS_A_HABIT = 0.9;

/**
 * Display precision of a group of figures (a table, or the tables of one unit where one is too small).
 *
 * Number formats drop trailing zeros, so a single figure shows only a lower bound; the precision is the
 * least number of decimals that nine figures in ten fit. Zeros without decimals show nothing.
 *
 * @param figures printed values with their own count of decimals
 */
export function displayPrecision(
  figures: readonly { readonly value: Decimal; readonly decimals: number }[],
  unit: Unit,
): Precision {
  const telling = figures.filter((figure) => !figure.value.isZero() || figure.decimals > 0);
  const amounts = telling.filter((figure) => !figure.value.isZero());
  if (telling.length < FIGURES_THAT_SHOW_A_HABIT) return { decimals: CUSTOMARY_DECIMALS, basis: 'customary' };

  const fits = (of: typeof telling, test: (figure: (typeof telling)[number]) => boolean): boolean =>
    of.filter(test).length >= of.length * SHARE_THAT_SHOWS_A_HABIT;
  const whole = CUSTOMARY_DECIMALS - Math.log10(YUAN_PER_UNIT['万元'] / YUAN_PER_UNIT[unit]);
  if (whole < CUSTOMARY_DECIMALS && amounts.length >= FIGURES_THAT_SHOW_A_HABIT) {
    if (fits(amounts, (figure) => hasDecimalsAtMost(figure.value, whole)))
      return { decimals: whole, basis: 'converted' };
  }
  const most = Math.max(...telling.map((figure) => figure.decimals));
  const fitting = Array.from({ length: most }, (_, decimals) => decimals).find((decimals) =>
    fits(telling, (figure) => figure.decimals <= decimals),
  );
  let decimals = fitting ?? most;
  // More decimals than customary say nothing where all amounts end in zeros: 12.3400.
  const endInZero = (place: number): boolean =>
    fits(amounts, (figure) => hasDecimalsAtMost(figure.value, place - 1));
  while (
    decimals > CUSTOMARY_DECIMALS &&
    amounts.length >= FIGURES_THAT_SHOW_A_HABIT &&
    endInZero(decimals)
  ) {
    decimals--;
  }
  return { decimals, basis: 'printed' };
}

/**
 * The figure behind a printed value in a table of the given precision.
 * An amount printed finer than its table keeps its own digits.
 */
export function figureOf(
  printed: { readonly value: Decimal; readonly decimals: number },
  precision: Precision,
  unit: Unit,
): Figure {
  if (printed.value.isZero()) return zeroFigure(precision, unit);
  const finer =
    printed.decimals > precision.decimals && !hasDecimalsAtMost(printed.value, precision.decimals);
  const decimals = finer ? Math.max(printed.decimals, precision.decimals) : precision.decimals;
  const exact = unit === '元' && decimals >= 2;
  const halfUnit = exact ? ZERO : halfUnitOf(printed.value, decimals);
  return { value: printed.value, decimals, halfUnit, unit };
}

/** An exact zero, for a cell that the form leaves blank or a line that an open list does not print. */
export function zeroFigure(precision: Precision, unit: Unit): Figure {
  return { value: ZERO, decimals: precision.decimals, halfUnit: ZERO, unit };
}

/** An amount and its interval in another unit of measure. */
export function inUnit(
  { value, halfUnit, decimals }: Omit<Figure, 'unit'>,
  from: Unit,
  to: Unit,
): Omit<Figure, 'unit'> {
  const factor = new Decimal(YUAN_PER_UNIT[from]).div(YUAN_PER_UNIT[to]);
  const shift = Math.log10(YUAN_PER_UNIT[to] / YUAN_PER_UNIT[from]);
  return { value: value.times(factor), decimals: decimals + shift, halfUnit: halfUnit.times(factor) };
}

/** Prints an amount with its decimals and thousands separators, as the tables do. */
export function formatAmount(value: Decimal, decimals: number): string {
  return withSeparators(value.toFixed(Math.max(decimals, value.decimalPlaces(), 0)));
}

/** Separators between the thousands of a decimal number. */
export function withSeparators(digits: string): string {
  const first = digits.startsWith('-') ? 1 : 0;
  let end = digits.includes('.') ? digits.indexOf('.') : digits.length;
  let grouped = digits.slice(end);
  for (; end - first > 3; end -= 3) grouped = `,${digits.slice(end - 3, end)}${grouped}`;
  return digits.slice(0, end) + grouped;
}
