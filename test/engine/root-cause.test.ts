import { describe, expect, test } from 'vitest';
import { check, fingerprintOf, type CheckedReport, type Finding } from '../../src/index.js';
import { readDocument } from '../../src/source/read-document.js';
import type { Document } from '../../src/source/document.js';
import { address } from '../../src/model/location.js';
import { recogniseSheets, reportsIn } from '../../src/recognise/recognise.js';
import { readFile } from 'node:fs/promises';

const published = async (): Promise<Document> =>
  readDocument('决算.xlsx', await readFile('fixtures/published/xinhua-2023.henan.xlsx'));

/** The document with other text in some cells: "03支出!E12" → "95.10". */
function changed(document: Document, cells: Readonly<Record<string, string>>): Document {
  const sheets = document.sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row) =>
      row.map((cell) => {
        const shown = cell && cells[`${sheet.name}!${address(cell.row, cell.column)}`];
        return cell === undefined || shown === undefined
          ? cell
          : { ...cell, kind: 'text' as const, shown, stored: shown };
      }),
    ),
  }));
  return { ...document, sheets };
}

const checkChanged = async (cells: Readonly<Record<string, string>>): Promise<CheckedReport> => {
  const [report] = reportsIn(recogniseSheets(changed(await published(), cells)));
  if (!report) throw new Error('no report');
  return check(report);
};

const primary = ({ findings }: CheckedReport): Finding[] =>
  findings.filter(({ severity, causedBy }) => severity !== 'note' && causedBy === undefined);

const named = (finding: Finding): string[] =>
  finding.suspects.map(
    ({ location, suggested }) => `${location.sheet ?? ''}!${location.cell ?? ''} ${suggested}`,
  );

describe('one wrong figure is one finding that names its cell and the figure it should be', () => {
  test.each([
    ['a total of 01', '01收支总表!C34', '323.82', '332.82'],
    ['a class of 01', '01收支总表!F15', '24.19', '21.49'],
    ['the total row of 02', '02收入!I8', '14.05', '10.45'],
    ['an item of 03', '03支出!D11', '136.44', '163.44'],
    ['the total row of 03', '03支出!E8', '151.98', '115.98'],
    ['a fund column of 04', '04财拨总表!G26', '17.29', '12.79'],
    ['the total of 04', '04财拨总表!C39', '332.37', '322.37'],
    ['a subclass of 05', '05一般公共预算!D15', '24.91', '21.49'],
    ['the total row of 05', '05一般公共预算!D8', '260.39', '206.39'],
    ['a class of 06', '06基本支出!C7', '149.28', '194.28'],
  ])('%s', async (_, cell, wrong, right) => {
    const findings = primary(await checkChanged({ [cell]: wrong }));
    expect(findings).toHaveLength(1);
    expect(findings.flatMap(named)).toEqual([`${cell} ${right}`]);
  });
});

test('two faults apart are two findings, neither hidden behind the other', async () => {
  const findings = primary(await checkChanged({ '02收入!D13': '42.49', '05一般公共预算!E12': '19.50' }));
  expect(findings.flatMap(named)).toEqual(
    expect.arrayContaining(['02收入!D13 24.49', '05一般公共预算!E12 91.50']),
  );
  expect(findings).toHaveLength(2);
});

test('a sum whose addends explain it equally well names none of many', async () => {
  const findings = primary(await checkChanged({ '06基本支出!C8': '57.79' }));
  expect(findings).toMatchObject([{ ruleId: 'T6-CLS', suspects: [] }]);
  expect(findings[0]?.evidence.map(({ location }) => location.cell)).toContain('C8');
});

test('every consequence points to a finding that is shown itself', async () => {
  const { findings } = await checkChanged({
    '03支出!D11': '136.44',
    '04财拨总表!C39': '332.37',
    '06基本支出!C8': '57.79',
    '03支出!A12': '2010320',
  });
  const shown = new Map(findings.map((finding) => [finding.identity, finding]));
  for (const { causedBy } of findings) {
    if (causedBy !== undefined) expect(shown.get(causedBy)).toMatchObject({ causedBy: undefined });
  }
  expect(findings.filter(({ causedBy }) => causedBy === undefined).length).toBeGreaterThan(3);
});

test('fingerprints are unique, and survive an inserted row and another amount', async () => {
  const before = (await checkChanged({ '03支出!E12': '95.10' })).findings.map(({ identity }) =>
    fingerprintOf(identity),
  );
  const after = (await checkChanged({ '03支出!E12': '97.30' })).findings.map(({ identity }) =>
    fingerprintOf(identity),
  );
  expect(new Set(before).size).toBe(before.length);
  expect(after).toEqual(before);
});

describe('a class that the summary does not print', () => {
  const withoutOther = async (sheets: (name: string) => boolean): Promise<Finding[]> => {
    const document = await published();
    const kept = document.sheets
      .filter(({ name }) => sheets(name))
      .map((sheet) => ({
        ...sheet,
        // 二十三、其他支出 2.12 taken off table 01
        rows:
          sheet.name === '01收支总表'
            ? sheet.rows.map((row) => (row[3]?.shown === '二十三、其他支出' ? [] : row))
            : sheet.rows,
      }));
    const [report] = reportsIn(recogniseSheets({ ...document, sheets: kept }));
    return report ? primary(check(report)) : [];
  };

  test('is an error where another table prints its amount, with the sum as its consequence', async () => {
    const findings = await withoutOther(() => true);
    expect(findings).toMatchObject([{ ruleId: 'X-13F', severity: 'error' }]);
    expect(findings[0]?.message).toContain('（未列示） 0.00 ≠');
  });

  test('needs an explanation only where no other table can tell', async () => {
    const findings = await withoutOther((name) => name === '01收支总表');
    expect(findings).toMatchObject([{ ruleId: 'T1-FN', severity: 'warning' }]);
    expect(findings[0]?.advice).toContain('其他支出');
  });
});

test('an inequality that merely allows a figure does not point to its cell', async () => {
  const findings = primary(await checkChanged({ '06基本支出!I11': '3.60' }));
  expect(findings).toMatchObject([
    { ruleId: 'T6-CLS', suspects: [{ location: { cell: 'I11' }, suggested: '0.00' }] },
  ]);
});
