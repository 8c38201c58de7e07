import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { check, readReports, type CheckedReport } from '../../../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'gouji-amended-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const [TEXT, WORKBOOK] = [join(folder, '说明.txt'), join(folder, '决算表.xlsx')];
copyFileSync('fixtures/published/xinhua-2023.henan.xlsx', WORKBOOK);
const WORDS = readFileSync('fixtures/narrative/xinhua-2023.txt', 'utf8');

/** What is found in the tables of the published report beside a text. */
export async function findingsBeside(text: string): Promise<CheckedReport['findings']> {
  writeFileSync(TEXT, text);
  const [report] = await readReports([WORKBOOK, TEXT]);
  return report ? check(report).findings : [];
}

/** The same beside its own text, with some words in place of others. */
export function findingsWith(words: string, others: string): Promise<CheckedReport['findings']> {
  expect(WORDS).toContain(words);
  return findingsBeside(WORDS.replace(words, others));
}
