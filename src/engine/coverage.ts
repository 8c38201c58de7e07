import type { Location } from '../model/location.js';
import type { Report } from '../model/report.js';
import type { Judgement } from '../rules/judgement.js';
import type { TableCoverage } from './outcome.js';

/**
 * How many of the printed figures of each table stand in an equation that was checked, whichever way it went, and
 * which stand in none. Inequalities hold for many a wrong figure and do not count.
 */
export function coverageOf({ tables }: Report, judgements: readonly Judgement[]): TableCoverage[] {
  const checked = new Set<Location>();
  for (const { relation, verdict, operands } of judgements) {
    if (relation !== '=' || verdict === 'undecidable' || verdict === 'not-applicable') continue;
    // An operand keeps the place of its fact, the very object.
    for (const { location } of operands) checked.add(location);
  }
  return [...tables.values()].map(({ form, facts }) => {
    const printed = [...facts.values()].filter(({ state }) => state === 'figure');
    const unchecked = printed.filter(({ location }) => !checked.has(location));
    return { form, figures: printed.length, unchecked };
  });
}
