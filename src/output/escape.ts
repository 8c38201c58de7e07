import { masked } from '../model/masked.js';

/**
 * What steers a terminal or hides from the eye: control characters, among them the ESC of terminal sequences,
 * bidirectional marks and overrides, characters without width, tags, and what is no character (half a pair,
 * U+FFFE); line feeds and tabs apart.
 */
const HIDING =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\p{Cs}\u{e0000}-\u{e007f}]/gu;
/** And what the log of a build service takes for a command, "::set-env", "##[command]". */
const STEERING = new RegExp(`${HIDING.source}|:(?=:)|#(?=#\\w{0,20}\\[)`, 'gu');
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
    .replace(STEERING, spelledOut);
}

/** The same for a cell or a comment of a workbook, however long: it wraps there, and no terminal prints it. */
export const forCell = (text: string): string => masked(text).replace(HIDING, spelledOut);

/** A path as it was given, but for what would steer a terminal. */
export const pathForTerminal = (path: string): string => path.replace(STEERING, spelledOut);

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Letters, short numbers and marks that say the same everywhere: most texts have no others, and name no person. */
const ORDINARY =
  /^(?:(?![人址]|\d(?:[ -]?\d){9})[\u4e00-\u9fff\w .,()%+/×≤≥≠·（）、，。；：“”《》＝＋−-])*$/u;

/** The same text for XML and HTML, as content and as the value of an attribute. */
export const forMarkup = (text: string): string =>
  text.length <= LONGEST && ORDINARY.test(text) ? text : forMarkupWithCare(text);

const forMarkupWithCare = (text: string): string =>
  forTerminal(text).replace(/[&<>"']/gu, (character) => REFERENCES[character] ?? character);

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
  'uri',
  'partialFingerprints',
]);

/**
 * JSON whose texts, the same for every reader, hold no personal data and nothing that steers a terminal that
 * it is printed on.
 *
 * @param indent blanks before what is within another; 0 puts all on one line
 */
export function toJson(value: unknown, indent = 2): string {
  const ownContainers = new WeakSet<object>();
  const json = JSON.stringify(
    value,
    function (this: object, key, one: unknown) {
      const isOwn = OWN.has(key) || ownContainers.has(this);
      if (isOwn && typeof one === 'object' && one !== null) ownContainers.add(one);
      return typeof one === 'string' && !isOwn ? masked(one) : one;
    },
    indent,
  );
  return `${json.replace(STEERING, spelledOut).replace(/\p{M}{5,}/gu, spelledOut)}\n`;
}
