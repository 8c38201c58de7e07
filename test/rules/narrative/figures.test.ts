import { describe, expect, test } from 'vitest';
import { check } from '../../../src/index.js';
import type { Example } from '../../../src/rules/rule.js';
import { judgedIn, textReport, told, withoutTables } from '../../narrative-model.js';

const TOTAL = '支出表[合计].本年支出合计';
const BASIC = '支出表[合计].基本支出';
const ROW = '一般公共预算支出表[2050101].合计';
const SECTION = '三、支出决算情况说明';
const DETAIL = '五、一般公共预算财政拨款支出决算情况说明/（三）具体情况';
const FIGURES = { [TOTAL]: '120.00', [BASIC]: '90.00' };

const spent = (sentence: string): Partial<Example> => ({ figures: FIGURES, text: { [SECTION]: [sentence] } });
const row = (sentence: string, figure = '96.00'): Partial<Example> => ({
  figures: { [ROW]: figure },
  text: { [DETAIL]: [sentence] },
});
const grown = (change: string, rate: string, current = '120.00'): Partial<Example> =>
  spent(
    `支出合计{${TOTAL}|amount|${current}万元}，比上年增加{${TOTAL}|change up|${change}万元}，增长{${TOTAL}|change-rate up|${rate}}。`,
  );
/** Beside last year; no change or no percentage where none is given. */
const after = (last: string, change: string, rate = ''): Partial<Example> =>
  spent(
    [
      `支出合计{${TOTAL}|amount|120.00万元}，上年{${TOTAL}|prior|${last}万元}`,
      ...(change === '' ? [] : [`增加{${TOTAL}|change up|${change}万元}`]),
      ...(rate === '' ? [] : [`增长{${TOTAL}|change-rate up|${rate}}`]),
    ].join('，'),
  );
const completed = (figures: string, actual: string, rate: string, base: string): Partial<Example> =>
  row(
    `${figures}，支出决算为{${ROW}|amount|${actual}万元}，完成预算的{${ROW}|completion of ${base}|${rate}}。`,
    actual,
  );
const INITIAL = (amount: string): string => `年初预算为{${ROW}|initial-budget|${amount}万元}`;
const FULL = (amount: string): string => `全年预算为{${ROW}|budget|${amount}万元}`;

const AMOUNT = 'expenditure/total/basicExpenditure/amount';
const SHARE = 'expenditure/total/basicExpenditure/share';
const RATE = 'expenditure/total/totalExpenditure/change-rate';
const CHANGE = 'expenditure/total/totalExpenditure/change';
const LAST = 'expenditure/total/totalExpenditure/prior';
const DONE = 'general-budget-expenditure/2050101/total/completion';

type Case = readonly [string, string, Partial<Example>, readonly string[]];

