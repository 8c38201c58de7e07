import { expect, test } from 'vitest';
import { address, cellsOf, rangeAddress } from '../../src/model/location.js';

test.each([
  ['B7', { top: 6, left: 1, bottom: 6, right: 1 }],
  ['AA100', { top: 99, left: 26, bottom: 99, right: 26 }],
  ['A5:XFD38', { top: 4, left: 0, bottom: 37, right: 16_383 }],
])('%s names its cells, and they name it', (text, cells) => {
  const isRange = text.includes(':');
  expect(cellsOf({ file: 'a.xlsx', ...(isRange ? { range: text } : { cell: text }) })).toEqual(cells);
  expect(isRange ? rangeAddress(cells) : address(cells.top, cells.left)).toBe(text);
});

test.each([[{ file: 'a.txt', line: 3 }], [{ file: 'a.xlsx', sheet: 'B7' }]])('%j names no cells', (place) => {
  expect(cellsOf(place)).toBeUndefined();
});
