import { describe, expect, test } from 'vitest';
import { formatLibrary } from '../../src/source/format-library.js';
import { plainFormat, type FormatKey } from '../../src/source/number-format.js';
import { shownNumber } from '../../src/source/shown.js';

const ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ';
const FORMATS: readonly FormatKey[] = [
  1,
  2,
  3,
  4,
  9,
  10,
  37,
  38,
  39,
  40,
  ACCOUNTING,
  '0.00_ ',
  '0.00_);[Red]\\(0.00\\)',
  '#,##0.00_ ;[Red]\\-#,##0.00\\ ',
  '0.00;-0.00;;@',
  '0.0"万元"',
  '0.00_);\\(0.00\\);"-"',
];
const NUMBERS = [
  '0',
  '322.37',
  '-322.37',
  '1234567.5',
  '-1234567.891',
  '0.5',
  '0.004',
  '1e3',
  '12345678901.25',
];

describe('a plain format prints what the library of formats makes of it', () => {
  test.each(FORMATS)('%s', (format) => {
    const plain = plainFormat(format);
    const library = NUMBERS.map((stored) =>
      shownNumber(Number(stored), formatLibrary.format(format, Number(stored), false) ?? ''),
    );
    expect(NUMBERS.map((stored) => plain?.(stored, Number(stored)).trim())).toEqual(library);
  });
});

test.each([14, 22, 57, 'yyyy-mm-dd', '[>100]0.0;0.00', '0.00E+00', '# ?/?', '0,', '[h]:mm'])(
  'format %s is left to the library',
  (format) => {
    expect(plainFormat(format)).toBeUndefined();
  },
);

describe('a plain format rounds half-up on the decimal number', () => {
  test.each([
    [2, '1.005', '1.01'],
    [2, '0.145', '0.15'],
    [2, '-1.005', '-1.01'],
    [10, '0.99595', '99.60%'],
    [43, '-1234.5', '-1,234.50'],
    [44, '0', '¥-'],
    [0, '322.37000000000006', '322.37'],
    [0, '387261396.98', '387261396.98'],
    ['@', '2010301', '2010301'],
    ['G/通用格式', '322.37', '322.37'],
  ])('format %s of %s shows %s', (format, stored, shown) => {
    expect(plainFormat(format)?.(stored, Number(stored)).trim()).toBe(shown);
  });
});

test('the Chinese name of the format General is known to the library, too', () => {
  expect(formatLibrary.format('G/通用格式"元"', 322.37, false)).toBe('322.37');
});
