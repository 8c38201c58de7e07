import { describe, expect, test } from 'vitest';
import { told } from '../../src/language/message.js';
import { checkReport } from '../../src/engine/check.js';
import type { EvaluationSheet, Reading } from '../../src/model/evaluation.js';
import { recogniseSheets, reportsIn } from '../../src/recognise/recognise.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { projectRows } from '../../src/rules/evaluation/sheets.js';
import type { Sheet } from '../../src/source/document.js';
import { bare } from '../evaluation.js';
import { textSheet } from './text-sheet.js';

/** A project whose every score follows its scheme, in the rows that most layouts share. */
const HEAD = ['项目支出绩效自评表', '（2031年度）', '项目名称 || 管网检测 || 主管部门 | 青屿市水务局'];
const FUNDING = [
  '项目资金（万元） || 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分',
  '| 年度资金总额 | 60 | 80 | 60 | 10 | 75.00% | 7.5',
  '| 其中：财政拨款 | 60 | 80 | 60 | - | 75.00% | -',
];
const GOAL = ['年度总体目标 | 预期目标 ||| 实际完成情况', '| 检测管网并建档 ||| 管网都已检测，档案已建'];
const HEADER =
  '一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施';
const ROWS = [
  '产出指标 | 数量指标 | 检测长度 | ≥80公里 | 60公里 | 30 | 22.5 | 汛期停工',
  '产出指标 | 质量指标 | 合格率 | ≥95% | 96% | 20 | 20 |',
  '效益指标 | 社会效益指标 | 减少漏损 | 有效减少 | 达成预期指标 | 30 | 28 | 部分小区延后',
  '满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% | 92% | 10 | 10 |',
];
const TOTAL = '总分 ||||| 100 | 88';

const cellsOf = (line: string): string[] => line.split('|').map((text) => text.trim());

/** A row of the indicator table with its cells in another order; `name` of a cell that is none stands as written. */
const arranged = (row: string, order: readonly (number | string)[]): string =>
  order.map((at) => (typeof at === 'number' ? (cellsOf(row)[at] ?? '') : at)).join(' | ');

const arrangedAll = (order: readonly (number | string)[], names: readonly string[] = []): string[] => [
  arranged(
    HEADER,
    order.map((at, index) => names[index] ?? at),
  ),
  ...ROWS.map((row) => arranged(row, order)),
];

interface Layout {
  readonly lines: readonly string[];
  /** Top, left, bottom, right. */
  readonly merges?: readonly (readonly [number, number, number, number])[];
}

const sheetOf = ({ lines, merges = [] }: Layout): Sheet =>
  textSheet(
    '自评',
    lines.map(cellsOf),
    merges.map(([top, left, bottom, right]) => ({ top, left, bottom, right })),
  );

const recognised = (layout: Layout): ReturnType<typeof recogniseSheets> =>
  recogniseSheets({ file: '自评.xlsx', format: 'xlsx', sheets: [sheetOf(layout)], paragraphs: [] });

function sheetIn(layout: Layout): EvaluationSheet | undefined {
  const sheets = recognised(layout).flatMap(({ evaluation }) => evaluation.sheets);
  expect(sheets).toHaveLength(1);
  return sheets[0];
}

/** "error PS-SUM", "undecidable PS-FUND": what is found, but for notes and what is not checked by design. */
function findingsIn(...layouts: readonly Layout[]): string[] {
  const document = {
    file: '自评.xlsx',
    format: 'xlsx' as const,
    sheets: layouts.map((layout, index) => ({ ...sheetOf(layout), name: `表${index + 1}` })),
    paragraphs: [],
  };
  return reportsIn(recogniseSheets(document)).flatMap((report) =>
    checkReport(report, builtInRules())
      .findings.filter(({ severity }) => severity !== 'note')
      .map(({ severity, ruleId, message }) => `${severity} ${ruleId} ${message}`),
  );
}

const printed = (reading: Reading<unknown> | undefined): string => bare(reading?.printed);

const figures = (sheet: EvaluationSheet | undefined): string[] => [
  ...(sheet?.indicators ?? []).map(({ name, target, achieved, weight, score }) =>
    [name, ...[target, achieved, weight, score].map(printed)].join(' '),
  ),
  [sheet?.total?.weight, sheet?.total?.score].map(printed).join(' '),
];

const PLAIN: Layout = { lines: [...HEAD, ...FUNDING, ...GOAL, HEADER, ...ROWS, TOTAL] };
const EXPECTED = [
  '检测长度 ≥80公里 60公里 30 22.5',
  '合格率 ≥95% 96% 20 20',
  '减少漏损 有效减少 达成预期指标 30 28',
  '居民满意度 ≥90% 92% 10 10',
  '100 88',
];

