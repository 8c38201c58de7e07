import { normaliseLabel } from '../../forms/label.js';

const YEAR_OR_MODE = /(?:(?:19|20)\d{2}(?:年度?)?|线上|线下)/u.source;
const LEADING_YEAR = /^(?:19|20)\d{2}(?:年度?)?[-_.、·]?/u;
const IN_BRACKETS = new RegExp(`\\(${YEAR_OR_MODE}\\)`, 'gu');
const TRAILING = new RegExp(`[-_.、·]?${YEAR_OR_MODE}$`, 'u');

/** What stays of a project's name whichever year, way of evaluation, blanks and quotation marks it is printed with. */
export function projectKey(name: string): string {
  const label = normaliseLabel(name);
  const bare = label.replace(IN_BRACKETS, '').replace(LEADING_YEAR, '').replace(TRAILING, '');
  return bare === '' ? label : bare;
}

/** Whether two names differ by one character, or one holds the other. */
export function isNearName(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < SHORTEST_NEAR_NAME) return false;
  return long.includes(short) || differsByOne(short, long);
}

/** Below this many characters names are alike by chance. */
const SHORTEST_NEAR_NAME = 5;

function differsByOne(short: string, long: string): boolean {
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  let end = 0;
  while (end < short.length - start && short.at(-1 - end) === long.at(-1 - end)) end++;
  return long.length - start - end <= 1;
}
