import { describe, expect, test } from 'vitest';
import { readReports } from '../../../src/index.js';
import { departmentRules } from '../../../src/rules/evaluation/department-rules.js';
import { summaryRules } from '../../../src/rules/evaluation/summary-rules.js';
import { textRules } from '../../../src/rules/evaluation/text-rules.js';
import { told } from './judged.js';

const RULES = [...textRules(), ...summaryRules(), ...departmentRules()];

/** What the rules that look beyond one figure find in the published sheets. */
describe('the published sheets', async () => {
  const [report] = await readReports(['fixtures/evaluation/xinhua-2023.with-tables.xlsx']);
  if (!report) throw new Error('no report');
  const judgements = RULES.flatMap(({ id, judge }) => judge(report).map((judgement) => ({ id, judgement })));

  test('fail where they contradict themselves, the summary or the tables', () => {
    const failing = judgements.filter(({ judgement }) => judgement.verdict === 'fails');
    const found = failing.map(({ id, judgement }) => `${id} ${told([judgement])[0]?.slice(6) ?? ''}`.trim());
    expect(found.filter((one) => !/ note(?: |$)/u.test(one))).toEqual([
      'PS-WARN warning all',
      'PS-TEXT warning all',
      'PS-GOAL warning 2023政务服务中心“朝九晚五”机关食堂',
      'PS-GOAL warning 绩效考核奖励金',
      'PS-COST warning 2023一体化线上服务平台建设',
      'PS-PAY warning 2023大数据律师费',
      'PS-DONE warning all',
      'PS-BENEFIT warning 政务服务“回访中心”人员工资',
      'PS-CAR warning vehicles',
      'SU-LABEL warning',
      'SU-FLAG warning all',
      'SU-DUP warning all',
      'SU-COUNT error rows',
      'SU-COUNT error sheets',
      'DP-RATE warning 投入管理指标/预算和财务管理/预算调整率',
      'DP-RATE warning 投入管理指标/预算和财务管理/结转结余率',
      'DP-BOND warning',
      'DP-CARRY warning',
      'DP-TASK warning all',
    ]);
  });

  test('have no wrong sum in the summary and no row that its sheet contradicts', () => {
    const of = (id: string): string[] => [
      ...new Set(judgements.flatMap((one) => (one.id === id ? [one.judgement.verdict] : []))),
    ];
    expect(of('SU-SUM')).toEqual(['holds', 'holds-within-rounding']);
    expect(of('SU-ROW')).toEqual(['holds']);
    expect(of('SU-EXEC')).toEqual(['holds']);
    expect(of('DP-FUND')).toEqual(['holds']);
  });

  test('have no two judgements of one rule on the same thing', () => {
    const instances = judgements.map(({ id, judgement }) => `${id} ${judgement.instance}`);
    expect(instances.filter((one, index) => instances.indexOf(one) !== index)).toEqual([]);
  });

  test('have a place for everything that was judged', () => {
    const bare = judgements.filter(
      ({ judgement: { verdict, places } }) => verdict !== 'not-applicable' && places.length === 0,
    );
    expect(bare.map(({ id, judgement }) => `${id} ${judgement.instance}`)).toEqual([]);
  });
});
