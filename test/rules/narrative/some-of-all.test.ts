import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { check, readReports } from '../../../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'gouji-some-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const [TEXT, WORKBOOK] = [join(folder, '说明.txt'), join(folder, '决算表.xlsx')];
copyFileSync('fixtures/published/xinhua-2023.henan.xlsx', WORKBOOK);
const WORDS = readFileSync('fixtures/narrative/xinhua-2023.txt', 'utf8');
const EVALUATED = '对项目支出全部开展自评';

test.each([
  ['another number of all', '对项目支出全部开展自评，涉及项目26个。', ['涉及项目前后不一']],
  ['projects of a band', '其中20个项目自评得分在90分以上，5个项目自评得分在80分至90分之间。', []],
  ['groups, each with its own', '市本级项目涉及预算资金60.00万元，转移支付项目涉及预算资金70.00万元。', []],
  ['those that are published', '公开2个项目支出绩效自评表。', []],
  ['those in an annex', '附件：食堂运行等2个项目支出绩效自评表。', []],
])('what is said of projects again: %s', async (_, sentence, expected) => {
  expect(WORDS).toContain(EVALUATED);
  writeFileSync(TEXT, WORDS.replace(EVALUATED, `${sentence}${EVALUATED}`));
  const [report] = await readReports([WORKBOOK, TEXT]);
  const found = (report ? check(report).findings : []).filter(({ ruleId }) => ruleId === 'N-DUP');
  expect(found.map(({ message }) => message.replace(/：.*$/u, ''))).toEqual(expected);
});
