import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import { leading } from '../../../src/rules/between/leading.js';

type Gap = [difference: string, allowance: string, unit?: '元' | '千元' | '万元'];

test.each<[string, Gap[], string[]]>([
  [
    'the same difference follows from the first that has it',
    [
      ['-1.00', '0'],
      ['-1.00', '0'],
    ],
    ['a', 'a'],
  ],
  [
    'another difference follows from nothing',
    [
      ['-1.00', '0'],
      ['-1.01', '0'],
    ],
    ['a', 'b'],
  ],
  [
    'as much, but for what printed digits can hide',
    [
      ['1.01', '0.03'],
      ['0.95', '0.03'],
      ['0.94', '0.03'],
    ],
    ['a', 'a', 'c'],
  ],
  [
    'too much is not too little',
    [
      ['0.04', '0.03'],
      ['-0.01', '0.03'],
    ],
    ['a', 'b'],
  ],
  [
    'as much in another unit of measure',
    [
      ['1.00', '0', '万元'],
      ['10.00', '0', '千元'],
      ['10000', '0', '元'],
    ],
    ['a', 'a', 'a'],
  ],
])('%s', (_, gaps, leads) => {
  const leadOf = leading<string>();
  const found = gaps.map(([difference, allowance, unit = '万元'], index) =>
    leadOf('abc'.charAt(index), {
      difference: new Decimal(difference),
      allowance: new Decimal(allowance),
      unit,
    }),
  );
  expect(found).toEqual(leads);
});
