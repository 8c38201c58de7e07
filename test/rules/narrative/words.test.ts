import { describe, expect, test } from 'vitest';
import type { Example } from '../../../src/rules/rule.js';
import { judgedIn, textReport, told } from '../../narrative-model.js';

const ROW = '一般公共预算支出表[2050101].合计';
const TOTAL = '收支总表[收入总计].决算数';
const DETAIL = '五、一般公共预算财政拨款支出决算情况说明/（三）具体情况';
const FUND = '七、政府性基金预算财政拨款支出决算情况说明';
const THREE = '九、“三公”经费支出决算情况说明';
const PERFORMANCE = '十三、预算绩效情况说明';

const says = (...sentences: string[]): Partial<Example> => ({ text: { '一、收支总体情况': sentences } });
const row = (sentence: string): Partial<Example> => ({
  figures: { [ROW]: '96.00' },
  names: { '一般公共预算支出表[2050101]': '行政运行' },
  text: { [DETAIL]: [sentence] },
});
const item = (word: string, budget: string, reason = '主要原因是人员增加'): Partial<Example> =>
  row(
    `年初预算为{${ROW}|initial-budget|${budget}万元}，支出决算为{${ROW}|amount|96.00万元}。决算数${word}预算数，${reason}。`,
  );
const change = (direction: 'up' | 'down', reason: string): Partial<Example> =>
  says(`总计{${TOTAL}|amount|50.00万元}，{${TOTAL}|change ${direction}|5.00万元}，主要原因是${reason}。`);
const count = (id: string, figure: string): string => `{${id}:数|count|${figure}}`;
const SUMMARY = [
  '泵站检修 | 30 | 12 | 40% | 20 | 10 | 28 | 25 | 5 | 92 | 否 | 线上',
  '河道清淤 | 10 | 10 | 100% | 20 | 10 | 30 | 25 | 5 | 85 | 否 | 线上',
];
const performance = (sentence: string, more: Partial<Example> = {}): Partial<Example> => ({
  summary: SUMMARY,
  text: { [PERFORMANCE]: [sentence] },
  ...more,
});
const grades = (...counts: readonly string[]): string =>
  ['excellent', 'good', 'medium', 'poor']
    .map((name, index) => count(`performance/grade-${name}`, `${counts[index] ?? '0'}个`))
    .join('、');
const amount = (id: string, figure: string): string => `{${id}:额|amount|${figure}万元}`;

const reception = (all: string, domestic: string, foreign?: string): Partial<Example> => ({
  text: {
    [THREE]: [
      `公务接待${amount('three-public/reception', all)}，国内接待${amount('three-public/domestic-reception', domestic)}${foreign === undefined ? '' : `，外宾接待${amount('three-public/foreign-reception', foreign)}`}。`,
    ],
  },
});

type Case = readonly [string, string, Partial<Example>, readonly string[]];

