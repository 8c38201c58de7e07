import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/source/document.js';
import { readDocument } from '../../src/source/read-document.js';
import { toGb18030 } from '../../fixtures/gb18030.mjs';

const read = (name: string, text: string): Promise<Document> =>
  readDocument(name, new TextEncoder().encode(text));
const cellsOf = ({ sheets }: Document): string[] =>
  sheets.flatMap(({ rows }) =>
    rows.flatMap((row, number) =>
      row.flatMap((cell) => (cell ? [`${number + 1}:${cell.column} ${cell.shown}`] : [])),
    ),
  );

const UTF16 = { le: Buffer.from('\ufeff一、收入\r\n100元', 'utf16le') };

describe('a text is read in the encoding that it is in', () => {
  test.each([
    ['UTF-8', Buffer.from('一、收入\n100元')],
    ['UTF-8 with a mark', Buffer.from('\ufeff一、收入\n100元')],
    ['UTF-16', UTF16.le],
    ['UTF-16 of the other order', Buffer.from(UTF16.le).swap16()],
    ['GB18030', toGb18030('一、收入\r\n100元')],
    ['UTF-8 with the line ends of an old Macintosh', Buffer.from('一、收入\r100元')],
  ])('%s', async (_, bytes) => {
    const { format, paragraphs, sheets } = await readDocument('说明.txt', bytes);
    expect(format).toBe('text');
    expect(sheets).toEqual([]);
    expect(paragraphs).toEqual([
      { text: '一、收入', line: 1 },
      { text: '100元', line: 2 },
    ]);
  });
});

test('a paragraph has the number of its line, empty ones counted', async () => {
  const { paragraphs } = await read('说明.txt', '\n　　第一段\n\n\t第二段\n');
  expect(paragraphs).toEqual([
    { text: '第一段', line: 2 },
    { text: '第二段', line: 4 },
  ]);
});

test('lines parted by tabs are a table, with its title above and its note below, each in the row of its line', async () => {
  const document = await read(
    '报告.txt',
    [
      '2023年度决算已经完成。',
      '收入决算表',
      '公开02表',
      '金额单位：万元',
      '项目\t合计',
      '"行政\t1.50\t',
      '',
      '注：本表反映收入。',
      '一、说明',
    ].join('\n'),
  );
  expect(document.sheets[0]?.name).toBe('报告');
  expect(cellsOf(document)).toEqual([
    '2:0 收入决算表',
    '3:0 公开02表',
    '4:0 金额单位：万元',
    '5:0 项目',
    '5:1 合计',
    '6:0 "行政',
    '6:1 1.50',
    '8:0 注：本表反映收入。',
  ]);
  expect(document.paragraphs.map(({ line }) => line)).toEqual([1, 2, 3, 4, 8, 9]);
});

test.each([
  ['a table saved as text', '收入决算表\t\t\n项目\t"合\n计"\t1\n甲\t2\t3\n', 'tsv'],
  ['commas in every line', '表,,\n项目,合计,\n甲,2,3\n', 'csv'],
  ['sentences with commas', '一、收入\n收入1,000.00万元,增长。\n', 'text'],
  ['a table within a text', '一、收入\n收入增长。\n项目\t合计\n', 'text'],
])('%s is %s', async (_, text, format) => {
  expect((await read('a.txt', text)).format).toBe(format);
});

test('a .csv stays a table, whatever stands in it', async () => {
  expect((await read('a.csv', '一、收入\n收入1,000.00万元,增长。\n')).format).toBe('csv');
});

describe('Markdown is read as it is seen', () => {
  test.each([
    ['## 二、收入', '二、收入', 2],
    ['#二、收入', '#二、收入', undefined],
    ['- 一、职责', '一、职责', undefined],
    ['> 收入**增长**', '收入增长', undefined],
    ['1\\. 收入', '1. 收入', undefined],
    ['138****0000', '138****0000', undefined],
    ['____年', '____年', undefined],
  ])('%s', async (line, text, heading) => {
    const { paragraphs } = await read('说明.md', line);
    expect(paragraphs).toEqual([{ text, line: 1, ...(heading !== undefined && { heading }) }]);
  });

  test('a line below makes a heading, and what is commented out is none of the text', async () => {
    const { paragraphs } = await read('说明.md', '概况\n===\n<!-- 模板：\n删去本行 -->\n收入\n---\n正文');
    expect(paragraphs).toEqual([
      { text: '概况', line: 1, heading: 1 },
      { text: '收入', line: 5, heading: 2 },
      { text: '正文', line: 7 },
    ]);
  });

  test('bars part the cells of a table', async () => {
    const document = await read(
      'a.md',
      '收入决算表\n\n| 项目 | 合计 |\n|---|---:|\n| 甲\\|乙 | **1.50** |\n\n完',
    );
    expect(cellsOf(document)).toEqual(['1:0 收入决算表', '3:0 项目', '3:1 合计', '5:0 甲|乙', '5:1 1.50']);
    expect(document.paragraphs.map(({ text }) => text)).toEqual(['收入决算表', '完']);
  });
});

describe('a text that no report can be is refused', () => {
  test.each([
    ['ten megabytes on one line', '收'.repeat(3_500_000), '200000 字'],
    ['ten megabytes of tabs', `收入\n${'\t'.repeat(10_000_000)}x`, '200000 字'],
    ['a line of bars', '|'.repeat(1_000_000), '200000 字'],
    ['five million lines', 'a\n'.repeat(5_000_000), '空行'],
    ['a million and one lines', 'a\n'.repeat(1_000_001), '1000000'],
  ])('%s', async (_, text, said) => {
    const started = performance.now();
    await expect(read('a.md', text)).rejects.toThrow(said);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
