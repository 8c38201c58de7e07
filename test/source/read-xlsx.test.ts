import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Document } from '../../src/source/document.js';
import { DEFAULT_LIMITS } from '../../src/source/limits.js';
import { readDocument } from '../../src/source/read-document.js';
import { readPackage } from '../../src/source/read-with-library.js';
import { openPackage } from '../../src/source/zip.js';

const workbooks = ['published', 'made', 'independent'].flatMap((folder) =>
  readdirSync(`fixtures/${folder}`)
    .filter((name) => /\.xls[xm]$/u.test(name))
    .map((name) => `fixtures/${folder}/${name}`),
);

/** What stands in a document, formulas by their presence: the library spells out the followers of a shared one. */
const contentOf = ({ sheets }: Document): unknown =>
  sheets.map(({ name, state, rows, merges }) => ({
    name,
    state,
    merges: merges.map(({ top, left, bottom, right }) => [top, left, bottom, right].join()).sort(),
    cells: rows.flatMap((row) =>
      row.flatMap((cell) => (cell ? [{ ...cell, formula: cell.formula !== undefined }] : [])),
    ),
  }));

test.each(workbooks)('%s: the reader of .xlsx and the general library read the same', async (file) => {
  const bytes = readFileSync(file);
  const byLibrary = await readPackage(file, 'xlsx', openPackage(bytes, DEFAULT_LIMITS), DEFAULT_LIMITS);
  expect(contentOf(await readDocument(file, bytes))).toEqual(contentOf(byLibrary));
});

test('a shared text longer than a cell may hold is refused', async () => {
  const { zipSync, unzipSync, strFromU8, strToU8 } = await import('fflate');
  const parts = unzipSync(readFileSync('fixtures/published/xinhua-2023.henan.xlsx'));
  const strings = strFromU8(parts['xl/sharedStrings.xml'] ?? new Uint8Array());
  parts['xl/sharedStrings.xml'] = strToU8(strings.replace('收入支出决算总表', '收'.repeat(32_768)));
  await expect(readDocument('a.xlsx', zipSync(parts))).rejects.toThrow('32767');
});
