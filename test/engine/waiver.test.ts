import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import { fingerprintOf } from '../../src/engine/fingerprint.js';
import { isWaived, type CheckedReport } from '../../src/engine/outcome.js';
import { printedOf, settle, type Waiver } from '../../src/engine/waiver.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { reportOf } from '../../src/rules/example.js';

const RULES = builtInRules().filter(({ id }) => id === 'T3-ROW');
const TODAY = '2026-11-24';

const checked = (total: string, lines = ['201']): CheckedReport => {
  const figures = lines.map((line) => ({
    [`支出表[${line}].本年支出合计`]: total,
    [`支出表[${line}].基本支出`]: '1.00',
    [`支出表[${line}].项目支出`]: '2.00',
  }));
  const report = reportOf({ figures: Object.assign({}, ...figures) as Record<string, string> });
  return checkReport({ ...report, department: '某局', fiscalYear: 2023 }, RULES);
};

const FAULTY = checked('9.00');
const [FINDING] = FAULTY.findings;
if (!FINDING) throw new Error('no finding');
const BY_RULE: Waiver = {
  ruleId: 'T3-ROW',
  scope: { department: '某局', fiscalYear: 2023 },
  decision: 'accepted',
  reason: '另有说明',
  printed: printedOf(FINDING),
  location: { file: '疑点清单.xlsx' },
};
const ACCEPTED: Waiver = { ...BY_RULE, fingerprint: fingerprintOf(FINDING.identity) };

const outcome = (report: CheckedReport, ...waivers: Waiver[]): unknown => {
  const { reports, followUps } = settle({ reports: [report] }, waivers, TODAY);
  const findings = reports.flatMap(({ findings: own }) => own);
  return [findings.map(isWaived), followUps.map(({ state }) => state)];
};

describe('a finding that is there', () => {
  test.each<[string, Partial<Waiver>, unknown]>([
    ['is waived where it was accepted', {}, [[true], ['waived']]],
    ['counts again when its figures changed', { printed: '8.00；1.00；2.00' }, [[false], ['changed']]],
    ['counts until the last day', { until: TODAY }, [[true], ['waived']]],
    ['counts again after the last day', { until: '2026-11-23' }, [[false], ['expired']]],
    ['is not mended by saying so', { decision: 'corrected' }, [[false], ['uncorrected']]],
    ['stays open where the answer was not accepted', { decision: 'open' }, [[false], ['open']]],
    [
      'of another year is another one',
      { scope: { department: '某局', fiscalYear: 2022 } },
      [[false], ['unchecked']],
    ],
  ])('%s', (_, change, expected) => {
    expect(outcome(FAULTY, { ...ACCEPTED, ...change })).toEqual(expected);
  });

  test('is waived by its rule alone', () => {
    expect(outcome(FAULTY, BY_RULE)).toEqual([[true], ['waived']]);
  });

  test('is not waived where decisions differ', () => {
    expect(outcome(FAULTY, ACCEPTED, { ...ACCEPTED, decision: 'open' })).toEqual([
      [false],
      ['waived', 'open'],
    ]);
  });

  test('is waived by the decision on its own figures where two reports have the same', () => {
    expect(outcome(FAULTY, { ...ACCEPTED, printed: '7.00；1.00；2.00' }, ACCEPTED)).toEqual([
      [true],
      ['changed', 'waived'],
    ]);
  });
});

describe('a finding that is not there', () => {
  const crashed: CheckedReport = {
    ...checked('3.00', ['202']),
    crashes: [{ ruleId: 'T3-ROW', message: '' }],
  };
  const untold: CheckedReport = {
    ...checked('3.00', ['202']),
    undecided: [{ ruleId: 'T3-ROW', reason: '空白', count: 1 }],
  };
  test.each<[string, CheckedReport, Partial<Waiver>, string]>([
    ['is settled when its figures agree now', checked('3.00'), { decision: 'corrected' }, 'corrected'],
    ['is settled when its row is no more', checked('3.00', ['202']), { decision: 'corrected' }, 'corrected'],
    ['is gone where it was accepted', checked('3.00'), {}, 'gone'],
    ['is not known to be settled when its rule crashed', crashed, { decision: 'corrected' }, 'unchecked'],
    [
      'is not known to be settled when its rule could not decide',
      untold,
      { decision: 'corrected' },
      'unchecked',
    ],
    [
      'is not known to be settled when its rule was left out',
      { ...FAULTY, findings: [], judgements: [], rules: [] },
      {},
      'unchecked',
    ],
  ])('%s', (_, report, change, state) => {
    expect(outcome(report, { ...ACCEPTED, ...change })).toEqual([report.findings.map(() => false), [state]]);
  });
});
