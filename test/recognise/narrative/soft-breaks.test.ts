import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { narrativeOf, reportTextOf } from '../../../src/recognise/narrative/narrative.js';
import type { Document } from '../../../src/source/document.js';
import { LAKESIDE, nationalNarrative, shanghaiNarrative, textDocument, type Lines } from '../../narrative.js';

const narrative = (document: Document) => {
  const text = reportTextOf(document);
  if (!text) throw new Error('no explanations');
  return narrativeOf([text], new Map());
};

/** What was understood, places apart. */
function understood(document: Document): string[] {
  const { figures, statements, plain } = narrative(document);
  const said = new Map(statements.map((statement) => [statement.figure, statement]));
  return [
    ...figures.map((figure) => {
      const { subject, role, base, direction, comparedYear } = said.get(figure) ?? {};
      const whole = typeof base === 'string' ? base : base?.id;
      return [figure.printed, figure.kind, subject?.id, role, whole, direction, comparedYear].join(' ');
    }),
    ...plain.map(({ subject, says, against }) => `${subject.id} ${says} ${against ?? ''}`),
  ];
}

const isHeading = (line: string): boolean =>
  /^(?:第.部分|[一二三四五六七八九十]+、|（[一二三四五]）)/u.test(line);

const STYLES: readonly (readonly [string, Lines])[] = [
  ['national', nationalNarrative(LAKESIDE)],
  ['Shanghai', shanghaiNarrative(LAKESIDE)],
];

/** Places within sentences: line and offset. */
const inside = (lines: Lines) =>
  fc.uniqueArray(
    fc
      .nat(lines.length - 1)
      .filter((line) => !isHeading(lines[line] ?? ''))
      .chain((line) =>
        fc.record({
          line: fc.constant(line),
          at: fc.integer({ min: 1, max: (lines[line] ?? '').length - 1 }),
        }),
      ),
    { minLength: 1, maxLength: 40, selector: ({ line, at }) => `${line}:${at}` },
  );

/** Puts a piece of text at places, from the end of each line so that offsets stay true. */
function withInserted(
  lines: Lines,
  places: readonly { line: number; at: number }[],
  piece: string,
): string[] {
  return lines.map((line, index) =>
    places
      .filter((place) => place.line === index)
      .sort((one, other) => other.at - one.at)
      .reduce((text, { at }) => text.slice(0, at) + piece + text.slice(at), line),
  );
}

describe.each(STYLES)('in the %s style', (_, lines) => {
  const whole = understood(textDocument(lines));

  test('every figure is understood', () => {
    expect(whole.filter((one) => / (?:unbound|ambiguous) /u.test(one))).toEqual([]);
  });

  test.each([
    ['a line break', '\n'],
    ['a page break', '\n\n'],
    ['a blank', ' '],
    ['a full-width blank', '\u3000'],
  ])('%s anywhere inside a sentence changes nothing', (_name, piece) => {
    fc.assert(
      fc.property(inside(lines), (places) => {
        const text = withInserted(lines, places, piece).join('\n');
        expect(understood(textDocument(text.split('\n')))).toEqual(whole);
      }),
      { numRuns: 40, seed: 2022 },
    );
  });

  test('full-width digits change nothing', () => {
    const wide = lines.map((line) =>
      isHeading(line)
        ? line
        : line.replace(/[\d.%](?![、\s])/gu, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
    );
    expect(understood(textDocument(wide))).toEqual(whole);
  });

  test('figures are found in their line', () => {
    const { figures } = narrative(textDocument(lines));
    const wrong = figures.filter(
      ({ location, printed }) => !(lines[(location.line ?? 0) - 1] ?? '').includes(printed),
    );
    expect(wrong).toEqual([]);
  });
});
