import { expect, test } from 'vitest';
import { factOf } from '../../src/model/report.js';
import { recogniseSheets, reportsIn } from '../../src/recognise/recognise.js';
import type { Cell, Sheet } from '../../src/source/document.js';

const ROWS = [
  ['财政拨款“三公”经费支出决算表'],
  ['部门：湖滨市某局', '', '金额单位：万元'],
  ['项目', '预算数', '决算数'],
  ['合计', '9.00', '8.00'],
  ['因公出国（境）费', '5.00', '4.00'],
  ['公务接待费', '4.00', '3.00'],
  ['因公出国（境）费', '1.00', '1.00'],
];

test('an item printed twice leaves the item above it its figures, and is said to be left aside', () => {
  const sheet: Sheet = {
    name: '三公',
    state: 'visible',
    merges: [],
    rows: ROWS.map((texts, row) =>
      texts.map((shown, column): Cell | undefined =>
        shown === '' ? undefined : { row, column, kind: 'text', shown, stored: shown, hidden: false },
      ),
    ),
  };
  const recognitions = recogniseSheets({ file: 'a.xlsx', format: 'xlsx', sheets: [sheet], paragraphs: [] });
  const table = reportsIn(recognitions)[0]?.tables.get('three-public');
  const printed = (line: string): string[] =>
    table ? ['budget', 'actual'].map((column) => factOf(table, line, column)?.printed ?? '') : [];
  expect(printed('officialReception')).toEqual(['4.00', '3.00']);
  expect(printed('overseasTravel')).toEqual(['5.00', '4.00']);
  expect(table?.leftovers.map(({ location }) => location.cell)).toContain('A7');
});
