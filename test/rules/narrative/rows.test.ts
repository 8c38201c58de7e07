import { expect, test } from 'vitest';
import { findingsWith } from './amended.js';

/** What N-5c says of the text with some words in place of others. */
async function said(words: string, others: string): Promise<string[]> {
  return (await findingsWith(words, others))
    .filter(({ ruleId, causedBy }) => ruleId === 'N-5c' && causedBy === undefined)
    .map(({ severity, message }) => `${severity} ${message.replace(/^.*[：”]/u, '')}`);
}

test.each([
  ['nothing', '年初预算165.60万元', '年初预算165.60万元', []],
  [
    'the wrong direction',
    '98.70%，低于预算的原因',
    '98.70%，高于预算的原因',
    ['warning ，决算 163.44 万元，预算 165.60 万元'],
  ],
  [
    'no difference where there is one',
    '，低于预算的原因是有人调出',
    '，决算数与年初预算数持平，原因是有人调出',
    ['warning ，决算 163.44 万元，预算 165.60 万元'],
  ],
  [
    'a difference without a reason',
    '，低于预算的原因是有人调出',
    '',
    ['warning 决算 163.44 万元与预算不等，没有写差异原因'],
  ],
  ['the reason on the next line', '，低于预算的原因', '。\n低于预算的原因', []],
  [
    'budgets that do not add up',
    '年初预算876.50万元，支出决算322.37万元，完成年初预算的36.78%',
    '年初预算866.50万元，支出决算322.37万元，完成年初预算的37.20%',
    ['error 7 项的年初预算合计 876.50 万元，前面写的年初预算是 866.50 万元，差 10.00 万元'],
  ],
])('rows with %s', async (_, words, others, findings) => {
  expect(await said(words, others)).toEqual(findings);
});
