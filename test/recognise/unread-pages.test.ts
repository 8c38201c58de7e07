import { expect, test } from 'vitest';
import { run } from '../../src/batch/run.js';
import { checkReport } from '../../src/engine/check.js';
import { readReports } from '../../src/index.js';
import { told } from '../../src/language/message.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { readDocument } from '../../src/source/read-document.js';

const HEADER = '科目编码,科目名称,本年支出合计,基本支出,项目支出,上缴上级支出,经营支出,对附属单位补助支出\n';
const TOTAL = '合计,,3.00,3.00,0.00,0.00,0.00,0.00\n';
const FIRST = `支出决算表\n部门：甲局\n2023年度,单位：万元\n${HEADER}${TOTAL}201,一般公共服务支出,1.00,1.00,0.00,0.00,0.00,0.00\n20101,人大事务,1.00,1.00,0.00,0.00,0.00,0.00\n2010101,行政运行,1.00,1.00,0.00,0.00,0.00,0.00\n`;
const ROWS =
  '204,公共安全支出,2.00,2.00,0.00,0.00,0.00,0.00\n20402,公安,2.00,2.00,0.00,0.00,0.00,0.00\n2040201,行政运行,2.00,2.00,0.00,0.00,0.00,0.00\n';

/** What is found in a table whose rows go on elsewhere, as "rule verdict", tails apart. */
async function found(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { reports } = await run(
    Object.keys(files).map((file) => ({ file, folder: '.', named: true })),
    builtInRules(),
    (file) => readDocument(file, new TextEncoder().encode(files[file])),
  );
  return reports.flatMap(({ findings }) =>
    findings
      .filter(({ ruleId }) => ruleId.startsWith('T3'))
      .map(({ ruleId, verdict }) => `${ruleId} ${verdict}`),
  );
}

const OPEN = ['T3-SUM undecidable', 'T3-SUM undecidable'];

test.each<[string, Readonly<Record<string, string>>, string[]]>([
  ['nowhere, which is a fault', { '03.csv': FIRST }, ['T3-SUM fails', 'T3-SUM fails']],
  ['in a file without title and header', { '03.csv': FIRST, '03续.csv': ROWS }, OPEN],
  ['below a title without a header', { '03.csv': FIRST, '03续.csv': `支出决算表（续）\n\n${ROWS}` }, OPEN],
  [
    'below a header and the total once more',
    { '03.csv': `${FIRST}支出决算表（续）\n${HEADER}${TOTAL}${ROWS}` },
    [],
  ],
  [
    'in a file of its own, below title and header',
    { '03.csv': FIRST, '03续.csv': `支出决算表（续）\n${HEADER}${ROWS}` },
    [],
  ],
  [
    'below the class once more, marked so',
    { '03.csv': `${FIRST}201,一般公共服务支出（续）,1.00,1.00,0.00,0.00,0.00,0.00\n${ROWS}` },
    [],
  ],
  [
    'below the class once more, marked so, without amounts',
    { '03.csv': `${FIRST}201,一般公共服务支出（续）,,,,,,\n${ROWS}` },
    [],
  ],
  [
    'below a header and the class and group once more',
    {
      '03.csv': `${FIRST}支出决算表（续）\n${HEADER}201,一般公共服务支出,1.00,1.00,0.00,0.00,0.00,0.00\n20101,人大事务,,,,,,\n2010102,一般行政管理事务,0.00,0.00,0.00,0.00,0.00,0.00\n${ROWS}`,
    },
    [],
  ],
  [
    'below the class once more with other amounts, which is a fault',
    { '03.csv': `${FIRST}201,一般公共服务支出（续）,0.50,0.50,0.00,0.00,0.00,0.00\n${ROWS}` },
    ['T3-SUM fails', 'T3-SUM fails', 'T3-CODE fails'],
  ],
  [
    'below the class once more in the middle of a page, which is a fault',
    { '03.csv': `${FIRST}201,一般公共服务支出,1.00,1.00,0.00,0.00,0.00,0.00\n${ROWS}` },
    ['T3-SUM fails', 'T3-SUM fails', 'T3-CODE fails'],
  ],
])('rows that go on %s', async (_, files, expected) => {
  expect(await found(files)).toEqual(expected);
});

test.each([
  ['万元', '万元'],
  ['元', '元'],
])('the unit may stand in the header alone: %s', async (unit, expected) => {
  const header = HEADER.replace('本年支出合计', `本年支出合计（${unit}）`);
  const text = FIRST.replace(',单位：万元', '').replace(HEADER, header);
  const [report] = await readReports([{ file: '03.csv', bytes: new TextEncoder().encode(text) }]);
  expect(report?.tables.get('expenditure')).toMatchObject({
    unit: expected,
    statedUnit: { value: expected },
  });
});