describe.each<Case>([
  ['N-3', 'equal', spent(`基本支出{${BASIC}|amount|90.00万元}。`), [`holds ${AMOUNT}`]],
  ['N-3', 'in 元', spent(`基本支出{${BASIC}|amount|900,000元}。`), [`holds ${AMOUNT}`]],
  ['N-3', 'in 亿元', spent(`基本支出{${BASIC}|amount|0.009亿元}。`), [`holds ${AMOUNT}`]],
  [
    'N-3',
    'one unit of the last digit',
    spent(`基本支出{${BASIC}|amount|90.01万元}。`),
    [`holds-within-rounding ${AMOUNT}`],
  ],
  ['N-3', 'two units', spent(`基本支出{${BASIC}|amount|90.02万元}。`), [`fails warning ${AMOUNT}`]],
  ['N-3', 'more', spent(`基本支出{${BASIC}|amount|90.20万元}。`), [`fails error ${AMOUNT}`]],
  [
    'N-3',
    'zero is exact',
    { text: { [SECTION]: [`基本支出{${BASIC}|amount|0.30万元}。`] } },
    [`fails error ${AMOUNT}`],
  ],
  [
    'N-3',
    'a wrong amount and its share: the share follows',
    spent(
      `支出合计{${TOTAL}|amount|120.00万元}，基本支出{${BASIC}|amount|96.00万元}，占{${BASIC}|share of ${TOTAL}|80.00%}。`,
    ),
    [
      'holds expenditure/total/totalExpenditure/amount',
      `fails error ${AMOUNT}`,
      `fails error ${SHARE} ← N-3 ${AMOUNT}`,
    ],
  ],
  [
    'N-3',
    'a wrong amount beside a right share',
    spent(`基本支出{${BASIC}|amount|96.00万元}，占{${BASIC}|share of ${TOTAL}|75.00%}。`),
    [`fails error ${AMOUNT}`, `holds ${SHARE}`],
  ],
  [
    'N-3',
    'a share cut off',
    {
      figures: { [TOTAL]: '900.00', [BASIC]: '205.10' },
      text: { [SECTION]: [`占{${BASIC}|share of ${TOTAL}|22.78%}。`] },
    },
    [`fails note ${SHARE}`],
  ],
  [
    'N-3',
    'a share of nothing',
    { text: { [SECTION]: [`占{${BASIC}|share of ${TOTAL}|0.00%}。`] } },
    [`holds ${SHARE}`],
  ],
  [
    'N-3',
    'a share of nothing beside a wrong amount',
    {
      text: {
        [SECTION]: [`基本支出{${BASIC}|amount|9.00万元}，占{${BASIC}|share of ${TOTAL}|0.00%}。`],
      },
    },
    [`fails error ${AMOUNT}`, `holds ${SHARE}`],
  ],
  [
    'N-3',
    'a figure that was not understood',
    spent(`基本支出{|unbound|96.00万元}，{|ambiguous|80.00%}。`),
    ['not-applicable'],
  ],
  [
    'N-12',
    'in a section within another',
    {
      figures: FIGURES,
      text: {
        '十三、预算绩效情况说明/（一）绩效管理工作开展情况': [`其中基本支出{${BASIC}|amount|90.00万元}。`],
        '十三、预算绩效情况说明/（二）工作成效': [`项目外的基本支出{${BASIC}|amount|99.00万元}。`],
      },
    },
    [`holds ${AMOUNT}`, `fails error ${AMOUNT}#2`],
  ],
  ['N-YOY', 'right', grown('20.00', '20.00%'), [`holds ${RATE}`]],
  ['N-YOY', 'at one decimal', grown('17.00', '16.5%'), [`holds ${RATE}`]],
  ['N-YOY', 'wrong', grown('20.00', '16.67%'), [`fails error ${RATE}`]],
  ['N-YOY', 'cut off', grown('17.05', '16.5%'), [`fails note ${RATE}`]],
  [
    'N-YOY',
    'against a wrong amount of this year',
    grown('20.00', '25.00%', '100.00'),
    [`fails error ${RATE} ← N-3 expenditure/total/totalExpenditure/amount`],
  ],
  ['N-YOY', 'more than there is now', grown('220.00', '183.33%'), [`fails error ${RATE}`]],
  [
    'N-YOY',
    'up and down',
    spent(`支出合计比上年增加{${TOTAL}|change up|20.00万元}，下降{${TOTAL}|change-rate down|20.00%}。`),
    [`fails error ${RATE}`],
  ],
  [
    'N-YOY',
    'either direction left standing',
    spent(
      `比上年减少{${TOTAL}|change unclear|20.00万元}，下降（增长）{${TOTAL}|change-rate unclear|14.29%}。`,
    ),
    [`holds ${RATE}`],
  ],
  [
    'N-YOY',
    'flat, and yet a change',
    spent(`与上年持平，{${TOTAL}|change flat|20.00万元}。`),
    ['fails error expenditure/total/totalExpenditure/change'],
  ],
  [
    'N-YOY',
    'a rate without its amount',
    spent(`增长{${TOTAL}|change-rate up|20.00%}。`),
    [`undecidable ${RATE}`],
  ],
  [
    'N-YOY',
    'last year as it follows',
    after('100.00', '20.00'),
    [`not-applicable ${CHANGE}`, `holds ${LAST}`],
  ],
  [
    'N-YOY',
    'last year with a tail',
    after('100.01', '20.00'),
    [`not-applicable ${CHANGE}`, `holds-within-rounding ${LAST}`],
  ],
  [
    'N-YOY',
    'another last year',
    after('101.00', '20.00'),
    [`not-applicable ${CHANGE}`, `fails error ${LAST}`],
  ],
  [
    'N-YOY',
    'a wrong change shows in its percentage, too',
    after('100.00', '22.00', '20.00%'),
    [`fails error ${RATE}`, `fails error ${LAST} ← N-YOY ${RATE}`],
  ],
  [
    'N-YOY',
    'both years and the percentage',
    after('100.00', '', '20.00%'),
    [`holds ${RATE}`, `not-applicable ${LAST}`],
  ],
  [
    'N-YOY',
    'the same, wrong',
    after('100.00', '', '16.67%'),
    [`fails error ${RATE}`, `not-applicable ${LAST}`],
  ],
  ['N-YOY0', 'a last year of nothing', after('0.00', '', '100.00%'), [`fails error ${RATE}`]],
  ['N-YOY0', 'growth on nothing', grown('120.00', '100.00%'), [`fails error ${RATE}`]],
  [
    'N-YOY0',
    'nothing on nothing',
    {
      text: {
        [SECTION]: [`增加{${TOTAL}|change up|0.00万元}，增长{${TOTAL}|change-rate up|0.00%}。`],
      },
    },
    [`holds ${RATE}`],
  ],
  ['N-YOY0', 'no growth stated', spent('支出合计增加。'), ['not-applicable']],
  [
    'N-CPL0',
    'something of nothing',
    completed(INITIAL('0.00'), '96.00', '100.00%', 'initial-budget'),
    [`fails error ${DONE}`],
  ],
  [
    'N-CPL0',
    'nothing of nothing at 0 %',
    completed(INITIAL('0.00'), '0.00', '0.00%', 'initial-budget'),
    [`holds ${DONE}`],
  ],
  [
    'N-CPL0',
    'nothing of nothing at 100 %',
    completed(INITIAL('0.00'), '0.00', '100.00%', 'initial-budget'),
    [`fails note ${DONE}`],
  ],
  [
    'N-CPL0',
    'another budget fits: that is said first',
    completed(`${INITIAL('0.00')}，${FULL('100.00')}`, '96.00', '96.00%', 'initial-budget'),
    [`fails error ${DONE} ← N-BASE ${DONE}`],
  ],
  [
    'N-BASE',
    'the budget that is named',
    completed(`${INITIAL('80.00')}，${FULL('100.00')}`, '96.00', '120.00%', 'initial-budget'),
    [`holds ${DONE}`],
  ],
  [
    'N-BASE',
    'the other budget',
    completed(`${INITIAL('80.00')}，${FULL('100.00')}`, '96.00', '96.00%', 'initial-budget'),
    [`fails error ${DONE}`],
  ],
  [
    'N-BASE',
    'neither',
    completed(`${INITIAL('80.00')}，${FULL('100.00')}`, '96.00', '91.00%', 'initial-budget'),
    ['not-applicable'],
  ],
  [
    'N-DUP',
    'three of them alike',
    {
      text: {
        A: ['{a/b:某数|amount|5.00万元}、{a/b:某数|amount|5.00万元}'],
        B: ['{a/b:某数|amount|5万元}'],
      },
    },
    ['holds a/b/amount'],
  ],
  [
    'N-DUP',
    'counts are exact',
    { text: { A: ['{a/b:某数|count|5个}'], B: ['{a/b:某数|count|6个}'] } },
    ['fails error a/b/count'],
  ],
  [
    'N-DUP',
    'the table tells which is wrong',
    spent(`基本支出{${BASIC}|amount|90.00万元}，{${BASIC}|amount|96.00万元}。`),
    [`fails error ${AMOUNT} ← N-3 ${AMOUNT}#2`],
  ],
  [
    'N-DUP',
    'other roles are other figures',
    row(`${INITIAL('80.00')}，决算{${ROW}|amount|96.00万元}，因此增加。`),
    ['not-applicable'],
  ],
])('%s: %s', (id, _, example, expected) => {
  test(expected.join(', '), () => {
    expect(told(judgedIn(id, textReport(example)))).toEqual(expected);
  });
});

