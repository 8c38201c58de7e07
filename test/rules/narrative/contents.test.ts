import { expect, test } from 'vitest';
import { findingsWith } from './amended.js';

const FIRST = '一、收入支出决算总体情况说明';

test.each([
  ['as the text has it', '十、机关运行经费支出情况说明', []],
  [
    'with another word',
    '十、机关运行费用支出情况说明',
    ['warning “十、机关运行费用支出情况说明”正文是“十、机关运行经费支出情况说明”'],
  ],
  [
    'with a word less that says nothing',
    '十、机关运行经费支出说明',
    ['note “十、机关运行经费支出说明”正文是“十、机关运行经费支出情况说明”'],
  ],
])('a contents page that lists a heading %s', async (_, title, expected) => {
  const contents = [FIRST, '二、收入决算情况说明', '三、支出决算情况说明', title]
    .map((heading, index) => `${heading}……${index + 3}`)
    .join('\n');
  const findings = await findingsWith(FIRST, `目录\n${contents}\n${FIRST}`);
  expect(
    findings
      .filter(({ ruleId }) => ruleId === 'N-TOC')
      .map(({ severity, message }) => `${severity} ${message.replace('目录与正文标题不一致：', '')}`),
  ).toEqual(expected);
});