describe('the indicators are read and followed in the layout', () => {
  test.each<readonly [string, Layout]>([
    ['of the national form', PLAIN],
    [
      'with score before weight',
      {
        lines: [...HEAD, ...FUNDING, ...arrangedAll([0, 1, 2, 3, 4, 6, 5, 7]), '总分 ||||| 88 | 100'],
      },
    ],
    [
      'with a header in two rows',
      {
        lines: [
          ...HEAD,
          ...FUNDING,
          '绩效指标 ||| 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析',
          '一级指标 | 二级指标 | 三级指标 |||||',
          ...ROWS,
          TOTAL,
        ],
        merges: [[6, 0, 6, 2]],
      },
    ],
    [
      'with columns counted below the header',
      {
        lines: [
          ...HEAD,
          ...FUNDING.slice(0, 1),
          '| 栏次 | 1 | 2 | 3 | 4 | 5 | 6',
          ...FUNDING.slice(1),
          HEADER,
          '|||(1) | (2) | (3) | (4) |',
          ...ROWS,
          TOTAL,
        ],
      },
    ],
    [
      'with points beside every level',
      {
        lines: [
          ...HEAD,
          ...FUNDING,
          '一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 年度指标值 | 实际完成值 | 得分 | 备注',
          ...ROWS.map((row, index) =>
            arranged(row, [
              0,
              ['50', '', '30', '10'][index] ?? '',
              1,
              ['30', '20', '30', '10'][index] ?? '',
              2,
              5,
              3,
              4,
              6,
              7,
            ]),
          ),
          '总分 ||||| 100 ||| 88',
        ],
      },
    ],
    [
      'with the money called 合计',
      {
        lines: [
          ...HEAD,
          ...FUNDING.map((line) => line.replace('年度资金总额', '合计')),
          ...GOAL,
          HEADER,
          ...ROWS,
          TOTAL,
        ],
      },
    ],
    [
      'with a header over the labels of the money',
      {
        lines: [
          ...HEAD,
          (FUNDING[0] ?? '').replace('项目资金（万元）', '年度预算申请（万元）'),
          ...FUNDING.slice(1),
          HEADER,
          ...ROWS,
          TOTAL,
        ],
      },
    ],
    [
      'with columns of the place’s own among the money',
      {
        lines: [
          ...HEAD,
          '项目资金（万元） || 年初预算数 | 全年预算数 | 全年执行数 | 结转结余数 | 分值 | 执行率 | 评分标准 | 得分',
          '| 年度资金总额 | 60 | 80 | 60 | 20 | 10 | 75.00% | 按执行率 | 7.5',
          HEADER,
          ...ROWS,
          TOTAL,
        ],
      },
    ],
    [
      'with four levels',
      {
        lines: [
          ...HEAD,
          ...FUNDING,
          ...arrangedAll(
            [0, 1, '完成情况', 2, 3, 4, 5, 6, 7],
            ['', '', '三级指标', '四级指标'].map((name) => name || undefined) as string[],
          ),
          '总分 |||||| 100 | 88',
        ],
      },
    ],
    [
      'with points behind the names and none of their own',
      {
        lines: [
          ...HEAD,
          ...FUNDING,
          arranged(HEADER, [0, 1, 2, 3, 4, 6, 7]),
          ...ROWS.map((row) =>
            arranged(row, [0, 1, `${cellsOf(row)[2] ?? ''}（${cellsOf(row)[5] ?? ''}分）`, 3, 4, 6, 7]),
          ),
          '总分 ||||| 88',
        ],
      },
    ],
    [
      'with 分 behind every score',
      {
        lines: [
          ...HEAD,
          ...FUNDING,
          HEADER,
          ...ROWS.map((row) =>
            arranged(row, [0, 1, 2, 3, 4, `${cellsOf(row)[5] ?? ''}分`, `${cellsOf(row)[6] ?? ''}分`, 7]),
          ),
          '总分 ||||| 100分 | 88分',
        ],
      },
    ],
    [
      'with headers over the totals',
      {
        lines: [
          ...HEAD,
          ...FUNDING,
          HEADER,
          ...ROWS,
          '总分 ||||| 总分值 | 总得分 | 自评等级',
          '||||| 100 | 88 | 良',
        ],
      },
    ],
    [
      'with reasons in a column without header',
      { lines: [...HEAD, ...FUNDING, arranged(HEADER, [0, 1, 2, 3, 4, 5, 6]), ...ROWS, TOTAL] },
    ],
    [
      'with 产出指标30分 as label and 绩效目标值 as header',
      {
        lines: [
          ...HEAD,
          ...FUNDING,
          HEADER.replace('年度指标值', '绩效目标值'),
          ...ROWS.map((row) => row.replace('产出指标', '产出指标50分')),
          TOTAL,
        ],
      },
    ],
  ])('%s', (_, layout) => {
    const sheet = sheetIn(layout);
    const own = figures(sheet);
    const hasNoWeights = own.at(-1)?.startsWith(' ');
    expect(own.map((line) => line.replace(/分(?= |$)/gu, ''))).toEqual(
      hasNoWeights === true ? [...EXPECTED.slice(0, -1), ' 88'] : EXPECTED,
    );
    expect(sheet?.gaps).toEqual([]);
    expect(findingsIn(layout)).toEqual([]);
  });

  test.each(['合计', '自评得分合计', '综合得分', '合计（100分）', '总分（满分100分）'])(
    'with the total called %s',
    (label) => {
      expect(
        figures(sheetIn({ lines: [...HEAD, ...FUNDING, HEADER, ...ROWS, TOTAL.replace('总分', label)] })),
      ).toEqual(EXPECTED);
    },
  );
});

