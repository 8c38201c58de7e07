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

/** Whether a stored number is shown, half-up, as the printed one. */
export function isShownAs(
  stored: number,
  printed: { readonly value: Decimal; readonly decimals: number; readonly percent: boolean },
): boolean {
  // Most cells store what they show: the nearest double to a number of so few digits means that number.
  if (!printed.percent && printed.value.precision() <= STORED_DIGITS && printed.value.toNumber() === stored)
    return true;
  return storedAsShown(stored, printed).equals(printed.value);
}
