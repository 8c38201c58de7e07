import { expect, test } from 'vitest';
import { findingsWith } from './amended.js';

/** What is said of percentages in a text with some words in place of others. */
async function said(words: string, others: string): Promise<string[]> {
  return (await findingsWith(words, others))
    .filter(({ severity, message }) => severity === 'error' && message.includes('÷'))
    .map(({ message }) => message.replace(/^[^“]*/u, ''));
}

test.each([
  [
    'a share of an amount that is wrong itself is told with what it should be',
    '基本支出208.51万元，占64.26%',
    '基本支出218.51万元，占67.34%',
    ['“占67.34%”，应为 208.51 ÷ 324.49 ＝ 64.2578%'],
  ],
  [
    'nothing of nothing stays 0 % where the budget is wrong',
    '支出预算0.00万元，支出决算0.00万元，决算数与预算数持平',
    '支出预算1.00万元，支出决算0.00万元，完成预算的0.00%',
    [],
  ],
])('%s', async (_, words, others, messages) => {
  expect(await said(words, others)).toEqual(messages);
});
