import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { check, readReports } from '../../../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'gouji-glossary-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const [TEXT, WORKBOOK] = [join(folder, '说明.txt'), join(folder, '决算表.xlsx')];
copyFileSync('fixtures/published/xinhua-2023.henan.xlsx', WORKBOOK);

test.each([
  ['explains the words', '：指财政拨款安排的出国、用车和接待的支出。', false],
  ['tells of the expenditure', '\n2023年度“三公”经费支出5.00万元。', true],
])('a text that %s', async (_, words, isFound) => {
  writeFileSync(TEXT, `一、财政拨款收入：指从同级财政取得的资金。\n二、“三公”经费${words}\n`);
  const [report] = await readReports([WORKBOOK, TEXT]);
  const found = (report ? check(report).findings : []).filter(({ ruleId }) => ruleId === 'N-8');
  expect(found.length > 0).toBe(isFound);
});
