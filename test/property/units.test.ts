import { env } from 'node:process';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkBetween } from '../../src/engine/check-between.js';
import type { Between } from '../../src/engine/outcome.js';
import { factKey, type Fact, type Report, type Table } from '../../src/model/report.js';
import { recogniseSheets, reportsIn } from '../../src/recognise/recognise.js';
import type { Expected } from '../../src/rules/between/expected.js';
import { factsOf } from '../../src/rules/between/facts.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { books, type Books } from './books.js';
import { documentsOf, LAYOUTS } from './layouts.js';

/** The same departments every time, unless others or more are asked for. */
const RUNS = { seed: Number(env.GOUJI_SEED ?? 2022), numRuns: Number(env.GOUJI_RUNS ?? 2) };
const PATIENCE = 60_000 * RUNS.numRuns;

const BUREAU = '云泽市镜湖区水务局';
const NAMES = [BUREAU, `${BUREAU}（本级）`, '云泽市镜湖区河道管理所'] as const;
const FILE = '名单.csv';
const DEPARTMENT = {
  name: BUREAU,
  level: 'department',
  district: '',
  location: { file: FILE, line: 1 },
} as const;
const EXPECTED: Expected = {
  file: FILE,
  entries: [
    DEPARTMENT,
    {
      name: NAMES[1],
      level: 'itself',
      district: '',
      department: DEPARTMENT,
      location: { file: FILE, line: 2 },
    },
    {
      name: NAMES[2],
      level: 'unit',
      district: '',
      department: DEPARTMENT,
      location: { file: FILE, line: 3 },
    },
  ],
};

const isRow = (value: unknown): value is [string, ...unknown[]] =>
  Array.isArray(value) && typeof value[0] === 'string';

/** Amounts added, lines of either kept in the order of their codes. */
function sum(one: unknown, other: unknown): unknown {
  if (typeof one === 'number' && typeof other === 'number') return one + other;
  if (Array.isArray(one) && Array.isArray(other)) {
    if (!one.every(isRow) || !other.every(isRow) || one.length + other.length === 0)
      return one.map((each, index) => sum(each, other[index]));
    const keys = [...new Set([...one, ...other].map(([key]) => key))];
    const isCoded = keys.some((key) => /^\d/u.test(key));
    const ordered = isCoded
      ? keys.toSorted((a, b) => Number(/^\d/u.test(a)) - Number(/^\d/u.test(b)) || (a < b ? -1 : 1))
      : keys;
    return ordered.map((key) => {
      const [ours, theirs] = [one, other].map((rows) => rows.find(([own]) => own === key));
      return ours && theirs ? ours.map((cell, index) => sum(cell, theirs[index])) : (ours ?? theirs);
    });
  }
  if (typeof one === 'object' && one !== null && typeof other === 'object' && other !== null)
    return Object.fromEntries(
      Object.entries(one).map(([key, each]) => [key, sum(each, other[key as never])]),
    );
  return one;
}

const [HENAN] = LAYOUTS;
if (!HENAN) throw new Error('no layout');

const family = fc
  .record({ one: books(), other: books() })
  .map(({ one, other }) => [sum(one, other) as Books, one, other]);

async function reportsOf(all: readonly Books[]): Promise<Report[]> {
  const scale = HENAN?.scales[0];
  const reports: Report[] = [];
  for (const [index, drawn] of all.entries()) {
    if (!HENAN || !scale) continue;
    const documents = await documentsOf({ layout: HENAN, scale, books: drawn }, NAMES[index]);
    const [report] = reportsIn(
      documents.flatMap((document) => recogniseSheets({ ...document, file: `${index}.xlsx` })),
    );
    if (report) reports.push(report);
  }
  return reports;
}

const judged = (reports: readonly Report[]): Between | undefined =>
  checkBetween(
    reports.map((report) => factsOf(report)),
    builtInRules(),
    { expected: EXPECTED },
  );

test(
  'units summed to a department give no finding but tails',
  async () => {
    await fc.assert(
      fc.asyncProperty(family, async (all) => {
        const between = judged(await reportsOf(all));
        expect(between?.crashes).toEqual([]);
        expect(between?.undecided).toEqual([]);
        expect(
          between?.findings.filter(({ verdict }) => verdict === 'fails').map(({ message }) => message),
        ).toEqual([]);
        expect(between?.outcomes.holds).toBeGreaterThan(0);
      }),
      RUNS,
    );
  },
  PATIENCE,
);

/** A report with one figure more by ten units of its measure than it prints. */
function changed(report: Report, at: Fact): Report {
  const table = report.tables.get(at.form);
  if (!table || at.state !== 'figure') throw new Error('no figure');
  const value = at.figure.value.plus(10);
  const fact: Fact = {
    ...at,
    printed: value.toFixed(2),
    figure: { ...at.figure, value, halfUnit: new Decimal('0.005') },
  };
  const facts = new Map([...table.facts, [factKey(at.line, at.column), fact] as const]);
  const edited: Table = { ...table, facts };
  return { ...report, tables: new Map([...report.tables, [at.form, edited] as const]) };
}

test(
  'one figure changed in one unit gives one leading finding, which cites it',
  async () => {
    await fc.assert(
      fc.asyncProperty(family, fc.nat(), async (all, draw) => {
        const [department, itself, unit] = await reportsOf(all);
        if (!department || !itself || !unit) throw new Error('a report was not read');
        const figures = [...unit.tables.values()].flatMap(({ facts }) =>
          [...facts.values()].filter(({ state, form }) => state === 'figure' && form !== 'summary'),
        );
        const at = figures[draw % figures.length];
        if (!at) throw new Error('no figure');
        const between = judged([department, itself, changed(unit, at)]);
        const leads = between?.findings.filter(
          ({ verdict, causedBy }) => verdict === 'fails' && causedBy === undefined,
        );
        expect(leads?.map(({ ruleId }) => ruleId)).toHaveLength(1);
        expect(leads?.[0]?.evidence.map(({ location }) => location)).toContainEqual(at.location);
      }),
      RUNS,
    );
  },
  PATIENCE,
);
