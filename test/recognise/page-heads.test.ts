import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import { placeKey } from '../../src/model/location.js';
import { recogniseSheets, reportsIn } from '../../src/recognise/recognise.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { readDocument } from '../../src/source/read-document.js';
import { withTexts } from '../sweep/edit.js';

const FILE = 'fixtures/published/xinhua-2023.pages.xlsx';

test('a later page under another year stays with its table, and its year is named', async () => {
  const document = await readDocument(FILE, readFileSync(FILE));
  const year = { file: FILE, sheet: '03支出', cell: 'E3' };
  const changed = withTexts([document], [[year, '2022 年度']]);
  const [report, ...others] = reportsIn(changed.flatMap((document) => recogniseSheets(document)));
  expect(others).toEqual([]);
  const { findings } = report ? checkReport(report, builtInRules()) : { findings: [] };
  const serious = findings.filter(({ severity }) => severity !== 'note');
  expect(serious.map(({ ruleId }) => ruleId)).toEqual(['X-DOC']);
  expect(serious[0]?.evidence.map(({ location }) => placeKey(location))).toContain('03支出!E3');
});
