import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check, readReports } from '../../src/index.js';

const FOLDER = 'fixtures/published/xinhua-2023.csv';
const NAMES = readdirSync(FOLDER).toSorted();

/** The tables of a report, one a file, with other heads. */
const tables = (change: (text: string, name: string) => string): { file: string; bytes: Uint8Array }[] =>
  NAMES.map((file) => ({
    file,
    bytes: new TextEncoder().encode(change(readFileSync(join(FOLDER, file), 'utf8'), file)),
  }));

/** Another year in some of them. */
const misdated = (names: readonly string[]): ReturnType<typeof tables> =>
  tables((text, name) => (names.includes(name) ? text.replace(/2023/u, '2022') : text));

test('a table of its own file under another year stays with the report, and its year is named', async () => {
  const [report, ...others] = await readReports(misdated(NAMES.slice(3, 4)));
  expect(others).toEqual([]);
  const findings = report ? check(report).findings : [];
  expect(findings.filter(({ severity }) => severity === 'error').map(({ ruleId }) => ruleId)).toEqual([
    'X-DOC',
  ]);
});

test('tables of both years make two reports', async () => {
  expect(await readReports(misdated(NAMES.slice(0, 4)))).toHaveLength(2);
});

test('two tables under the titles of each other are checked as what their headers are, and both titles are named', async () => {
  const swapped = tables((text, name) =>
    name === '02.csv' || name === '03.csv'
      ? text.replace(/收入决算表|支出决算表/u, (title) =>
          title === '收入决算表' ? '支出决算表' : '收入决算表',
        )
      : text,
  );
  const [report] = await readReports(swapped);
  expect(report?.tables.size).toBe(NAMES.length);
  const findings = report ? check(report).findings : [];
  expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
    '表题是“支出决算表”，表头却是收入决算表的，按表头核对',
    '表题是“收入决算表”，表头却是支出决算表的，按表头核对',
  ]);
});
