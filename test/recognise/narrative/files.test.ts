import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from '../../../src/batch/run.js';
import { readDocument } from '../../../src/source/read-document.js';
import { LAKESIDE, nationalNarrative } from '../../narrative.js';

const WORKBOOK = 'fixtures/published/xinhua-2023.henan.xlsx';

/** The files of one folder, by name. */
const runOn = (files: Readonly<Record<string, Uint8Array>>) =>
  run(
    Object.keys(files).map((file) => ({ file, folder: '.', named: false })),
    [],
    (file) => readDocument(file, files[file] ?? new Uint8Array()),
  );

const textOf = (year: number): Uint8Array => Buffer.from(nationalNarrative({ ...LAKESIDE, year }).join('\n'));

test('a text beside the only workbook of a folder is bound to its tables', async () => {
  const { reports, problems } = await runOn({ '表.xlsx': readFileSync(WORKBOOK), '说明.txt': textOf(2023) });
  expect(problems).toEqual([]);
  expect(reports.map(({ report }) => report.files)).toEqual([['表.xlsx', '说明.txt']]);
  expect(reports[0]?.report.narrative?.files).toEqual(['说明.txt']);
});

test('a text of another year is a report of its own', async () => {
  const { reports } = await runOn({ '表.xlsx': readFileSync(WORKBOOK), '说明.txt': textOf(2020) });
  expect(
    reports.map(({ report }) => [report.file, report.tables.size, report.narrative !== undefined]),
  ).toEqual([
    ['表.xlsx', 9, false],
    ['说明.txt', 0, true],
  ]);
});

test('a text that explains nothing is listed', async () => {
  const { reports, problems } = await runOn({ '说明.txt': Buffer.from('读我\n本文件夹存放决算表。') });
  expect(reports).toEqual([]);
  expect(problems.map(({ kind }) => kind)).toEqual(['skipped']);
});
