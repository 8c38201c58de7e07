import { zh, type Message } from '../language/message.js';
import { Decimal } from 'decimal.js';
import { YUAN_PER_UNIT, type Unit } from './figure.js';
import { remembering } from './remembering.js';

/** What a cell of an amount column holds, read from its shown text. */
export type Printed =
  | {
      readonly kind: 'figure';
      readonly value: Decimal;
      readonly decimals: number;
      readonly percent: boolean;
      /** The unit of measure behind it; most cells leave it to their table. */
      readonly unit?: Unit;
    }
  | { readonly kind: 'blank' }
  | { readonly kind: 'dash' }
  | {
      readonly kind: 'unreadable';
      readonly reason: Message;
      /** What to do, where it is something else than to print a number. */
      readonly advice?: Message;
    };

/** 无 is written where there is none: like a dash, zero only where the table or an equation says so. */
const DASH = /^(?:无|(?:[-‐‑‒–—―−─/…⋯]|\.{3,}(?!\.))+)$/u;
const NUMBER = /^(?<sign>[-+]?)(?<digits>\d{1,3}(?:,\d{3})+|\d+)(?<fraction>\.\d+)?(?<percent>%?)$/u;
const IS_ASCII = /^[\x20-\x7e]*$/u;
/** Marks of footnotes, which unified would be digits: 915000①, 91.5². Elsewhere than behind an amount they make it none. */
const MARK = /[①-⑳¹²³⁰⁴-⁹]/u;
const MARKS_BEHIND = /(?<=[\d０-９)）])[①-⑳¹²³⁰⁴-⁹]+\s*$/u;
const MINUS = /[‐‑‒–—―−－]/gu;

/** Beyond any amount of public money in 元; sums of such figures stay within the 20 digits that are exact. */
const MOST_DIGITS = 18;

/**
 * Reads one printed amount.
 *
 * Full-width digits and punctuation, thousands separators, inner blanks, no-break spaces, brackets or a
 * minus of any width for negatives, a leading currency sign and a percent sign are understood. Anything
 * else that is not blank or a dash is `unreadable`: an unknown is never taken for zero.
 *
 * @param text shown text of the cell
 * @returns the exact decimal as printed and the count of its decimals, in the unit of its table
 */
export const readPrinted = remembering((text: string): Printed => {
  const unmarked = IS_ASCII.test(text) ? text : text.replace(MARKS_BEHIND, '');
  const compact = (IS_ASCII.test(text) ? text : unmarked.normalize('NFKC'))
    .replace(/[\s\u200b-\u200f\u2060\ufeff]/gu, '')
    .replace(/^[¥￥]/u, '');
  if (compact === '') return { kind: 'blank' };
  if (DASH.test(compact)) return { kind: 'dash' };
  if (MARK.test(unmarked)) return { kind: 'unreadable', reason: zh`不是规范的数字` };

  const signed = compact.replace(MINUS, '-').replace(/^(-?)[¥￥]/u, '$1');
  const bracketed = /^\((?<inner>[^()]+)\)$/u.exec(signed);
  const match = NUMBER.exec(bracketed?.groups?.inner ?? signed);
  const groups = match?.groups;
  if (!groups || (bracketed && groups.sign)) {
    return { kind: 'unreadable', reason: /\d/u.test(compact) ? zh`不是规范的数字` : zh`不是数字` };
  }
  const fraction = groups.fraction ?? '';
  const digits = (groups.digits ?? '').replaceAll(',', '');
  if (digits.length + fraction.length > MOST_DIGITS) return { kind: 'unreadable', reason: zh`位数过多` };
  const magnitude = new Decimal(`${digits}${fraction}`);
  const negative = bracketed !== null || groups.sign === '-';
  return {
    kind: 'figure',
    value: negative && !magnitude.isZero() ? magnitude.negated() : magnitude,
    decimals: Math.max(0, fraction.length - 1),
    percent: groups.percent === '%',
  };
});

const UNIT_BEHIND = new RegExp(
  `(?<=[\\d０-９)）]\\s*)(?<unit>${Object.keys(YUAN_PER_UNIT).join('|')})\\s*$`,
  'u',
);

/** Reads one cell of a table's amounts: as `readPrinted` does, with a unit of measure behind the digits, 1.50 万元. */
export const readAmount = remembering((text: string): Printed => {
  const unit = IS_ASCII.test(text) ? undefined : (UNIT_BEHIND.exec(text)?.groups?.unit as Unit | undefined);
  if (unit === undefined) return readPrinted(text);
  const printed = readPrinted(text.replace(UNIT_BEHIND, ''));
  return printed.kind === 'figure' && !printed.percent ? { ...printed, unit } : printed;
});
