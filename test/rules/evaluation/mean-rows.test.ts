import { expect, test } from 'vitest';
import { isMeanRow } from '../../../src/rules/evaluation/sheets.js';

test.each([
  ['平均', true],
  ['平均得分（%）', true],
  ['各单位平均分', true],
  ['1-21平均', true],
  ['平均执行率', true],
  ['平均水位监测项目', false],
  ['人均住房改善', false],
])('a row of the summary called %s is a mean: %s', (name, expected) => {
  expect(isMeanRow(name)).toBe(expected);
});
