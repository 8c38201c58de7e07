import { env } from 'node:process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import type { CheckedReport, Finding } from '../../src/engine/outcome.js';
import type { Statement } from '../../src/model/narrative.js';
import type { Report } from '../../src/model/report.js';
import { canonical } from '../../src/recognise/narrative/canonical.js';
import { withNarratives } from '../../src/recognise/narrative/join.js';
import { reportTextOf } from '../../src/recognise/narrative/narrative.js';
import { recogniseSheets, reportsIn } from '../../src/recognise/recognise.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { nationalNarrative, shanghaiNarrative, textDocument, type Lines } from '../narrative.js';
import { pressing } from '../sweep/coverage.js';
import { explanations } from './explanations.js';
import { documentsOf, LAYOUTS, printedDepartment } from './layouts.js';

/** The same departments every time, unless others or more are asked for. */
const RUNS = { seed: Number(env.GOUJI_SEED ?? 2022), numRuns: Number(env.GOUJI_RUNS ?? 2) };
const PATIENCE = 60_000 * RUNS.numRuns;
const RULES = builtInRules();

const STYLES = [
  ['national', nationalNarrative],
  ['Shanghai', shanghaiNarrative],
] as const;

const [layout] = LAYOUTS.filter(({ name }) => name === 'henan');
if (!layout) throw new Error('no layout');
const department = printedDepartment({ ...layout, scales: [{ unit: '万元', decimals: 2 }] });

async function tablesOf(printed: Parameters<typeof documentsOf>[0]): Promise<Report> {
  const documents = await documentsOf(printed);
  const [report] = reportsIn(documents.flatMap((document) => recogniseSheets(document)));
  if (!report) throw new Error('no report');
  return report;
}

async function explained(report: Report, lines: Lines): Promise<Report> {
  const text = reportTextOf(textDocument(lines));
  const [whole, ...others] = await withNarratives([{ reports: [report], texts: text ? [text] : [] }]);
  if (!whole?.narrative || others.length > 0) throw new Error('the text was not joined');
  return whole;
}

const check = (report: Report): CheckedReport => checkReport(report, RULES);
const told = (findings: readonly Finding[]): string[] =>
  findings.map(({ severity, ruleId, message }) => `${severity} ${ruleId} ${message}`);

describe.each(STYLES)('explanations in the %s style', (_, write) => {
  test(
    'that say what the tables say give no error and no warning',
    async () => {
      await fc.assert(
        fc.asyncProperty(department, fc.nat(), async (printed, seed) => {
          const report = await tablesOf(printed);
          const [figures] = fc.sample(explanations(report), { numRuns: 1, seed });
          if (!figures) throw new Error('nothing drawn');
          const checked = check(await explained(report, write(figures)));
          expect(checked.crashes).toEqual([]);
          expect(told(pressing(checked))).toEqual([]);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );

  test(
    'with one figure changed have one finding that is no consequence, in its line',
    async () => {
      await fc.assert(
        fc.asyncProperty(department, fc.nat(), fc.nat(), async (printed, seed, pick) => {
          const report = await tablesOf(printed);
          const [figures] = fc.sample(explanations(report), { numRuns: 1, seed });
          if (!figures) throw new Error('nothing drawn');
          const lines = write(figures);
          const { narrative } = await explained(report, lines);
          const judged = narrative?.statements.filter((one, _index, all) => isProven(one, all)) ?? [];
          const statement = judged[pick % judged.length];
          if (!statement) return;
          const findings = pressing(check(await explained(report, withFault(lines, statement))));
          const own = findings.filter(({ causedBy }) => causedBy === undefined);
          const { figure, subject, role } = statement;
          const about = `${subject.id} ${role} ${figure.printed} in line ${String(figure.location.line)}`;
          expect({ about, own: own.length, told: told(own) }).toEqual({ about, own: 1, told: told(own) });
          expect(own[0]?.evidence.map(({ location }) => location.line)).toContain(figure.location.line);
        }),
        RUNS,
      );
    },
    PATIENCE,
  );
});

const PROVEN = /^(?:procurement\/(?:total|goods|works|services)|assets\/vehicles)$/u;

/** Whether the tables or other figures of the text prove a figure, so that a fault shows. */
function isProven(
  { subject, role, figure: { sentence } }: Statement,
  statements: readonly Statement[],
): boolean {
  if (role === 'amount' || role === 'count') return subject.facts.length > 0 || PROVEN.test(subject.id);
  if (role !== 'change' && role !== 'initial-budget' && role !== 'budget') return true;
  const rate = statements.find(
    (one) =>
      one.role === (role === 'change' ? 'change-rate' : 'completion') &&
      one.subject.id === subject.id &&
      one.figure.sentence.paragraph === sentence.paragraph,
  );
  // A small part of much stays a small part; all of it is gone, however much it was.
  const isAll = role === 'change' && rate?.figure.printed === '100.00%';
  return rate?.figure.value.gte(1) === true && !isAll;
}

/** The lines with one figure made more than four times as large. */
function withFault(lines: Lines, { figure }: Statement): Lines {
  const { sentence, start, end, value, decimals, printed } = figure;
  const texts = lines.map(canonical);
  // A sentence may have begun some lines above.
  const first = (sentence.location.line ?? 1) - 1;
  const line = (figure.location.line ?? 1) - 1;
  const above = texts.slice(first, line).join('').length;
  const at = texts.slice(first).join('').indexOf(sentence.text) - above;
  const text = texts[line] ?? '';
  const faulty = `${value.times(4).plus(1).toFixed(decimals)}${printed.replace(/^[\d.]+/u, '')}`;
  return lines.with(line, text.slice(0, at + start) + faulty + text.slice(at + end));
}
