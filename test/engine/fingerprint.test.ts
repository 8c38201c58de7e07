import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from '../../src/batch/run.js';
import { fingerprintOf } from '../../src/engine/fingerprint.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import type { Document } from '../../src/source/document.js';
import { readDocument } from '../../src/source/read-document.js';
import { moveRows } from '../sweep/edit.js';

const FILES = ['fixtures/made/planted-fault.xlsx', 'fixtures/independent/broken.xlsx'];
const RULES = builtInRules();

const fingerprintsIn = async (document: Document): Promise<string[]> => {
  const input = { file: document.file, folder: '.', named: true };
  const { reports } = await run([input], RULES, () => Promise.resolve(document));
  return reports.flatMap(({ findings }) => findings.map(({ identity }) => fingerprintOf(identity))).sort();
};

const renamed = (document: Document): Document => ({ ...document, file: '另存.xlsx' });
/** A blank row above the last ten of every sheet: within the figures of a table. */
const withRows = (document: Document): Document => ({
  ...document,
  sheets: document.sheets.map((sheet) =>
    moveRows(sheet, (row) => (row >= sheet.rows.length - 10 ? row + 1 : row)),
  ),
});
const reordered = (document: Document): Document => ({
  ...document,
  sheets: [...document.sheets.slice(3), ...document.sheets.slice(0, 3)],
});

test.each(
  FILES.flatMap((file) =>
    (
      [
        ['an inserted row', withRows],
        ['moved sheets', reordered],
        ['a renamed file', renamed],
        ['all three', (document: Document) => renamed(reordered(withRows(document)))],
      ] as const
    ).map(([what, edit]) => [file, what, edit] as const),
  ),
)('the findings of %s are known again after %s', async (file, _, edit) => {
  const document = await readDocument(file, readFileSync(file));
  const before = await fingerprintsIn(document);
  expect(before.length).toBeGreaterThan(2);
  expect(await fingerprintsIn(edit(document))).toEqual(before);
});
