import { describe, expect, test } from 'vitest';
import { told } from '../../src/language/message.js';
import { check, factIn, factOf, readReports, type Report } from '../../src/index.js';
import { recogniseSheets, reportsIn } from '../../src/recognise/recognise.js';
import { textSheet } from './text-sheet.js';

async function read(drawing: string): Promise<Report | undefined> {
  const [report] = await readAll(drawing);
  return report;
}

/** A sheet drawn as text: cells between bars, one line a row; joined cells of a header are left empty. */
async function readAll(drawing: string): Promise<Report[]> {
  const rows = drawing
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .join('\t'),
    );
  return readReports([{ file: '表.tsv', bytes: new TextEncoder().encode(`${rows.join('\n')}\n`) }]);
}

const figure = (
  report: Report | undefined,
  form: Parameters<Report['tables']['get']>[0],
  line: string,
  column: string,
): string | undefined => {
  const table = report?.tables.get(form);
  const fact = table && factOf(table, line, column);
  return fact && fact.state !== 'unreadable' ? fact.figure.value.toString() : fact?.state;
};

const HEAD =
  '科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出';

describe('the recogniser', () => {
  test('finds a table by its title and header wherever it stands', async () => {
    const report = await read(`
      | | 支出决算表
      | | 金额单位：万元
      | | ${HEAD}
      | | 合计 | | 5.00 | 2.00 | 3.00 | | |
    `);
    expect(figure(report, 'expenditure', 'total', 'projectExpenditure')).toBe('3');
  });

  test('its facts are asked for by names that the compiler checks', async () => {
    const report = await read(`
      支出决算表
      ${HEAD}
      2010301 | 行政运行 | 5.00 | 2.00 | 3.00 | | |
    `);
    const fact = report && factIn(report, 'expenditure', '2010301', 'basicExpenditure');
    expect(fact).toMatchObject({ state: 'figure', printed: '2.00', location: { sheet: '表', cell: 'D3' } });
  });

  test('binds columns by their headers in any order', async () => {
    const report = await read(`
      支出决算表
      科目编码 | 科目名称 | 项目支出 | 对附属单位补助支出 | 基本支出 | 经营支出 | 上缴上级支出 | 本年支出合计
      合计 | | 3.00 | 0.50 | 2.00 | 0.20 | 0.10 | 5.80
    `);
    const columns = [
      'totalExpenditure',
      'basicExpenditure',
      'projectExpenditure',
      'remittanceToSuperior',
      'businessExpenditure',
      'subsidyToSubordinates',
    ];
    expect(columns.map((column) => figure(report, 'expenditure', 'total', column))).toEqual([
      '5.8',
      '2',
      '3',
      '0.1',
      '0.2',
      '0.5',
    ]);
  });

  test('takes no column of a department’s own, and says so', async () => {
    const report = await read(`
      支出决算表
      ${HEAD} | 备注
      合计 | | 5.00 | 2.00 | 3.00 | | | | 99.00
    `);
    const table = report?.tables.get('expenditure');
    expect([...(table?.facts.values() ?? [])].map(({ printed }) => printed)).not.toContain('99.00');
    expect(table?.leftovers.map(({ reason }) => told(reason))).toEqual([
      '本表没有“备注”这一列，该列 1 个单元格未采用',
    ]);
  });

  test.each([
    ['one column', '2010301 | 行政运行', '科目编码 | 科目名称'],
    ['three columns', '201 | 03 | 01 | 行政运行', '类 | 款 | 项 | 科目名称'],
    ['three columns in full', '201 | 20103 | 2010301 | 行政运行', '类 | 款 | 项 | 科目名称'],
    ['code and name in one cell', '2010301 行政运行', '科目编码及名称'],
    ['code with points', '201.03.01 | 行政运行', '科目编码 | 科目名称'],
    ['code in brackets', '[2010301] 行政运行', '科目编码及名称'],
    ['a code that was a number', '2010301.0 | 行政运行', '科目编码 | 科目名称'],
    ['full-width digits', '２０１０３０１ | 行政运行', '科目编码 | 科目名称'],
  ])('reads codes in %s', async (_, labels, header) => {
    const report = await read(`
      支出决算表
      ${header} | ${HEAD.split(' | ').slice(2).join(' | ')}
      ${labels} | 5.00 | 2.00 | 3.00 | | |
    `);
    expect(figure(report, 'expenditure', '2010301', 'totalExpenditure')).toBe('5');
  });

  test('carries 类 and 款 down where they are printed once', async () => {
    const report = await read(`
      支出决算表
      类 | 款 | 项 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
      201 | | | 一般公共服务支出 | 5.00 | 2.00 | 3.00 | | |
       | 03 | | 政府办公厅 | 5.00 | 2.00 | 3.00 | | |
       | | 01 | 行政运行 | 5.00 | 2.00 | 3.00 | | |
    `);
    expect(report?.tables.get('expenditure')?.lines.map(({ key }) => key)).toEqual([
      '201',
      '20103',
      '2010301',
    ]);
  });

  test('takes neither 栏次 nor 行次 for figures', async () => {
    const report = await read(`
      收入支出决算总表
      收入 | | | 支出 | |
      项目 | 行次 | 金额 | 项目 | 行次 | 金额
      栏次 | | 1 | 栏次 | | 2
      一、一般公共预算财政拨款收入 | 1 | 322.37 | 一、一般公共服务支出 | 32 | 279.43
      本年收入合计 | 27 | 322.37 | 本年支出合计 | 58 | 279.43
    `);
    expect([...(report?.tables.get('summary')?.facts.values() ?? [])].map(({ printed }) => printed)).toEqual([
      '322.37',
      '322.37',
      '279.43',
      '279.43',
    ]);
  });

  test('a last page with nothing below its header is no second table', async () => {
    const reports = await readAll(`
      支出决算表
      ${HEAD}
      合计 | | 5.00 | 2.00 | 3.00 | | |
      支出决算表
      ${HEAD}
      注：按性质列示部门全年支出。
    `);
    expect(reports.map(({ tables }) => tables.size)).toEqual([1]);
  });

  test('keeps 其中 lines out of their group, below the line above', async () => {
    const report = await read(`
      收入支出决算总表
      收入 | | 支出 |
      项目 | 决算数 | 项目 | 决算数
      五、事业收入 | 20.00 | 一、一般公共服务支出 | 5.00
      其中：教育收费 | 15.00 | 二、外交支出 |
      本年收入合计 | 20.00 | 本年支出合计 | 5.00
    `);
    expect(report?.tables.get('summary')?.lines.find(({ partOf }) => partOf !== undefined)).toMatchObject({
      key: 'serviceRevenue/教育收费',
      partOf: 'serviceRevenue',
    });
  });

  test('tells the carry-over of 04 from its income of the same name', async () => {
    const report = await read(`
      财政拨款收入支出决算总表
      收入 | | 支出 | | | |
      项目 | 决算数 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款
      一、一般公共预算财政拨款 | 10.00 | 一、一般公共服务支出 | 12.00 | 12.00 | |
      本年收入合计 | 10.00 | 本年支出合计 | 12.00 | 12.00 | |
      年初财政拨款结转和结余 | 2.00 | 年末财政拨款结转和结余 | | | |
      一、一般公共预算财政拨款 | 2.00 | | | | |
      总计 | 12.00 | 总计 | 12.00 | 12.00 | |
    `);
    expect(figure(report, 'appropriation-summary', 'generalPublicBudgetRevenue', 'actual')).toBe('10');
    expect(figure(report, 'appropriation-summary', 'openingGeneralPublicBudget', 'actual')).toBe('2');
  });

  test('a numbered line that no form knows is summed under reserve', async () => {
    const report = await read(`
      收入支出决算总表
      收入 | | 支出 |
      项目 | 决算数 | 项目 | 决算数
      八、其他收入 | 5.00 | 二十七、太空探索支出 | 5.00
      本年收入合计 | 5.00 | 本年支出合计 | 5.00
    `);
    expect(report?.tables.get('summary')?.lines.find(({ unknown }) => unknown)).toMatchObject({
      label: '二十七、太空探索支出',
    });
  });

  test('a table by unit is none of the nine, though its columns are', async () => {
    expect(
      await read(`
      支出决算表（分单位）
      单位代码 | 单位名称 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
      20501 | 某某中学 | 5.00 | 2.00 | 3.00 | | |
    `),
    ).toBeUndefined();
  });

  test('a title without a table is none', async () => {
    expect(await read('目录\n收入决算表 | 3\n支出决算表 | 4\n正文提到支出决算表。')).toBeUndefined();
  });

  test('the reader decides nothing where two columns claim one meaning', async () => {
    const report = await read(`
      支出决算表
      科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
      合计 | | 5.00 | 2.00 | 4.00 | 3.00 | | |
    `);
    expect(figure(report, 'expenditure', 'total', 'basicExpenditure')).toBeUndefined();
  });

  test.each([
    ['in another order', '3 | 4 | 1 | 2'],
    ['with a stray remark', '1 | 2 | 3 | 见说明'],
    ['lettered', 'A | B | C | D'],
  ])('takes 栏次 %s for no figures', async (_, numbers) => {
    const report = await read(`
      政府性基金预算财政拨款收入支出决算表
      科目编码 | 科目名称 | 本年收入 | 本年支出 | 基本支出 | 项目支出
      栏次 | | ${numbers}
      合计 | | 5.00 | 4.00 | 1.00 | 3.00
    `);
    const table = report?.tables.get('government-fund');
    expect([...(table?.facts.values() ?? [])].map(({ printed }) => printed)).toEqual([
      '5.00',
      '4.00',
      '1.00',
      '3.00',
    ]);
    expect(table?.leftovers).toEqual([]);
  });

  test('takes the numbers below 三公 headers for no figures, in whatever order', async () => {
    const report = await read(`
      财政拨款“三公”经费支出决算表
      预算数 | | | | | | 决算数 | | | | |
      合计 | 因公出国（境）费 | 小计 | 公务用车购置费 | 公务用车运行维护费 | 公务接待费 | 合计 | 因公出国（境）费 | 小计 | 公务用车购置费 | 公务用车运行维护费 | 公务接待费
      7 | 8 | 9 | 10 | 11 | 12 | 1 | 2 | 3 | 4 | 5 | 6
      2.85 | 0.00 | 0.00 | 0.00 | 0.00 | 2.85 | 0.39 | 0.00 | 0.00 | 0.00 | 0.00 | 0.39
      单位负责人：某某 | | 填表人：某某
    `);
    const table = report?.tables.get('three-public');
    expect(figure(report, 'three-public', 'officialReception', 'actual')).toBe('0.39');
    expect(table?.leftovers.filter(({ hasAmount }) => hasAmount)).toEqual([]);
  });

  test('joins a header cut over two cells, 项目 over 支出', async () => {
    const report = await read(`
      支出决算表
      科目 | 科目 | 本年 | 基本 | 项目 | 上缴 | 经营 | 对附属
      编码 | 名称 | 支出合计 | 支出 | 支出 | 上级支出 | 支出 | 单位补助支出
      合计 | | 5.00 | 2.00 | 3.00 | | |
    `);
    expect(figure(report, 'expenditure', 'total', 'projectExpenditure')).toBe('3');
  });

  test('binds the funds of the opening balance where they are marked 其中', async () => {
    const report = await read(`
      财政拨款收入支出决算总表
      收入 | | 支出 | | | |
      项目 | 决算数 | 项目 | 合计 | 一般公共预算财政拨款 | 政府性基金预算财政拨款 | 国有资本经营预算财政拨款
      一、一般公共预算财政拨款 | 10.00 | 一、一般公共服务支出 | 12.00 | 12.00 | |
      本年收入合计 | 10.00 | 本年支出合计 | 12.00 | 12.00 | |
      年初财政拨款结转和结余 | 2.00 | 年末财政拨款结转和结余 | | | |
      其中：一般公共预算财政拨款 | 1.50 | | | | |
      政府性基金预算财政拨款 | 0.50 | | | | |
    `);
    expect(figure(report, 'appropriation-summary', 'openingGeneralPublicBudget', 'actual')).toBe('1.5');
    expect(figure(report, 'appropriation-summary', 'openingGovernmentFund', 'actual')).toBe('0.5');
  });

  test('reads table 01 with expenditure below revenue in one column', async () => {
    const report = await read(`
      收入支出决算总表
      项目 | 决算数
      一、一般公共预算财政拨款收入 | 12.00
      本年收入合计 | 12.00
      年初结转和结余 | 1.00
      总计 | 13.00
      一、一般公共服务支出 | 10.00
      本年支出合计 | 10.00
      年末结转和结余 | 3.00
      总计 | 13.00
    `);
    const lines = [
      'grandTotalRevenue',
      '201',
      'totalExpenditure',
      'closingCarryover',
      'grandTotalExpenditure',
    ];
    expect(lines.map((line) => figure(report, 'summary', line, 'actual'))).toEqual([
      '13',
      '10',
      '10',
      '3',
      '13',
    ]);
  });

  test('a row that was not understood is not taken for a row that is not there', async () => {
    const report = await read(`
      支出决算表
      ${HEAD}
      合计 | | 5.00 | 2.00 | 3.00 | | |
      2O1 | 一般公共服务支出 | 3.00 | 1.00 | 2.00 | | |
      205 | 教育支出 | 2.00 | 1.00 | 1.00 | | |
      一般公共预算财政拨款支出决算表
      科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
      合计 | | 5.00 | 2.00 | 3.00
      201 | 一般公共服务支出 | 3.00 | 1.00 | 2.00
      205 | 教育支出 | 2.00 | 1.00 | 1.00
    `);
    const findings = report ? check(report).findings : [];
    expect(
      findings
        .filter(({ verdict, severity }) => verdict === 'fails' && severity === 'error')
        .map(({ message }) => message),
    ).toEqual([]);
    expect(findings.filter(({ ruleId }) => ruleId === 'T3-SUM').map(({ verdict }) => verdict)).toContain(
      'undecidable',
    );
  });

  test('rows without codes are not bound by their names', async () => {
    const report = await read(`
      支出决算表
      项目 | 本年支出合计 | 基本支出 | 项目支出 | 上缴上级支出 | 经营支出 | 对附属单位补助支出
      合计 | 5.00 | 2.00 | 3.00 | | |
      其他支出 | 5.00 | 2.00 | 3.00 | | |
      其他支出 | 5.00 | 2.00 | 3.00 | | |
    `);
    expect(report?.tables.get('expenditure')?.lines.map(({ key }) => key)).toEqual(['total']);
    expect(report?.tables.get('expenditure')?.leftovers).toHaveLength(2);
  });

  test('a second total with other figures is said', async () => {
    const report = await read(`
      支出决算表
      ${HEAD}
      合计 | | 5.00 | 2.00 | 3.00 | | |
      201 | 一般公共服务支出 | 5.00 | 2.00 | 3.00 | | |
      合计 | | 9.00 | 2.00 | 7.00 | | |
    `);
    const findings = report ? check(report).findings : [];
    expect(
      findings.find(({ ruleId, message }) => ruleId === 'X-READ' && message.includes('不止一次')),
    ).toMatchObject({ severity: 'warning' });
  });

  test('a total whose lines were not understood is not judged against nothing', async () => {
    const report = await read(`
      支出决算表
      ${HEAD}
      合计 | | 5.00 | 2.00 | 3.00 | | |
      甲类支出 | | 5.00 | 2.00 | 3.00 | | |
    `);
    const findings = report ? check(report).findings : [];
    expect(
      findings
        .filter(({ ruleId }) => ruleId === 'T3-SUM')
        .map(({ verdict, severity }) => `${verdict} ${severity}`),
    ).toEqual(['undecidable warning', 'undecidable warning', 'undecidable warning']);
  });
});

