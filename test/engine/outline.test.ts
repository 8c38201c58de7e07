import { expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import { outlineKeeper, outlineOf } from '../../src/engine/outline.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { reportOf } from '../../src/rules/example.js';

const outline = outlineOf(
  checkReport(
    reportOf({ figures: { '支出表[合计].本年支出合计': '90.00' } }),
    builtInRules().filter(({ id }) => id === 'T3-ROW'),
  ),
);

test('an outline tells how many findings of each rule there are', () => {
  expect(outline.tallies).toMatchObject([{ ruleId: 'T3-ROW', severity: 'error', count: 1, leading: 1 }]);
});

test('what outlines have in common is kept once', () => {
  const keep = outlineKeeper();
  // As they come from threads, each a copy.
  const [one, other] = [keep(structuredClone(outline)), keep(structuredClone(outline))];
  expect(one).toEqual(outline);
  expect(other.tallies[0]).toBe(one.tallies[0]);
});
