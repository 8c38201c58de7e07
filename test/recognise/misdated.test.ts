import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check, readReports } from '../../src/index.js';

const FOLDER = 'fixtures/published/xinhua-2023.csv';
const NAMES = readdirSync(FOLDER).toSorted();

/** The tables of a report, one a file, with another year in some of them. */
const tables = (misdated: readonly string[]): { file: string; bytes: Uint8Array }[] =>
  NAMES.map((name) => {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    return {
      file: name,
      bytes: new TextEncoder().encode(misdated.includes(name) ? text.replace(/2023/u, '2022') : text),
    };
  });

test('a table of its own file under another year stays with the report, and its year is named', async () => {
  const [report, ...others] = await readReports(tables(NAMES.slice(3, 4)));
  expect(others).toEqual([]);
  const findings = report ? check(report).findings : [];
  expect(findings.filter(({ severity }) => severity === 'error').map(({ ruleId }) => ruleId)).toEqual([
    'X-DOC',
  ]);
});

test('tables of both years make two reports', async () => {
  expect(await readReports(tables(NAMES.slice(0, 4)))).toHaveLength(2);
});
