import { Decimal } from 'decimal.js';

export type Operator = '=' | '≥' | '≤' | '>' | '<';

/** The target (年度指标值) or the achievement (实际完成值) of an indicator. */
export type IndicatorValue =
  /** "≥95%", "=3个", "≤10.2万元": the number as printed, the operator where one stands, the unit without it. */
  | {
      readonly kind: 'number';
      readonly operator?: Operator;
      readonly value: Decimal;
      readonly decimals: number;
      readonly unit: string;
    }
  /** "2023年12月31日前": ISO date as far as given (2023, 2023-12, 2023-12-31). */
  | { readonly kind: 'date'; readonly operator?: Operator; readonly date: string }
  /** 及时, 相关, 保障, 稳定运行. */
  | { readonly kind: 'text'; readonly text: string }
  /** Several numbers, a range, or a number inside a sentence: no single value to compare. */
  | { readonly kind: 'several'; readonly text: string };

const OPERATORS: readonly (readonly [RegExp, Operator])[] = [
  [/^(?:≥|⩾|≧|>=|=>|大于等于|大于或等于|不低于|不少于|不小于|至少|达到|达)/u, '≥'],
  [/^(?:≤|⩽|≦|<=|=<|小于等于|小于或等于|不超过|不高于|不多于|不大于|至多|控制在)/u, '≤'],
  [/^(?:>|大于|超过|高于|多于)/u, '>'],
  [/^(?:<|小于|低于|少于)/u, '<'],
  [/^(?:=|等于)/u, '='],
];
/** After the unit: "95%以上", "10万元以内". */
const TRAILING: readonly (readonly [RegExp, Operator])[] = [
  [/(?:\(含\))?(?:及以上|以上)(?:\(含\))?$/u, '≥'],
  [/(?:\(含\))?(?:及以下|以下|以内|之内)(?:\(含\))?$/u, '≤'],
  // "5个工作日内办结", "10日前发放到位"; not "5条村内道路".
  [/(?:(?<![村国境室市县区省院校路业体域园车库厂馆站场所])[之以]?内|(?<=[日天号])前)[^\d]{0,8}$/u, '≤'],
];

const NUMBER = /^(?<sign>[-+]?)(?<digits>\d{1,3}(?:,\d{3})+|\d+)(?<fraction>\.\d+)?(?<unit>(?:\D.*)?)$/u;
const DATE =
  /^(?:于|在)?(?<year>(?:19|20)\d{2})(?:年(?:(?<month>\d{1,2})月?)?(?:(?<=月)(?<day>\d{1,2})日?)?|-(?<m>\d{1,2})(?:-(?<d>\d{1,2}))?)(?:底|末)?(?<before>之前|以前|前)?(?:完成)?$/u;
/** A day or a part of some month of a year that it does not name: "12月底前", "6月30日前", which is no number of months. */
const IN_MONTH =
  /^\d{1,2}月(?:\d{1,2}[日号](?:前|之前|以前)?|[底末初](?:前|之前|以前)?|[上中下]旬|前|之前|以前)(?:完成)?$/u;
const PERCENT = /^(?:%|百分比|百分点|个百分点)$/u;
/** A unit is a short word; what is longer, or holds digits, is a sentence. */
const UNIT = /^(?:k?m[23]|[^\d。;；,，、:：]{0,8})$/u;
/** Beyond any quantity that an indicator counts. */
const MOST_DIGITS = 18;

/**
 * Reads a target or an achievement. Full-width characters, blanks and thousands separators are understood;
 * operators may be signs or words, before or after the number. Nothing is guessed: what is no single number
 * and no date is text.
 *
 * @param text shown text of the cell; not blank
 */
export function readIndicatorValue(text: string): IndicatorValue {
  const compact = text.normalize('NFKC').replace(/[\s\u200b-\u200f\u2060\ufeff]/gu, '');
  const { operator, rest } = withoutOperator(compact);
  const date = DATE.exec(rest)?.groups;
  if (date?.year !== undefined && /年|-/u.test(rest)) {
    const parts = [date.year, date.month ?? date.m, date.day ?? date.d];
    const iso = parts.flatMap((part) => (part === undefined ? [] : [part.padStart(2, '0')])).join('-');
    const before = date.before === undefined ? operator : (operator ?? '≤');
    return { kind: 'date', date: iso, ...(before && { operator: before }) };
  }
  if (IN_MONTH.test(compact)) return { kind: 'several', text };
  const number = NUMBER.exec(rest)?.groups;
  if (number) {
    const digits = (number.digits ?? '').replaceAll(',', '');
    const fraction = number.fraction ?? '';
    // A remark behind the unit: 95.6%（抽检）, 86户（含监测户）; 台（套） is a unit of its own.
    const unit = (number.unit ?? '').replace(/(?<=.)\((?:[^()]{3,}|含|约|抽检|估算)\)$/u, '');
    if (!UNIT.test(unit) || digits.length + fraction.length > MOST_DIGITS) return { kind: 'several', text };
    return {
      kind: 'number',
      value: new Decimal(`${number.sign === '-' ? '-' : ''}${digits}${fraction}`),
      decimals: Math.max(0, fraction.length - 1),
      unit: PERCENT.test(unit) ? '%' : unit,
      ...(operator && { operator }),
    };
  }
  return /\d/u.test(compact) && operator !== undefined
    ? { kind: 'several', text }
    : { kind: 'text', text: compact };
}

function withoutOperator(compact: string): { operator?: Operator; rest: string } {
  for (const [pattern, operator] of OPERATORS) {
    const match = pattern.exec(compact);
    // A word alone ("达到") is a text.
    if (match && compact.length > match[0].length)
      return { operator, rest: withoutRepeat(compact.slice(match[0].length), operator) };
  }
  for (const [pattern, operator] of TRAILING) {
    const match = pattern.exec(compact);
    if (match && /^[-+]?\d/u.test(compact)) return { operator, rest: compact.slice(0, match.index) };
  }
  return { rest: compact };
}

/** "控制在20万元以内" says its operator twice. */
function withoutRepeat(rest: string, operator: Operator): string {
  const trailing = TRAILING.find(([pattern, same]) => same === operator && pattern.test(rest));
  return trailing && /^[-+]?\d/u.test(rest) ? rest.replace(trailing[0], '') : rest;
}
