import { describe, expect, test } from 'vitest';
import { check, factOf, type Report } from '../../src/index.js';
import { readData, reportsAt, type Expected } from '../published.js';

// These layouts were drawn up from the field's habits alone, by somebody who had not seen the recogniser.
const FOLDER = 'fixtures/independent';

function differences(report: Report, expected: readonly Expected[]): string[] {
  return expected.flatMap(({ form, line, column, printed }) => {
    const table = report.tables.get(form);
    if (!table) return [`${form}: missing`];
    const fact = factOf(table, line, column);
    // Zero lines and columns may be left out by a layout.
    const isZero = printed === '' || Number(printed) === 0;
    if (!fact) return isZero ? [] : [`${form} ${line} ${column}: ${printed} not found`];
    if (fact.state === 'unreadable') return [`${form} ${line} ${column}: unreadable ${fact.printed}`];
    return fact.figure.value.equals(printed === '' ? 0 : printed)
      ? []
      : [`${form} ${line} ${column}: ${fact.figure.value.toString()} for ${printed}`];
  });
}

describe('a layout gives back every figure of its data file', () => {
  const yuan = readData(`${FOLDER}/lakeside-2022.yuan.yaml`).expected;
  const { expected } = readData(`${FOLDER}/lakeside-2022.yaml`);

  test.each([
    // 国有资本 is printed in three columns there.
    [
      'hubei.xlsx',
      expected.filter(
        ({ form, column }) =>
          form !== 'state-capital' || ['total', 'basicExpenditure', 'projectExpenditure'].includes(column),
      ),
    ],
    ['yunnan.xlsx', yuan],
    ['sichuan.xlsx', expected],
    ['shaanxi.xlsx', expected],
    ['hunan-csv', expected],
    ['zhejiang.xlsx', expected],
    ['shanghai.xlsx', expected],
  ])('%s', async (name, figures) => {
    const [report] = await reportsAt(`${FOLDER}/${name}`);
    expect(report?.tables.size).toBe(9);
    expect(report && differences(report, figures)).toEqual([]);
  });

  test.each([
    'hubei.xlsx',
    'sichuan.xlsx',
    'shaanxi.xlsx',
    'hunan-csv',
    'zhejiang.xlsx',
    'shanghai.xlsx',
    'yunnan.xlsx',
  ])('%s has no error and no warning about its figures', async (name) => {
    const [report] = await reportsAt(`${FOLDER}/${name}`);
    const findings = report ? check(report).findings : [];
    expect(
      findings
        .filter(({ severity, ruleId }) => severity !== 'note' && !['X-DOC', 'PV-HIDDEN'].includes(ruleId))
        .map(({ message }) => message),
    ).toEqual([]);
  });
});
