import { Decimal } from 'decimal.js';

/** A number cell holds no more significant digits than these; what lies behind them is binary noise. */
export const STORED_DIGITS = 15;

/** The decimal number that a number cell stores. */
export const storedDecimal = (stored: number): Decimal =>
  new Decimal(stored).toSignificantDigits(STORED_DIGITS);

/** A stored number as it is shown with so many decimals: half-up on the decimal number. */
export function storedAsShown(
  stored: number,
  { decimals, percent }: { readonly decimals: number; readonly percent: boolean },
): Decimal {
  return storedDecimal(stored)
    .times(percent ? 100 : 1)
    .toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
}
