import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { check, factOf } from '../../src/index.js';
import { readData, reportsAt } from '../published.js';

const FOLDER = 'fixtures/published';
const LAYOUTS = ['henan.xlsx', 'one-sheet.xlsx', 'shanghai.xlsx', 'pages.xlsx', 'yuan.xlsx'];
const FORMATS = [
  'henan.xls',
  'henan.et',
  'henan.xlsm',
  'henan.ods',
  'html.xls',
  'one-sheet.csv',
  'one-sheet.gb18030.csv',
  'one-sheet.tsv',
  'csv',
];
const FILES = [...LAYOUTS, ...FORMATS].map((name) => [name, `${FOLDER}/xinhua-2023.${name}`] as const);

describe('a published report in every layout and format', () => {
  const { data, expected } = readData('fixtures/data/xinhua-2023.yaml');

  test.each(FILES)('%s gives back every figure', async (_, path) => {
    const [report, ...others] = await reportsAt(path);
    expect(others).toEqual([]);
    expect(report?.tables.size).toBe(9);
    expect(report).toMatchObject({ department: data.department, fiscalYear: Number(data.fiscalYear) });
    const factor = report?.unit === '元' ? 10_000 : 1;
    const read = expected.map(({ form, line, column }) => {
      const table = report?.tables.get(form);
      const fact = table && factOf(table, line, column);
      return `${form} ${line} ${column} ${fact && fact.state !== 'unreadable' ? fact.figure.value.div(factor).toFixed(2) : '?'}`;
    });
    expect(read).toEqual(
      expected.map(
        ({ form, line, column, printed }) => `${form} ${line} ${column} ${new Decimal(printed).toFixed(2)}`,
      ),
    );
  });

  test.each(FILES)('%s comes to the same verdicts', async (_, path) => {
    const [report] = await reportsAt(path);
    const checked = report && check(report);
    expect(checked?.outcomes).toEqual({
      holds: 573,
      'holds-within-rounding': 8,
      fails: 0,
      'not-applicable': 20,
      undecidable: 0,
    });
    expect(checked?.findings.map(({ ruleId, severity }) => `${severity} ${ruleId}`)).toEqual([
      'note X-TAIL',
      'note X-TAIL',
    ]);
  });
});

test('the file that LibreOffice saved again reads as before', async () => {
  const [report] = await reportsAt('fixtures/made/resaved-by-libreoffice.xlsx');
  expect(report && check(report).outcomes.holds).toBe(573);
});
