import { expect, test } from 'vitest';
import { findingsWith } from './amended.js';

const EVALUATED = '对项目支出全部开展自评';

test.each([
  ['another number of all', '对项目支出全部开展自评，涉及项目26个。', ['涉及项目前后不一']],
  ['projects of a band', '其中20个项目自评得分在90分以上，5个项目自评得分在80分至90分之间。', []],
  ['groups, each with its own', '市本级项目涉及预算资金60.00万元，转移支付项目涉及预算资金70.00万元。', []],
  ['those that are published', '公开2个项目支出绩效自评表。', []],
  [
    'those that are shown, each by its name',
    '在部门决算中反映“某某信息化平台运行维护”“某某窗口服务外包”“某某设施改造”3个项目绩效自评结果。',
    [],
  ],
  ['those in an annex', '附件：食堂运行等2个项目支出绩效自评表。', []],
])('what is said of projects again: %s', async (_, sentence, expected) => {
  const findings = await findingsWith(EVALUATED, `${sentence}${EVALUATED}`);
  const found = findings.filter(({ ruleId }) => ruleId === 'N-DUP');
  expect(found.map(({ message }) => message.replace(/：.*$/u, ''))).toEqual(expected);
});

test.each([
  ['beside this year', '针对2022年度绩效自评中存在的问题，已完善制度。', []],
  ['alone', '2022年度绩效自评报告已经公开。', ['warning']],
])("last year's evaluation %s", async (beside, sentence, expected) => {
  const others = beside === 'alone' ? sentence : `${sentence}2023年度${EVALUATED}`;
  const findings = await findingsWith(
    `2023年度纳入预算绩效管理`,
    `${others}${beside === 'alone' ? '' : '2023年度'}纳入预算绩效管理`,
  );
  expect(findings.filter(({ ruleId }) => ruleId === 'N-DATE').map(({ severity }) => severity)).toEqual(
    expected,
  );
});
