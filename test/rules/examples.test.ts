import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { reportOf } from '../../src/rules/example.js';

describe('every rule', () => {
  const rules = builtInRules();

  test.each(rules.map((rule) => [rule.id, rule] as const))('%s holds in its holding example', (_, rule) => {
    const { outcomes, findings, crashes } = checkReport(reportOf(rule.examples.holds), [rule]);
    expect(crashes).toEqual([]);
    expect(findings.map(({ message }) => message)).toEqual([]);
    expect(outcomes.holds).toBeGreaterThan(0);
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s finds the fault of its failing example',
    (_, rule) => {
      const { findings, undecided } = checkReport(reportOf(rule.examples.fails), [rule]);
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
