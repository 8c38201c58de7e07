import { findingsOf, isComplete, isWaived, type RunOutline } from '../engine/outcome.js';
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
export function exitCode(result: RunOutline, failOn: FailOn): 0 | 1 | 2 {
  if (!isComplete(result)) return 2;
  const severities = AT_OR_ABOVE[failOn];
  const counts = findingsOf(result).some(
    (finding) => severities.includes(finding.severity) && !isWaived(finding),
  );
  return counts ? 1 : 0;
}
