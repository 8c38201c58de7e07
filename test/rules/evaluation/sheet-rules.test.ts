import { describe, expect, test } from 'vitest';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { appraise } from '../../../src/rules/evaluation/appraise.js';
import { BUILT_IN_PROFILES } from '../../../src/rules/evaluation/built-in-profiles.js';
import { sheetRules } from '../../../src/rules/evaluation/sheet-rules.js';
import { reportOf } from '../../../src/rules/example.js';
import type { ExampleSheet } from '../../../src/rules/rule.js';
import { inChinese } from './judged.js';
import { findingsOf, judgementsOf, NATIONAL, OFFLINE, reportWith, SYSTEM, withRow } from './sheets.js';

const SYSTEM_LABEL = '项目支出绩效自评表（设备购置）';

/** Findings on one sheet without its label; only of the rules named. */
const found = (rules: readonly string[], ...sheets: readonly ExampleSheet[]): string[] =>
  findingsOf(sheets)
    .filter((line) => rules.some((rule) => line.includes(` ${rule} `)))
    .map((line) => line.replaceAll(/项目支出绩效自评表（[^）]*）(?:#\d)?[ ：]/gu, ''));

const funded = (...funding: readonly string[]): ExampleSheet => ({ ...SYSTEM, funding });

describe('a sheet whose scores follow its scheme', () => {
  test.each([
    ['system form', SYSTEM],
    ['offline form', OFFLINE],
    ['national form', NATIONAL],
  ])('has no finding: %s', (_, sheet) => {
    expect(findingsOf([sheet]).filter((line) => !line.startsWith('note PS-W100'))).toEqual([]);
  });

  test('is not judged where there is none', () => {
    for (const rule of sheetRules(BUILT_IN_PROFILES))
      expect(inChinese(rule.judge(reportOf({ figures: {} })))).toMatchObject([
        { verdict: 'not-applicable', reason: '报告中没有绩效自评表' },
      ]);
  });

  test('is told from another of the same name', () => {
    expect(appraise(reportWith(SYSTEM, SYSTEM)).sheets.map(({ label }) => label)).toEqual([
      SYSTEM_LABEL,
      `${SYSTEM_LABEL}#2`,
    ]);
    const instances = sheetRules(BUILT_IN_PROFILES).flatMap((rule) =>
      rule.judge(reportWith(SYSTEM, SYSTEM)).map(({ ruleId, instance }) => `${ruleId} ${instance}`),
    );
    expect(new Set(instances).size).toBe(instances.length);
  });

  test('cites a cell in whatever is said of it', () => {
    const broken = { ...SYSTEM, indicators: [], management: [], total: undefined, funding: [] };
    for (const sheet of [SYSTEM, OFFLINE, NATIONAL, broken as unknown as ExampleSheet])
      for (const rule of sheetRules(BUILT_IN_PROFILES))
        for (const { places, verdict, instance } of rule.judge(reportWith(sheet)))
          if (verdict === 'fails' || verdict === 'undecidable')
            expect(places, `${rule.id} ${instance}`).not.toEqual([]);
  });
});

describe('PS-FUND', () => {
  test.each([
    ['adds up', ['年度资金总额 | 9 | 9 | 9', '财政拨款 | 6 | 6 | 6', '单位资金 | 3 | 3 | 3'], []],
    [
      'does not add up',
      ['年度资金总额 | 0 | 9 | 9', '财政拨款 | 6 | 6 | 6', '单位资金 | 3 | 3 | 3'],
      ['error PS-FUND fails 年初预算数：财政拨款 6 + 单位资金 3 = 9，资金总额为 0'],
    ],
    [
      'differs by what two decimals hide',
      ['年度资金总额 | | | 9.01', '财政拨款 | | | 6.33', '单位资金 | | | 2.67'],
      ['note X-TAIL holds-within-rounding 尾差 1 处，最大 0.01万元（PS-FUND）'],
    ],
    [
      'counts a part of a part once',
      [
        '年度资金总额 | 9 | 9 | 9',
        '财政拨款 | 6 | 6 | 6',
        '其中：一般公共预算 | 4 | 4 | 4',
        '单位资金 | 3 | 3 | 3',
      ],
      [],
    ],
    [
      'takes a line left blank for nought',
      ['年度资金总额 | 9 | 9 | 9', '财政拨款 | 9 | 9 | 9', '单位资金 | | |'],
      [],
    ],
    [
      'reports a negative amount',
      ['年度资金总额 | 9 | 9 | -2', '财政拨款 | 9 | 9 | -2'],
      [
        'warning PS-FUND fails 年度资金总额·全年执行数：金额为负（-2）',
        'warning PS-FUND fails 财政拨款·全年执行数：金额为负（-2）',
      ],
    ],
  ])('%s', (_, funding, expected) => {
    expect(found(['PS-FUND', 'X-TAIL'], funded(...funding))).toEqual(expected);
  });

  test.each([
    ['a source that is no number', ['年度资金总额 | 9 | 9 | 9', '财政拨款 | 九 | 9 | 9'], '“九”无法识别'],
    ['sources that are not filled in', ['年度资金总额 | 9 | 9 | 9', '财政拨款 | | |'], '各资金来源未填'],
    ['no total', ['财政拨款 | 9 | 9 | 9'], '未找到年度资金总额一行'],
    ['no funding', [], '没有识别到项目资金'],
  ])('cannot be decided with %s', (_, funding, reason) => {
    const judged = judgementsOf('PS-FUND', [funded(...funding)]);
    expect(judged.find(({ verdict }) => verdict === 'undecidable')?.reason).toContain(reason);
    expect(judged.filter(({ verdict }) => verdict === 'fails')).toEqual([]);
  });
});

test.each<[string, string, string[]]>([
  ['all of it', '年度资金总额 | 80 | 80 | 80 | 10 | 100% | 10', []],
  [
    'more than the budget',
    '年度资金总额 | 80 | 80 | 82.5 | 10 | 103.13% | 10',
    ['warning PS-LIMIT fails 年度资金总额全年执行数 82.5 大于全年预算数 80，超 2.5'],
  ],
  ['no more than rounding', '年度资金总额 | 80 | 80.02 | 80.03 | 10 | 100% | 10', []],
  ['more than no budget, as its rate tells', '年度资金总额 | 0 | 0 | 5 | 10 | 0% | 0', []],
])('what may be spent: %s', (_, line, expected) => {
  expect(found(['PS-LIMIT'], funded(line))).toEqual(expected);
});

describe('PS-RATE and PS-EXEC', () => {
  test.each<[string, string, string[]]>([
    ['right at two decimals', '年度资金总额 | 60 | 80 | 60 | 10 | 75.00% | 7.5', []],
    ['right at none', '年度资金总额 | 60 | 80 | 59.9 | 10 | 75% | 7.49', []],
    ['a fraction', '年度资金总额 | 60 | 80 | 60 | 10 | 0.75 | 7.5', []],
    [
      'a wrong rate',
      '年度资金总额 | 60 | 80 | 60 | 10 | 78.00% | 7.5',
      ['error PS-RATE fails 年度资金总额：60 ÷ 80 = 75.00%，表中 78.00%'],
    ],
    [
      'a wrong score',
      '年度资金总额 | 60 | 80 | 60 | 10 | 75.00% | 9.1',
      ['error PS-EXEC fails 预算执行得分：10 × 60 ÷ 80 = 7.50，表中 9.1'],
    ],
    [
      'full marks from 90 % on',
      '年度资金总额 | 60 | 80 | 36 | 10 | 45.00% | 5',
      ['warning PS-EXEC fails 预算执行得分：10 × 36 ÷ 80 = 4.50，表中 5；若按执行率达 90% 即得满分则为 5'],
    ],
    [
      'by the first budget',
      '年度资金总额 | 60 | 80 | 36 | 10 | 45.00% | 6',
      ['warning PS-EXEC fails 预算执行得分：10 × 36 ÷ 80 = 4.50，表中 6；若按年初预算数计算则为 6'],
    ],
    ['more than the budget', '年度资金总额 | 60 | 80 | 88 | 10 | 110% | 10', []],
    ['nothing spent', '年度资金总额 | 60 | 80 | 0 | 10 | 0.00% | 0.00', []],
    [
      'nothing spent, with a score',
      '年度资金总额 | 60 | 80 | 0 | 10 | 0.00% | 10',
      ['error PS-EXEC fails 预算执行得分：10 × 0 ÷ 80 = 0.00，表中 10'],
    ],
    ['neither budget nor spending', '年度资金总额 | 0 | 0 | 0 | 10 | 0.00% | 0', []],
    ['neither, left blank', '年度资金总额 | 0 | 0 | 0 | 10 | — | —', []],
    [
      'neither, at 100 %',
      '年度资金总额 | 0 | 0 | 0 | 10 | 100% | 10',
      [
        'error PS-EXEC fails 预算执行得分：没有预算也没有执行，应为 0 分，表中 10',
        'note PS-RATE fails 年度资金总额：没有预算也没有执行，执行率应为 0 或空白，表中 100%',
      ],
    ],
    [
      'neither, at another rate',
      '年度资金总额 | 0 | 0 | 0 | 10 | 30% | 0',
      ['error PS-RATE fails 年度资金总额：没有预算也没有执行，执行率应为 0 或空白，表中 30%'],
    ],
    [
      'spending without a budget',
      '年度资金总额 | 0 | 0 | 5 | 10 | 100% | 10',
      ['error PS-RATE fails 年度资金总额：全年预算数为 0 而全年执行数为 5，执行率没有意义（表中 100%）'],
    ],
    [
      'no budget filled in',
      '年度资金总额 | 60 | | 60 | 10 | 75.00% | 7.5',
      ['warning PS-EXEC undecidable 预算执行得分：全年预算数未填'],
    ],
    ['a negative amount', '年度资金总额 | 60 | 80 | -1 | 10 | -1.25% | 0', []],
  ])('%s', (_, funding, expected) => {
    expect(found(['PS-RATE', 'PS-EXEC'], funded(funding)).toSorted()).toEqual(expected.toSorted());
  });

  test('a tail where rounded amounts leave it', () => {
    const [judged] = judgementsOf('PS-RATE', [funded('年度资金总额 | 1 | 1.46 | 1.23 | 10 | 84.30% | 8.42')]);
    expect(judged?.verdict).toBe('holds-within-rounding');
  });

  test.each([
    ['rounded to whole points', '年度资金总额 | 60 | 80 | 68 | 10 | 85.00% | 9', 'holds-within-rounding'],
    ['rounded up to full ones', '年度资金总额 | 60 | 80 | 76 | 10 | 95.00% | 10', 'fails'],
  ])('a sheet without decimals, its score %s', (_, funding, verdict) => {
    const indicators = SYSTEM.indicators?.map((row) => row.replace('| 7.5 |', '| 8 |')) ?? [];
    expect(judgementsOf('PS-EXEC', [{ ...funded(funding), indicators }])).toMatchObject([{ verdict }]);
  });

  test('one decimal in the form filled in by hand', () => {
    expect(judgementsOf('PS-EXEC', [OFFLINE])).toMatchObject([{ verdict: 'holds' }]);
  });

  test.each([
    ['no budget', '年度资金总额 | 0 | 0 | 5 | 10 | 100% | 10', '全年预算数为 0 而有执行数'],
    ['a negative amount', '年度资金总额 | 60 | 80 | -1 | 10 | 0% | 0', '为负'],
    ['a budget in words', '年度资金总额 | 60 | 八十 | 1 | 10 | 0% | 0', '“八十”不是数字'],
  ])('no execution score is computed with %s', (_, funding, reason) => {
    const [judged] = judgementsOf('PS-EXEC', [funded(funding)]);
    expect(judged).toMatchObject({ verdict: 'undecidable' });
    expect(judged?.reason).toContain(reason);
  });
});

describe('PS-W100', () => {
  test('sums all weights', () => {
    expect(found(['PS-W100'], withRow(SYSTEM, '8台 | 6台 | 10 | 7.5', '8台 | 6台 | 8 | 6'))).toEqual([
      'error PS-W100 fails 分值合计：各项分值之和 预算执行 10 + 管理 20 + 成本 10 + 产出 28 + 效益 25 + 满意度 5 = 98，应为 100',
      'caused PS-W100 fails 分组分值：产出 28 分（方案为 30 分），与河南项目自评方案（系统填报）不符',
    ]);
  });

  test('compares groups with the declared scheme', () => {
    const moved = withRow(
      withRow(SYSTEM, '100% | 25 | 25', '100% | 20 | 20'),
      '80% | 10 | 8',
      '80% | 15 | 12',
    );
    expect(found(['PS-W100'], moved)).toEqual([
      'error PS-W100 fails 分组分值：产出 35 分（方案为 30 分）、效益 20 分（方案为 25 分），与河南项目自评方案（系统填报）不符',
    ]);
  });

  test('gives the points of an absent group to another', () => {
    const [, ...indicators] = SYSTEM.indicators ?? [];
    const shifted = withRow({ ...SYSTEM, indicators }, '80% | 10 | 8', '80% | 20 | 16');
    expect(found(['PS-W100'], shifted)).toEqual([]);
  });

  test('notes once what may be set otherwise', () => {
    const other = withRow(
      withRow(NATIONAL, '100% | 20 | 20', '100% | 10 | 10'),
      '提高 | 30 | 28',
      '提高 | 40 | 38',
    );
    expect(found(['PS-W100'], other, { ...other, name: '另一培训' })).toEqual([
      'note PS-W100 fails 2 张表的各组分值与财预〔2020〕10号通用方案的原则分配 10/50/30/10 不同',
    ]);
  });

  test('finds a wrong total of the weights', () => {
    expect(found(['PS-W100'], { ...SYSTEM, total: '90 | 93' })).toEqual([
      'error PS-W100 fails 总分分值：总分的分值印作 90，应为 100',
    ]);
  });

  test('cannot be decided with a weight that is no number', () => {
    const judged = judgementsOf('PS-W100', [withRow(SYSTEM, '100% | 25 | 25', '100% | 廿五 | 25')]);
    expect(judged.filter(({ verdict }) => verdict !== 'holds')).toMatchObject([{ verdict: 'undecidable' }]);
  });
});

describe('PS-SUM', () => {
  const totalled = (total: string): ExampleSheet => ({ ...SYSTEM, total: `100 | ${total}` });
  test.each([
    ['93', 'holds'],
    ['93.01', 'holds-within-rounding'],
    ['93.2', 'fails'],
    ['94', 'fails'],
    ['', 'undecidable'],
  ])('93 printed as %s: %s', (total, verdict) => {
    expect(judgementsOf('PS-SUM', [totalled(total)])).toMatchObject([{ verdict }]);
  });

  test('takes the sum before the execution score is rounded', () => {
    const sheet = {
      ...funded('年度资金总额 | 60 | 80 | 11.63 | 10 | 14.54% | 1.45'),
      total: '100 | 86.95',
    };
    expect(judgementsOf('PS-SUM', [sheet])).toMatchObject([{ verdict: 'holds' }]);
    expect(judgementsOf('PS-SUM', [{ ...sheet, total: '100 | 87' }])).toMatchObject([
      { verdict: 'holds-within-rounding' },
    ]);
    expect(judgementsOf('PS-SUM', [{ ...sheet, total: '100 | 87.2' }])).toMatchObject([{ verdict: 'fails' }]);
  });

  test('needs an explanation only where it is the sum in whole points', () => {
    const sheet = { ...funded('年度资金总额 | 60 | 80 | 78.96 | 10 | 98.70% | 9.87'), total: '100 | 95' };
    expect(judgementsOf('PS-SUM', [sheet])).toMatchObject([{ verdict: 'fails', severity: 'warning' }]);
    expect(judgementsOf('PS-SUM', [{ ...sheet, total: '100 | 96' }])).toMatchObject([
      { verdict: 'fails', severity: 'error' },
    ]);
  });

  test('is the consequence of the one score that would mend it', () => {
    const wrong = withRow(SYSTEM, '6台 | 10 | 7.5', '6台 | 10 | 9');
    expect(found(['PS-SUM', 'PS-QUANT'], wrong)).toEqual([
      'error PS-QUANT fails 采购设备：10 × 6 ÷ 8 = 7.50，表中 9',
      'caused PS-SUM fails 总分：各项得分之和 94.5，表中总分 93',
    ]);
  });

  test.each([
    ['a score in words', withRow(SYSTEM, '100% | 25 | 25', '100% | 25 | 合格')],
    ['a score left blank', withRow(SYSTEM, '100% | 25 | 25', '100% | 25 | ')],
    ['no indexes', { ...SYSTEM, indicators: [] }],
  ])('cannot be decided with %s', (_, sheet) => {
    expect(judgementsOf('PS-SUM', [sheet])).toMatchObject([{ verdict: 'undecidable' }]);
  });
});

describe('PS-RANGE', () => {
  test.each([
    ['100% | 25 | 25.5', ['error PS-RANGE fails 提高效率：得分 25.5 高于分值 25']],
    ['100% | 25 | -1', ['error PS-RANGE fails 提高效率：得分 -1 为负，应在 0 至 25 之间']],
    ['100% | 25 | 合格', ['warning PS-RANGE undecidable 提高效率：得分“合格”不是数字，无法核对']],
    ['100% | 25 | ', ['warning PS-RANGE undecidable 提高效率：分值 25，得分未填']],
    ['100% | | 25', ['warning PS-RANGE undecidable 提高效率：有得分而分值未填']],
    ['100% | 25 | 0', []],
  ])('%s', (row, expected) => {
    expect(found(['PS-RANGE'], withRow(SYSTEM, '100% | 25 | 25', row))).toEqual(expected);
  });

  test('covers execution, management and the total', () => {
    const sheet = withRow({ ...SYSTEM, total: '100 | 101' }, '安排科学性 | 5 | 5', '安排科学性 | 5 | 6');
    expect(found(['PS-RANGE'], sheet)).toEqual([
      'error PS-RANGE fails 安排科学性：得分 6 高于分值 5',
      'error PS-RANGE fails 总分：得分 101 高于分值 100',
    ]);
  });
});

describe('PS-QUANT', () => {
  const row = '采购设备 | ≥8台 | 6台 | 10 | 7.5';
  const quant = (to: string): string[] =>
    found(['PS-QUANT', 'X-TAIL'], withRow(SYSTEM, row, `采购设备 | ${to}`));
  test.each<[string, string, string[]]>([
    ['met', '≥8台 | 8台 | 10 | 10', []],
    ['none wanted and none there', '=0台 | 0台 | 10 | 10', []],
    ['none wanted and one there', '=0台 | 1台 | 10 | 0', []],
    ['met without an operator', '8台 | 8台 | 10 | 10', []],
    ['a score that nobody rounded', '≥9台 | 8台 | 10 | 8.88888888888889', []],
    ['a change by as much as was wanted', '提高5%以上 | 6% | 10 | 10', []],
    [
      'a change by less than was wanted',
      '提高5%以上 | 4% | 10 | 10',
      ['error PS-QUANT fails 采购设备：10 × 4 ÷ 5 = 8.00，表中 10'],
    ],
    ['a date met', '2031年6月30日前 | 2031年6月 | 10 | 10', []],
    ['a date missed', '2031年6月30日前 | 2031年7月 | 10 | 6', []],
    [
      'a date missed with full marks',
      '2031年6月30日前 | 2031年7月 | 10 | 10',
      ['error PS-QUANT fails 采购设备：“2031年7月”晚于“2031年6月30日前”，未按期完成，应低于满分 10，表中 10'],
    ],
    ['amounts in other units', '≤80万元 | 790000元 | 10 | 10', []],
    ['another word for the unit', '≥8台 | 6辆 | 10 | 7.5', []],
    ['brackets in the unit', '≥8台（套） | 6台套 | 10 | 7.5', []],
    ['a unit in 万', '≥0.8万人次 | 6000人次 | 10 | 7.5', []],
    ['an area', '≥8平方千米 | 6平方公里 | 10 | 7.5', []],
    ['a word more behind the unit', '5个工作日内办结 | 3个工作日办结 | 10 | 10', []],
    ['hours and minutes', '1小时内 | 40分钟 | 10 | 10', []],
    ['a limit said twice', '控制在80万元以内 | 60万元 | 10 | 10', []],
    ['units that may mean the same, and a score that follows', '≥8场 | 6期 | 10 | 7.5', []],
    ['a percentage of a count', '=8台 | 75% | 10 | 7.5', []],
    [
      'one decimal',
      '≥9台 | 6台 | 10 | 6.7',
      ['note X-TAIL holds-within-rounding 尾差 1 处，最大 0.03分（PS-QUANT）'],
    ],
    [
      'another reading',
      '≤8台 | 10台 | 10 | 8',
      [
        'warning PS-QUANT fails 采购设备：10 × (1 − (10 − 8) ÷ 8) = 7.50，表中 8；若按指标值与完成值之比则为 8',
      ],
    ],
    [
      'cut off, not rounded',
      '≥9台 | 6台 | 10 | 6.66',
      ['warning PS-QUANT fails 采购设备：10 × 6 ÷ 9 = 6.67，表中 6.66；若舍去尾数而不四舍五入则为 6.66'],
    ],
    [
      'nothing that explains it',
      '≥8台 | 6台 | 10 | 3',
      ['error PS-QUANT fails 采购设备：10 × 6 ÷ 8 = 7.50，表中 3'],
    ],
  ])('%s', (_, to, expected) => {
    expect(quant(to)).toEqual(expected);
  });

  test.each([
    ['≥95% | 6台 | 10 | 7.5', '指标值以 % 计'],
    ['≥95% | 0.9 | 10 | 7.5', '没有单位'],
    ['≥8台 | | 10 | 7.5', '完成值未填'],
    ['≥8台 | 6至7台 | 10 | 7.5', '不是单一数值'],
    ['2031年6月30日前 | 2031年 | 10 | 10', '不够具体'],
    ['≥8场 | 6户 | 10 | 3', '单位不同'],
    ['≤80万元 | 790000 | 10 | 3', '没写单位'],
  ])('cannot decide %s', (to, reason) => {
    const judged = judgementsOf('PS-QUANT', [withRow(SYSTEM, row, `采购设备 | ${to}`)]);
    const [own] = judged.filter(({ verdict }) => verdict === 'undecidable');
    expect(own?.reason).toContain(reason);
  });

  test.each([
    ['办结时限', '7天 | 5天 | 10 | 10', 0],
    ['有效投诉件数', '3件 | 1件 | 10 | 10', 0],
    ['行政诉讼败诉率', '10% | 5% | 10 | 10', 0],
    ['故障率', '3% | 1% | 10 | 10', 0],
    ['故障处理率', '98% | 95% | 10 | 10', 1],
    ['采购设备', '8台 | 6台 | 10 | 10', 1],
  ])('knows by its name what should stay low: %s', (name, to, count) => {
    expect(found(['PS-QUANT'], withRow(SYSTEM, row, `${name} | ${to}`))).toHaveLength(count);
  });

  test('lets marks be taken off for what was aimed too low, where no system scores', () => {
    const above = withRow(NATIONAL, '≥8期 | 6期 | 30 | 22.5', '≥8期 | 12期 | 30 | 27');
    expect(found(['PS-QUANT'], above)).toEqual([]);
  });

  test.each([
    ['人', '人次', 1],
    ['万亩', '万亩次', 1],
    ['个月', '年', 0],
    ['户', '户左右', 0],
    ['套', '套制度', 0],
    ['场', '场次', 0],
    ['期', '次', 0],
    ['册', '本', 0],
    ['批次', '次', 1],
  ])('tells whether %s and %s are one unit', (target, achieved, count) => {
    expect(
      found(['PS-UNIT'], withRow(SYSTEM, row, `采购设备 | ≥8${target} | 9${achieved} | 10 | 10`)),
    ).toHaveLength(count);
  });

  test('asks for an explanation only where scores are filled in by hand', () => {
    expect(found(['PS-QUANT'], withRow(OFFLINE, '6台 | 10 | 7.5', '6台 | 10 | 3'))).toEqual([
      'warning PS-QUANT fails 采购设备：10 × 6 ÷ 8 = 7.50，表中 3',
    ]);
  });

  test('leaves the direction of a proportion open where the footnote does', () => {
    const inverse = withRow(OFFLINE, '≤80万元 | 60万元 | 10 | 10', '≤80万元 | 100万元 | 10 | 8');
    expect(found(['PS-QUANT'], inverse)).toEqual([]);
  });

  test('sums up a habit in one warning with every row', () => {
    const zero = withRow(SYSTEM, '≤80万元 | 60万元 | 10 | 10', '≤80万元 | 0万元 | 10 | 0');
    const judged = judgementsOf('PS-QUANT', [zero, { ...zero, name: '另一购置' }]);
    const failed = judged.filter(({ verdict }) => verdict === 'fails');
    expect(failed).toMatchObject([
      {
        instance: 'habit:cost-zero',
        severity: 'warning',
        reason: '成本指标实际为 0 按 0 分计：2 张表的 2 个指标，公式应得满分；请说明依据',
      },
    ]);
    expect(failed[0]?.places.map(({ role }) => role)).toEqual([
      ...['target', 'achieved', 'weight', 'score'],
      ...['target', 'achieved', 'weight', 'score'],
    ]);
    expect(found(['PS-DEV'], zero)).toEqual([]);
  });
});

describe('PS-QUAL', () => {
  test.each<[string, string[]]>([
    ['提高 | 100% | 25 | 25', []],
    ['提高 | 95% | 25 | 23', []],
    ['提高 | 80% | 25 | 20', []],
    ['比上年增长 | 11% | 25 | 25', []],
    [
      '提高 | 50% | 25 | 25',
      ['error PS-QUAL fails 提高效率：25 × 50% = 12.50，或在“较差”一档 0 至 15（不含）内，表中 25'],
    ],
    ['提高 | 提高 | 25 | 23', []],
    ['提高 | 提高 | 25 | 20', ['error PS-QUAL fails 提高效率：按“好”一档应在 22.5 至 25 内，表中 20']],
    ['提高 | 较好 | 25 | 21', []],
    [
      '提高 | 较好 | 25 | 25',
      ['error PS-QUAL fails 提高效率：按“较好”一档应在 20 至 22.5（不含）内，表中 25'],
    ],
  ])('%s', (row, expected) => {
    expect(found(['PS-QUAL'], withRow(SYSTEM, '提高 | 100% | 25 | 25', row))).toEqual(expected);
  });

  const national = (row: string): string[] =>
    found(['PS-QUAL'], withRow(NATIONAL, '提高 | 提高 | 30 | 28', row));

  test.each([
    '提高 | 达成预期指标 | 30 | 28',
    '提高 | 达成年度指标 | 30 | 24',
    '提高 | 部分达成预期指标，并具有一定效果 | 30 | 20',
    '提高 | 未达成预期指标且效果较差 | 30 | 10',
    '提高 | 较好 | 30 | 26',
    '提高 | 基本完成 | 30 | 26',
  ])('knows the phrases of the national form: %s', (row) => {
    expect(national(row)).toEqual([]);
  });

  test('asks for an explanation where the scheme is only assumed', () => {
    expect(national('提高 | 部分达成预期指标并具有一定效果 | 30 | 28')).toEqual([
      'warning PS-QUAL fails 提高业务水平：按“部分达成”一档应在 18 至 24（不含）内，表中 28',
    ]);
  });

  test('cannot decide on other words', () => {
    const judged = judgementsOf('PS-QUAL', [withRow(SYSTEM, '提高 | 100%', '提高 | 有所改善')]);
    expect(judged.find(({ verdict }) => verdict === 'undecidable')?.reason).toContain('“有所改善”');
  });
});

describe('PS-DEV', () => {
  test.each<[string, string, string[]]>([
    ['a missed share', '80% | 10 | 8 | -20.00 | 供货延期', []],
    [
      'a wrong sign',
      '80% | 10 | 8 | 20.00 | 供货延期',
      ['error PS-DEV fails 完成时间：80 − 100 = -20.00，表中 20.00'],
    ],
    ['left blank', '80% | 10 | 8 | | 供货延期', ['error PS-DEV fails 完成时间：80 − 100 = -20.00，表中未填']],
    [
      'without a reason',
      '80% | 10 | 8 | -20.00 |',
      ['warning PS-DEV fails 原因：完成时间失分或有偏差，没有填写偏差原因及改进措施'],
    ],
    ['met', '100% | 10 | 10 | 0.00 |', []],
    ['met, left blank', '100% | 10 | 10 | |', []],
  ])('%s', (_, to, expected) => {
    expect(found(['PS-DEV'], withRow(SYSTEM, '80% | 10 | 8 | -20.00 | 供货延期', to))).toEqual(expected);
  });

  test.each([
    ['≤1.5万元 | 2.69万元', '79.33'],
    ['≤10万元 | 36.78万元', '267.80'],
    ['≥5批 | 2批', '-60.00'],
  ])('%s deviates by %s', (values, deviation) => {
    const [target] = values.split('|');
    const to = `${values} | 10 | 5 | ${deviation} | 有原因`;
    const judged = judgementsOf('PS-DEV', [withRow(SYSTEM, '≥8台 | 6台 | 10 | 7.5 | -25.00 | 两台延期', to)]);
    expect(judged.find(({ places }) => places[0]?.printed === target?.trim())).toMatchObject({
      verdict: 'holds',
    });
  });
});

test.each<[string, string, string, string, string[]]>([
  [
    'PS-OVER',
    '≥8台 | 6台 | 10 | 7.5 | -25.00 | 两台延期',
    '≥8台 | 11台 | 10 | 10 | 0.00 | 追加采购',
    'a reason',
    [],
  ],
  [
    'PS-OVER',
    '≥8台 | 6台 | 10 | 7.5 | -25.00 | 两台延期',
    '≥8台 | 11台 | 10 | 10 | 0.00 |',
    'no reason',
    ['warning PS-OVER fails 采购设备目标 ≥8台、完成 11台，超过目标三成仍得满分，没有说明原因'],
  ],
  [
    'PS-NAME',
    '采购设备',
    '',
    'a blank name',
    ['error PS-NAME fails 数量指标（指标值 ≥8台，分值 10）没有填写三级指标名称'],
  ],
  [
    'PS-UNIT',
    '6台',
    '6次',
    'another unit',
    ['warning PS-UNIT fails 采购设备指标值“≥8台”与完成值“6次”单位不同'],
  ],
  ['PS-UNIT', '≤80万元', '≤800000元', 'money in 元', []],
  [
    'PS-CASE',
    '验收合格率 | =100% | 100% | 10 | 10',
    '采购验收 | ≥8台 | 6台 | 10 | 10',
    'like cases scored differently follow from the wrong score',
    [
      'caused PS-CASE fails 指标值 ≥8台、完成值 6台、分值 10 相同，得分却分别为 7.5（采购设备）、10（采购验收）',
    ],
  ],
])('%s with %s → %s (%s)', (rule, from, to, _, expected) => {
  expect(found([rule], withRow(SYSTEM, from, to))).toEqual(expected);
});

test('PS-CASE: a habit followed for one zero cost and not for another', () => {
  const [cost = '', ...rest] = SYSTEM.indicators ?? [];
  const row = (name: string, target: string, score: string): string =>
    cost.replace('采购成本 | ≤80万元 | 60万元 | 10 | 10', `${name} | ${target} | 0万元 | 5 | ${score}`);
  const sheet = {
    ...SYSTEM,
    indicators: [row('安装', '≤10万元', '0'), row('运输', '≤70万元', '5'), ...rest],
  };
  expect(found(['PS-CASE'], sheet)).toEqual([
    'warning PS-CASE fails 实际均为 0，得分却分别为 0（安装）、5（运输）',
  ]);
});

test('PS-SAT notes once that every satisfaction equals its target', () => {
  const exact = withRow(SYSTEM, '97%', '95%');
  const names = ['一', '二', '三'];
  expect(found(['PS-SAT'], ...names.map((name) => ({ ...exact, name })))).toEqual([
    'note PS-SAT fails 达到目标的 3 个满意度指标，完成值都恰好等于目标',
  ]);
  expect(found(['PS-SAT'], exact)).toEqual([]);
});

test('the catalogue lists the rules over sheets', () => {
  const ids = builtInRules().map(({ id }) => id);
  expect(sheetRules(BUILT_IN_PROFILES).every(({ id }) => ids.includes(id))).toBe(true);
});
