import { expect, test } from 'vitest';
import { sheetNames, workbookOf, type CellContent } from '../../../src/output/workbook/write-workbook.js';
import { readDocument } from '../../../src/source/read-document.js';

const bookOf = (...cells: CellContent[]): Uint8Array =>
  workbookOf([{ name: '表', state: 'visible', widths: [], rows: [cells] }]);

test.each([
  ['a formula', '=HYPERLINK("http://a","b")'],
  ['a command', '@SUM(1)'],
  ['a negative number as text', '-1'],
  ['markup', '<v>&amp;</v>"'],
  ['the escape of a character', 'a_x0041_b'],
  ['a line feed', 'a\nb'],
])('text stays text: %s', async (_, text) => {
  const document = await readDocument('a.xlsx', bookOf({ look: 'entry', text }));
  expect(document.sheets[0]?.rows[0]?.[0]).toMatchObject({ kind: 'text', shown: text });
  expect(document.sheets[0]?.rows[0]?.[0]).not.toHaveProperty('formula');
});

test('what XML cannot hold is replaced', async () => {
  const document = await readDocument('a.xlsx', bookOf({ look: 'entry', text: 'a\u0001\ud800b' }));
  expect(document.sheets[0]?.rows[0]?.[0]?.shown).toBe('a\ufffd\ufffdb');
});

test('a number is one, with its format', async () => {
  const cells: CellContent[] = [
    { look: 'entry', number: '1234.50', format: '#,##0.00' },
    { look: 'entry', number: '2023' },
  ];
  const document = await readDocument('a.xlsx', bookOf(...cells));
  expect(document.sheets[0]?.rows[0]).toMatchObject([
    { kind: 'number', shown: '1,234.50' },
    { kind: 'number', shown: '2023' },
  ]);
});

test('sheets get names that the format allows, none twice', () => {
  const long = '表'.repeat(40);
  expect(sheetNames(['a/b', 'A_b', "'x'", '', long, long])).toEqual([
    'a_b',
    'A_b(2)',
    '_x_',
    '_',
    '表'.repeat(31),
    `${'表'.repeat(28)}(2)`,
  ]);
});
