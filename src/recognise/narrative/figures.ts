import { UNITS } from '../../forms/narrative.js';
import { groupBy } from '../../model/group-by.js';
import type { FigureClass } from '../../model/narrative.js';
import type { Comparable } from './canonical.js';

/** A number of a sentence, before it is known what it says. Offsets are of the comparable text. */
export interface RawFigure {
  readonly start: number;
  /** Behind its digits. */
  readonly digitsEnd: number;
  /** Behind its unit. */
  readonly end: number;
  /** Digits without separators, with its sign. */
  readonly digits: string;
  readonly decimals: number;
  readonly unit: string;
  /** What its own surroundings say that it is. */
  readonly kind?: FigureClass;
}

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= '0' && char <= '9';
const isLatin = (char: string | undefined): boolean => char !== undefined && /[A-Za-z]/u.test(char);

/** Longest run of digits that is taken for a number; anything longer is some key. */
const LONGEST_NUMBER = 18;
/** From so many digits without unit on a number is a telephone, a code, a key. */
const IDENTIFIER_DIGITS = 7;

/** Every number of a sentence, in one pass. */
export function figuresIn({ text }: Comparable): RawFigure[] {
  const figures: RawFigure[] = [];
  let at = 0;
  while (at < text.length) {
    if (!isDigit(text[at])) {
      at++;
      continue;
    }
    const digitsEnd = endOfNumber(text, at);
    const start = hasSign(text, at) ? at - 1 : at;
    const digits = text.slice(start, digitsEnd).replace(/[,，]/gu, '');
    const unit = isTooLong(digits) ? '' : unitAt(text, digitsEnd);
    const point = digits.indexOf('.');
    const raw = {
      start,
      digitsEnd,
      end: digitsEnd + unit.length,
      digits,
      decimals: point < 0 ? 0 : digits.length - point - 1,
      unit,
    };
    const kind = kindOf(text, raw, figures.at(-1));
    figures.push({ ...raw, ...kind });
    at = Math.max(digitsEnd, at + 1);
  }
  return figures;
}

const isTooLong = (digits: string): boolean => digits.length > LONGEST_NUMBER;

const WIDE_GROUPS = /^(?:，\d{3})+(?:\.\d+(?!\d)|(?=[万亿]?元))/u;

/** Digits, with commas between groups of three, and decimals. */
function endOfNumber(text: string, start: number): number {
  let end = start;
  while (isDigit(text[end])) end++;
  if (end - start <= 3) {
    let next = end;
    while (
      text[next] === ',' &&
      isDigit(text[next + 1]) &&
      isDigit(text[next + 2]) &&
      isDigit(text[next + 3]) &&
      !isDigit(text[next + 4])
    )
      next += 4;
    end = next;
  }
  // 3，597.44 and 3，597万元: elsewhere a Chinese comma parts two figures.
  const wide = end - start <= 3 ? WIDE_GROUPS.exec(text.slice(end, end + LONGEST_NUMBER)) : null;
  if (wide) return end + wide[0].length;
  if (text[end] === '.' && isDigit(text[end + 1])) {
    end++;
    while (isDigit(text[end])) end++;
  }
  return end;
}

/** A minus stands behind a word, never between two numbers. */
function hasSign(text: string, at: number): boolean {
  if (text[at - 1] !== '-') return false;
  const before = text[at - 2];
  return (
    before === undefined ||
    !(
      isDigit(before) ||
      isLatin(before) ||
      before === '%' ||
      before === '-' ||
      before === ')' ||
      before === '年' ||
      before === '月'
    )
  );
}

const UNITS_BY_START: ReadonlyMap<string, readonly string[]> = groupBy(UNITS, (unit) => unit.charAt(0));

function unitAt(text: string, at: number): string {
  return UNITS_BY_START.get(text.charAt(at))?.find((unit) => text.startsWith(unit, at)) ?? '';
}

const YEAR = /^(?:19|20)\d{2}$/u;
const AROUND = 12;

function kindOf(
  text: string,
  { start, digitsEnd, end, digits, unit }: RawFigure,
  last: RawFigure | undefined,
): { readonly kind?: FigureClass; readonly unit?: string; readonly end?: number } {
  const before = text.slice(Math.max(0, start - AROUND), start);
  const after = text.slice(digitsEnd, digitsEnd + AROUND);
  const isWhole = !digits.includes('.');
  const named = (kind: FigureClass, length = 0): { kind: FigureClass; unit: string; end: number } => ({
    kind,
    unit: text.slice(digitsEnd, digitsEnd + length),
    end: digitsEnd + length,
  });
  const followsDate = last?.kind === 'date' && start - last.end <= 1;
  // 2023年度, 2021-2025年, 12月31日; (2023某项目)
  if (isWhole && YEAR.test(digits)) {
    if (before.endsWith('(') && /^\)[^,，;。]{0,12}\d+号/u.test(after)) return named('document-number');
    const length = /^年度?/u.exec(after)?.[0].length ?? 0;
    if (length > 0 || /^[-—–~至到\/.]/u.test(after) || (unit === '' && /^(?:[^\d.%,，;。]|$)/u.test(after)))
      return named('date', length);
  }
  if (
    isWhole &&
    /^(?:月份?|日|号(?![文发]))/u.test(after) &&
    (followsDate || after.startsWith('月') || /[-—–至到]$/u.test(before))
  )
    return named('date', 1);
  if (followsDate && /[-—–~至到\/.]$/u.test(before) && digits.length <= 5) return named('date');
  if (/^[-—–~至]\d{1,2}月/u.test(after) && before.endsWith('年')) return named('date');
  // 财预〔2020〕10号, 第12条, 第3季度
  if (
    after.startsWith('号') &&
    (last?.kind === 'document-number' || /(?:第|字|发|函|令)$/u.test(before) || /\)(?:第)?$/u.test(before))
  )
    return named('document-number', 1);
  if (before.endsWith('第')) {
    if (/^部分|^章|^节/u.test(after)) return named('ordinal');
    return named(
      /^[条款项号次届]/u.test(after) ? 'document-number' : 'ordinal',
      /^[条款项号次届]/u.test(after) ? 1 : 0,
    );
  }
  if (/(?:公开|财决|附?表|附件|图)$/u.test(before) && isWhole && unit === '') return named('ordinal');
  if (isWhole && digits.length >= IDENTIFIER_DIGITS && unit === '') return named('document-number');
  if (isTooLong(digits) || isLatin(text[start - 1]) || (isLatin(text[digitsEnd]) && !/^[Xx]/u.test(after)))
    return named('document-number');
  // 1. …, (2)…, at the start of the sentence or of a clause
  if (isWhole && digits.length <= 2) {
    const begins = /(?:^|[:;。,，、])$/u.test(before) || start === 0;
    if (begins && /^[.、](?!\d)/u.test(after)) return named('ordinal', 1);
    if (/(?:^|[:;。,，、])\($/u.test(before) && after.startsWith(')')) return named('ordinal');
  }
  // 50万元(含)以上, 不低于90%
  if (/^(?:\(含\))?(?:及|或|\(含\))?(?:以上|以下|以内|之间)/u.test(text.slice(end, end + AROUND)))
    return { kind: 'threshold' };
  if (/(?:不低于|不少于|不高于|不超过|不多于|均超过|超过|达到或超过|大于|小于|高于|低于)$/u.test(before))
    return { kind: 'threshold' };
  return {};
}
