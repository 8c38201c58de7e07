import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forMarkup, forTerminal } from '../../src/output/escape.js';

const PARTS = [
  ...['138', '0000', '1234', '62284801', '4100', '1990', '0101', '002X', '1', '９', '０'],
  ...[' ', '-', '\u3000', '\u00a0', '\n', '.', ',', '：', '，', '、', '“', '&', '<', "'", '::', '##[x]'],
  ...[
    '填表人',
    '联系人：',
    '张三',
    '住址：',
    '某市某路',
    '支出决算表',
    '万元',
    'abc',
    '\u202e',
    '\u001b',
    'a\u0301\u0301\u0301\u0301\u0301\u0301',
  ],
];

test('markup is what a terminal would be shown, with its references, whatever way it takes', () => {
  const texts = fc.array(fc.constantFrom(...PARTS), { maxLength: 24 }).map((parts) => parts.join(''));
  const references: Record<string, string> = { '&': '&amp;', '<': '&lt;', "'": '&#39;' };
  fc.assert(
    fc.property(texts, (text) => {
      expect(forMarkup(text)).toBe(forTerminal(text).replace(/[&<']/gu, (mark) => references[mark] ?? mark));
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['138 0000 1234', '138****1234'],
  ['电话138-0000-1234', '电话138****1234'],
  ['联系人 张三', '联系人 张*'],
])('no short way leads past what is personal: %j', (text, shown) => {
  expect(forMarkup(text)).toBe(shown);
});
