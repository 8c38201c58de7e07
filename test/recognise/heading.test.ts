import { describe, expect, test } from 'vitest';
import { readHeading } from '../../src/recognise/heading.js';

const formOf = (text: string): string | undefined => readHeading(text)?.form?.id;

describe('titles', () => {
  test.each([
    ['收入支出决算总表', 'summary'],
    ['收 入 支 出 决 算 总 表', 'summary'],
    ['支出决算表', 'expenditure'],
    ['一般公共预算财政拨款支出决算表', 'general-budget-expenditure'],
    ['财政拨款收入支出决算总表（续）', 'appropriation-summary'],
    ['表1 收入支出决算总表', 'summary'],
    ['附表3：支出决算表', 'expenditure'],
    ['某某局2023年度收入决算表', 'revenue'],
    ['财政拨款＂三公＂经费支出决算表', 'three-public'],
    ['一般公共预算财政拨款基本支出决算表', 'general-budget-basic-expenditure'],
    ['（公开）收入支出决算总表', 'summary'],
    ['公开01-收入支出决算总表', 'summary'],
    ['某某局2023年度支出决算表-公开', 'expenditure'],
    ['支出决算表（部门汇总）', 'expenditure'],
    ['（空表）政府性基金预算财政拨款收入支出决算表', 'government-fund'],
    ['国有资本经营预算财政拨款支出决算表（本表无数据）', 'state-capital'],
    ['国有资本经营预算财政拨款支出决算表（无）', 'state-capital'],
  ])('%s', (text, form) => {
    expect(formOf(text)).toBe(form);
  });

  test.each([
    '一般公共预算财政拨款项目支出决算表',
    '详见支出决算表',
    '本部门支出决算表中，基本支出为 208.51 万元。',
    '国有资产使用情况表',
    '公开03表',
  ])('%s is none of the nine', (text) => {
    expect(formOf(text)).toBeUndefined();
  });
});

test.each([
  ['政府性基金预算财政拨款收入支出决算表（空表）', true],
  ['（空表）政府性基金预算财政拨款收入支出决算表', true],
  ['国有资本经营预算财政拨款支出决算表（无）', true],
  ['支出决算表（公开）', undefined],
])('a title that says its table is empty is a note, too: %s', (text, note) => {
  expect(readHeading(text)?.note).toBe(note);
});

describe('what stands around a table', () => {
  test.each([
    ['金额单位：万元', undefined, { unit: '万元' }],
    ['单位：某某中学', undefined, { department: '某某中学' }],
    ['单位：元氏县教育局', undefined, { department: '元氏县教育局' }],
    ['编制单位：元阳县财政局 金额单位：元', undefined, { department: '元阳县财政局', unit: '元' }],
    ['单位：元部门：某某局', undefined, { unit: '元' }],
    ['单位：元 币种：人民币', undefined, { unit: '元' }],
    ['单位：元 制表：财政局', undefined, { unit: '元' }],
    ['编制单位：', '某某局', { department: '某某局' }],
    ['部门：某某局（本级）', undefined, { department: '某某局(本级)' }],
    [
      '部门：某某局    2023年度    单位：元',
      undefined,
      { department: '某某局', fiscalYear: 2023, unit: '元' },
    ],
    ['2023 年度', undefined, { fiscalYear: 2023 }],
    ['二〇二三年度', undefined, { fiscalYear: 2023 }],
    ['编制日期：2024年8月15日', undefined, {}],
    [
      '说明：某某区某某局本年度没有政府性基金收支，故本表无数据。',
      undefined,
      { note: true, mentioned: '某某区某某局' },
    ],
    ['注：列示政府性基金收支。本部门本年度没有此项收支，故本表无数据。', undefined, { note: true }],
    ['说明：我部门本年度没有政府性基金收支。', undefined, { note: true }],
    ['某某区某某局 2024 年度部门决算表', undefined, { mentioned: '某某区某某局', fiscalYear: 2024 }],
  ])('%s', (text, next, heading) => {
    expect({ ...readHeading(text, next), otherTitle: undefined }).toEqual(heading);
  });
});
