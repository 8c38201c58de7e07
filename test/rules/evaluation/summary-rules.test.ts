import { describe, expect, test } from 'vitest';
import { projectRows } from '../../../src/rules/evaluation/sheets.js';
import { summaryRules } from '../../../src/rules/evaluation/summary-rules.js';
import { reportOf } from '../../../src/rules/example.js';
import type { Example, ExampleSheet } from '../../../src/rules/rule.js';
import { judged, judgedIn, told, without } from './judged.js';

interface Row {
  readonly name?: string;
  readonly money?: string;
  readonly groups?: string;
  readonly total: string;
  readonly flag?: string;
  readonly mode?: string;
}
const row = ({
  name = '泵站检修',
  money = '30 | 12 | 40%',
  groups = '20 | 10 | 28 | 25 | 5',
  total,
  flag = '否',
  mode = '线上',
}: Row): string => [name, money, groups, total, flag, mode].join(' | ');

const ROW = row({ total: '92' });
const sheet = (more: Partial<ExampleSheet> = {}): ExampleSheet => ({
  name: '2024泵站检修',
  layout: 'system',
  funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 40.0% | 4.00'],
  management: ['安排科学性 | 10 | 10', '拨付合规性 | 10 | 10'],
  indicators: [
    '成本指标 | 经济成本指标 | 检修成本 | ≤30万元 | 12万元 | 10 | 10',
    '产出指标 | 数量指标 | 检修次数 | ≥15次 | 14次 | 30 | 28',
    '效益指标 | 社会效益指标 | 保障运转 | 保障 | 100% | 25 | 25',
    '满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥95% | 95% | 5 | 5',
  ],
  total: '100 | 92',
  ...more,
});
const OTHER = row({
  name: '河道清淤',
  money: '10 | 10 | 100%',
  groups: '20 | 10 | 30 | 25 | 5',
  total: '100',
});
const MEAN = (total: string): string => `平均得分 | | | | | | | | | ${total} | | `;

test.each(summaryRules().map(({ id }) => [id]))('%s does not apply without sheets', (id) => {
  expect(judged(id, {}).map(({ verdict }) => verdict)).toEqual(['not-applicable']);
});

type Case = readonly [string, string, Partial<Example>, readonly string[]];

