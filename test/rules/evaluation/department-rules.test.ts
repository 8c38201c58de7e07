import { describe, expect, test } from 'vitest';
import { departmentRules } from '../../../src/rules/evaluation/department-rules.js';
import type { Example, ExampleSheet } from '../../../src/rules/rule.js';
import { judged, judgedIn, told, without } from './judged.js';

const sheet = (more: Partial<ExampleSheet> = {}): ExampleSheet => ({
  department: '某某局',
  layout: 'system',
  funding: [
    '部门预算总额 | 200 | 240 | 210 | 10 | 87.5% | 8.75',
    '财政拨款 | 200 | 230 | 205 | - | 89.13% | -',
    '单位资金 | 0 | 10 | 5 | - | 50% | -',
  ],
  ...more,
});
const project = (more: Partial<ExampleSheet> = {}): ExampleSheet => ({
  name: '泵站检修',
  funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 40% | 4'],
  ...more,
});
const rate = (name: string, achieved: string): ExampleSheet =>
  sheet({ indicators: [`投入管理指标 | 预算管理 | ${name} | ≤10% | ${achieved} | 2 | 0`] });
const task = (name: string, achieved: string): ExampleSheet =>
  sheet({ indicators: [`产出指标 | 重点工作任务完成 | ${name} | =100% | ${achieved} | 5 | 4`] });

const EXPENDITURE = '支出表[合计].本年支出合计';
const FISCAL = '财政拨款总表[本年支出合计].合计';
const CLOSING = '收支总表[年末结转和结余].决算数';
const OPENING = '收支总表[年初结转和结余].决算数';

test.each(departmentRules().map(({ id }) => [id]))('%s does not apply without sheets', (id) => {
  expect(judged(id, {}).map(({ verdict }) => verdict)).toEqual(['not-applicable']);
});

const OWN = {
  '收支总表[本年收入合计].决算数': '238.00',
  [OPENING]: '2.00',
  '收支总表[本年支出合计].决算数': '210.00',
  '财政拨款总表[本年收入合计].决算数': '230.00',
  [FISCAL]: '205.00',
};
const ADJUSTMENT = '投入管理指标/预算管理/预算调整率';
const CARRYOVER = '投入管理指标/预算管理/结转结余率';
const CONTROL = '投入管理指标/预算管理/“三公经费”控制率';
const TASK = '产出指标/重点工作任务完成/泵站检修工作计划完成率';
const THREE_PUBLIC = { budget: '三公经费表[合计].预算数', actual: '三公经费表[合计].决算数' };

type Case = readonly [string, string, Partial<Example>, readonly string[]];

