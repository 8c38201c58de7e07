import { expect, test } from 'vitest';
import { checkBetween } from '../../../src/engine/check-between.js';
import { factKey } from '../../../src/model/report.js';
import { factsOf } from '../../../src/rules/between/facts.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { reportOf } from '../../../src/rules/example.js';
import type { Example } from '../../../src/rules/rule.js';

const RULES = builtInRules();

const report = (
  department: string,
  year: number,
  figures: Example['figures'],
  more: Partial<Example> = {},
): Example => ({
  file: `${department}${year}.xlsx`,
  departments: { 收支总表: department },
  years: { 收支总表: String(year) },
  figures,
  ...more,
});

const inFolder = (examples: readonly Example[]): Example[] =>
  examples.map((example) => ({ ...example, file: `甲市教育局/${example.file ?? ''}` }));

/** What was found, as "rule severity verdict", and what was left open. */
function outcome(...examples: readonly Example[]): string[] | undefined {
  const between = checkBetween(
    examples.map((example) => factsOf(reportOf(example))),
    RULES,
  );
  return (
    between && [
      ...between.findings.map(
        ({ ruleId, severity, causedBy }) => `${ruleId} ${severity}${causedBy ? ' follows' : ''}`,
      ),
      ...between.undecided.map(({ ruleId }) => `${ruleId} open`),
    ]
  );
}

const OPENING = '收支总表[年初结转和结余].决算数';
const CLOSING = '收支总表[年末结转和结余].决算数';
const SPENT = '支出表[2050201].基本支出';
const SPENT_AT = { form: 'expenditure', line: '2050201', column: 'basicExpenditure' } as const;
const TOTAL = '收支总表[收入总计].决算数';
const AREA = '甲市乙区';
const PAID = '支出表[合计].对附属单位补助支出';
const RECEIVED = '收支总表[上级补助收入].决算数';
const TWO_UNITS = { '二、机构设置': ['纳入决算编制范围的单位共2个，包括：甲市教育局本级、甲市第一中学。'] };

const ONE_UNIT = { '二、机构设置': ['纳入决算编制范围的单位共1个，包括：甲市教育局本级。'] };
/** A department whose list names itself alone, and that spent 5.00 more than itself. */
const LACKING_A_UNIT = [
  report('甲市教育局', 2023, { [SPENT]: '9.00', [TOTAL]: '9.00' }, { text: ONE_UNIT }),
  report('甲市教育局（本级）', 2023, { [SPENT]: '4.00', [TOTAL]: '4.00' }),
];

