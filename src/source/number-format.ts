import { withSeparators } from '../figure/figure.js';
import { STORED_DIGITS, storedAsShown, storedDecimal } from '../figure/stored.js';

/** Prints a number of a cell: from the digits that the file stores, and their value. */
export type NumberFormat = (stored: string, value: number) => string;

/** The number format of a style: its code, or the number of one that every workbook knows. */
export type FormatKey = string | number;

/** The built-in formats of plain amounts; 41 to 44 as they are in China. @see ECMA-376 part 1, §18.8.30 */
const BUILT_IN: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  37: '#,##0 ;(#,##0)',
  38: '#,##0 ;[Red](#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;[Red](#,##0.00)',
  41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
  42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
  43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
  44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
  49: '@',
};

const known = new Map<FormatKey, NumberFormat | undefined>();

/** How a plain format prints; undefined for dates and whatever else the library of formats must print. */
export function plainFormat(key: FormatKey): NumberFormat | undefined {
  if (!known.has(key)) {
    const code = typeof key === 'number' ? BUILT_IN[key] : key;
    known.set(key, code === undefined ? undefined : compile(code));
  }
  return known.get(key);
}

/** A format with General under its own name: some programs store it as the Chinese Excel calls it. */
export const inEnglish = (code: string): string => code.replaceAll('G/通用格式', 'General');

/** Without a number format of its own a cell shows its digits as far as it is wide: they count in full. */
export const isGeneral = (code: string): boolean => /^(?:general|@)?$/iu.test(inEnglish(code));

interface Section {
  readonly before: string;
  readonly after: string;
  /** Absent where a section prints words only: "-" for zero. */
  readonly digits?: { readonly grouped: boolean; readonly decimals: number; readonly percent: boolean };
}

const DECORATION = String.raw`(?:\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|黑色|红色)\]|\[\$[^\]-]*(?:-[\da-f]+)?\]|[_*\\].|"[^"]*"|[-()¥￥?\s])*`;
const SECTION = new RegExp(
  `^(?<before>${DECORATION})(?:(?<mask>(?:#,##)?0(?:\\.(?<zeros>0+))?(?<percent>%?))(?<after>${DECORATION}))?$`,
  'iu',
);

function compile(code: string): NumberFormat | undefined {
  if (isGeneral(code)) return general;
  const sections = code.split(';').slice(0, 3).map(sectionOf);
  const [positive, negative, zero = positive] = sections;
  if (!positive || !zero || sections.includes(undefined)) return undefined;
  return (stored, value) => {
    if (value < 0) return negative ? print(negative, stored, value) : `-${print(positive, stored, value)}`;
    return print(value === 0 ? zero : positive, stored, value);
  };
}

function sectionOf(text: string): Section | undefined {
  const groups = SECTION.exec(text)?.groups;
  if (!groups) return undefined;
  const { before = '', after = '', mask, zeros = '', percent } = groups;
  const words = { before: literal(before), after: literal(after) };
  if (mask === undefined) return words;
  return {
    ...words,
    digits: { grouped: mask.includes(','), decimals: zeros.length, percent: percent === '%' },
  };
}

/** What a decoration prints: a blank for padding, nothing for colours and filling. */
const literal = (decoration: string): string =>
  decoration.replace(
    /\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|_.|\*.|\?|\\(.)|"([^"]*)"/gu,
    (part, currency?: string, escaped?: string, quoted?: string) =>
      currency ?? escaped ?? quoted ?? (part.startsWith('_') || part === '?' ? ' ' : ''),
  );

function print({ before, after, digits }: Section, stored: string, value: number): string {
  if (!digits) return before;
  const { grouped, decimals, percent } = digits;
  const text = rounded(stored, value, decimals, percent);
  return `${before}${grouped ? withSeparators(text) : text}${percent ? '%' : ''}${after}`;
}

const PLAIN_DIGITS = /^-?(?:0|[1-9]\d{0,11})(?:\.\d+)?$/u;

/** The digits of a number that is stored as it is written, before and behind its point; undefined for any other. */
function plainDigits(stored: string): { readonly whole: string; readonly fraction: string } | undefined {
  if (!PLAIN_DIGITS.test(stored)) return undefined;
  const first = stored.startsWith('-') ? 1 : 0;
  const point = stored.indexOf('.');
  const end = point < 0 ? stored.length : point;
  const [whole, fraction] = [stored.slice(first, end), stored.slice(end + 1)];
  return whole.length + fraction.length <= STORED_DIGITS ? { whole, fraction } : undefined;
}

/** The amount without sign, half-up on the decimal number. */
function rounded(stored: string, value: number, decimals: number, percent: boolean): string {
  const plain = plainDigits(stored);
  if (plain && !percent && plain.fraction.length <= decimals) {
    const { whole, fraction } = plain;
    return decimals === 0 ? whole : `${whole}.${fraction.padEnd(decimals, '0')}`;
  }
  return storedAsShown(value, { decimals, percent }).abs().toFixed(decimals);
}

const general: NumberFormat = (stored, value) => {
  const isShortest = plainDigits(stored)?.fraction.endsWith('0') === false;
  return isShortest ? stored : storedDecimal(value).toFixed();
};
