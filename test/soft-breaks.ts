import fc from 'fast-check';
import type { Lines } from './narrative.js';

interface Place {
  readonly line: number;
  readonly at: number;
}

/** Headings, covers and the glossary end with their line. */
const isSentence = (line: string): boolean =>
  line.endsWith('。') &&
  (/[，；]|万元/u.test(line) ||
    !/^(?:第.部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)/u.test(line));

/** Places within sentences. */
export const inSentences = (lines: Lines): fc.Arbitrary<readonly Place[]> =>
  fc.uniqueArray(
    fc.constantFrom(...lines.flatMap((line, index) => (isSentence(line) ? [index] : []))).chain((line) =>
      fc.record({
        line: fc.constant(line),
        at: fc.integer({ min: 1, max: (lines[line] ?? '').length - 1 }),
      }),
    ),
    { minLength: 1, maxLength: 40, selector: ({ line, at }) => `${line}:${at}` },
  );

const inserted =
  (piece: string) =>
  (text: string, at: number): string =>
    text.slice(0, at) + piece + text.slice(at);

/** The character at a place as wide as a Chinese one, unless it ends an ordinal. */
const widened = (text: string, at: number): string =>
  text.slice(0, at) +
  text
    .slice(at, at + 1)
    .replace(/[\d.%]/u, (char) =>
      text[at + 1] === ' ' ? char : String.fromCharCode(char.charCodeAt(0) + 0xfee0),
    ) +
  text.slice(at + 1);

/** What may be done to a text without changing what it says. */
export const CHANGES: readonly (readonly [string, (text: string, at: number) => string])[] = [
  ['a line break', inserted('\n')],
  ['a page break', inserted('\n\n')],
  ['a blank', inserted(' ')],
  ['a full-width blank', inserted('\u3000')],
  ['a full-width digit', widened],
];

/** The lines with a change at each of some places, from the end of each line so that offsets stay true. */
export const changedAt = (
  lines: Lines,
  places: readonly Place[],
  change: (text: string, at: number) => string,
): string[] =>
  lines
    .map((line, index) =>
      places
        .filter((place) => place.line === index)
        .toSorted((one, other) => other.at - one.at)
        .reduce((text, { at }) => change(text, at), line),
    )
    .join('\n')
    .split('\n');
