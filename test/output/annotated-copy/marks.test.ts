import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from '../../../src/batch/run.js';
import { told } from '../../../src/language/message.js';
import type { CheckedReport } from '../../../src/engine/outcome.js';
import { settle } from '../../../src/engine/waiver.js';
import { marksOf, type Mark } from '../../../src/output/annotated-copy/marks.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { readDocument } from '../../../src/source/read-document.js';

const marksIn = (reports: readonly CheckedReport[]): Mark[] => [...marksOf(reports, told).values()].flat();
const reportsIn = async (file: string): Promise<readonly CheckedReport[]> => {
  const read = (name: string): ReturnType<typeof readDocument> => readDocument(name, readFileSync(name));
  return (await run([{ file, folder: '.', named: true }], builtInRules(), read)).reports;
};
const shadesAt = (marks: readonly Mark[], cell: string): unknown[] =>
  marks.filter(({ location }) => location.cell === cell).map(({ shade }) => shade);

const FAULT = await reportsIn('fixtures/made/planted-fault.xlsx');

test('the suspect is marked strongly, with all that is to be known; what it follows from, and zeros, are not', () => {
  const marks = marksIn(FAULT);
  expect(shadesAt(marks, 'E12')).toEqual(['error', 'related']);
  expect(shadesAt(marks, 'C12')).toEqual(['related']);
  expect(shadesAt(marks, 'D12')).toEqual([]); // printed 0.00
  const [{ text } = { text: '' }] = marks;
  for (const part of [
    '【错误】T3-ROW',
    '应为 91.50，实为 95.10，差额 3.60万元',
    '处理：疑为 03支出!E12',
    '由此而来：T3-HIER',
  ])
    expect(text).toContain(part);
});

test('what was accepted is marked lightly, and what follows from it strongly', () => {
  const waiver = { ruleId: 'T3-ROW', decision: 'accepted', reason: '批复', location: { file: '' } } as const;
  const marks = marksIn(settle({ reports: FAULT }, [waiver], '2026-11-24').reports);
  expect(shadesAt(marks, 'E12')).toEqual(['related', 'error']);
  expect(marks[0]?.text).toContain('已认可（未署名）：批复');
});

test('a finding without a cell is told at the range that was searched, without a colour', async () => {
  const marks = marksIn(await reportsIn('fixtures/made/no-unit.xlsx'));
  expect(marks.map(({ location, shade }) => [location.cell, shade])).toEqual([[undefined, undefined]]);
  expect(marks[0]?.text).toMatch(/^（没有对应的单元格，所在工作表“.+” [A-Z]+\d+:[A-Z]+\d+）\n【/u);
});

test('personal data are masked', () => {
  const [report] = FAULT;
  if (!report) throw new Error('no report');
  const findings = report.findings.map((finding) => ({ ...finding, advice: '联系 13800000000' }));
  expect(marksIn([{ ...report, findings }])[0]?.text).toContain('138****0000');
});