describe('what was left unread is told by check', () => {
  const ROW = '2010301 | 行政运行 | 5.00 | 2.00 | 3.00 | | |';
  test.each([
    ['a row of dots with amounts', `${ROW}\n…… | | 4.00 | 4.00 | | | |`, '这一行'],
    [
      'an unknown row whose amounts cannot be read',
      `${ROW}\n非税支出 | | 1O.00 | | | | |`,
      '本表没有“非税支出”这一行',
    ],
    [
      'a column without a header',
      `${ROW} | 7.00\n2010302 | 管理事务 | 5.00 | 2.00 | 3.00 | | | | 8.00`,
      '没有表头',
    ],
  ])('%s', async (_, rows, reason) => {
    const report = await read(`
      支出决算表
      ${HEAD}
      ${rows}
    `);
    const unread = report && check(report).undecided.filter(({ ruleId }) => ruleId === 'X-READ');
    expect(unread?.map((one) => told(one.reason)).join()).toContain(reason);
  });

  test('but not rows of dots without amounts, nor lines counted in a column without a header', async () => {
    const report = await read(`
      支出决算表
      ${HEAD}
      ${ROW} | 12
      2010302 | 管理事务 | 5.00 | 2.00 | 3.00 | | | | 13
      …… | | | | | | |
    `);
    expect(report && check(report).undecided.filter(({ ruleId }) => ruleId === 'X-READ')).toEqual([]);
  });

  test('a total of small whole amounts is no row of column numbers', async () => {
    const report = await read(`
      支出决算表
      ${HEAD}
      合计 | | 3.00 | 2.00 | 1.00 | | |
      2010301 | 行政运行 | 3.00 | 2.00 | 1.00 | | |
    `);
    expect(figure(report, 'expenditure', 'total', 'totalExpenditure')).toBe('3');
  });
});

