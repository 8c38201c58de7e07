import { expect, test } from 'vitest';
import { findingsWith } from './amended.js';

const EVALUATED = '对项目支出全部开展自评';

test.each([
  ['another number of all', '对项目支出全部开展自评，涉及项目26个。', ['涉及项目前后不一']],
  ['projects of a band', '其中20个项目自评得分在90分以上，5个项目自评得分在80分至90分之间。', []],
  ['groups, each with its own', '市本级项目涉及预算资金60.00万元，转移支付项目涉及预算资金70.00万元。', []],
  ['those that are published', '公开2个项目支出绩效自评表。', []],
  ['those in an annex', '附件：食堂运行等2个项目支出绩效自评表。', []],
])('what is said of projects again: %s', async (_, sentence, expected) => {
  const findings = await findingsWith(EVALUATED, `${sentence}${EVALUATED}`);
  const found = findings.filter(({ ruleId }) => ruleId === 'N-DUP');
  expect(found.map(({ message }) => message.replace(/：.*$/u, ''))).toEqual(expected);
});
