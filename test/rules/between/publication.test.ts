import { expect, test } from 'vitest';
import { checkBetween } from '../../../src/engine/check-between.js';
import { factsOf } from '../../../src/rules/between/facts.js';
import type { Unread } from '../../../src/rules/between/unread.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { reportOf } from '../../../src/rules/example.js';

const RULES = builtInRules().filter(({ id }) => id === 'BR-PUB');
const ALL_READ: Unread = { left: 0, broken: [] };

/** What is said of a list with the columns name and district, about reports by file and name. */
function said(
  list: readonly (readonly [name: string, district?: string])[],
  reports: Readonly<Record<string, string>>,
  unread = ALL_READ,
): string[] {
  const facts = Object.entries(reports).map(([file, department]) =>
    factsOf(
      reportOf({ file, figures: {}, departments: { 收支总表: department }, years: { 收支总表: '2023' } }),
    ),
  );
  const entries = list.map(([name, district = ''], index) => ({
    name,
    district,
    level: undefined,
    location: { file: '名单.csv', line: index + 1 },
  }));
  const { findings = [], undecided = [] } =
    checkBetween(facts, RULES, { expected: { file: '名单.csv', entries }, unread }) ?? {};
  return [
    ...findings.map(({ severity, message }) => `${severity} ${message}`),
    ...undecided.map(({ reason }) => `open ${reason}`),
  ];
}

const DISTRICTS = { '东安区/统计局.xlsx': '统计局', '西宁区/统计局.xlsx': '统计局' };

test.each<[string, ...Parameters<typeof said>, string[]]>([
  ['all are there', [['甲局'], ['乙局']], { 'a.xlsx': '甲局', 'b.xlsx': '乙局' }, ALL_READ, []],
  ['one is not', [['甲局'], ['乙局']], { 'a.xlsx': '甲局' }, ALL_READ, ['warning 没有见到乙局的报告']],
  [
    'one may be a file that cannot be read',
    [['甲局'], ['乙局']],
    { 'a.xlsx': '甲局' },
    { left: 0, broken: ['某市/乙局2023年决算.xlsx'] },
    ['open 没有见到乙局的报告；某市/乙局2023年决算.xlsx 读不了，可能是它的'],
  ],
  [
    'one may be among files that the run did not come to',
    [['甲局'], ['乙局']],
    { 'a.xlsx': '甲局' },
    { left: 3, broken: [] },
    ['open 没有见到乙局的报告；还有 3 个文件没有核对，可能在其中'],
  ],
  [
    'names without a district lie in its folder',
    [
      ['统计局', '东安区'],
      ['统计局', '西宁区'],
    ],
    DISTRICTS,
    ALL_READ,
    [],
  ],
  [
    'a list without districts means one of several',
    [['统计局'], ['东安区审计局'], ['西宁区财政局']],
    { ...DISTRICTS, 'a.xlsx': '东安区审计局', 'b.xlsx': '西宁区财政局' },
    ALL_READ,
    ['open 名单中的“统计局”可能是几个单位中的一个，不能确定是否公开'],
  ],
])('%s', (_, list, reports, unread, expected) => {
  expect(said(list, reports, unread)).toEqual(expected);
});

test.each([
  ['a report', { 'a.xlsx': '甲局', 'b.xlsx': '甲校' }, '甲局', []],
  [
    'another name',
    { 'a.xlsx': '甲局', 'b.xlsx': '甲校' },
    '甲司',
    ['名单写明 1 个单位的主管部门是“甲司”，名单和报告中都没有这个部门，没有核对它的合计'],
  ],
])('a unit below a department of which there is %s', (_, files, department, expected) => {
  const facts = Object.entries(files).map(([file, name]) =>
    factsOf(reportOf({ file, figures: {}, departments: { 收支总表: name }, years: { 收支总表: '2023' } })),
  );
  const entries = [
    {
      name: '甲校',
      district: '',
      level: 'unit' as const,
      department: { name: department, district: '' },
      location: { file: '名单.csv', line: 1 },
    },
  ];
  const between = checkBetween(facts, builtInRules(), { expected: { file: '名单.csv', entries } });
  expect(between?.undecided.filter(({ ruleId }) => ruleId === 'DU-LIST').map(({ reason }) => reason)).toEqual(
    expected,
  );
});