describe('units of measure behind the amounts', () => {
  const table = (unit: string, amounts: string): Promise<Report | undefined> =>
    read(`
      支出决算表 ${unit}
      ${HEAD}
      合计 | | ${amounts} | | |
    `);

  test.each([
    ['as the table has it', '单位：万元', '5.00万元 | 2.00 万元 | 3.00', '万元', ['5', '2', '3']],
    ['where nothing else says it', '', '50000元 | 20000元 | 30000元', '元', ['50000', '20000', '30000']],
    ['other than that of the table', '单位：万元', '5.00 | 20000元 | 3.00', '万元', ['5', 'unreadable', '3']],
  ])('%s', async (_, unit, amounts, expected, figures) => {
    const report = await table(unit, amounts);
    expect(report?.tables.get('expenditure')?.unit).toBe(expected);
    expect(
      ['totalExpenditure', 'basicExpenditure', 'projectExpenditure'].map((column) =>
        figure(report, 'expenditure', 'total', column),
      ),
    ).toEqual(figures);
  });

  test('that differ from the table are named', async () => {
    const report = await table('单位：万元', '5.00 | 20000元 | 3.00');
    expect(report && check(report).findings.map(({ message }) => message)).toContain(
      '表!D3（合计·基本支出）读不出金额：单位是元，本表的单位是万元，印作“20000元”',
    );
  });
});

