import { expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import type { Policy } from '../../src/engine/policy.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { reportOf } from '../../src/rules/example.js';
import { isBetween } from '../../src/rules/rule.js';

const RULES = builtInRules().filter(({ id }) => id === 'T2-SUM');
const EXAMPLES = RULES.flatMap((rule) => (isBetween(rule) ? [] : [rule.examples.fails]));
const REPORT = { ...reportOf(EXAMPLES[0] ?? { figures: {} }), department: '某局' };
const BEFORE = checkReport(REPORT, RULES).findings.map(({ severity }) => severity);

test.each<[string, Partial<Policy>, string[]]>([
  ['nothing changes nothing', {}, BEFORE],
  ['a rule', { severity: { 't2-sum': 'note' } }, ['note']],
  ['its family', { severity: { 'Tx-SUM': 'note' } }, ['note']],
  ['its area', { severity: { tables: 'note' } }, ['note']],
  ['the rule before its family', { severity: { 'Tx-SUM': 'note', 'T2-SUM': 'warning' } }, ['warning']],
  ['another rule', { severity: { 'T3-SUM': 'note' } }, BEFORE],
  [
    'the department before all',
    {
      severity: { 'T2-SUM': 'note' },
      departments: [{ name: '某局', severity: { tables: 'warning' }, skip: [] }],
    },
    ['warning'],
  ],
  [
    'another department',
    { departments: [{ name: '别局', severity: { tables: 'note' }, skip: ['tables'] }] },
    BEFORE,
  ],
  ['a rule that a department skips', { departments: [{ name: '某局', severity: {}, skip: ['Tx-SUM'] }] }, []],
])('%s', (_, policy, expected) => {
  const { findings } = checkReport(REPORT, RULES, undefined, { severity: {}, departments: [], ...policy });
  expect(findings.map(({ severity }) => severity)).toEqual(expected);
});
