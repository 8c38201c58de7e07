import { expect, test } from 'vitest';
import { checkBetween } from '../../src/engine/check-between.js';
import { fingerprintOf } from '../../src/engine/fingerprint.js';
import { settle, type Waiver } from '../../src/engine/waiver.js';
import { examplesOf } from '../../src/rules/between/examples.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { isBetween } from '../../src/rules/rule.js';

const RULES = builtInRules().filter(isBetween);
type Given = ReturnType<typeof examplesOf>;

/** Decisions that say of every finding of a rule that it is mended. */
function corrected(ruleId: string, { facts, expected }: Given): Waiver[] {
  const { findings = [] } = checkBetween(facts, RULES, { expected }) ?? {};
  return findings
    .filter((finding) => finding.ruleId === ruleId)
    .map(({ identity, department, fiscalYear }) => ({
      ruleId,
      fingerprint: fingerprintOf(identity),
      scope: { department, fiscalYear },
      decision: 'corrected',
      reason: '',
      location: { file: '清单.xlsx' },
    }));
}

function statesOf(waivers: readonly Waiver[], { facts, expected }: Given, broken: readonly string[] = []) {
  const unread = { left: 0, broken };
  const between = checkBetween(facts, RULES, { expected, unread, waivers });
  const { followUps } = settle({ reports: [], ...(between && { between }) }, waivers, '2026-11-24');
  return [...new Set(followUps.map(({ state }) => state))];
}

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  '%s: a finding that is mended is gone',
  (id, rule) => {
    const waivers = corrected(id, examplesOf(rule.examples.fails));
    expect(waivers.length).toBeGreaterThan(0);
    expect(statesOf(waivers, examplesOf(rule.examples.fails))).toEqual(['uncorrected']);
    expect(statesOf(waivers, examplesOf(rule.examples.holds))).toEqual(['corrected']);
  },
);

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  '%s: of a finding whose reports cannot all be read nothing is known',
  (id, rule) => {
    const waivers = corrected(id, examplesOf(rule.examples.fails));
    const { facts, expected } = examplesOf(rule.examples.fails);
    for (const [index, { file }] of facts.entries()) {
      const states = statesOf(waivers, { facts: facts.toSpliced(index, 1), expected }, [file]);
      expect(states).not.toContain('corrected');
    }
  },
);
