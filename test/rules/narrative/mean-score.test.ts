import { expect, test } from 'vitest';
import { reportOf } from '../../../src/rules/example.js';
import { performanceRules } from '../../../src/rules/narrative/performance-rules.js';
import type { Example } from '../../../src/rules/rule.js';

const row = (name: string, budget: string, total: string): string =>
  `${name} | ${budget} | ${budget} | 100% | 20 | 10 | 30 | 25 | 5 | ${total} | 否 | 线上`;
const SUMMARY = [row('泵站检修', '30', '92'), row('河道清淤', '10', '100')];
const SHEETS = [{ name: '泵站检修', total: '100 | 92' }];
const says = (sentence: string): Readonly<Record<string, readonly string[]>> => ({
  '十三、预算绩效情况说明': [sentence],
});
const mean = (printed: string): string => `{performance/average-score:平均得分|amount|${printed}分}`;
const count = (printed: string): string =>
  `{performance/self-evaluated-projects:自评项目|count|${printed}个}项目`;

test.each<[string, Partial<Example>, string[]]>([
  ['that of the summary', { summary: SUMMARY, text: says(`${mean('96')}。`) }, ['holds']],
  ['cut, not rounded', { summary: SUMMARY, text: says(`${mean('95.99')}。`) }, ['holds-within-rounding']],
  ['another', { summary: SUMMARY, text: says(`${mean('97')}。`) }, ['fails error']],
  ['weighted by budgets', { summary: SUMMARY, text: says(`${mean('94')}。`) }, ['fails warning']],
  [
    'of more projects than are listed',
    { summary: SUMMARY, text: says(`${count('5')}，${mean('97')}。`) },
    ['undecidable'],
  ],
  ['another, with sheets alone', { sheets: SHEETS, text: says(`${mean('97')}。`) }, ['undecidable']],
  [
    'another, with as many sheets as projects',
    { sheets: SHEETS, text: says(`${count('1')}，${mean('97')}。`) },
    ['fails error'],
  ],
  ['of one kind', { summary: SUMMARY, text: says(`线上自评项目${mean('100')}。`) }, ['undecidable']],
  [
    'of several kinds',
    { summary: SUMMARY, text: says(`甲类项目${mean('92')}，乙类项目${mean('100')}。`) },
    ['undecidable'],
  ],
  ['of some projects', { summary: SUMMARY, text: says(`其中市级项目${mean('97')}。`) }, ['undecidable']],
])('a mean score in the text: %s', (_, more, expected) => {
  const rule = performanceRules().find(({ id }) => id === 'SU-AVG-TEXT');
  const judged = rule?.judge(reportOf({ figures: {}, ...more })) ?? [];
  expect(
    judged.map(({ verdict, severity }) => (verdict === 'fails' ? `${verdict} ${severity}` : verdict)),
  ).toEqual(expected);
});
