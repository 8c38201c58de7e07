import { describe, expect, test } from 'vitest';
import { readPrinted } from '../../src/figure/printed.js';

describe('reading a printed amount', () => {
  test.each([
    ['322.37', '322.37', 2],
    ['1,234,567.80', '1234567.8', 2],
    ['３２２．３７', '322.37', 2],
    ['１，２３４．５０', '1234.5', 2],
    [' 1 234.56\u00a0', '1234.56', 2],
    ['(33.43)', '-33.43', 2],
    ['（33.43）', '-33.43', 2],
    ['-33.43', '-33.43', 2],
    ['－33.43', '-33.43', 2],
    ['−0.00', '0', 2],
    ['¥1,000', '1000', 0],
    ['6.2', '6.2', 1],
    ['915000①', '915000', 0],
    ['91.5² ', '91.5', 1],
    ['（33.43）⑫', '-33.43', 2],
  ])('%s is %s with %i decimals', (text, value, decimals) => {
    const printed = readPrinted(text);
    expect(printed).toMatchObject({ kind: 'figure', decimals, percent: false });
    expect(printed.kind === 'figure' && printed.value.toString()).toBe(value);
  });

  test.each(['', '  ', '\u00a0', '\u200b'])('%j is blank', (text) => {
    expect(readPrinted(text).kind).toBe('blank');
  });

  test.each(['-', '—', '——', '/', '…', '－', '无', '¥-', '¥ —'])('%s is a dash', (text) => {
    expect(readPrinted(text).kind).toBe('dash');
  });

  test.each([
    '见附表',
    '162O.21',
    '92.6.77',
    '1,23.4',
    '2023-01-01',
    '#####',
    '#REF!',
    '12万',
    '((5))',
    '(-5)',
    '***',
    '1e5',
    '①23',
    '1²3',
    '①',
    '1'.repeat(19),
    `0.${'3'.repeat(10_000)}`,
    `${'.'.repeat(1000)}x`,
  ])('%s is unreadable, never zero', (text) => {
    expect(readPrinted(text).kind).toBe('unreadable');
  });

  test('a percentage is told apart from an amount', () => {
    expect(readPrinted('99.59％')).toMatchObject({ kind: 'figure', percent: true });
  });
});
