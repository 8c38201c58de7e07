import { describe, expect, test } from 'vitest';
import { check, type Report } from '../../src/index.js';
import type { RunResult } from '../../src/engine/outcome.js';
import { FORMATS, type Render } from '../../src/output/formats.js';
import { forTerminal } from '../../src/output/escape.js';
import { masked, personalIn } from '../../src/model/masked.js';
import { textReport } from '../narrative-model.js';

describe('personal data are masked', () => {
  test.each([
    ['联系电话：13800001234', '联系电话：138****1234'],
    ['138 0000 1234', '138****1234'],
    ['138-0000-1234', '138****1234'],
    ['１３８００００１２３４', '138****1234'],
    ['+86 13800001234。', '138****1234。'],
    ['身份证 11010119900307109X', '身份证 110***********109X'],
    ['卡号 6222 0200 0000 0000 000', '卡号 6222********0000'],
    ['填表人：张三 13800001234', '填表人：张* 138****1234'],
    ['填表人及联系方式：欧阳某 13800001234', '填表人及联系方式：欧** 138****1234'],
    ['家庭住址：某市某区某路1号，', '家庭住址：某市****，'],
  ])('%s', (text, shown) => {
    expect(masked(text)).toBe(shown);
  });
});

describe('what is no personal datum stays', () => {
  test.each([
    '支出合计13,800,001,234.00元',
    '13800001234.56元',
    '编号 A13800001234',
    '0375-2900000',
    '2023年12月31日',
    '统一社会信用代码 91410400MA9999999X',
    '合同号 2023123456789012345',
    '填表人：',
    '填表人签字：日期：',
    '负责人审核',
  ])('%s', (text) => {
    expect(masked(text)).toBe(text);
    expect(personalIn(text)).toEqual([]);
  });
});

const MOBILE = '13800001234';
const leaking: Report = {
  ...textReport({
    figures: { '支出表[201].本年支出合计': `见${MOBILE}` },
    notes: { 支出表: `填表人：张三丰 ${MOBILE}` },
    departments: { 支出表: `某某局 ${MOBILE}`, 收入表: '某某局' },
    loose: [`填表人：张三丰 ${MOBILE}`, '138 0000 1234'],
    text: { '十三、预算绩效情况说明': [`各项工作基本完成，是否联系${MOBILE}，请填写XX。`] },
    sheets: [
      {
        name: `泵站检修（张三丰${MOBILE}）`,
        funding: ['年度资金总额 | 30 | 30 | 12 | 10 | 10% | 4'],
        completion: `已完成，联系${MOBILE}`,
        total: '100 | 92',
      },
    ],
  }),
  remarks: [{ text: `备注 ${MOBILE}`, location: { file: 'a.xlsx' }, leftAside: true }],
};

const result: RunResult = {
  reports: [check(leaking)],
  problems: [{ file: 'a.xlsx', message: `坏了 ${MOBILE}`, kind: 'broken' }],
};
const OPTIONS = {
  color: false,
  language: 'zh' as const,
  verbose: true,
  tool: { name: 'gouji', version: '0' },
};

test.each([
  ...Object.entries(FORMATS).map(([format, load]): [string, () => Promise<string>] => [
    format,
    async () => {
      const render: Render = await load();
      return render(result, OPTIONS);
    },
  ]),
  [
    'the findings of the API',
    () => JSON.stringify(check(leaking).findings.map((finding) => ({ ...finding, identity: '' }))),
  ],
  ['an error', () => forTerminal(`程序出错 ${MOBILE}`)],
  ['a text cut within the number', () => forTerminal(`${'字'.repeat(594)}${MOBILE}`)],
])('nothing of it is printed: %s', async (_, print) => {
  const printed = (await print()).replace(/\s/gu, '');
  expect(printed).not.toContain(MOBILE);
  expect(printed).not.toContain('13800001');
  expect(printed).not.toContain('填表人：张三丰');
});

test('a telephone number is found in the text, on the sheets and beside the tables, and told once', () => {
  const { findings } = check(leaking);
  const found = findings.filter(({ ruleId }) => ruleId === 'PV-TEL');
  expect(found).toHaveLength(1);
  expect(found[0]?.message).toMatch(/^公开内容有手机号码 138\*{4}1234，\d+ 处$/u);
});

test('a path of the user is none of it, in a list of files either', async () => {
  const file = `${MOBILE}.xlsx`;
  const render: Render = await FORMATS.json();
  const report = { ...leaking, file, files: [file, 'b.xlsx'] };
  expect(JSON.parse(render({ reports: [check(report)], problems: [] }, OPTIONS))).toMatchObject({
    reports: [{ file, files: [file, 'b.xlsx'] }],
  });
});
