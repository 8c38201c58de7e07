import { isWaived } from '../engine/outcome.js';
import { isComplete, talliesIn, type RunOutline } from '../engine/outline.js';
import type { Severity } from '../rules/judgement.js';

export type FailOn = Severity | 'never';

const AT_OR_ABOVE: Readonly<Record<FailOn, readonly Severity[]>> = {
  error: ['error'],
  warning: ['error', 'warning'],
  note: ['error', 'warning', 'note'],
  never: [],
};

/**
 * 0 nothing at or above `failOn` that was not waived · 1 findings · 2 something could not be checked: a broken or missing file,
 * nothing recognised in the whole run, a rule that crashed. 2 outranks 1.
 */
export function exitCode(outline: RunOutline, failOn: FailOn): 0 | 1 | 2 {
  if (!isComplete(outline)) return 2;
  const severities = AT_OR_ABOVE[failOn];
  const counts = talliesIn(outline).some((tally) => severities.includes(tally.severity) && !isWaived(tally));
  return counts ? 1 : 0;
}
