import { describe, expect, test } from 'vitest';
import type { ReportOutline, Tally } from '../../src/engine/outline.js';
import { overviewOf } from '../../src/engine/overview.js';
import type { Severity } from '../../src/rules/judgement.js';

const OUTCOMES = { holds: 97, 'holds-within-rounding': 3, fails: 1, 'not-applicable': 0, undecidable: 0 };

const tally = (ruleId: string, severity: Severity, count: number, rest: Partial<Tally> = {}): Tally => ({
  ruleId,
  title: ruleId,
  severity,
  isTail: false,
  count,
  leading: count,
  ...rest,
});

const outline = (
  file: string,
  department: string | undefined,
  tallies: readonly Tally[],
  undecidable = 0,
): ReportOutline => ({
  report: { file, files: [file], ...(department !== undefined && { department }) },
  outcomes: { ...OUTCOMES, undecidable },
  tallies,
  crashes: [],
});

const ACCEPTED = { settlement: { state: 'waived', waiver: {} } } as const;
const TAIL = { isTail: true } as const;

const REPORTS = [
  outline('市/东区/甲/a.xlsx', '甲局', [
    tally('T3-ROW', 'error', 2),
    // What follows from another finding counts only where nothing else is asked.
    tally('T3-HIER', 'error', 3, { leading: 0 }),
    tally('X-TAIL', 'note', 1, TAIL),
  ]),
  outline('市/东区/乙/a.xlsx', '乙局', [tally('X-TAIL', 'note', 4, TAIL)], 2),
  outline('市/西区/丙/a.xlsx', '丙局', [
    tally('T3-ROW', 'error', 3),
    tally('N-REASON', 'note', 1),
    tally('T1-BAL', 'error', 9, ACCEPTED),
  ]),
  outline('市/西区/丙/b.xlsx', '丙局', [tally('T2-ROW', 'warning', 1)]),
  outline('市/西区/丁/a.xlsx', undefined, [tally('N-REASON', 'note', 7)]),
];
const overview = overviewOf({
  reports: REPORTS,
  problems: [
    { file: '市/坏.xlsx', message: '', kind: 'broken' },
    { file: '市/未到.xlsx', message: '', kind: 'broken', unchecked: 12 },
    { file: '市/说明.pdf', message: '', kind: 'skipped' },
  ],
});

test('reports count by their gravest finding; tails and what was accepted count for nothing', () => {
  expect(overview.gravities).toEqual({ error: 2, warning: 1, note: 1, clean: 1 });
  expect(overview).toMatchObject({ reports: 5, undecided: 1, broken: 13, skipped: 1 });
  expect(overview.tailShare).toBeCloseTo(0.03);
});

test('departments are ranked by errors, and lead to their worst report; those without any are left out', () => {
  expect(
    overview.departments.map(({ name, reports, findings, worst }) => [
      name,
      reports,
      findings.error,
      findings.warning,
      worst.report.file,
    ]),
  ).toEqual([
    ['丙局', 2, 3, 1, '市/西区/丙/a.xlsx'],
    ['甲局', 1, 2, 0, '市/东区/甲/a.xlsx'],
  ]);
});

test('rules are ranked by findings that follow from no other', () => {
  expect(
    overview.rules.map(({ ruleId, findings, reports, worst }) => [
      ruleId,
      findings,
      reports,
      worst.report.file,
    ]),
  ).toEqual([
    ['N-REASON', 8, 2, '市/西区/丁/a.xlsx'],
    ['T3-ROW', 5, 2, '市/西区/丙/a.xlsx'],
    ['T2-ROW', 1, 1, '市/西区/丙/b.xlsx'],
  ]);
});

describe('districts', () => {
  const namesOf = (files: readonly string[]): unknown => {
    const reports = files.map((file) => outline(file, file, []));
    const { districts } = overviewOf({ reports, problems: [] });
    return districts && [districts.folder, ...districts.groups.map(({ name }) => name)];
  };

  test('are the folders below the one in which all reports lie', () => {
    expect(overview.districts?.folder).toBe('市/');
    expect(overview.districts?.groups.map(({ name, reports }) => [name, reports])).toEqual([
      ['西区', 3],
      ['东区', 2],
    ]);
  });

  test.each([
    ['none, where every report has a folder of its own', ['市/甲/a.xlsx', '市/乙/a.xlsx'], undefined],
    ['none in a single folder', ['市/a.xlsx', '市/b.xlsx'], undefined],
    ['beside reports that lie in none', ['东/a.xlsx', '东/b.xlsx', 'c.xlsx'], ['', '东', '']],
    ['from the root', ['/甲/a.xlsx', '/甲/b.xlsx', '/乙/a.xlsx'], ['/', '甲', '乙']],
    ['whose names begin alike', ['市/东/a.xlsx', '市/东南/a.xlsx', '市/东/b.xlsx'], ['市/', '东', '东南']],
    ['where some paths begin at the root', ['/甲/a.xlsx', '乙/a.xlsx', '乙/b.xlsx'], ['', '', '乙']],
  ])('%s', (_, files, names) => {
    expect(namesOf(files)).toEqual(names);
  });

  test('are those of a list where there is one', () => {
    const { districts } = overviewOf({
      reports: REPORTS,
      problems: [],
      districtOf: ({ department }) => (department === '甲局' ? '北区' : '南区'),
    });
    expect([districts?.folder, districts?.groups.map(({ name }) => name)]).toEqual([
      undefined,
      ['南区', '北区'],
    ]);
  });
});