describe.each<Case>([
  ['SU-SUM', 'exact', { summary: [ROW] }, ['holds 泵站检修']],
  [
    'SU-SUM',
    'a quotient rounded once',
    { summary: [row({ money: '23 | 15.8 | 68.7%', total: '94.87' })] },
    ['holds 泵站检修'],
  ],
  [
    'SU-SUM',
    'one unit off',
    { summary: [row({ money: '23 | 15.8 | 68.7%', total: '94.86' })] },
    ['holds-within-rounding 泵站检修'],
  ],
  [
    'SU-SUM',
    'rounded to one decimal',
    { summary: [row({ money: '23 | 15.8 | 68.7%', total: '94.9' })] },
    ['holds-within-rounding 泵站检修'],
  ],
  ['SU-SUM', 'wrong by 0.2', { summary: [row({ total: '92.2' })] }, ['fails error 泵站检修']],
  [
    'SU-SUM',
    'by the rate where amounts are missing',
    { summary: [row({ money: ' | | 40%', total: '92' })] },
    ['holds 泵站检修'],
  ],
  [
    'SU-SUM',
    'nothing of nothing, with or without its points',
    { summary: [row({ money: '0 | 0 | ', total: '98' })] },
    ['holds 泵站检修'],
  ],
  [
    'SU-SUM',
    'more spent than planned',
    { summary: [row({ money: '10 | 12 | 120%', total: '98' })] },
    ['holds 泵站检修'],
  ],
  ['SU-SUM', 'an unreadable score', { summary: [row({ total: '见附件' })] }, ['undecidable 泵站检修']],
  [
    'SU-SUM',
    'true rates',
    { summary: [row({ groups: '100% | 100% | 93% | 100% | 100%', total: '92' })] },
    ['undecidable 泵站检修'],
  ],
  [
    'SU-SUM',
    'four wrong rows are told as one',
    { summary: ['甲', '乙', '丙', '丁'].map((name) => row({ name, total: '99' })) },
    ['fails error all'],
  ],
  ['SU-LABEL', 'points under 得分率', { summary: [ROW] }, ['fails warning']],
  [
    'SU-LABEL',
    'true rates',
    { summary: [row({ groups: '100% | 100% | 93% | 100% | 100%', total: '92' })] },
    ['holds'],
  ],
  ['SU-LABEL', 'numbers that prove nothing', { summary: [row({ total: '70' })] }, ['undecidable']],
  ['SU-FLAG', 'spent and passed', { summary: [ROW] }, ['holds 泵站检修']],
  ['SU-FLAG', 'failed and flagged', { summary: [row({ total: '50', flag: '是' })] }, ['holds 泵站检修']],
  [
    'SU-FLAG',
    'nothing spent and flagged',
    { summary: [row({ money: '30 | 0 | 0%', total: '88', flag: '是' })] },
    ['holds 泵站检修'],
  ],
  [
    'SU-FLAG',
    'nothing spent',
    { summary: [row({ money: '30 | 0 | 0%', total: '88' })] },
    ['fails warning all'],
  ],
  ['SU-FLAG', 'failed', { summary: [row({ total: '50' })] }, ['fails warning all']],
  ['SU-FLAG', 'passed and flagged', { summary: [row({ total: '92', flag: '是' })] }, ['fails warning all']],
  ['SU-FLAG', 'no flag', { summary: [row({ total: '92', flag: '' })] }, ['not-applicable']],
  ['SU-DUP', 'two projects', { summary: [ROW, OTHER] }, ['holds']],
  [
    'SU-DUP',
    'one project twice',
    { summary: [ROW, row({ name: '2024 “泵站”检修', total: '92', mode: '线下' })] },
    ['fails warning 泵站检修'],
  ],
  [
    'SU-ROW',
    'as on the sheet',
    { summary: [ROW], sheets: [sheet()] },
    ['budget', 'executed', 'rate', 'management', 'cost', 'output', 'benefit', 'satisfaction', 'total'].map(
      (field) => `holds 泵站检修/${field}`,
    ),
  ],
  ['SU-ROW', 'no sheet of any row', { summary: [OTHER], sheets: [sheet()] }, ['undecidable']],
  ['SU-ROW', 'no sheets', { summary: [ROW] }, ['not-applicable']],
  [
    'SU-RATE',
    'a rate rounded',
    { summary: [row({ money: '23 | 15.8 | 68.7%', total: '94.87' })] },
    ['holds 泵站检修'],
  ],
  [
    'SU-RATE',
    'another rate',
    { summary: [row({ money: '30 | 12 | 45%', total: '92' })] },
    ['fails error 泵站检修'],
  ],
  ['SU-RATE', 'no budget', { summary: [row({ money: '0 | 0 | 0%', total: '88' })] }, ['not-applicable']],
  [
    'SU-RATE',
    'the rate of the total',
    { summary: [ROW, OTHER, '合计 | 40 | 22 | 70% | | | | | | | | '] },
    ['holds 泵站检修', 'holds 河道清淤', 'fails error 合计'],
  ],
  ['SU-COUNT', 'a sheet a row', { summary: [ROW], sheets: [sheet()] }, ['holds']],
  ['SU-COUNT', 'a row without sheet', { summary: [ROW, OTHER], sheets: [sheet()] }, ['fails warning rows']],
  [
    'SU-COUNT',
    'a row without sheet and a sheet without row',
    { summary: [OTHER], sheets: [sheet()] },
    ['fails error rows', 'fails error sheets'],
  ],
  [
    'SU-COUNT',
    'a sheet without row',
    { summary: [ROW], sheets: [sheet(), { name: '河道清淤' }] },
    ['fails error sheets'],
  ],
  ['SU-COUNT', 'no sheets at all', { summary: [ROW] }, ['undecidable']],
  [
    'SU-COUNT',
    'two rows of one name and one sheet',
    { summary: [ROW, ROW], sheets: [sheet()] },
    ['undecidable'],
  ],
  ['SU-GRADE', 'fits', { sheets: [sheet({ grade: '优秀' })] }, ['holds sheet/2024泵站检修']],
  [
    'SU-GRADE',
    'Shanghai’s names',
    { sheets: [sheet({ grade: '合格', total: '100 | 72' })] },
    ['holds sheet/2024泵站检修'],
  ],
  ['SU-GRADE', 'too low', { sheets: [sheet({ grade: '中' })] }, ['fails error sheet/2024泵站检修']],
  [
    'SU-GRADE',
    'by earlier limits',
    { sheets: [sheet({ grade: '优', total: '100 | 85' })] },
    ['fails warning sheet/2024泵站检修'],
  ],
  ['SU-GRADE', 'unknown', { sheets: [sheet({ grade: '甲等' })] }, ['undecidable sheet/2024泵站检修']],
  ['SU-GRADE', 'none', { sheets: [sheet()] }, ['not-applicable']],
  ['SU-EXEC', 'less', { figures: { '支出表[合计].项目支出': '40.00' }, summary: [ROW, OTHER] }, ['holds']],
  [
    'SU-EXEC',
    'within the digits',
    { figures: { '支出表[合计].项目支出': '21.99' }, summary: [ROW, OTHER] },
    ['holds-within-rounding'],
  ],
  [
    'SU-EXEC',
    'more',
    { figures: { '支出表[合计].项目支出': '21.00' }, summary: [ROW, OTHER] },
    ['fails warning'],
  ],
  [
    'SU-EXEC',
    'by the sheets where there is no summary',
    { figures: { '支出表[合计].项目支出': '11.00' }, sheets: [sheet()] },
    ['fails warning'],
  ],
  [
    'SU-EXEC',
    'one unread',
    {
      figures: { '支出表[合计].项目支出': '40.00' },
      summary: [ROW, row({ name: '河道清淤', money: '10 | 不详 | ', total: '90' })],
    },
    ['undecidable'],
  ],
  ['SU-AVG', 'the mean', { summary: [ROW, OTHER, MEAN('96')] }, ['holds 平均得分']],
  [
    'SU-AVG',
    'at its own decimals',
    { summary: [ROW, row({ name: '甲', total: '92' }), OTHER, MEAN('94.7')] },
    ['holds 平均得分'],
  ],
  ['SU-AVG', 'another', { summary: [ROW, OTHER, MEAN('97')] }, ['fails error 平均得分']],
  ['SU-AVG', 'weighted by budget', { summary: [ROW, OTHER, MEAN('94')] }, ['fails warning 平均得分']],
  [
    'SU-AVG',
    'one unread',
    { summary: [ROW, row({ name: '甲', total: '不详' }), MEAN('94')] },
    ['undecidable 平均得分'],
  ],
  ['SU-AVG', 'none', { summary: [ROW] }, ['not-applicable']],
])('%s: %s', (id, _, example, expected) => {
  test(`is judged ${expected.join(', ')}`, () => {
    expect(told(judged(id, example)).map((one) => one.trim())).toEqual(expected);
  });
});

