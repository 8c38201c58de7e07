import { expect, test } from 'vitest';
import { check, readReports } from '../../src/index.js';

test.each([
  ['某市某区教育局', []],
  ['某区教育局', []],
  ['教育局', []],
  ['某市另区教育局', ['支出决算表旁的名称“某市另区教育局”与本报告的单位名称“某市某区教育局”不同']],
  ['某市某区文化局', ['支出决算表旁的名称“某市某区文化局”与本报告的单位名称“某市某区教育局”不同']],
])('a title of %s above the tables of 某市某区教育局', async (name, expected) => {
  const text = `${name}2023年度支出决算表\n部门：某市某区教育局\n2023年度,单位：万元\n科目编码,科目名称,本年支出合计,基本支出,项目支出,上缴上级支出,经营支出,对附属单位补助支出\n合计,,3.00,3.00,0.00,0.00,0.00,0.00\n`;
  const [report] = await readReports([{ file: '03.csv', bytes: new TextEncoder().encode(text) }]);
  const findings = report ? check(report).findings : [];
  expect(
    findings
      .filter(({ ruleId, severity }) => ruleId === 'X-DOC' && severity === 'warning')
      .map(({ message }) => message),
  ).toEqual(expected);
});
