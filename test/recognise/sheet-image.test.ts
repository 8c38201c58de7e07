import { expect, test } from 'vitest';
import { imagesOf } from '../../src/recognise/sheet-image.js';
import { readDocument } from '../../src/source/read-document.js';

const imagesIn = async (file: string, text: string): Promise<ReturnType<typeof imagesOf>> =>
  imagesOf(await readDocument(file, new TextEncoder().encode(text)));

test('an image holds what is shown, with holes where nothing stands', async () => {
  const [image] = await imagesIn('a.csv', '项目,金额\n合计,"1,234.50"\n,7\n');
  expect(image).toMatchObject({ file: 'a.csv', sheet: 'a', merges: [] });
  expect(image?.rows.map((row) => Array.from(row))).toEqual([
    ['项目', '金额'],
    ['合计', '1,234.50'],
    [undefined, '7'],
  ]);
});

test('tables of a page have the names and cells that people are told', async () => {
  const table = (figure: string): string =>
    `<table><tr><td colspan="2">支出</td></tr><tr><td>合计</td><td>${figure}</td></tr></table>`;
  const images = await imagesIn(
    'a.html',
    `<html><body><p>前言</p>${table('1.00')}<p>之间</p>${table('2.00')}</body></html>`,
  );
  expect(images.map(({ sheet, rows, merges }) => [sheet, rows.flat().includes('2.00'), merges])).toEqual([
    ['表格1', false, [{ top: 0, left: 0, bottom: 0, right: 1 }]],
    ['表格2', true, [{ top: 0, left: 0, bottom: 0, right: 1 }]],
  ]);
  expect(images.flatMap(({ rows }) => rows.flat())).not.toContain('前言');
});