describe.each<Case>([
  ['N-TPL', 'a filled-in sentence', says('比上年减少，下降5.00%，占76.23%。'), ['holds']],
  ['N-TPL', 'both directions', says('下降（增长）5.00%。'), ['fails error both-directions']],
  ['N-TPL', 'a placeholder', says('XX部门20XX年度收支。'), ['fails error placeholder']],
  ['N-TPL', 'a missing percent sign', says('占76.23，其余不变。'), ['fails warning missing-percent']],
  ['N-TPL', 'a question of the form', says('绩效指标是否清晰、细化。'), ['fails warning whether']],
  ['N-TPL', 'a question that is asked', says('了解目标是否实现，总结经验。'), ['holds']],
  ['N-TPL', 'doubled words', says('运行费，反映反映车辆支出。'), ['fails note doubled-words']],
  ['N-TPL', 'a name that ends and a word that begins alike', says('本项目项目支出，增加。'), ['holds']],
  [
    'N-CONTR',
    'a change of nothing',
    says('比上年减少为0.00万元，与上年持平。'),
    ['fails warning flat-change'],
  ],
  [
    'N-CONTR',
    'flat for a reason',
    says('决算数与上年持平，主要原因是人员减少。'),
    ['fails warning flat-reason'],
  ],
  [
    'N-CONTR',
    'as last year, and less than the budget for a reason',
    says('与上年持平。决算数小于预算数的主要原因是厉行节约。'),
    ['holds'],
  ],
  ['N-CONTR', 'risen because it fell', change('up', '项目支出减少'), ['fails warning reason']],
  ['N-CONTR', 'risen because last year was less', change('up', '上年项目支出较少'), ['holds']],
  [
    'N-NAME',
    'the text and the tables have two names',
    {
      departments: { 支出表: '某某市水利局' },
      texts: { department: '某某市水务局' },
      text: { A: ['增加。'] },
    },
    ['fails warning department'],
  ],
  [
    'N-NAME',
    'an item by another name',
    row(`教育支出（类）教育管理事务（款）事业运行（项）。决算{${ROW}|amount|96.00万元}。`),
    ['fails warning row/2050101'],
  ],
  [
    'N-DATE',
    'a comparison with another year than last',
    { years: { 支出表: '2099' }, text: { A: [`比2097年增加{${TOTAL}|change up 2097|5.00万元}。`] } },
    [`fails error compared/summary/grandTotalRevenue/actual/change`],
  ],
  ['N-UNITS', 'numerals', says('内设机构三个，分别是：甲科、乙科、丙科（丁科）。'), ['holds 内设机构']],
  ['N-UNITS', 'an open list', says('内设机构3个，包括：甲科、乙科等。'), ['not-applicable']],
  ['N-UNITS', 'an item too few', says('内设机构3个，包括：甲科、乙科。'), ['fails error 内设机构']],
  [
    'N-UNITS',
    'a list below',
    says('纳入决算编制范围的单位共2个，具体是：', '1. 某某局本级'),
    ['fails error 决算单位'],
  ],
  [
    'N-UNITS',
    'a numbered list below, whose names nothing else parts',
    says('纳入决算编制范围的单位共3个，具体是：', '1.某某局本级2.某某局信息中心3.某某市图书馆'),
    ['holds 决算单位'],
  ],
  [
    'N-UNITS',
    'the same, with a name too many',
    says('纳入决算编制范围的单位共2个，具体是：', '1.某某局本级2.某某局信息中心3.某某市图书馆'),
    ['fails error 决算单位'],
  ],
  ['N-CARRY', 'none, and there is none', { text: { [FUND]: ['没有资金结转。'] } }, ['holds government-fund']],
  [
    'N-CARRY',
    'none, and there is some',
    { figures: { '政府性基金表[合计].年末结转和结余': '5.00' }, text: { [FUND]: ['没有资金结转。'] } },
    ['fails error government-fund'],
  ],
  [
    'N-7',
    'another project left standing follows from its carry-over',
    {
      text: {
        [FUND]: [
          '{政府性基金表[合计].本年支出|none|没有政府性基金支出}。',
          '地方债项目年底到账，全部结转下年使用。',
        ],
      },
    },
    [
      'holds government-fund/total/total/none',
      'fails warning government-fund/total/total/rest ← N-CARRY government-fund',
    ],
  ],
  [
    'N-DATE',
    'last year and this one side by side',
    {
      years: { 支出表: '2099' },
      text: { '一、收支总体情况': ['2098年度支出5.00万元，2099年度支出6.00万元。'] },
    },
    ['holds'],
  ],
  [
    'N-6',
    'items with their amounts',
    {
      figures: { '基本支出表[30101].决算数': '3.00', '基本支出表[30102].决算数': '2.00' },
      names: { '基本支出表[30101]': '基本工资', '基本支出表[30102]': '津贴补贴' },
      text: {
        '六、一般公共预算财政拨款基本支出决算情况说明': [
          '人员经费5.00万元，主要包括：基本工资3.00万元、津贴补贴2.00万元。',
        ],
      },
    },
    ['holds items/人员经费'],
  ],
  [
    'N-8',
    'the merged phrase alone',
    { text: { [THREE]: ['公务用车购置及运行维护费0.00万元。'] } },
    ['fails error split', 'fails note counts/nil'],
  ],
  [
    'N-8',
    'everything counted',
    {
      text: {
        [THREE]: [
          '因公出国（境）团组0个、累计0人次。公务用车购置费0.00万元，购置0辆；公务用车运行费0.00万元，保有量0辆。公务接待0批次、0人次。',
        ],
      },
    },
    ['holds split', 'holds counts'],
  ],
  [
    'N-8c',
    'domestic and foreign receptions that are all of them',
    reception('5.28', '5.00', '0.28'),
    ['holds reception'],
  ],
  ['N-8c', 'those that are more', reception('5.28', '8.28', '0.00'), ['fails warning reception']],
  [
    'N-8c',
    'guests from abroad among the domestic ones',
    reception('5.28', '5.28', '0.28'),
    ['holds reception'],
  ],
  ['N-8c', 'a part of them', reception('5.28', '5.00'), ['holds reception']],
  [
    'N-8c',
    'guests without money',
    { text: { [THREE]: [count('three-public/reception-visitors', '12人次')] } },
    ['holds guests'],
  ],
  [
    'N-9',
    'less, and there are institutions',
    {
      figures: { '基本支出表[公用经费合计].决算数': '30.00' },
      names: { '一般公共预算支出表[2050150]': '事业运行' },
      text: { A: [amount('operating-cost/total', '12.00')] },
    },
    ['holds total'],
  ],
  [
    'N-9',
    'less, and retired people of institutions',
    {
      figures: { '基本支出表[公用经费合计].决算数': '30.00' },
      names: { '一般公共预算支出表[2080502]': '事业单位离退休' },
      text: { A: [amount('operating-cost/total', '12.00')] },
    },
    ['holds total'],
  ],
  [
    'N-9',
    'less, and there are none',
    {
      figures: { '基本支出表[公用经费合计].决算数': '30.00' },
      text: { A: [amount('operating-cost/total', '12.00')] },
    },
    ['fails warning total'],
  ],
  [
    'N-10',
    'an amount that is too large for its share and for the whole',
    {
      text: {
        '十一、政府采购支出情况说明': [
          amount('procurement/total', '10.00'),
          amount('procurement/small-medium', '18.00'),
          '{procurement/small-medium|share of procurement/total|80.00%}',
        ],
      },
    },
    [
      'fails warning small-medium ← N-10 procurement/small-medium/share',
      'fails error procurement/small-medium/share',
    ],
  ],
  [
    'N-10',
    'a tail of the sum',
    {
      text: {
        A: [
          amount('procurement/total', '18.31'),
          amount('procurement/goods', '12.00'),
          amount('procurement/works', '1.00'),
          amount('procurement/services', '5.30'),
        ],
      },
    },
    ['holds-within-rounding parts'],
  ],
  [
    'N-10',
    'micro beyond small',
    {
      text: { A: [amount('procurement/micro', '6.00'), amount('procurement/small-medium', '5.00')] },
    },
    ['fails error micro'],
  ],
  [
    'N-11',
    'two classes of equipment',
    {
      text: {
        A: [
          `50万元以上通用设备${count('assets/equipment-500k', '1台')}，100万元以上专用设备${count('assets/equipment-1m', '2台')}。`,
        ],
      },
    },
    ['not-applicable'],
  ],
  ['DP-SCORE', 'no sheet', performance('{performance/department-score:分|count|90分}'), ['undecidable']],
  [
    'SU-GRADE-TEXT',
    'right in all',
    performance(`${count('performance/self-evaluated-projects', '2个')}，${grades('1', '1')}`),
    ['holds sum', 'holds recount'],
  ],
  ['SU-GRADE-TEXT', 'more than are listed', performance(grades('1', '2')), ['undecidable recount']],
  ['SU-GRADE-TEXT', 'fewer than are listed', performance(grades('2', '0')), ['fails warning recount']],
  [
    'SU-GRADE-TEXT',
    'a wrong sum',
    performance(`${count('performance/self-evaluated-projects', '3个')}，${grades('1', '1')}`),
    ['fails error sum', 'holds recount'],
  ],
  [
    'SU-COUNT-TEXT',
    'nothing to count',
    performance(count('performance/self-evaluated-projects', '2个'), { summary: [] }),
    ['undecidable'],
  ],
  [
    'SU-BUD',
    'another sum of fewer projects',
    performance(amount('performance/self-evaluated-funds', '99.00')),
    ['undecidable'],
  ],
  ['N-CLAIM', 'nothing claimed', performance('开展了自评。'), ['not-applicable']],
  ['N-CLAIM', 'a claim that is denied', performance('各项工作未全部完成。'), ['not-applicable']],
])('%s: %s', (id, _, example, expected) => {
  test(expected.join(', '), () => {
    expect(told(judgedIn(id, textReport(example)))).toEqual(expected);
  });
});