test.each<[string, Example[], string[] | undefined]>([
  ['one report', [report('甲市教育局', 2023, { [OPENING]: '1.00' })], undefined],
  [
    'strangers',
    [report('甲市教育局', 2023, { [OPENING]: '1.00' }), report('甲市水务局', 2022, { [CLOSING]: '2.00' })],
    undefined,
  ],
  [
    'a name without blanks and with other brackets',
    [
      report('甲市 教育局（本级）', 2023, { [OPENING]: '1.00' }),
      report('甲市教育局(本级)', 2022, { [CLOSING]: '2.00' }),
    ],
    ['PY-BEG warning'],
  ],
  [
    'a name without its city',
    [report('乙区教育局', 2023, { [OPENING]: '1.00' }), report(`${AREA}教育局`, 2022, { [CLOSING]: '2.00' })],
    ['PY-BEG warning'],
  ],
  [
    'a name without district where there are two',
    [
      report('教育局', 2023, { [OPENING]: '1.00' }),
      report(`${AREA}教育局`, 2022, { [CLOSING]: '2.00' }),
      report('甲市丙区财政局', 2022, {}),
    ],
    ['PY-BEG open'],
  ],
  [
    'another name of the year before in a file that is called the same',
    [
      { ...report('甲市数据局', 2023, { [OPENING]: '1.00' }), file: '2023/数据.xlsx' },
      { ...report('甲市大数据中心', 2022, { [CLOSING]: '2.00' }), file: '2022/数据.xlsx' },
    ],
    ['PY-BEG open'],
  ],
  [
    'another name of the year before in the same place, whose balance is carried over',
    [
      report('甲市数据局', 2023, { [OPENING]: '1.00' }),
      report('甲市大数据中心', 2022, { [CLOSING]: '1.00' }),
    ],
    ['PY-BEG open'],
  ],
  [
    'two of them, of which either may be meant',
    [
      report('甲市数据局', 2023, { [OPENING]: '1.00' }),
      report('甲市大数据中心', 2022, { [CLOSING]: '1.00' }),
      report('甲市信息中心', 2022, { [CLOSING]: '1.00' }),
    ],
    undefined,
  ],
  [
    'the department itself is not the department with its units',
    [
      report('甲市教育局', 2023, { [OPENING]: '1.00' }),
      report('甲市教育局（本级）', 2022, { [CLOSING]: '2.00' }),
    ],
    undefined,
  ],
  [
    'another unit of measure, within what it hides',
    [
      report('甲市教育局', 2023, { [OPENING]: '12.40' }),
      report('甲市教育局', 2022, { [CLOSING]: '124012.00' }, { units: { 收支总表: '元' } }),
    ],
    ['X-TAIL note'],
  ],
  [
    'two reports of a year that contradict each other',
    [
      report('甲市教育局', 2023, { [OPENING]: '1.00' }),
      { ...report('甲市教育局', 2023, { [OPENING]: '3.00' }), file: '另一份.xlsx' },
      report('甲市教育局', 2022, { [CLOSING]: '1.00' }),
    ],
    ['PY-BEG open'],
  ],
  [
    'units that no list vouches for and that do not sum up',
    [
      report('甲市教育局', 2023, { [SPENT]: '9.00', [TOTAL]: '9.00' }),
      report('甲市教育局（本级）', 2023, { [SPENT]: '4.00', [TOTAL]: '4.00' }),
    ],
    ['DU-SUM open'],
  ],
  [
    'reports of a folder that do not sum up to the largest',
    inFolder([
      report('甲市教育局', 2023, { [TOTAL]: '9.00' }),
      report('甲市第一中学', 2023, { [TOTAL]: '3.00' }),
      report('甲市第二中学', 2023, { [TOTAL]: '2.00' }),
    ]),
    ['DU-SUM open'],
  ],
  [
    'departments of a folder',
    inFolder(
      ['教育局', '水务局', '司法局'].map((name, at) => report(`甲市${name}`, 2023, { [TOTAL]: `${9 - at}` })),
    ),
    undefined,
  ],
  [
    'the department itself and another unit of the folder, which sum up with it',
    inFolder([
      report('甲市教育局', 2023, { [TOTAL]: '9.00' }),
      report('甲市教育局（本级）', 2023, { [TOTAL]: '4.00' }),
      report('甲市第一中学', 2023, { [TOTAL]: '5.00' }),
    ]),
    [],
  ],
  [
    'a listed unit that was not given',
    [
      report(
        '甲市教育局',
        2023,
        { [SPENT]: '9.00', [TOTAL]: '9.00' },
        {
          text: { '二、机构设置': ['纳入决算编制范围的单位共2个，包括：甲市教育局本级、甲市第一中学。'] },
        },
      ),
      report('甲市教育局（本级）', 2023, { [SPENT]: '4.00', [TOTAL]: '4.00' }),
    ],
    ['DU-LIST warning', 'DU-SUM open'],
  ],
  [
    'a unit that the list of the text lacks, and without which nothing sums up',
    [
      ...LACKING_A_UNIT,
      report('甲市第一中学', 2023, { [SPENT]: '5.00', [TOTAL]: '5.00' }),
      report('甲市第二中学', 2023, { [SPENT]: '3.00', [TOTAL]: '3.00' }),
    ],
    ['DU-LIST error'],
  ],
  [
    'a report that has the total that is lacking, and nothing else of it',
    [
      ...LACKING_A_UNIT,
      report('甲市第一中学', 2023, { [TOTAL]: '5.00', '支出表[2010301].项目支出': '1.00' }),
    ],
    ['DU-SUM error', 'DU-SUM error follows'],
  ],
  [
    'a subsidy between units that the department prints on both sides',
    [
      report('甲市教育局', 2023, { [PAID]: '10.00', [RECEIVED]: '10.00' }, { text: TWO_UNITS }),
      report('甲市教育局（本级）', 2023, { [PAID]: '10.00' }),
      report('甲市第一中学', 2023, { [RECEIVED]: '10.00' }),
    ],
    ['DU-OFF warning'],
  ],
  [
    'a subsidy that one unit receives from above and passes on',
    [
      report('甲市教育局', 2023, { [PAID]: '10.00', [RECEIVED]: '10.00' }, { text: TWO_UNITS }),
      report('甲市教育局（本级）', 2023, { [PAID]: '10.00', [RECEIVED]: '10.00' }),
      report('甲市第一中学', 2023, {}),
    ],
    [],
  ],
  [
    'the tables of the year before under another year, whose balance is then carried wrongly',
    [2023, 2022].map((year) =>
      report('甲市教育局', year, {
        [OPENING]: '1.00',
        [CLOSING]: '2.00',
        ...Object.fromEntries(
          ['2050201', '2050202', '2050203', '2050204', '2080505', '2101101', '2210201'].map((code, at) => [
            `支出表[${code}].基本支出`,
            `${at + 3}.00`,
          ]),
        ),
      }),
    ),
    ['BR-COPY warning', 'PY-BEG warning follows'],
  ],
  [
    'reports without amounts are no copies',
    [report('甲市教育局', 2023, {}), report('甲市水务局', 2023, {})],
    undefined,
  ],
])('%s', (_, examples, expected) => {
  expect(outcome(...examples)).toEqual(expected);
  expect(outcome(...examples.toReversed())).toEqual(expected);
});