test('without tables the text is judged against itself, and what was not compared is said', () => {
  const report = withoutTables(
    spent(
      `支出合计{${TOTAL}|amount|120.00万元}，基本支出{${BASIC}|amount|90.00万元}，占{${BASIC}|share of ${TOTAL}|57.00%}。`,
    ),
  );
  expect(told(judgedIn('N-3', report))).toEqual([
    'undecidable expenditure/total/totalExpenditure/amount',
    `undecidable ${AMOUNT}`,
    `fails error ${SHARE}`,
  ]);
});

test('a figure says where it stands, its clause, the cell and the difference', () => {
  const { findings } = check(
    textReport(spent(`2099年度支出合计较大，其中：基本支出{${BASIC}|amount|96.00万元}，由人员支出构成。`)),
  );
  const finding = findings.find(({ ruleId }) => ruleId === 'N-3');
  expect(finding?.message).toBe(
    '三、支出决算情况说明：“其中：基本支出96.00万元”，支出决算表 合计·基本支出是 90.00 万元，差 6.00 万元',
  );
  expect(finding?.evidence.map(({ role, location }) => [role, location.line, location.sheet])).toEqual([
    ['text', 2, undefined],
    ['amount', undefined, '支出表'],
  ]);
  expect(finding?.expected?.toString()).toBe('90');
});

test('figures that were not understood are counted, with their lines', () => {
  const { undecided } = check(
    textReport(spent('另有{|unbound|12.00万元}、{|unbound|3个}，又{|ambiguous|7%}。')),
  );
  expect(undecided.filter(({ ruleId }) => ruleId === 'N-READ').map(({ reason }) => reason)).toEqual([
    '正文有 1 个数字有不止一种读法（第 2 行）',
    '正文有 2 个数字未能识别（第 2 行）',
  ]);
});
