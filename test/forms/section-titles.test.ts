import { expect, test } from 'vitest';
import { sectionNamed } from '../../src/forms/narrative.js';

test.each([
  ['支出决算情况说明', 'expenditure'],
  ['2023年度支出决算总体情况说明', 'expenditure'],
  ['关于2023年度本部门支出决算情况的说明', 'expenditure'],
  ['绩效评价情况', 'performance'],
  ['部门绩效评价结果', 'performance/key-evaluation'],
  ['2023年度部门绩效评价结果', 'performance/key-evaluation'],
  ['支出决算情况说明书', undefined],
  ['名词解释', 'terms'],
  ['名词解释情况说明', undefined],
])('the heading %s names the section %s', (title, section) => {
  expect(sectionNamed(title, (id) => id === 'performance')?.id).toBe(section);
});
