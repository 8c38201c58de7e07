import { readFileSync } from 'node:fs';
import { env } from 'node:process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, readReports } from '../../../src/index.js';
import { withNarratives } from '../../../src/recognise/narrative/join.js';
import { reportTextOf } from '../../../src/recognise/narrative/narrative.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { textDocument, type Lines } from '../../narrative.js';
import { changedAt, CHANGES, inSentences } from '../../soft-breaks.js';

const RUNS = { seed: Number(env.GOUJI_SEED ?? 2022), numRuns: Number(env.GOUJI_RUNS ?? 3) };
const RULES = builtInRules().filter(({ kind, area }) => kind === 'custom' && area === 'narrative');

describe.each([
  ['xinhua-2023', 'fixtures/evaluation/xinhua-2023.with-tables.xlsx'],
  ['lakeside-2022', 'fixtures/independent/shanghai.xlsx'],
])('in the explanations of %s', async (name, workbook) => {
  const reports = await readReports([workbook]);
  const lines = readFileSync(`fixtures/narrative/${name}.txt`, 'utf8').trim().split('\n');

  const messages = async (text: Lines): Promise<string[]> => {
    const own = reportTextOf(textDocument(text));
    const [report] = await withNarratives([{ reports, texts: own ? [own] : [] }]);
    if (!report) throw new Error('no report');
    return check(report, RULES).findings.map(({ ruleId, message }) => `${ruleId} ${message}`);
  };
  const whole = await messages(lines);

  test.each(CHANGES)('%s anywhere inside a sentence changes no finding', async (_, change) => {
    await fc.assert(
      fc.asyncProperty(inSentences(lines), async (places) => {
        expect(await messages(changedAt(lines, places, change))).toEqual(whole);
      }),
      RUNS,
    );
  });
});