describe('SU-ROW of one field', () => {
  test.each<readonly [string, string, Partial<ExampleSheet>, string]>([
    [
      'a rate printed coarser',
      ROW.replace('40%', '40.1%'),
      { funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 40.08% | 4'] },
      'holds-within-rounding 泵站检修/rate',
    ],
    [
      'a total printed coarser',
      row({ total: '92.1' }),
      { total: '100 | 92.08' },
      'holds-within-rounding 泵站检修/total',
    ],
    [
      'a budget one unit off',
      row({ money: '30.01 | 12 | 40%', total: '92' }),
      {},
      'holds-within-rounding 泵站检修/budget',
    ],
    ['a budget two units off', row({ money: '30.02 | 12 | 40%', total: '92' }), {}, 'fails warning 泵站检修'],
    ['another budget', row({ money: '33 | 12 | 40%', total: '92' }), {}, 'fails error 泵站检修'],
    ['another total', row({ total: '93' }), {}, 'fails error 泵站检修'],
    ['another group', row({ groups: '20 | 10 | 29 | 25 | 5', total: '92' }), {}, 'fails error 泵站检修'],
    ['a total that the sheet lacks', ROW, { total: '100 | ' }, 'undecidable 泵站检修/total'],
  ])('%s', (_, summary, more, expected) => {
    expect(told(judged('SU-ROW', { summary: [summary], sheets: [sheet(more)] }))).toContain(expected);
  });

  test('is not decided where rows of the sheet were not understood', () => {
    const report = reportOf({
      figures: {},
      summary: [row({ groups: '20 | 10 | 29 | 25 | 5', total: '92' })],
      sheets: [sheet()],
    });
    const sheets = report.evaluation.sheets.map((one) => ({
      ...one,
      gaps: [{ text: '一行没有读懂', location: { file: report.file } }],
    }));
    const judgements = judgedIn('SU-ROW', { ...report, evaluation: { ...report.evaluation, sheets } });
    expect(told(judgements)).toContain('undecidable 泵站检修/output');
  });
});

test('SU-SUM says for how much the execution was counted', () => {
  const [one] = judged('SU-SUM', { summary: [row({ money: '30 | 0 | 0%', total: '98' })] });
  expect(one?.reason).toBe(
    '汇总表“泵站检修”：10×0÷30 + 20 + 10 + 28 + 25 + 5 ＝ 88，自评得分印作 98；减去各组得分，执行得分是按 10 分计的',
  );
});

test('SU-COUNT is no error where a sheet without name may be the missing one', () => {
  const report = reportOf({ figures: {}, summary: [ROW, OTHER], sheets: [sheet(), sheet({ name: '河道' })] });
  const sheets = report.evaluation.sheets.map(({ name, ...one }, index) =>
    index === 0 && name ? { ...one, name } : one,
  );
  const judgements = judgedIn('SU-COUNT', { ...report, evaluation: { ...report.evaluation, sheets } });
  expect(told(judgements)).toEqual(['fails warning rows']);
});

test('SU-EXEC names what is counted twice', () => {
  const [one] = judged('SU-EXEC', {
    figures: { '支出表[合计].项目支出': '20.00' },
    summary: [ROW, row({ name: '2024泵站检修', total: '92', mode: '线下' })],
  });
  expect(one?.reason).toContain('其中 1 个项目重复列示（“泵站检修”），重复的执行数 12.00 万元');
});

test('SU-EXEC cannot be decided without table 03', () => {
  expect(
    told(judgedIn('SU-EXEC', without({ summary: [ROW] }, 'expenditure'))).map((one) => one.trim()),
  ).toEqual(['undecidable']);
});

test.each([
  [
    ['一、局机关', '甲', '二、下属单位', '乙', '合计'],
    ['甲', '乙'],
  ],
  [
    ['一、甲', '二、乙'],
    ['一、甲', '二、乙'],
  ],
])('of the rows %j the projects are %j', (names, projects) => {
  const { evaluation } = reportOf({ figures: {}, summary: names.map((name) => row({ name, total: '92' })) });
  expect(projectRows(evaluation.summaries).map(({ name }) => name)).toEqual(projects);
});
