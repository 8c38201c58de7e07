import { Decimal } from 'decimal.js';
import { readPrinted } from '../figure/printed.js';
import { storedAsShown, storedDecimal } from '../figure/stored.js';

/**
 * The text that a number cell shows according to the spreadsheet library, with the last digit rounded half-up on the decimal number.
 *
 * The spreadsheet library rounds the binary number, so 1.005 with two decimals comes out as 1.00; the
 * stored number at its 15 significant digits is what Excel shows. Text that does not round from the
 * stored number at all (a scaling format, a date) is left as it is, for the rules to report.
 *
 * @param stored the number in the cell
 * @param formatted what the library made of it by the cell's number format
 * @param general whether it has none of its own: then the stored number counts in full, since the width of
 * the column and not its author decides how many digits are seen
 */
export function shownNumber(stored: number, formatted: string, general = false): string {
  if (general && Number.isFinite(stored)) return storedDecimal(stored).toFixed();
  const printed = readPrinted(formatted);
  if (printed.kind !== 'figure') return formatted.trim();
  const rounded = storedAsShown(stored, printed);
  if (rounded.equals(printed.value)) return formatted.trim();
  const oneUnit = new Decimal(10).pow(-printed.decimals);
  if (rounded.minus(printed.value).abs().greaterThan(oneUnit)) return formatted.trim();
  return `${rounded.toFixed(printed.decimals)}${printed.percent ? '%' : ''}`;
}