describe('what stands in or around the title', () => {
  const head = (title: string): Promise<Report | undefined> =>
    read(`
      ${title}
      ${HEAD}
      合计 | | 5.00 | 2.00 | 3.00 | | |
    `);

  test.each([
    ['某某区某某局2023年度支出决算表', { department: '某某区某某局', fiscalYear: 2023 }],
    ['2023年度某某区某某局支出决算表', { department: '某某区某某局', fiscalYear: 2023 }],
    ['支出决算表 单位：元', { unit: '元' }],
    ['附件1-3  支出决算表', {}],
    ['2023年部门支出决算表', { fiscalYear: 2023 }],
    ['2023年度支出决算表', { fiscalYear: 2023 }],
    ['支出决算表（2023年度）', { fiscalYear: 2023 }],
  ])('%s', async (title, said) => {
    const report = await head(title);
    expect(report?.tables.has('expenditure')).toBe(true);
    expect(report).toMatchObject(said);
  });

  test('tables beside each other on one sheet are told apart by the empty column between', async () => {
    const report = await read(`
      支出决算表 | | | | | | | | | 收入决算表
      ${HEAD} | | 科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 上级补助收入 | 事业收入 | 经营收入 | 附属单位上缴收入 | 其他收入
      合计 | | 5.00 | 2.00 | 3.00 | | | | | 合计 | | 7.00 | 7.00 | | | | |
    `);
    expect(figure(report, 'expenditure', 'total', 'totalExpenditure')).toBe('5');
    expect(figure(report, 'revenue', 'total', 'totalRevenue')).toBe('7');
  });
});