test.each<[string, string, string[]]>([
  [
    'headings without amounts above the codes that have some',
    '201,一般公共服务支出,,,,,,\n20101,人大事务,,,,,,\n2010101,行政运行,3.00,3.00,0.00,0.00,0.00,0.00\n',
    [],
  ],
  [
    'codes with dashes',
    '201,一般公共服务支出,3.00,3.00,0.00,0.00,0.00,0.00\n201-01,人大事务,3.00,3.00,0.00,0.00,0.00,0.00\n201-01-01,行政运行,3.00,3.00,0.00,0.00,0.00,0.00\n',
    [],
  ],
  [
    'a remark on one of its rows',
    '201,一般公共服务支出,3.00,3.00,0.00,0.00,0.00,0.00,本单位无结余\n20101,人大事务,3.00,3.00,0.00,0.00,0.00,0.00\n',
    [],
  ],
  [
    'a heading without amounts among others with some',
    '201,一般公共服务支出,,,,,,\n20101,人大事务,1.00,1.00,0.00,0.00,0.00,0.00\n204,公共安全支出,2.00,2.00,0.00,0.00,0.00,0.00\n20402,公安,2.00,2.00,0.00,0.00,0.00,0.00\n',
    ['T3-SUM', 'T3-HIER'],
  ],
])('a table with %s', async (_, rows, rules) => {
  const header = HEADER.replace('\n', ',备注\n');
  const text = `支出决算表\n部门：甲局\n2023年度,单位：万元\n${header}${TOTAL}${rows}`;
  const told = (await found({ '03.csv': text })).map((one) => one.replace(/ .*$/u, ''));
  expect([...new Set(told.filter((one) => one !== 'T3-LEAF'))].sort()).toEqual(rules.sort());
});

test.each([
  ['一、一般公共预算财政拨款收入,1.00\n二、财政专户拨入资金,2.00\n', '其他收入', 'X-12 undecidable'],
  ['一、一般公共预算财政拨款收入,1.00\n', '其他收入', 'X-12 fails'],
])('a line that is absent may be one of another name: %s', async (lines, name, expected) => {
  const summary = `收入支出决算总表\n部门：甲局\n2023年度,单位：万元\n收入,,支出,\n项目,决算数,项目,决算数\n${lines.replace(/\n/gu, ',,\n')}本年收入合计,3.00,本年支出合计,3.00\n总计,3.00,总计,3.00\n`;
  const revenue = `收入决算表\n部门：甲局\n2023年度,单位：万元\n科目编码,科目名称,本年收入合计,财政拨款收入,上级补助收入,事业收入,经营收入,附属单位上缴收入,${name}\n合计,,3.00,1.00,0.00,0.00,0.00,0.00,2.00\n`;
  const { reports } = await run(
    ['01.csv', '02.csv'].map((file) => ({ file, folder: '.', named: true })),
    builtInRules(),
    (file) => readDocument(file, new TextEncoder().encode(file === '01.csv' ? summary : revenue)),
  );
  expect(
    reports.flatMap(({ findings }) => findings.map(({ ruleId, verdict }) => `${ruleId} ${verdict}`)),
  ).toContain(expected);
});

test("a unit in a column of the place's own is not that of the table", async () => {
  const header = HEADER.replace('\n', ',人均支出（元）\n');
  const text = FIRST.replace(',单位：万元', '').replace(HEADER, header);
  const [report] = await readReports([{ file: '03.csv', bytes: new TextEncoder().encode(text) }]);
  expect(report?.tables.get('expenditure')?.statedUnit).toBeUndefined();
});

test('amounts in a column that no form knows are named as not checked, words are not', async () => {
  const lines = FIRST.split('\n').map((line) => `${line},,`);
  const own = (line: string, amount: string, word: string): string =>
    line.replace(/,,$/u, `,${amount},${word}`);
  const text = lines
    .map((line) => {
      if (line.startsWith('科目编码')) return own(line, '其中：基本建设', '备注');
      return line.startsWith('2010101') ? own(line, '1.00', '见说明') : line;
    })
    .join('\n');
  const [report] = await readReports([{ file: '03.csv', bytes: new TextEncoder().encode(text) }]);
  const judged = report ? checkReport(report, builtInRules()).judgements : [];
  const unread = judged.filter(({ ruleId }) => ruleId === 'X-READ');
  expect(unread.flatMap(({ reason }) => (reason === undefined ? [] : [told(reason)]))).toEqual([
    '支出决算表有 1 列不在表样中（03!I8 起：“其中:基本建设”），其中 1 个金额没有核对',
  ]);
});
