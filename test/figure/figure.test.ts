import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import {
  displayPrecision,
  figureOf,
  formatAmount,
  hasDecimalsAtMost,
  inUnit,
  type Unit,
} from '../../src/figure/figure.js';
import { readPrinted } from '../../src/figure/printed.js';

const printed = (texts: readonly string[]): { value: Decimal; decimals: number }[] =>
  texts.map((text) => {
    const one = readPrinted(text);
    if (one.kind !== 'figure') throw new Error(text);
    return one;
  });

describe('the last digit of a number', () => {
  test.each([
    ['0', -4, true],
    ['12.34', 2, true],
    ['12.345', 2, false],
    ['12.3400', 2, true],
    ['-0.01', 1, false],
    ['7', 0, true],
    ['1200', -2, true],
    ['1230', -2, false],
    ['1200.5', -2, false],
    ['12345678901234.56', 2, true],
  ])('%s stands at decimal %i or before: %s', (number, decimals, expected) => {
    expect(hasDecimalsAtMost(new Decimal(number), decimals)).toBe(expected);
  });
});

describe('display precision', () => {
  test.each<[string, Unit, string[], number, string]>([
    ['too few figures: customary two', '万元', ['12.5', '12.5', '300'], 2, 'customary'],
    [
      'two decimals, trailing zeros dropped',
      '万元',
      ['12.35', '3.4', '300', '7.81', '6.66', '1.23', '9.04', '5'],
      2,
      'printed',
    ],
    [
      'one decimal throughout',
      '万元',
      ['12.3', '3.4', '300.1', '7.8', '6.6', '1.2', '9.4', '5'],
      1,
      'printed',
    ],
    [
      'one amount printed finer',
      '万元',
      ['1.25', '2.25', '3.25', '4.25', '5.25', '6.25', '7.25', '8.25', '9.25', '1.255'],
      2,
      'printed',
    ],
    [
      'printed zeros show the habit',
      '万元',
      ['12.5', '0.00', '0.00', '0.00', '0.00', '0.00', '0.00', '0.00'],
      2,
      'printed',
    ],
    [
      '元 to the cent',
      '元',
      ['3223712.35', '99.10', '12.00', '7.35', '8.25', '1.10', '2.20', '3.33'],
      2,
      'printed',
    ],
    ['whole 元', '元', ['3223712', '99', '12', '7', '8', '1', '2', '3'], 0, 'printed'],
    [
      '万元 written out in 元',
      '元',
      ['3223700.00', '9900.00', '1200.00', '700.00', '800.00', '100.00', '200.00', '300.00'],
      -2,
      'converted',
    ],
  ])('%s', (_, unit, texts, decimals, basis) => {
    expect(displayPrecision(printed(texts), unit)).toEqual({ decimals, basis });
  });
});

describe('the interval of a figure', () => {
  const interval = (text: string, decimals: number, unit: Unit): string => {
    const [one] = printed([text]);
    if (!one) throw new Error(text);
    return figureOf(one, { decimals, basis: 'printed' }, unit).halfUnit.toString();
  };

  test.each<[string, string, number, Unit, string]>([
    ['half a unit of the last digit', '322.37', 2, '万元', '0.005'],
    ['dropped zeros do not widen it', '322.4', 2, '万元', '0.005'],
    ['a finer amount keeps its own digits', '322.375', 2, '万元', '0.0005'],
    ['a printed zero is exact', '0.00', 2, '万元', '0'],
    ['元 with two decimals are the books', '3223712.35', 2, '元', '0'],
    ['whole 元', '3223712', 0, '元', '0.5'],
    ['converted from 万元', '3223700.00', -2, '元', '50'],
    ['one odd amount among converted ones is exact', '3223712.00', -2, '元', '0'],
  ])('%s', (_, text, decimals, unit, half) => {
    expect(interval(text, decimals, unit)).toBe(half);
  });

  test('moves with the unit of measure', () => {
    const [one] = printed(['3223700']);
    if (!one) throw new Error();
    const figure = inUnit(figureOf(one, { decimals: -2, basis: 'converted' }, '元'), '元', '万元');
    expect([figure.value.toString(), figure.decimals, figure.halfUnit.toString()]).toEqual([
      '322.37',
      2,
      '0.005',
    ]);
  });
});

test.each([
  ['1234567.8', 2, '1,234,567.80'],
  ['-0.5', 2, '-0.50'],
  ['0.125', 2, '0.125'],
  ['1000', -2, '1,000'],
])('%s prints as an amount', (value, decimals, text) => {
  expect(formatAmount(new Decimal(value), decimals)).toBe(text);
});
