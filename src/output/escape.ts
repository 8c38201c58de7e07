import { masked } from '../model/masked.js';

/**
 * What steers a terminal or hides from the eye: control characters, among them the ESC of terminal sequences,
 * bidirectional marks and overrides, characters without width, tags; line feeds and tabs apart.
 */
const UNPRINTABLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
/** More marks on one letter than any script uses cover what stands above and below. */
const PILE_OF_MARKS = /(\p{M}{4})\p{M}+/gu;
/** A message of a few amounts and names is shorter; the whole text stands in the file that is named. */
const LONGEST = 600;

const spelledOut = (text: string): string =>
  Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');

/**
 * Text from a file as it may be shown in a terminal: personal data in it are masked, what could steer the
 * terminal is spelled out, what floods it cut.
 */
export function forTerminal(text: string): string {
  const shown = masked(text.slice(0, 2 * LONGEST));
  const shortened = text.length > LONGEST ? `${shown.slice(0, LONGEST)}…（共 ${text.length} 字）` : shown;
  return shortened
    .replace(/[\n\t]/gu, ' ')
    .replace(PILE_OF_MARKS, '$1…')
    .replace(UNPRINTABLE, spelledOut);
}

/** Figures and marks of our own, in which eleven digits are no telephone number, and the paths that were given. */
const OWN: ReadonlySet<string> = new Set([
  'expected',
  'actual',
  'difference',
  'allowance',
  'fingerprint',
  'causedBy',
  'file',
  'files',
]);

/**
 * JSON whose texts, the same for every reader, hold no personal data and nothing that steers a terminal that
 * it is printed on.
 */
export function toJson(value: unknown): string {
  const json = JSON.stringify(
    value,
    (key, one: unknown) => (typeof one === 'string' && !OWN.has(key) ? masked(one) : one),
    2,
  );
  return `${json.replace(UNPRINTABLE, spelledOut).replace(/\p{M}{5,}/gu, spelledOut)}\n`;
}