test.each([
  [
    'that the message speaks of',
    SPENT_AT,
    '；其中甲市教育局（本级） 2023 年度的这一格，核对该报告时已列为疑点',
  ],
  ['that it does not speak of', { ...SPENT_AT, column: 'projectExpenditure' }, ''],
])('a cell suspect by its own report %s', (_, { form, line, column }, end) => {
  const [whole, itself] = [
    report('甲市教育局', 2023, { [SPENT]: '9.00' }, { text: ONE_UNIT }),
    report('甲市教育局（本级）', 2023, { [SPENT]: '4.00', '支出表[2050201].项目支出': '0.00' }),
  ].map(reportOf);
  const suspect = itself?.tables.get(form)?.facts.get(factKey(line, column))?.location;
  if (!whole || !itself || !suspect) throw new Error('the example lacks it');
  const between = checkBetween([factsOf(whole), factsOf(itself, [suspect])], RULES);
  const [message = ''] = (between?.findings ?? []).map((finding) => finding.message);
  expect(message.replace(/^.*差 5\.00万元/u, '')).toBe(end);
});

test('a file beside reports that do not sum up may be that of their department', () => {
  const units = inFolder([
    report('甲市第一中学', 2023, { [TOTAL]: '3.00' }),
    report('甲市第二中学', 2023, { [TOTAL]: '2.00' }),
    report('甲市第三中学', 2023, { [TOTAL]: '2.00' }),
  ]);
  const facts = units.map((unit) => factsOf(reportOf(unit)));
  const between = checkBetween(facts, RULES, { unread: { left: 0, broken: ['甲市教育局/局.xlsx'] } });
  expect(between?.undecided.map(({ reason }) => reason)).toEqual([
    '没有单位名单，甲市教育局/局.xlsx 读不了，可能是部门的报告，不能确定同一文件夹里的 3 份报告是不是它的单位',
  ]);
});
