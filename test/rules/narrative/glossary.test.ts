import { expect, test } from 'vitest';
import { findingsBeside } from './amended.js';

test.each([
  ['explains the words', '：指财政拨款安排的出国、用车和接待的支出。', false],
  ['tells of the expenditure', '\n2023年度“三公”经费支出5.00万元。', true],
])('a text that %s', async (_, words, isFound) => {
  const text = `一、财政拨款收入：指从同级财政取得的资金。\n二、“三公”经费${words}\n`;
  const found = (await findingsBeside(text)).filter(({ ruleId }) => ruleId === 'N-8');
  expect(found.length > 0).toBe(isFound);
});
