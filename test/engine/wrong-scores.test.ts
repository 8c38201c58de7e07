import { expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import { fingerprintOf } from '../../src/engine/fingerprint.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { reportOf } from '../../src/rules/example.js';

/** A sheet and its summary row that agree, but for the score of one index and what rests on it. */
const WITH_SCORE = (score: string) =>
  reportOf({
    figures: {},
    sheets: [
      {
        name: '设备购置',
        layout: 'system',
        funding: [
          '年度资金总额 | 50 | 50 | 40 | 10 | 80.00% | 8.00',
          '财政拨款 | 50 | 50 | 40 | - | 80.00% | -',
        ],
        management: ['安排科学性 | 10 | 10', '拨付合规性 | 10 | 10'],
        indicators: [
          '成本指标 | 经济成本指标 | 采购成本 | ≤50万元 | 40万元 | 10 | 10 | 0.00 |',
          `产出指标 | 数量指标 | 采购设备 | ≥8台 | 8台 | 15 | ${score} | 0.00 |`,
          '产出指标 | 数量指标 | 安装设备 | ≥8台 | 8台 | 15 | 15 | 0.00 |',
          '效益指标 | 社会效益指标 | 提高效率 | 提高 | 100% | 25 | 25 | 0.00 |',
          '满意度指标 | 服务对象满意度指标 | 职工满意度 | ≥95% | 96% | 5 | 5 | 0.00 |',
        ],
        total: '100 | 98',
      },
    ],
    summary: ['设备购置 | 50 | 40 | 80% | 20 | 10 | 30 | 25 | 5 | 98 | 否 | 线上'],
  });

const rules = builtInRules().filter(({ id }) => /^(?:PS|SU)-(?:QUANT|SUM|DEV|CASE|ROW)$/u.test(id));
const findingsOf = (score: string) =>
  checkReport(WITH_SCORE(score), rules).findings.filter(({ severity }) => severity !== 'note');

test('a sheet whose scores follow its scheme has no finding', () => {
  expect(findingsOf('15').map(({ message }) => message)).toEqual([]);
});

test('one wrong score is one finding; what rests on it names it as its cause', () => {
  const findings = findingsOf('12');
  const [cause, ...others] = findings.filter(({ causedBy }) => causedBy === undefined);
  expect(others.map(({ message }) => message)).toEqual([]);
  expect(cause).toMatchObject({ ruleId: 'PS-QUANT', severity: 'error' });
  const followers = findings.filter(({ causedBy }) => causedBy !== undefined);
  expect(followers.map(({ ruleId }) => ruleId).toSorted()).toEqual(['PS-CASE', 'PS-DEV', 'PS-SUM', 'SU-ROW']);
  for (const { causedBy } of followers)
    expect(fingerprintOf(causedBy ?? '')).toBe(fingerprintOf(cause?.identity ?? ''));
});
