import { describe, expect, test } from 'vitest';
import type { CellRange } from '../../../src/model/location.js';
import type { SheetImage } from '../../../src/model/sheet-image.js';
import { excerptOf, type Mark } from '../../../src/output/html/excerpt.js';
import type { Part } from '../../../src/output/html/parts.js';

const imageOf = (grid: string, merges: readonly CellRange[] = []): SheetImage => ({
  file: 'a.xlsx',
  sheet: '03',
  rows: grid
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((text) => (text.trim() === '' ? undefined : text.trim()))),
  merges,
});

const at = (cell: string, isBad = false): Mark => ({
  location: { file: 'a.xlsx', sheet: '03', cell },
  isBad,
  id: cell,
  suggested: '',
});

const partOf = (range: CellRange, body?: number): Part => ({
  location: { file: 'a.xlsx', sheet: '03' },
  range,
  title: '支出决算表',
  ...(body !== undefined && { body }),
});

const TABLE = imageOf(
  `
  支出决算表 |    |
  科目       | 本年支出 |
             | 合计 | 基本
  合计       | 9    | 9
  201        | 1    | 1
  202        | 2    | 2
  203        | 3    | 3
  204        | 3    | 3
  注：本表   |      |`,
  [{ top: 1, left: 1, bottom: 1, right: 2 }],
);
const PART = partOf({ top: 1, left: 0, bottom: 7, right: 2 }, 3);

/** Rows as drawn: number, then cells, "…" for a gap, "!" for a wrong cell and "*" for other evidence. */
const drawn = (image: SheetImage, part: Part | undefined, marks: readonly Mark[]): string[] =>
  excerptOf(image, part, marks).rows.map(
    ({ row, isAfterGap, isHeader, cells }) =>
      `${isAfterGap ? '… ' : ''}${row + 1}${isHeader ? 'H' : ''} ${cells
        .map(
          ({ text, mark, rowSpan, columnSpan }) =>
            `${mark ? (mark.isBad ? '!' : '*') : ''}${text}${rowSpan * columnSpan > 1 ? `<${rowSpan}×${columnSpan}>` : ''}`,
        )
        .join('|')}`,
  );

describe('what is drawn around a cell', () => {
  test('the header, the marked rows and their neighbours, with merged cells as in the sheet', () => {
    expect(drawn(TABLE, PART, [at('C7', true), at('B7')])).toEqual([
      '2H 科目|本年支出<1×2>',
      '3H |合计|基本',
      '… 6 202|2|2',
      '7 203|*3|!3',
      '8 204|3|3',
    ]);
  });

  test('where nothing is marked, the beginning of the table in which something was searched', () => {
    const searched = { ...at(''), location: { file: 'a.xlsx', sheet: '03', range: 'A2:C8' } };
    expect(drawn(TABLE, PART, [searched])).toHaveLength(2 + 5);
  });

  test('of a self-evaluation sheet, the row of labels above', () => {
    const sheet = imageOf(`
      项目名称 | 甲 2023  |      |
      指标     | 指标值   | 分值 | 得分
      甲       | ≥1       | 10   | 10
      乙       | ≥2       | 10   | 10
      丙       | ≥3       | 10   | 9`);
    expect(drawn(sheet, partOf({ top: 0, left: 0, bottom: 4, right: 3 }), [at('D5', true)])).toEqual([
      '2H 指标|指标值|分值|得分',
      '… 4 乙|≥2|10|10',
      '5 丙|≥3|10|!9',
    ]);
  });

  test('beside all tables, the cell with its neighbours', () => {
    expect(drawn(TABLE, undefined, [at('A9')])).toEqual(['8 204', '9 *注：本表']);
  });

  test('a merged cell that the edge cuts is drawn with its text, and a mark in it marks it', () => {
    const image = imageOf(
      `甲 | 1
       | 2
       | 3
       | 4
       | 5`,
      [{ top: 0, left: 0, bottom: 4, right: 0 }],
    );
    expect(drawn(image, partOf({ top: 0, left: 0, bottom: 4, right: 1 }), [at('B4', true)])).toEqual([
      '3 甲<3×1>|3',
      '4 !4',
      '5 5',
    ]);
    expect(drawn(image, partOf({ top: 0, left: 0, bottom: 4, right: 1 }), [at('A4', true)])[0]).toBe(
      '3 !甲<3×1>|3',
    );
  });
});

describe('what is not drawn is counted', () => {
  const rows = imageOf(Array.from({ length: 200 }, (_, row) => `科目 | ${row}`).join('\n'));
  const all = Array.from({ length: 200 }, (_, row) => at(`B${row + 1}`, row === 150));

  test('of many rows the wrong one is drawn', () => {
    const excerpt = excerptOf(rows, partOf({ top: 0, left: 0, bottom: 199, right: 1 }), all);
    expect(excerpt.rows.length).toBeLessThan(50);
    expect(excerpt.leftOut).toBe(200 - excerpt.rows.length);
    expect(
      excerpt.rows.flatMap(({ cells }) => cells.flatMap(({ mark }) => (mark?.isBad ? mark.id : []))),
    ).toEqual(['B151']);
  });

  test('of a sheet as wide as a workbook allows, the labels and the columns around the cell', () => {
    const wide = partOf({ top: 0, left: 0, bottom: 0, right: 16_383 });
    expect(excerptOf(rows, wide, [at('ZZ1')]).columns).toEqual([0, 1, 2, 700, 701, 702]);
  });
});
