import { expect, test } from 'vitest';
import { CODE_NAME_RULES } from '../../src/rules/code-names.js';
import { told } from '../../src/language/message.js';
import { reportOf } from '../../src/rules/example.js';

const judged = (names: Record<string, string>, year = '2023'): string[] =>
  CODE_NAME_RULES.flatMap((rule) =>
    rule
      .judge(reportOf({ figures: {}, names, years: { 支出表: year } }))
      .filter(({ verdict }) => verdict === 'fails')
      .map(({ ruleId, severity, reason }) => `${ruleId} ${severity} ${told(reason ?? '')}`),
  );

test.each([
  ['the listed name', { '基本支出表[30213]': '维修（护）费' }, []],
  ['a name of former years', { '支出表[20805]': '行政事业单位离退休' }, []],
  ['a short name', { '基本支出表[30108]': '基本养老保险缴费' }, []],
  ['a name with its level behind it', { '支出表[208]': '社会保障和就业支出（类）' }, []],
  ['an item that is not in the list', { '支出表[2080299]': '其他民政管理事务支出' }, []],
  ['a class with its code filled up', { '基本支出表[30100]': '工资福利支出' }, []],
  [
    'the name of another code',
    { '支出表[2080505]': '机关事业单位职业年金缴费支出' },
    [
      'X-CLASS warning 科目 2080505 是“机关事业单位基本养老保险缴费支出”，印作“机关事业单位职业年金缴费支出”，这是 2080506 的名称',
    ],
  ],
  [
    'another name',
    { '基本支出表[30201]': '差旅费用' },
    ['X-CLASS warning 科目 30201 是“办公费”，印作“差旅费用”'],
  ],
  [
    'a code that does not exist, with a known name',
    { '基本支出表[30160]': '基本工资' },
    ['X-CLASS warning 部门预算支出经济分类没有 30160，“基本工资”是 30101 的名称'],
  ],
  [
    'a code that does not exist',
    { '基本支出表[30160]': '其他补贴', '支出表[218]': '新增支出' },
    [
      'X-CLASS note 支出功能分类没有 218（新增支出）',
      'X-CLASS note 部门预算支出经济分类没有 30160（其他补贴）',
    ],
  ],
  [
    'two names of one code, one of them wrong',
    { '支出表[2210201]': '提租补贴', '收入表[2210201]': '住房公积金' },
    ['X-NAME warning 科目 2210201 在各表名称不一：住房公积金、提租补贴'],
  ],
])('a code with %s', (_, names, expected) => {
  expect(judged(names)).toEqual(expected);
});

test('names of codes before the lists are as they are now are not judged', () => {
  expect(judged({ '基本支出表[30311]': '住房公积金' }, '2016')).toEqual([]);
});
