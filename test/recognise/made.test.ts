import { describe, expect, test } from 'vitest';
import { builtInRules, check, type Finding } from '../../src/index.js';
import { reportsAt } from '../published.js';

/** severity, rule and the cell to mend or the first cell of the evidence. */
const summaryOf = ({ severity, ruleId, suspects, evidence }: Finding): string => {
  const place = suspects[0]?.location ?? evidence[0]?.location;
  return `${severity} ${ruleId} ${place?.sheet ?? ''}!${place?.cell ?? place?.range ?? ''}`;
};

const findingsIn = async (name: string): Promise<string[]> => {
  const reports = await reportsAt(`fixtures/made/${name}.xlsx`);
  return reports.flatMap((report) =>
    check(report)
      .findings.filter(
        ({ verdict, causedBy }) => verdict !== 'holds-within-rounding' && causedBy === undefined,
      )
      .map(summaryOf),
  );
};

/** What a workbook hides is told of the file, not of its figures. */
const ABOUT_FIGURES = builtInRules().filter(({ area }) => area !== 'disclosure');

describe('what must not matter does not', () => {
  test.each([
    'contents-page-and-mentions',
    'numbers-as-text',
    'thousands-as-text',
    'dash-zeros',
    'hidden-rows',
    'blank-rows-inside',
    'labels-broken',
    'rounded-in-display',
  ])('%s', async (name) => {
    const [report, ...others] = await reportsAt(`fixtures/made/${name}.xlsx`);
    expect(others).toEqual([]);
    expect(report && check(report, ABOUT_FIGURES).outcomes).toEqual({
      holds: 573,
      'holds-within-rounding': 8,
      fails: 0,
      'not-applicable': 20,
      undecidable: 0,
    });
  });
});

describe('a fault is named once, with its cell', () => {
  test.each([
    ['planted-fault', ['error T3-ROW 03支出!E12']],
    ['two-faults-apart', ['error T2-ROW 02收入!D13', 'error T6-PER 06基本支出!C7']],
    ['row-missing', ['error X-CODE 05一般公共预算!A12']],
    ['code-missing-parent', ['error T3-CODE 03支出!A11']],
    ['code-duplicate', ['error T3-CODE 03支出!A13', 'error X-CODE 05一般公共预算!A13']],
    ['blank-in-zero-table', ['error T5-ROW 05一般公共预算!D11']],
    ['department-differs', ['error X-DOC 05一般公共预算!A3']],
    ['year-differs', ['error X-DOC 03支出!E3']],
    ['unit-differs-consistently', ['error X-DOC 06基本支出!I4']],
    ['unit-label-wrong', ['error X-DOC 06基本支出!I4']],
    ['no-unit', ['warning X-DOC 03支出!A5:H26']],
    ['stored-not-shown', ['warning X-SHOWN 03支出!E13']],
    [
      'error-cells',
      ['warning X-READ 02收入!D20', 'warning X-READ 03支出!D11', 'warning X-READ 05一般公共预算!D11'],
    ],
  ])('%s', async (name, findings) => {
    expect(await findingsIn(name)).toEqual(findings);
  });
});

describe('unknown is never zero, silence never a pass', () => {
  test('a figure that cannot be read leaves its identities undecided, with the reason', async () => {
    const [report] = await reportsAt('fixtures/made/error-cells.xlsx');
    const undecided = report ? check(report).undecided : [];
    expect(undecided.map(({ ruleId, reason }) => `${ruleId} ${reason}`)).toEqual(
      expect.arrayContaining([
        'T3-ROW 03支出!D11（2010301 行政运行·基本支出）读不出金额：单元格为 #REF!',
        'T5-ROW 05一般公共预算!D11（2010301 行政运行·基本支出）读不出金额：公式没有计算结果',
        'T2-ROW 02收入!D20（2101101 行政单位医疗·财政拨款收入）读不出金额：不是数字',
      ]),
    );
  });

  test('a table that is absent leaves its rules undecided', async () => {
    const [report] = await reportsAt('fixtures/made/missing-table.xlsx');
    const undecided = report ? check(report).undecided : [];
    expect(undecided.map(({ ruleId }) => ruleId)).toEqual(
      expect.arrayContaining(['TG-ROW', 'TG-SUM', 'X-4G', 'X-EMPTY']),
    );
  });

  test('tables that only their titles tell apart are refused without them', async () => {
    const [report] = await reportsAt('fixtures/made/no-title.xlsx');
    expect([...(report?.tables.keys() ?? [])]).toEqual([
      'summary',
      'revenue',
      'expenditure',
      'appropriation-summary',
      'general-budget-basic-expenditure',
      'three-public',
    ]);
  });
});

test('two departments in one workbook are two reports', async () => {
  const reports = await reportsAt('fixtures/made/two-departments.xlsx');
  expect(reports.map(({ department, tables }) => [department, tables.size])).toEqual([
    ['平顶山市新华区政务服务和大数据管理局', 9],
    ['平顶山市新华区某某局', 9],
  ]);
});

test('a workbook of something else holds no report', async () => {
  expect(await reportsAt('fixtures/made/not-accounts.xlsx')).toEqual([]);
});
