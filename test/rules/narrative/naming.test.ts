import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { check, readReports } from '../../../src/index.js';

const TEXT = readFileSync('fixtures/narrative/lakeside-2022.txt', 'utf8');
const RIGHT = '住房保障支出（类）住房改革支出（款）住房公积金（项）';
const WRONG = '住房保障支出（类）住房保障支出（款）住房公积金（项）';

test.each([
  ['in the sentence of the figures', RIGHT, []],
  ['in the sentence of the figures, wrong', WRONG, [1]],
  ['on a line of their own', `${RIGHT}。\n`, []],
  ['on a line of their own, wrong', `${WRONG}。\n`, [1]],
])('the names of a row %s', async (_, names, expected) => {
  const bytes = new TextEncoder().encode(TEXT.replace(RIGHT, names));
  const [report] = await readReports(['fixtures/independent/shanghai.xlsx', { file: '说明.txt', bytes }]);
  if (!report) throw new Error('no report');
  const told = check(report).findings.filter(({ ruleId }) => ruleId === 'N-NAME');
  expect(told.map(({ message }) => (message.includes('22102 是“住房改革支出”') ? 1 : message))).toEqual(
    expected,
  );
});
