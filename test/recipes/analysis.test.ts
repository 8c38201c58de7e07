import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { province } from '../../fixtures/province.mjs';
import { program } from '../cli/program.js';

type Row = Readonly<Record<string, unknown>>;

interface Line {
  readonly type: 'report' | 'summary';
  readonly file: string;
  readonly department: string;
  readonly fiscalYear: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly findings: readonly { readonly ruleId: string; readonly severity: string }[];
}

const recipe = readFileSync('docs/recipes/analysis.md', 'utf8');
/** The statements under a heading. */
const sqlUnder = (heading: string): string =>
  new RegExp(`^## ${heading}\\n[\\s\\S]*?\`\`\`sql\\n(?<sql>[\\s\\S]*?)\`\`\``, 'mu').exec(recipe)?.groups
    ?.sql ?? '';

let home = '';
let reports: readonly Line[] = [];
const answers = new Map<string, readonly Row[]>();
const answerUnder = (heading: string): readonly Row[] => answers.get(heading) ?? [];

/** A district in which every other workbook has a fault, checked and asked as the recipe says. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'gouji-'));
  for (const { path, bytes } of province({ workbooks: 60, wrong: 0.5 })) {
    const file = join(home, '某省', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  await program(['check', '某省', '--format', 'ndjson=结果.ndjson'], home);
  const lines = readFileSync(join(home, '结果.ndjson'), 'utf8').trim().split('\n');
  reports = lines.map((line) => JSON.parse(line) as Line).filter(({ type }) => type === 'report');
  const instance = await DuckDBInstance.create();
  const database = await instance.connect();
  await database.run(`SET file_search_path = '${home}'`);
  await database.run(sqlUnder('读入'));
  for (const [, heading = ''] of recipe.matchAll(/^## (.+)$/gmu)) {
    if (heading === '读入') continue;
    const answer = await database.runAndReadAll(sqlUnder(heading));
    answers.set(heading, answer.getRowObjectsJson());
  }
  database.closeSync();
}, 120_000);
afterAll(() => {
  rmSync(home, { recursive: true });
});

const errorsOf = ({ findings }: Line): number =>
  findings.filter(({ severity }) => severity === 'error').length;

test('the rules broken most in a district stand first, three at most', () => {
  const rows = answerUnder('各区县违反最多的规则');
  const all = reports.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'));
  const times = (rule: unknown): number => all.filter(({ ruleId }) => ruleId === rule).length;
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.length).toBeLessThanOrEqual(3);
  expect(rows[0]).toMatchObject({ 区县: '东安区' });
  expect(rows.map(({ 处: said }) => Number(said))).toEqual(rows.map(({ 规则: rule }) => times(rule)));
  expect(times(rows[0]?.规则)).toBe(Math.max(...all.map(({ ruleId }) => times(ruleId))));
});

test('departments with errors in both years, and no others', () => {
  const failed = (year: number): string[] =>
    reports.flatMap((report) =>
      report.fiscalYear === year && errorsOf(report) > 0 ? [report.department] : [],
    );
  const both = failed(2022).filter((department) => failed(2023).includes(department));
  expect(both.length).toBeGreaterThan(0);
  expect(
    answerUnder('连续两年有错误的部门')
      .map(({ 部门: department }) => department)
      .sort(),
  ).toEqual([...new Set(both)].sort());
});

test('tails as a share of what was checked', () => {
  const rows = answerUnder('尾差占多少');
  const tails = reports.reduce((sum, { outcomes }) => sum + (outcomes['holds-within-rounding'] ?? 0), 0);
  expect(tails).toBeGreaterThan(0);
  expect(rows.reduce((sum, { 尾差: own }) => sum + Number(own), 0)).toBe(tails);
  for (const { 尾差: own, 核对过: checked, 占百分之: share } of rows)
    expect(Number(share)).toBeCloseTo((100 * Number(own)) / Number(checked), 2);
});