const words = (example: Partial<Example>): string[] =>
  told(judgedIn('N-5c', textReport(example))).filter((one) => /words|reason/u.test(one));

test.each([
  ['大于', '80.00', 'holds'],
  ['小于', '80.00', 'fails warning'],
  ['小于', '99.00', 'holds'],
  ['等于', '96.00', undefined],
])('决算数%s预算数 %s: %s', (word, budget, expected) => {
  const said = words(item(word, budget)).find((one) => one.endsWith('words'));
  expect(said).toEqual(
    expected === undefined ? undefined : `${expected} general-budget-expenditure/2050101/total/words`,
  );
});

test('headers of columns that stand side by side are no doubled words', () => {
  const { narrative, ...report } = textReport(says('注：经济分类经济分类，科目名称。'));
  if (!narrative) throw new Error('no text');
  const sentences = narrative.sentences.map((sentence) => ({ ...sentence, isTabular: true as const }));
  const verdicts = judgedIn('N-TPL', { ...report, narrative: { ...narrative, sentences } });
  expect(told(verdicts)).toEqual(['holds']);
});

test('a difference wants a reason', () => {
  expect(words(item('大于', '80.00', '另行说明'))).toContain(
    'fails warning general-budget-expenditure/2050101/total/reason',
  );
});

test('the budget of the only row is that of the whole', () => {
  const whole = '一般公共预算支出表[合计].合计';
  const { text = {}, ...rest } = item('大于', '80.00');
  const [[section, sentences] = ['', []]] = Object.entries(text);
  const before = `年初预算为{${whole}|initial-budget|90.00万元}。`;
  expect(
    told(judgedIn('N-5c', textReport({ ...rest, text: { [section]: [before, ...sentences] } }))),
  ).toContain('fails error sum/initial-budget');
});

test('every item with expenditure is told, unless figures were not understood', () => {
  const other = '一般公共预算支出表[2050102].合计';
  const listing = (more: string): string[] =>
    told(
      judgedIn(
        'N-5c',
        textReport({
          figures: { [ROW]: '96.00', [other]: '5.00' },
          text: { [DETAIL]: [`支出决算为{${ROW}|amount|96.00万元}${more}。`] },
        }),
      ),
    ).filter((one) => one.includes('all-rows'));
  expect(listing('')).toEqual(['fails error all-rows']);
  expect(listing('，{|unbound|5.00万元}')).toEqual(['undecidable all-rows']);
  expect(listing(`，{${other}|amount|5.00万元}`)).toEqual(['holds all-rows']);
});