describe.each<Case>([
  [
    'DP-FUND',
    'as in the tables',
    { figures: { [EXPENDITURE]: '210.00', [FISCAL]: '205.00' }, sheets: [sheet()] },
    ['holds total', 'holds fiscal'],
  ],
  [
    'DP-FUND',
    'one unit off',
    { figures: { [EXPENDITURE]: '210.01', [FISCAL]: '205.00' }, sheets: [sheet()] },
    ['holds-within-rounding total', 'holds fiscal'],
  ],
  [
    'DP-FUND',
    'two units off',
    { figures: { [EXPENDITURE]: '210.02', [FISCAL]: '205.00' }, sheets: [sheet()] },
    ['fails warning total', 'holds fiscal'],
  ],
  [
    'DP-FUND',
    'another amount',
    { figures: { [EXPENDITURE]: '210.00', [FISCAL]: '200.00' }, sheets: [sheet()] },
    ['holds total', 'fails error fiscal'],
  ],
  [
    'DP-FUND',
    'unread on the sheet',
    { sheets: [sheet({ funding: [] })] },
    ['undecidable total', 'undecidable fiscal'],
  ],
  ['DP-FUND', 'two departments', { sheets: [sheet(), sheet({ department: '某某中心' })] }, ['undecidable']],
  ['DP-RATE', 'adjustment', { sheets: [rate('预算调整率', '20%')] }, [`holds ${ADJUSTMENT}`]],
  [
    'DP-RATE',
    'adjustment that is none',
    { sheets: [rate('预算调整率', '87.5%')] },
    [`fails warning ${ADJUSTMENT}`],
  ],
  [
    'DP-RATE',
    'adjustment of nothing',
    { sheets: [{ ...rate('预算调整率', '0%'), funding: ['部门预算总额 | 0 | 0 | 0 | | | '] }] },
    [`holds ${ADJUSTMENT}`],
  ],
  ['DP-RATE', 'adjustment in words', { sheets: [rate('预算调整率', '较低')] }, [`undecidable ${ADJUSTMENT}`]],
  [
    'DP-RATE',
    'carry-over',
    { figures: { [CLOSING]: '12.00' }, sheets: [rate('结转结余率', '5%')] },
    [`holds ${CARRYOVER}`],
  ],
  [
    'DP-RATE',
    'carry-over of the opening balance',
    { figures: { [CLOSING]: '12.00', [OPENING]: '4.80' }, sheets: [rate('结转结余率', '2%')] },
    [`fails warning ${CARRYOVER}`],
  ],
  [
    'DP-RATE',
    '三公',
    {
      figures: { [THREE_PUBLIC.budget]: '4.00', [THREE_PUBLIC.actual]: '3.00' },
      sheets: [rate('“三公经费”控制率', '75%')],
    },
    [`holds ${CONTROL}`],
  ],
  [
    'DP-RATE',
    '三公 nothing of nothing',
    { sheets: [rate('“三公经费”控制率', '100%')] },
    [`fails note ${CONTROL}`],
  ],
  [
    'DP-RATE',
    '三公 nothing of nothing, printed as nothing',
    { sheets: [rate('“三公经费”控制率', '0%')] },
    [`holds ${CONTROL}`],
  ],
  ['DP-RATE', 'no rates', { sheets: [sheet()] }, ['not-applicable']],
  [
    'DP-RATE',
    'parts printed nowhere',
    { sheets: [rate('政府采购执行率', '2%')] },
    ['undecidable 投入管理指标/预算管理/政府采购执行率'],
  ],
  ['DP-PROJ', 'within', { sheets: [sheet(), project()] }, ['holds initial', 'holds budget']],
  [
    'DP-PROJ',
    'more than the department has',
    {
      sheets: [
        sheet(),
        project({ funding: ['年度资金总额 | 180 | 230 | 0 | | | '] }),
        project({ name: '河道清淤' }),
      ],
    },
    ['fails warning initial', 'fails warning budget'],
  ],
  [
    'DP-PROJ',
    'more only because one project stands twice',
    {
      sheets: [
        sheet(),
        project({ funding: ['年度资金总额 | 150 | 150 | 0 | | | '] }),
        project({ name: '2024泵站检修', funding: ['年度资金总额 | 150 | 150 | 0 | | | '] }),
      ],
    },
    ['fails note initial', 'fails note budget'],
  ],
  [
    'DP-PROJ',
    'a row without sheet counts',
    {
      sheets: [sheet(), project()],
      summary: ['河道清淤 | 230 | 0 | 0% | 20 | 10 | 30 | 25 | 5 | 90 | 否 | '],
    },
    ['undecidable initial', 'fails warning budget'],
  ],
  ['DP-PROJ', 'no projects', { sheets: [sheet()] }, ['not-applicable']],
  ['DP-UNIT', 'as in the tables', { figures: OWN, sheets: [sheet()] }, ['holds budget', 'holds executed']],
  [
    'DP-UNIT',
    'within the digits',
    { figures: { ...OWN, [OPENING]: '2.01' }, sheets: [sheet()] },
    ['holds-within-rounding budget', 'holds executed'],
  ],
  [
    'DP-UNIT',
    'more',
    { figures: { ...OWN, [OPENING]: '9.00', [FISCAL]: '200.00' }, sheets: [sheet()] },
    ['fails warning budget', 'fails warning executed'],
  ],
  [
    'DP-UNIT',
    'blank',
    { figures: OWN, sheets: [sheet({ funding: ['单位资金 | 0 | | 5'] })] },
    ['undecidable budget', 'holds executed'],
  ],
  [
    'DP-BOND',
    'a bond and nothing in the tables',
    { sheets: [project({ completion: '申请的专项债券已下达' })] },
    ['fails warning'],
  ],
  [
    'DP-BOND',
    'a bond and its balance',
    {
      figures: { '政府性基金表[合计].年初结转和结余': '30.00' },
      sheets: [project({ completion: '申请的专项债券已下达' })],
    },
    ['holds'],
  ],
  [
    'DP-BOND',
    'a bond of the general budget',
    { sheets: [project({ completion: '一般债券资金已下达' })] },
    ['not-applicable'],
  ],
  ['DP-BOND', 'no bond', { sheets: [project({ goal: '检修泵站，不涉及债券资金' })] }, ['not-applicable']],
  ['DP-CARRY', 'all of it', { figures: { [CLOSING]: '30.00' }, sheets: [sheet()] }, ['holds']],
  ['DP-CARRY', 'part of it', { figures: { [CLOSING]: '7.00' }, sheets: [sheet()] }, ['fails warning']],
  ['DP-CARRY', 'unread', { sheets: [sheet({ funding: [] })] }, ['undecidable']],
  [
    'DP-TASK',
    'a rate of its own',
    { sheets: [task('泵站检修工作计划完成率', '90%'), project({ total: '100 | 93.6' })] },
    [`holds ${TASK}`],
  ],
  [
    'DP-TASK',
    'the score',
    { sheets: [task('泵站检修工作计划完成率', '93.6%'), project({ total: '100 | 93.6' })] },
    ['fails warning all'],
  ],
  [
    'DP-TASK',
    'a round score',
    { sheets: [task('泵站检修工作计划完成率', '80%'), project({ total: '100 | 80' })] },
    ['fails note all'],
  ],
  [
    'DP-TASK',
    'all of it',
    { sheets: [task('泵站检修工作计划完成率', '100%'), project({ total: '100 | 100' })] },
    [`holds ${TASK}`],
  ],
  [
    'DP-TASK',
    'a misprinted name',
    {
      sheets: [task('三年检修规发放率', '93.6%'), project({ name: '2024三年检修规划', total: '100 | 93.6' })],
    },
    ['fails warning all'],
  ],
  [
    'DP-TASK',
    'another project',
    { sheets: [task('河道清淤完成率', '93.6%'), project({ total: '100 | 93.6' })] },
    ['not-applicable'],
  ],
])('%s: %s', (id, _, example, expected) => {
  test(`is judged ${expected.join(', ')}`, () => {
    expect(told(judged(id, example)).map((one) => one.trim())).toEqual(expected);
  });
});

test.each([
  ['DP-FUND', sheet(), ['undecidable total', 'undecidable fiscal']],
  ['DP-RATE', rate('结转结余率', '5%'), [`undecidable ${CARRYOVER}`]],
  ['DP-UNIT', sheet(), ['undecidable budget', 'undecidable executed']],
  ['DP-BOND', project({ completion: '专项债券已下达' }), ['undecidable']],
  ['DP-CARRY', sheet(), ['undecidable']],
])('%s cannot be decided without the tables', (id, one, expected) => {
  const report = without(
    { sheets: [one] },
    'summary',
    'expenditure',
    'appropriation-summary',
    'government-fund',
  );
  expect(told(judgedIn(id, report)).map((verdict) => verdict.trim())).toEqual(expected);
});

test('DP-RATE names the definition and what was taken for it', () => {
  const [one] = judged('DP-RATE', { sheets: [rate('预算调整率', '87.5%')] });
  expect(one?.reason).toBe(
    '预算调整率（|全年预算 − 年初预算| ÷ 年初预算）＝ 40.00 ÷ 200.00 ＝ 20.00%，印作 87.5%；印的是预算执行率 210.00 ÷ 240.00 ＝ 87.50%',
  );
});
