import { env } from 'node:process';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellKey, coverageOf, placesOf, pressing } from '../sweep/coverage.js';
import { withTexts } from '../sweep/edit.js';
import { checkReport } from '../../src/engine/check.js';
import type { CheckedReport } from '../../src/engine/outcome.js';
import { YUAN_PER_UNIT } from '../../src/figure/figure.js';
import { factOf, type Report } from '../../src/model/report.js';
import { recogniseSheets, reportsIn } from '../../src/recognise/recognise.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import type { Document } from '../../src/source/document.js';
import {
  documentsOf,
  figuresOf,
  halfUp,
  LAYOUTS,
  otherWay,
  printedDepartment,
  type Printed,
} from './layouts.js';

/** The same departments every time, unless others or more are asked for. */
const RUNS = { seed: Number(env.GOUJI_SEED ?? 2022), numRuns: Number(env.GOUJI_RUNS ?? 2) };
const PATIENCE = 60_000 * RUNS.numRuns;

const RULES = builtInRules();

/** The report of nine tables; a layout may print another year beside it. */
function reportIn(documents: readonly Document[]): Report {
  const reports = reportsIn(documents.flatMap((document) => recogniseSheets(document)));
  const [whole, ...others] = reports.filter(({ tables }) => tables.size === 9);
  expect(others).toEqual([]);
  if (!whole)
    throw new Error(`no report of nine tables: ${reports.map(({ tables }) => tables.size).join(', ')}`);
  return whole;
}

const check = (documents: readonly Document[]): CheckedReport => checkReport(reportIn(documents), RULES);

/** What asks for something to be done, layouts' own peculiarities apart. */
const complaints = (checked: CheckedReport, { layout }: Printed): string[] =>
  pressing(checked)
    // What a workbook hides is told of the file, not of its figures.
    .filter(({ ruleId }) => ruleId !== 'PV-HIDDEN' && !layout.remarks?.includes(ruleId))
    .map(({ severity, ruleId, message }) => `${severity} ${ruleId} ${message}`);

describe.each(LAYOUTS.map((layout) => [layout.name, layout] as const))('in %s', (_, layout) => {
  const department = printedDepartment(layout);

  test(
    'every figure is read back, in its table, line and column',
    async () => {
      await fc.assert(
        fc.asyncProperty(department, async (printed) => {
          const { tables } = reportIn(await documentsOf(printed));
          const wrong = figuresOf(printed, halfUp).flatMap(({ form, line, column, printed: figure }) => {
            const table = tables.get(form);
            const fact = table && factOf(table, line, column);
            // A line or column of noughts may be left out.
            if (fact === undefined && Number(figure) === 0) return [];
            const read = fact && fact.state !== 'unreadable' ? fact.figure.value.toFixed() : fact?.state;
            return read === figure ? [] : [`${form} ${line} ${column}: ${read ?? 'nothing'} for ${figure}`];
          });
          expect(wrong).toEqual([]);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  test(
    'right books give no error and no warning',
    async () => {
      await fc.assert(
        fc.asyncProperty(department, async (printed) => {
          const checked = check(await documentsOf(printed));
          expect(checked.crashes).toEqual([]);
          expect(complaints(checked, printed)).toEqual([]);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  // Amounts that are the books themselves are not rounded.
  if (layout.demands.exact !== true) {
    test(
      'a figure rounded the other way is a tail',
      async () => {
        await fc.assert(
          fc.asyncProperty(department, fc.nat(), async (printed, pick) => {
            const documents = await documentsOf(printed);
            const report = reportIn(documents);
            const rounded = figuresOf(printed, halfUp);
            const others = figuresOf(printed, otherWay).filter(
              ({ printed: figure }, index) => figure !== rounded[index]?.printed,
            );
            const other = others[pick % others.length];
            const table = other && report.tables.get(other.form);
            const fact = table && factOf(table, other.line, other.column);
            if (!other || !fact) return;
            expect(
              complaints(check(withTexts(documents, [[fact.location, other.printed]])), printed),
            ).toEqual([]);
          }),
          RUNS,
        );
      },
      PATIENCE,
    );
  }

  test(
    'a figure in an identity, moved by 1 万元 or more, is found with its cell',
    async () => {
      const hundredths = fc.integer({ min: 100, max: 1_000_000 });
      await fc.assert(
        fc.asyncProperty(department, fc.nat(), hundredths, fc.boolean(), async (printed, pick, by, up) => {
          const documents = await documentsOf(printed);
          const report = reportIn(documents);
          const { cells: covered } = coverageOf(checkReport(report, RULES));
          const facts = [...report.tables.values()].flatMap(({ facts: all, unit }) =>
            [...all.values()].flatMap((fact) =>
              fact.state !== 'unreadable' && covered.has(cellKey(fact.location)) ? [{ ...fact, unit }] : [],
            ),
          );
          const moved = facts[pick % facts.length];
          if (!moved) return;
          const step = new Decimal(by).times(up ? 100 : -100).div(YUAN_PER_UNIT[moved.unit]);
          const figure = moved.figure.value.plus(step).toFixed(Math.max(0, moved.figure.decimals));
          const findings = pressing(check(withTexts(documents, [[moved.location, figure]])));
          const cited = findings.flatMap((finding) => placesOf(finding).map(cellKey));
          expect(cited).toContain(cellKey(moved.location));
        }),
        RUNS,
      );
    },
    PATIENCE,
  );
});
