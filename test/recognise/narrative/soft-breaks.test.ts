import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { narrativeOf, reportTextOf } from '../../../src/recognise/narrative/narrative.js';
import type { Document } from '../../../src/source/document.js';
import { LAKESIDE, nationalNarrative, shanghaiNarrative, textDocument, type Lines } from '../../narrative.js';
import { changedAt, CHANGES, inSentences } from '../../soft-breaks.js';

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

const STYLES: readonly (readonly [string, Lines])[] = [
  ['national', nationalNarrative(LAKESIDE)],
  ['Shanghai', shanghaiNarrative(LAKESIDE)],
];

describe.each(STYLES)('in the %s style', (_, lines) => {
  const whole = understood(textDocument(lines));

  test('every figure is understood', () => {
    expect(whole.filter((one) => / (?:unbound|ambiguous) /u.test(one))).toEqual([]);
  });

  test.each(CHANGES)('%s anywhere inside a sentence changes nothing', (_name, change) => {
    fc.assert(
      fc.property(inSentences(lines), (places) => {
        expect(understood(textDocument(changedAt(lines, places, change)))).toEqual(whole);
      }),
      { numRuns: 40, seed: 2022 },
    );
  });

  test('figures are found in their line', () => {
    const { figures } = narrative(textDocument(lines));
    const wrong = figures.filter(
      ({ location, printed }) => !(lines[(location.line ?? 0) - 1] ?? '').includes(printed),
    );
    expect(wrong).toEqual([]);
  });
});
