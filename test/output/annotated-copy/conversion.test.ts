import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { converted } from '../../../src/output/annotated-copy/conversion.js';
import { told } from '../../../src/language/message.js';
import type { Cell, Document } from '../../../src/source/document.js';
import { readDocument } from '../../../src/source/read-document.js';

const cell = (row: number, column: number, shown: string): Cell => ({
  row,
  column,
  kind: 'text',
  shown,
  stored: shown,
  hidden: false,
});

/** A document with a paragraph, a table below its title, and another paragraph. */
const DOCUMENT: Document = {
  file: '甲/说明.docx',
  format: 'docx',
  paragraphs: [
    { text: '一、收入', line: 1 },
    { text: '支出决算表', line: 2 },
    { text: '二、支出', line: 5 },
  ],
  sheets: [
    {
      name: '表格1',
      state: 'visible',
      rows: [[cell(0, 0, '支出决算表')], [cell(1, 0, '合计'), cell(1, 1, '=1')]],
      merges: [{ top: 0, left: 0, bottom: 0, right: 1 }],
      around: { tables: [{ name: '表格1', firstRow: 1 }], lines: [2, undefined] },
    },
  ],
};

describe('a document', () => {
  const { bytes, placeOf } = converted(DOCUMENT, told);

  test('becomes its text and its tables, behind a sheet that says what this is', async () => {
    const { sheets } = await readDocument('a.xlsx', bytes);
    expect(sheets.map(({ name }) => name)).toEqual(['说明', '正文', '表格1']);
    expect(sheets[0]?.rows[0]?.[0]?.shown).toBe('这是转换件，不是原件');
    expect(sheets[1]?.rows.map((row) => row.map((one) => one?.shown))).toEqual([
      ['行', '正文'],
      ['1', '一、收入'],
      ['2', '支出决算表'],
      ['5', '二、支出'],
    ]);
    expect(sheets[2]?.rows[1]?.[1]).toMatchObject({ kind: 'text', shown: '=1' });
    expect(sheets[2]?.merges).toEqual(DOCUMENT.sheets[0]?.merges);
  });

  const file = DOCUMENT.file;
  test.each([
    ['a paragraph', { file, line: 5 }, { file, sheet: '正文', cell: 'B4' }],
    [
      'a cell, counted in its table',
      { file, sheet: '表格1', cell: 'B1' },
      { file, sheet: '表格1', cell: 'B2' },
    ],
    ['a range', { file, sheet: '表格1', range: 'A1:B1' }, { file, sheet: '表格1', range: 'A2:B2' }],
    ['the file', { file }, { file, sheet: '说明' }],
  ])('%s is found again', (_, location, place) => {
    expect(placeOf(location)).toEqual(place);
  });
});

test.each(['henan.xls', 'henan.ods', 'one-sheet.csv', 'html.xls'])(
  'xinhua-2023.%s shows the same',
  async (name) => {
    const file = `fixtures/published/xinhua-2023.${name}`;
    const original = await readDocument(file, readFileSync(file));
    const { bytes, placeOf } = converted(original, told);
    const copy = await readDocument('a.xlsx', bytes);
    for (const sheet of original.sheets) {
      const own = copy.sheets.find(
        (one) => one.name === placeOf({ file, sheet: sheet.name, cell: 'A1' }).sheet,
      );
      const shown = (rows: typeof sheet.rows): unknown =>
        rows.flatMap((row) =>
          row.flatMap((one) => (one ? [`${one.row},${one.column} ${one.kind} ${one.shown}`] : [])),
        );
      expect(shown(own?.rows ?? [])).toEqual(shown(sheet.rows));
      expect(own?.merges).toEqual(sheet.merges);
    }
  },
);
