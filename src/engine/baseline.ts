import type { Location } from '../model/location.js';
import { fingerprintOf } from './fingerprint.js';
import type { Report } from '../model/report.js';
import { isWaived, type Finding, type RunResult } from './outcome.js';
import { printedOf, type Waiver } from './waiver.js';

/** A finding that was there when the baseline was written. */
export interface Known {
  readonly department: string | null;
  readonly fiscalYear: number | null;
  readonly ruleId: string;
  readonly fingerprint: string;
  readonly printed: string;
}

/** Known findings as decisions: accepted with the figures that they had. */
export const waiversOf = (known: readonly Known[], location: Location): Waiver[] =>
  known.map(({ department, fiscalYear, ...finding }) => ({
    ...finding,
    origin: 'baseline',
    scope: { department: department ?? undefined, fiscalYear: fiscalYear ?? undefined },
    decision: 'accepted',
    reason: '',
    location,
  }));

/**
 * The baseline of a run that was settled with the former one: what was found, less what somebody accepted, and what
 * was known and could not be checked this time.
 */
export function baselineOf({
  reports,
  between,
  followUps = [],
}: Pick<RunResult, 'reports' | 'between' | 'followUps'>): readonly Known[] {
  const known = (
    finding: Finding,
    { department, fiscalYear }: Pick<Report, 'department' | 'fiscalYear'>,
  ): Known[] =>
    isWaived(finding) && finding.settlement?.waiver.origin !== 'baseline'
      ? []
      : [
          {
            department: department ?? null,
            fiscalYear: fiscalYear ?? null,
            ruleId: finding.ruleId,
            fingerprint: fingerprintOf(finding.identity),
            printed: printedOf(finding),
          },
        ];
  const found = [
    ...reports.flatMap(({ report, findings }) => findings.flatMap((finding) => known(finding, report))),
    ...(between?.findings ?? []).flatMap((finding) => known(finding, finding)),
  ];
  const unchecked = followUps.flatMap(({ waiver, state }): Known[] => {
    const { origin, scope, ruleId = '', fingerprint = '', printed = '' } = waiver;
    if (origin !== 'baseline' || state !== 'unchecked') return [];
    const { department = null, fiscalYear = null } = scope ?? {};
    return [{ department, fiscalYear, ruleId, fingerprint, printed }];
  });
  return [...found, ...unchecked];
}
