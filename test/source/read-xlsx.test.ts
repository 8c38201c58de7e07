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
