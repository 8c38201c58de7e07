import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import { checkBetween } from '../../src/engine/check-between.js';
import type { CheckedReport } from '../../src/engine/outcome.js';
import { examplesOf } from '../../src/rules/between/examples.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { reportOf } from '../../src/rules/example.js';
import type { Rule } from '../../src/rules/rule.js';

type Worked = Pick<CheckedReport, 'outcomes' | 'findings' | 'undecided' | 'crashes'>;

function workedOut(rule: Rule, kind: 'holds' | 'fails'): Worked {
  if (rule.kind !== 'between') return checkReport(reportOf(rule.examples[kind]), [rule]);
  const { facts, expected } = examplesOf(rule.examples[kind]);
  const between = checkBetween(facts, [rule], { expected });
  if (!between) throw new Error('the reports of the example have nothing to do with each other');
  return between;
}

describe('every rule', () => {
  const rules = builtInRules();

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s holds in its holding example', (_, rule) => {
    const { outcomes, findings, crashes } = workedOut(rule, 'holds');
    expect(crashes).toEqual([]);
    expect(findings.map(({ message }) => message)).toEqual([]);
    expect(outcomes.holds).toBeGreaterThan(0);
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s finds the fault of its failing example',
    (_, rule) => {
      const { findings, undecided } = workedOut(rule, 'fails');
      if (rule.id === 'N-READ') {
        // What was not understood is said, and is no fault of the text.
        expect(undecided).toMatchObject([{ ruleId: rule.id, count: 1 }]);
        return;
      }
      const [first] = findings.filter(({ verdict }) => verdict !== 'holds-within-rounding');
      expect(first).toMatchObject({ ruleId: rule.id, severity: rule.severity });
      expect(first?.evidence.length).toBeGreaterThan(0);
      expect(first?.message).not.toBe('');
    },
  );
});
