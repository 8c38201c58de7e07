import { expect, test } from 'vitest';
import { findingsWith } from './amended.js';

/** What is found with some words in place of others and not in the text as it is. */
async function added(words: string, others: string): Promise<string[]> {
  const before = new Set((await findingsWith(words, words)).map(({ message }) => message));
  return (await findingsWith(words, others))
    .filter(({ message, causedBy }) => !before.has(message) && causedBy === undefined)
    .map(({ severity, ruleId, message }) => `${severity} ${ruleId} ${message.replace(/^.*?：/u, '')}`);
}

const COMPLETION = '完成年初预算的36.78%，分项如下';
const PERSONNEL =
  '主要包括基本工资、津贴补贴、奖金、机关事业单位基本养老保险缴费、职工基本医疗保险缴费、其他社会保障缴费、住房公积金、退休费';
const REASON = '因压缩办公开支。';

test.each([
  [
    'a total less than its budget, said so',
    COMPLETION,
    `${COMPLETION}，决算数小于预算数的主要原因是推迟`,
    [],
  ],
  [
    'a total less than its budget, said to be more',
    COMPLETION,
    '完成年初预算的36.78%，决算数大于预算数的主要原因是推迟，分项如下',
    ['warning N-5a 一般公共预算财政拨款支出写决算数与预算数“大于”，决算 322.37 万元，预算 876.50 万元'],
  ],
  ['a difference to the budget', COMPLETION, '比年初预算数减少554.13万元，分项如下', []],
  [
    'a wrong difference to the budget',
    COMPLETION,
    '比年初预算数减少544.13万元，分项如下',
    ['error N-YOY “比年初预算数减少544.13万元”，决算 322.37 − 年初预算 876.50 ＝ -554.13 万元'],
  ],
  ['classes in place of their items', PERSONNEL, '主要包括工资福利支出、对个人和家庭的补助', []],
  ['a mean of a month', REASON, `${REASON}月均机关运行经费0.76万元。`, []],
  ['what was spent by June', REASON, `${REASON}截至2023年6月底，机关运行经费4.00万元。`, []],
  [
    'the parts of its units',
    REASON,
    `${REASON}其中：局本级机关运行经费5.00万元，下属事业单位机关运行经费4.14万元。`,
    [],
  ],
  [
    'the sentence of another year, as it was',
    REASON,
    `${REASON}2022年度未发生机关运行经费，比上年无变化。`,
    ['error N-DATE “2022年度未发生机关运行经费，比上年无变化。…”写的是 2022 年度，本报告是 2023 年度'],
  ],
  [
    'words on a part behind the total',
    COMPLETION,
    '完成年初预算的36.78%，其中：窗口经费年初预算21.00万元，支出决算24.49万元，决算数大于年初预算数，分项如下',
    [],
  ],
  ['a year that had none', REASON, `${REASON}2022年度无此项经费，比上年增加9.14万元。`, []],
])('a text with %s', async (_, words, others, expected) => {
  expect(await added(words, others)).toEqual(expected);
});