test('a cover of another year than the tables is said', async () => {
  const report = await read(`
    某某区某某局2022年度部门决算
    支出决算表
    2021年度
    ${HEAD}
    合计 | | 5.00 | 2.00 | 3.00 | | |
  `);
  const findings = report ? check(report).findings : [];
  expect(findings.map(({ message }) => message)).toContain(
    '表!A1 写的是 2022 年度，支出决算表等表是 2021 年度',
  );
});

describe('the summary of revenue and expenditure', () => {
  const REVENUE = `
      一、一般公共预算财政拨款收入 | 1 | 8.00
      本年收入合计 | 2 | 8.00
      年初结转和结余 | 3 | 1.00
      总计 | 4 | 9.00`;
  const EXPENDITURE = `
      一、一般公共服务支出 | 5 | 7.00
      本年支出合计 | 6 | 7.00
      年末结转和结余 | 7 | 2.00
      总计 | 8 | 9.00`;

  test('may stack its sides, each with its own 总计', async () => {
    const report = await read(`
      收入支出决算总表
      收入
      项目 | 行次 | 金额${REVENUE}
      支出
      项目 | 行次 | 金额${EXPENDITURE}
    `);
    expect(figure(report, 'summary', 'grandTotalRevenue', 'actual')).toBe('9');
    expect(figure(report, 'summary', 'grandTotalExpenditure', 'actual')).toBe('9');
  });

  test('may print the year before beside its own', async () => {
    const report = await read(`
      收入支出决算总表
      项目 | 行次 | 2022年决算数 | 2023年决算数 | 项目 | 行次 | 2022年决算数 | 2023年决算数
      本年收入合计 | 1 | 6.00 | 8.00 | 本年支出合计 | 3 | 5.00 | 7.00
      总计 | 2 | 6.00 | 9.00 | 总计 | 4 | 6.00 | 9.00
    `);
    expect(figure(report, 'summary', 'totalRevenue', 'actual')).toBe('8');
    expect(figure(report, 'summary', 'totalExpenditure', 'actual')).toBe('7');
  });

  test("keeps to its own year where the next year's budget stands beside", async () => {
    const report = await read(`
      “三公”经费支出决算表
      2023年度
      项目 | 2023年预算数 | 2023年决算数 | 2024年预算数
      合计 | 5.00 | 3.20 | 2.50
      公务接待费 | 5.00 | 3.20 | 2.50
    `);
    expect(figure(report, 'three-public', 'total', 'budget')).toBe('5');
  });
});

test('三公 may print 决算数 alone, in one cell over its items', () => {
  const lines = [
    ['“三公”经费支出决算表'],
    ['决算数'],
    ['合计', '因公出国（境）费', '公务用车购置及运行维护费', '', '', '公务接待费'],
    ['', '', '小计', '公务用车购置费', '公务用车运行维护费', ''],
    ['3.50', '0.00', '2.50', '0.00', '2.50', '1.00'],
  ];
  const sheet = textSheet('三公', lines, [
    { top: 1, left: 0, bottom: 1, right: 5 },
    { top: 2, left: 2, bottom: 2, right: 4 },
  ]);
  const document = { file: '表.xlsx', format: 'xlsx' as const, sheets: [sheet], paragraphs: [] };
  const [report] = reportsIn(recogniseSheets(document));
  expect(figure(report, 'three-public', 'vehicleOperation', 'actual')).toBe('2.5');
  expect(figure(report, 'three-public', 'total', 'actual')).toBe('3.5');
});
