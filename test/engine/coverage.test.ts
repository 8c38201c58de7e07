import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { reportOf } from '../../src/rules/example.js';
import type { Example } from '../../src/rules/rule.js';

const ROW: Example['figures'] = {
  '支出表[201].本年支出合计': '279.42',
  '支出表[201].基本支出': '163.44',
  '支出表[201].项目支出': '115.98',
};

/** Figures of the row 201 in the table of expenditure that no equation of such rules says anything of. */
const uncheckedBy = (ids: readonly string[], figures: Example['figures'] = ROW): string[] | undefined => {
  const rules = builtInRules().filter(({ id }) => ids.includes(id));
  const { coverage } = checkReport(reportOf({ figures }), rules);
  return coverage
    .find(({ form }) => form === 'expenditure')
    ?.unchecked.filter(({ lineLabel }) => lineLabel.startsWith('201'))
    .map(({ columnLabel, printed }) => `${columnLabel} ${printed}`)
    .filter((figure) => !figure.endsWith(' 0.00'));
};

const ALL = ['本年支出合计 279.42', '基本支出 163.44', '项目支出 115.98'];

describe('a printed figure is covered by an equation that was checked', () => {
  test.each([
    ['and holds', ['T3-ROW'], ROW, []],
    ['and fails', ['T3-ROW'], { ...ROW, '支出表[201].项目支出': '1.00' }, []],
    [
      'not by one that could not be decided',
      ['T3-ROW'],
      { ...ROW, '支出表[201].项目支出': '见附表' },
      ALL.slice(0, 2),
    ],
    ['not by an inequality', ['T3-NEG'], ROW, ALL],
    ['not without rules', [], ROW, ALL],
  ])('%s', (_, ids, figures, unchecked) => {
    expect(uncheckedBy(ids, figures)).toEqual(unchecked);
  });
});

test('every figure of a table counts, and blanks do not', () => {
  const { coverage, report } = checkReport(
    reportOf({ figures: { ...ROW, '支出表[201].经营支出': '' } }),
    builtInRules(),
  );
  const facts = [...(report.tables.get('expenditure')?.facts.values() ?? [])];
  expect(coverage.find(({ form }) => form === 'expenditure')).toMatchObject({
    figures: facts.filter(({ state }) => state === 'figure').length,
    unchecked: [],
  });
});