describe('operator, value and unit in columns of their own', () => {
  const header = '一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 分值 | 得分';
  const targetOf = (operator: string, value: string, unit: string): string => {
    const row = `产出指标 | 数量指标 | 检测长度 | ${operator} | ${value} | ${unit} | 60公里 | 90 | 67.5`;
    const target = sheetIn({ lines: [...HEAD, ...FUNDING, header, row] })?.indicators[0]?.target;
    return target?.printed ?? '';
  };
  test.each([
    ['≥', '80', '公里', '≥80公里'],
    ['≥', '80公里', '公里', '≥80公里'],
    ['≥', '≥80', '公里', '≥80公里'],
    ['定性', '2031年12月底前', '', '2031年12月底前'],
    ['定性', '有效减少', '', '有效减少'],
  ])('%s | %s | %s is %s', (operator, value, unit, target) => {
    expect(targetOf(operator, value, unit)).toBe(target);
  });
});

describe('the funding block', () => {
  const withFunding = (...lines: readonly string[]): Layout => ({
    lines: [...HEAD, FUNDING[0] ?? '', ...lines, ...GOAL, HEADER, ...ROWS, TOTAL],
  });
  const line = (label: string, amount: number): string =>
    `| ${label} | ${amount} | ${amount} | ${amount} | - | - | -`;

  test.each<readonly [string, readonly string[]]>([
    ['sources by level of government', [line('市级资金', 60), line('县（区）级配套资金', 20)]],
    [
      'government funds and state capital',
      [line('1.一般公共预算资金', 40), line('2.政府性基金', 30), line('3.国有资本经营预算资金', 10)],
    ],
    [
      'parts of a part, and another source',
      [line('其中：财政拨款', 60), line('其中：中央补助', 20), line('省级补助', 40), line('其他资金', 20)],
    ],
    ['a part of a part only', [line('财政拨款', 60), line('其中：中央补助', 20), line('其他资金', 20)]],
    [
      'sources with parts numbered another way',
      [
        line('（一）财政拨款', 60),
        line('1.本年财政拨款', 50),
        line('2.上年结转', 10),
        line('（二）其他资金', 20),
      ],
    ],
    ['one part only', [line('其中：中央补助', 50)]],
    ['the first line repeated as parts', [line('其中：财政拨款', 80), line('其中：省级', 80)]],
  ])('adds up: %s', (_, lines) => {
    const layout = withFunding('| 年度资金总额 | 80 | 80 | 80 | 10 | 100% | 10', ...lines);
    expect(sheetIn(layout)?.funding).toHaveLength(lines.length + 1);
    expect(findingsIn(layout).filter((finding) => finding.includes('PS-FUND'))).toEqual([]);
  });

  test.each<readonly [string, readonly string[], string]>([
    ['a source is missing', [line('财政拨款', 60)], 'error PS-FUND'],
    [
      'only parts of the last line may be missing',
      [line('财政拨款', 50), line('其中：中央补助', 20)],
      'error PS-FUND',
    ],
    [
      'the form does not say where the parts end',
      [line('财政拨款', 60), line('其中：中央补助', 70), line('其他资金', 10)],
      '',
    ],
    ['one line has a name of its own', [line('财政拨款', 60), line('青屿河治理款', 10)], ''],
    ['one line could not be read', [line('财政拨款', 60), '| 其他资金 | 约 | 二十 | 万 | - | - | -'], ''],
  ])('does not: %s', (_, lines, finding) => {
    const layout = withFunding('| 年度资金总额 | 80 | 80 | 80 | 10 | 100% | 10', ...lines);
    const found = findingsIn(layout).filter((one) => one.includes('PS-FUND'));
    expect(found.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(
      finding === '' ? [] : [finding, finding, finding],
    );
  });

  test('takes its points from the header where no column has them', () => {
    const layout: Layout = {
      lines: [
        ...HEAD,
        '预算执行（万元） | | 预算数 | 执行数 | 执行率 | 得分（20分×执行率）',
        '| 年度财政资金总额 | 80 | 60 | 75% | 15',
        HEADER,
        ...ROWS.map((row) => row.replace('| 20 | 20 |', '| 10 | 10 |')),
        '总分 ||||| 100 | 85.5',
      ],
    };
    expect(printed(sheetIn(layout)?.funding[0]?.weight)).toBe('20分');
    expect(findingsIn(layout)).toEqual([]);
  });

  test('may leave the execution to an index', () => {
    const layout: Layout = {
      lines: [
        ...HEAD,
        '项目资金（万元） || 年初预算数 | 全年预算数 | 全年执行数 | 执行率',
        '| 年度资金总额 | 60 | 80 | 60 | 75.00%',
        HEADER,
        '预算执行 | 预算执行 | 预算执行率 | 100% | 75% | 10 | 7.5 | 跨年支付',
        ...ROWS,
        TOTAL,
      ],
    };
    expect(findingsIn(layout)).toEqual([]);
  });

  test('is not missed where the points come to 100 without it', () => {
    const rows = ROWS.map((row) => row.replace('| 20 | 20 |', '| 30 | 30 |'));
    const layout: Layout = { lines: [...HEAD, HEADER, ...rows, '总分 ||||| 100 | 90.5'] };
    expect(sheetIn(layout)?.gaps.map(({ text }) => told(text))).toEqual(['缺项目资金']);
    expect(findingsIn(layout)).toEqual([]);
    const wrong: Layout = { lines: [...layout.lines.slice(0, -1), '总分 ||||| 100 | 95.5'] };
    expect(findingsIn(wrong).map((finding) => finding.slice(0, 12))).toEqual(['error PS-SUM']);
  });
});

describe('a way of scoring that the sheet states', () => {
  const stated = (note: string): string[] =>
    findingsIn({
      lines: [
        ...HEAD,
        ...FUNDING.map((line) => line.replace('| 7.5', '| 9')),
        HEADER,
        ...ROWS,
        '总分 ||||| 100 | 89.5',
        note,
      ],
    });
  test('is not followed, and nothing else taken for it', () => {
    expect(stated('注：执行率在70%至80%之间的按9分计。')).toEqual([]);
    expect(stated('注：本表由实施单位填报。').map((finding) => finding.slice(0, 13))).toEqual([
      'error PS-EXEC',
    ]);
  });

  test('may stand in the row', () => {
    const rows = (standard: string): string[] => [
      HEADER.replace('分值', '评分标准 | 分值'),
      ...ROWS.map((row) => arranged(row, [0, 1, 2, 3, 4, standard, 5, 6, 7]).replace('| 22.5 |', '| 28 |')),
      '总分 |||||| 100 | 93.5',
    ];
    expect(findingsIn({ lines: [...HEAD, ...FUNDING, ...rows('每少1公里扣0.1分')] })).toEqual([]);
    expect(findingsIn({ lines: [...HEAD, ...FUNDING, ...rows('按比例得分')] })).toHaveLength(1);
  });
});

test('a reason merged over several rows is that of each', () => {
  const rows = ROWS.map((row) => row.replace(/\| (?:汛期停工|部分小区延后)$/u, '|'));
  const layout = (merges: Layout['merges']): Layout => ({
    lines: [...HEAD, ...FUNDING, HEADER, `${rows[0] ?? ''}汛期停工，小区延后`, ...rows.slice(1), TOTAL],
    ...(merges && { merges }),
  });
  expect(findingsIn(layout([[7, 7, 10, 7]]))).toEqual([]);
  expect(findingsIn(layout([])).map((finding) => finding.slice(0, 14))).toEqual(['warning PS-DEV']);
});

describe('the head', () => {
  const headed = (...lines: readonly string[]): EvaluationSheet | undefined =>
    sheetIn({ lines: [...lines, ...FUNDING, HEADER, ...ROWS, TOTAL] });
  test.each<readonly [string, string, number | undefined, readonly string[]]>([
    ['管网检测', '青屿市水务局', 2031, HEAD],
    [
      '管网检测',
      '青屿市水务局',
      2031,
      ['2031年管网检测项目自评表', '部门名称 | 青屿市水务局 | 项目名称 | 管网检测'],
    ],
    [
      '管网检测',
      '青屿市水务局',
      2031,
      ['2031年管网检测绩效评价自评表', '项目名称 | 管网检测 || 主管部门 | [300]青屿市水务局'],
    ],
    [
      '2030年管网检测',
      '青屿市水务局',
      undefined,
      ['项目支出绩效自评表', '项目名称 | 2030年管网检测 || 主管部门（盖章） | 青屿市水务局'],
    ],
    [
      '12345热线',
      '12345热线中心',
      2031,
      ['项目支出绩效自评表', '（2031年度）', '项目名称 | 12345热线 || 主管部门 | 12345热线中心'],
    ],
  ])('names %s of %s, %s', (name, department, year, lines) => {
    const sheet = headed(...lines);
    expect([sheet?.name?.value, sheet?.department?.value, sheet?.fiscalYear?.value]).toEqual([
      name,
      department,
      year,
    ]);
  });
});

describe('the summary', () => {
  const summaryIn = (layout: Layout): readonly string[] =>
    recognised(layout)
      .flatMap(({ evaluation }) => evaluation.summaries)
      .flatMap(({ rows, gaps }) => [
        ...rows.map(({ name, budget, executed, rate, execution, groups, total }) =>
          [
            name,
            ...[budget, executed, rate, execution, ...groups.map(({ points }) => points), total].map(printed),
          ].join(' '),
        ),
        ...gaps.map(({ text }) => told(text)),
      ]);

  test.each<readonly [string, Layout, readonly string[]]>([
    [
      'two columns of offices and a line of totals',
      {
        lines: [
          '2031年度项目支出绩效自评汇总表',
          '序号 | 项目名称 | 主管部门 | 实施单位 | 项目类型 | 全年预算数 | 全年执行数 | 预算执行率 | 自评得分 | 自评等级',
          '1 | 管网检测 | 青屿市水务局 | 管网所 | 特定目标 | 80 | 60 | 75.00% | 88 | 良',
          '合计 ||||| 80 | 60 | 75.00% ||',
          '审核人：某 || 制表人：某',
        ],
      },
      ['管网检测 80 60 75%  88', '合计 80 60 75%  '],
    ],
    [
      'a header in two rows',
      {
        lines: [
          '2031年度项目支出绩效自评结果汇总表',
          '序号 | 项目名称 | 项目资金 ||| 自评得分 ||||| 自评结果',
          '|| 全年预算数 | 全年执行数 | 执行率 | 预算执行（10分） | 产出指标（50分） | 效益指标（30分） | 满意度指标（10分） | 总分 |',
          '1 | 管网检测 | 80 | 60 | 75.00% | 7.5 | 42.5 | 28 | 10 | 88 | 良',
        ],
        merges: [
          [1, 2, 1, 4],
          [1, 5, 1, 9],
          [1, 0, 2, 0],
          [1, 1, 2, 1],
          [1, 10, 2, 10],
        ],
      },
      ['管网检测 80 60 75% 7.5 42.5 28 10 88'],
    ],
  ])('is read with %s', (_, layout, rows) => {
    expect(summaryIn(layout)).toEqual(rows);
    expect(findingsIn(layout).filter((finding) => finding.startsWith('error'))).toEqual([]);
  });

  test('is compared with the sheets in one unit of measure', () => {
    const summary: Layout = {
      lines: [
        '2031年度项目支出绩效自评汇总表',
        '单位：元',
        '序号 | 项目名称 | 全年预算数 | 全年执行数 | 预算执行率 | 自评得分',
        '1 | 管网检测 | 800,000.00 | 600,000.00 | 75.00% | 88',
      ],
    };
    expect(findingsIn(PLAIN, summary)).toEqual([]);
    const wrong = { lines: summary.lines.map((line) => line.replace('600,000.00', '650,000.00')) };
    expect(findingsIn(PLAIN, wrong).map((finding) => finding.slice(0, 12))).toEqual(['error SU-ROW']);
  });

  test('adds up to its last line', () => {
    const lines = [
      '2031年度项目支出绩效自评汇总表',
      '序号 | 项目名称 | 全年预算数 | 全年执行数 | 预算执行率 | 自评得分',
      '1 | 管网检测 | 80 | 60 | 75.00% | 88',
      '2 | 泵站检修 | 20 | 20 | 100.00% | 95',
      '| 管网所小计 | 100 | 80 | 80.00% |',
    ];
    const sums = (last: string): string[] =>
      findingsIn({ lines: [...lines, last] }).filter((finding) => finding.includes('合计'));
    expect(sums('合计 || 100 | 80 | 80.00% |')).toEqual([]);
    expect(sums('合计 || 110 | 80 | 72.73% |')).toEqual([
      'error SU-SUM 汇总表各项目全年预算数之和 100，合计印作 110',
    ]);
  });

  test('may be published twice', () => {
    const summary: Layout = {
      lines: [
        '2031年度项目支出绩效自评汇总表',
        '序号 | 项目名称 | 全年预算数 | 全年执行数 | 预算执行率 | 自评得分',
        '1 | 管网检测 | 80 | 60 | 75.00% | 88',
      ],
    };
    expect(findingsIn(summary, summary).filter((finding) => finding.includes('SU-DUP'))).toEqual([]);
  });

  test('may count the costs under its column of output', () => {
    const cost = ROWS.map((row) => row.replace('产出指标 | 质量指标', '成本指标 | 经济成本指标'));
    const summary: Layout = {
      lines: [
        '2031年度项目支出绩效自评汇总表',
        '序号 | 项目名称 | 全年预算数 | 全年执行数 | 预算执行率 | 产出指标 | 效益指标 | 满意度指标 | 自评得分',
        '1 | 管网检测 | 80 | 60 | 75.00% | 42.5 | 28 | 10 | 88',
      ],
    };
    expect(findingsIn({ lines: [...HEAD, ...FUNDING, HEADER, ...cost, TOTAL] }, summary)).toEqual([]);
  });
});

test('points merged over several indexes are those of none of them', () => {
  const rows = ROWS.map((row) =>
    row.replace('| 30 | 22.5', '| 50 | 22.5').replace('| 20 | 20 |', '|  | 20 |'),
  );
  const layout: Layout = {
    lines: [...HEAD, ...FUNDING, ...GOAL, HEADER, ...rows, TOTAL],
    merges: [[9, 5, 10, 5]],
  };
  const sheet = sheetIn(layout);
  expect(sheet?.gaps).toEqual([]);
  expect(sheet?.indicators.map(({ weight }) => weight?.state)).toEqual([
    'unreadable',
    'unreadable',
    'read',
    'read',
  ]);
  expect(findingsIn(layout)).toEqual([]);
});

const SUMMARY_HEAD = ['项目支出绩效自评汇总表', '部门：青屿市水务局 ||||| 金额单位：万元'];

test.each<readonly [string, Layout, readonly string[]]>([
  [
    'in lines of their own',
    {
      lines: [
        ...SUMMARY_HEAD,
        '序号 | 项目名称 | 全年预算数 | 全年执行数 | 执行率 | 自评得分',
        '| 青屿市排水所',
        '1 | 公用经费 | 60 | 60 | 100.00% | 100',
        '| 青屿市供水所',
        '2 | 公用经费 | 30 | 30 | 100.00% | 100',
      ],
    },
    ['青屿市排水所 公用经费', '青屿市供水所 公用经费'],
  ],
  [
    'in a column, where they change',
    {
      lines: [
        ...SUMMARY_HEAD,
        '序号 | 单位名称 | 项目名称 | 全年预算 | 全年执行 | 执行率 | 评价得分',
        '1 | 青屿市排水所 | 公用经费 | 60 | 60 | 100.00% | 100',
        '2 || 管网维护 | 20 | 20 | 100.00% | 100',
        '3 | 青屿市供水所 | 公用经费 | 30 | 30 | 100.00% | 100',
      ],
    },
    ['青屿市排水所 公用经费', '青屿市排水所 管网维护', '青屿市供水所 公用经费'],
  ],
  [
    'in lines with their sums',
    {
      lines: [
        ...SUMMARY_HEAD,
        '序号 | 项目名称 | 全年预算数 | 全年执行数 | 执行率 | 自评得分',
        '一 | 青屿市排水所 | 60 | 60 | 100.00% |',
        '1 | 公用经费 | 60 | 60 | 100.00% | 100',
        '二 | 青屿市供水所 | 30 | 30 | 100.00% |',
        '1 | 公用经费 | 30 | 30 | 100.00% | 100',
        '| 合计 | 90 | 90 | 100.00% |',
      ],
    },
    ['青屿市排水所 公用经费', '青屿市供水所 公用经费'],
  ],
])('projects of several units in a summary: units %s', (_, layout, expected) => {
  const summaries = recognised(layout).flatMap(({ evaluation }) => evaluation.summaries);
  expect(projectRows(summaries).map(({ owner = '', name }) => `${owner} ${name}`)).toEqual(expected);
  expect(findingsIn(layout)).toEqual([]);
});

const SCORED = '序号 | 项目名称 | 全年预算数 | 全年执行数 | 执行率 | 产出指标 | 效益指标 | 自评得分';
const undecidedIn = (layout: Layout): string[] =>
  reportsIn(recognised(layout)).flatMap((report) =>
    checkReport(report, builtInRules()).undecided.map(({ ruleId }) => ruleId),
  );

test('a mean is not judged where a row of the summary was not understood', () => {
  const layout: Layout = {
    lines: [
      ...SUMMARY_HEAD,
      SCORED,
      '1 | 管网检测 | 80 | 80 | 100.00% | 50 | 34 | 94',
      '2 | 河道清淤 | 二十万 | 20 | 100.00% | 50 | 30 | 90',
      '| 平均 |||||| 92',
    ],
  };
  expect(findingsIn(layout)).toEqual([]);
  expect(undecidedIn(layout)).toContain('SU-AVG');
});

test('a project on an average is no mean of the others', () => {
  const layout: Layout = {
    lines: [
      ...SUMMARY_HEAD,
      SCORED,
      '1 | 管网检测 | 80 | 80 | 100.00% | 50 | 34 | 94',
      '2 | 平均水位监测 | 20 | 20 | 100.00% | 50 | 20 | 80',
    ],
  };
  const summaries = recognised(layout).flatMap(({ evaluation }) => evaluation.summaries);
  expect(projectRows(summaries).map(({ name }) => name)).toEqual(['管网检测', '平均水位监测']);
  expect(findingsIn(layout)).toEqual([]);
});

test('points that a summary leaves blank are shown as such', () => {
  const layout: Layout = {
    lines: [...SUMMARY_HEAD, SCORED, '1 | 管网检测 | 80 | 80 | 100.00% | 50 || 94'],
  };
  expect(findingsIn(layout)).toEqual([
    'warning SU-SUM 汇总表“管网检测”：10×80÷80 + 50 + （空白） ＝ 60，自评得分印作 94',
  ]);
});

test.each([
  ['without a name', '||| 30 | 30 | 30'],
  ['of a name that is too long', '| 乡镇及行政村自筹用于本年度管网检测和维护的配套投入部分 || 30 | 30 | 30'],
])('a line of funds %s is told, and nothing made of its lack', (_, line) => {
  const sheet = sheetIn({ lines: [...HEAD, ...FUNDING, line, ...GOAL, HEADER, ...ROWS] });
  expect(sheet?.gaps.map(({ text }) => told(text)).join()).toContain('一行没有读懂');
});

test.each([
  ['beside its label', ['总分 ||||| 100 | 88', '自评等级 | 良']],
  ['in one cell with it', ['总分 ||||| 100 | 88', '自评得分：88分    自评等级：良']],
  ['ticked', ['总分 ||||| 100 | 88', '自评等级 | 优□ 良☑ 中□ 差□']],
  ['ticked before the word', ['总分 ||||| 100 | 88', '自评等级 | □优 ☑良 □中 □差']],
  ['ticked in brackets before the word', ['总分 ||||| 100 | 88', '自评等级 | （ ）优（√）良（ ）中（ ）差']],
  ['ticked beside boxes that are letters', ['总分 ||||| 100 | 88', '自评等级 | 口优 ☑良 口中 口差']],
  ['behind the total', ['总分 ||||| 100 | 88 | 良']],
  ['below a total of one cell', ['总分：88分', '自评等级：良']],
  ['below a total by the name of the score', ['自评得分 ||||| 100 | 88', '自评等级：良']],
])('a grade is read %s', (_, last) => {
  const sheet = sheetIn({ lines: [...HEAD, ...FUNDING, ...GOAL, HEADER, ...ROWS, ...last] });
  expect(sheet?.grade?.value).toBe('良');
  expect(printed(sheet?.total?.score)).toBe('88');
});

test.each([
  ['by the name of the department', '部门：青屿市水务局', 1],
  ['where it names none, as the only other one', '', 1],
  ['but not with another department', '部门：青屿市教育局', 2],
])('a summary in a file of its own goes with the sheets %s', (_, department, count) => {
  const summary: Layout = {
    lines: [
      '2031年度项目支出绩效自评汇总表',
      `${department} ||||| 金额单位：万元`,
      '序号 | 项目名称 | 全年预算数 | 全年执行数 | 执行率 | 自评得分',
      '1 | 管网检测 | 80 | 60 | 75.00% | 88',
    ],
  };
  const [one, other] = [PLAIN, summary].map((layout, index) => ({
    file: `${index}.xlsx`,
    format: 'xlsx' as const,
    sheets: [sheetOf(layout)],
    paragraphs: [],
  }));
  if (!one || !other) throw new Error('two documents');
  const reports = reportsIn([one, other].flatMap((document) => recogniseSheets(document)));
  expect(reports).toHaveLength(count);
  expect(reports.map(({ fiscalYear }) => fiscalYear)).toEqual(reports.map(() => 2031));
});

test('a sheet of Hubei states its scheme in the notes below its reasons', () => {
  const layout: Layout = {
    lines: [
      '2031年度管网检测项目自评表',
      '项目名称 | 管网检测',
      '预算执行情况（万元）（20分） || 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）',
      '| 年度财政资金总额 | 80 | 60 | 75.00% | 15',
      '年度绩效目标（80分） | 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分',
      '| 产出指标（40分） | 数量指标（30分） | 检测长度（30分） | ≥80公里 | 60公里 | 22.5',
      '|| 时效指标（10分） | 修复时限（10分） | ≤3天 | 4天 | 7.5',
      '| 效益指标（40分） | 社会效益指标（40分） | 减少漏损（40分） | 有效减少 | 部分达成预期指标并具有一定效果 | 22',
      '总分 |||||| 67',
      '偏差大或目标未完成原因分析 | 汛期停工',
      '备注：',
      '1．定量指标计分原则：正向指标（即目标值为≥X，得分=权重*B/A），反向指标（即目标值为≤X，得分=权重*A/B）。',
      '2．定性指标三档，分别按照100-80%（含80%）、80-50%（含50%）、50-0%合理确定分值。',
    ],
    merges: [[2, 0, 2, 1]],
  };
  expect(findingsIn(layout)).toEqual([]);
  const byExcess = layout.lines.map((line) => line.replace('| 7.5', '| 6.67').replace('| 67', '| 66.17'));
  expect(findingsIn({ ...layout, lines: byExcess })).toEqual([expect.stringContaining('PS-QUANT')]);
  const unexplained = layout.lines.map((line) => line.replace('汛期停工', '无'));
  expect(findingsIn({ ...layout, lines: unexplained })).toEqual([expect.stringContaining('PS-DEV')]);
});

test.each([
  ['in a line of its own, not that of the title', ['2032年项目支出绩效自评表', '（2031年度）'], 2031],
  ['in the title', ['2031年度项目支出绩效自评表', ''], 2031],
  ['not in what the project is', ['项目支出绩效自评表', '项目类型 | 2029年结转项目'], undefined],
])('the year of a sheet stands %s', (_, head, expected) => {
  const lines = [...head, HEAD[2] ?? '', ...FUNDING, ...GOAL, HEADER, ...ROWS, TOTAL];
  expect(sheetIn({ lines })?.fiscalYear?.value).toBe(expected);
});

test('a grade by limits that the sheet states is not held against others', () => {
  const lines = [...PLAIN.lines, '自评等级 | 良', '注：95分及以上为优，85分及以上为良。'];
  expect(findingsIn({ lines })).toEqual([]);
  expect(findingsIn({ lines: [...PLAIN.lines, '自评等级 | 优'] })).toEqual([
    expect.stringContaining('SU-GRADE'),
  ]);
});

test.each([
  ['30 | 22.5', []],
  ['35 | 22.5', ['error PS-W100']],
])('points beyond 100 are a fault whatever else was not understood: %s', (points, expected) => {
  const rows = ROWS.map((row) => row.replace('30 | 22.5', points));
  const lines = [
    ...HEAD,
    ...FUNDING,
    ...GOAL,
    HEADER,
    ...rows.slice(0, 2),
    '小计 ||||| 50 | 42.5 |',
    ...rows.slice(2),
    TOTAL,
  ];
  const found = findingsIn({ lines }).map((finding) => finding.split(' ').slice(0, 2).join(' '));
  expect(found.filter((one) => one.includes('PS-W100'))).toEqual(expected);
});
