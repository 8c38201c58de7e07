import { groupBy } from '../model/group-by.js';
import type { Location } from '../model/location.js';
import { onceFor } from '../model/once-for.js';
import type { Judgement } from '../rules/judgement.js';
import { fingerprintOf, identityOf } from './fingerprint.js';
import type { Between, CheckedReport, Finding, RunResult } from './outcome.js';

/** What somebody decided on a finding of an earlier run, or on all that a rule finds. */
export interface Waiver {
  /** At least one of rule and fingerprint is given; a finding must fit both. */
  readonly ruleId?: string;
  readonly fingerprint?: string;
  /** Whose report is meant, as the report states it; what is absent is not asked for. */
  readonly scope?: {
    readonly department?: string | undefined;
    readonly fiscalYear?: number | undefined;
  };
  /** `corrected`: the figures are said to be mended. `open`: it was answered, and not accepted. */
  readonly decision: 'accepted' | 'corrected' | 'open';
  /** The decision in the word of whoever took it. */
  readonly wording?: string;
  readonly reason: string;
  readonly who?: string;
  readonly reviewer?: string;
  readonly date?: string;
  /** The last day on which it counts: 2026-12-31. */
  readonly until?: string;
  /** The figures that were accepted, as `printedOf` gives them: with others it lapses. */
  readonly printed?: string;
  /** That nobody decided it: the finding was there when a baseline was written. */
  readonly origin?: 'baseline';
  /** Where it is written down. */
  readonly location: Location;
}

/** What a decision comes to for a finding that is there. */
type Standing = 'waived' | 'changed' | 'expired' | 'uncorrected' | 'open';

export interface Settlement {
  readonly waiver: Waiver;
  readonly state: Standing;
}

/** What became of a decision; `unchecked`: whether its finding is gone could not be told. */
export interface FollowUp {
  readonly waiver: Waiver;
  readonly state: Standing | 'corrected' | 'gone' | 'unchecked';
}

/** A longer list of figures is told by their number and a digest. */
const LONGEST_PRINTED = 500;

/** The figures that a finding rests on, as printed, in one line that survives being kept in a cell. */
export function printedOf({ evidence }: Finding): string {
  const printed = evidence.map((one) => one.printed.replace(/[\s\p{C}]+/gu, ' ').trim()).join('；');
  return printed.length <= LONGEST_PRINTED ? printed : `${evidence.length} 个数字 ${fingerprintOf(printed)}`;
}

/**
 * Applies earlier decisions to the findings of a run. A finding stays where it is and is told what was decided; only one
 * that was accepted with the same figures, and whose time is not over, is waived.
 *
 * @param today as 2026-11-24
 * @returns the findings with it, and for each decision what became of it
 */
export function settle(
  { reports, between }: Pick<RunResult, 'reports' | 'between'>,
  waivers: readonly Waiver[],
  today: string,
): Pick<RunResult, 'reports' | 'between'> & { readonly followUps: FollowUp[] } {
  const states = new Map<Waiver, Standing>();
  const settled = <Found extends Finding>(finding: Found, own: readonly Waiver[]): Found => {
    const fingerprint = fingerprintOf(finding.identity);
    const settlements = own
      .filter((waiver) => fits(waiver, finding.ruleId, fingerprint))
      .map((waiver) => ({ waiver, state: standingOf(waiver, finding, today) }));
    // Two reports may have the same finding: a decision that waives one of them has not lapsed.
    for (const { waiver, state } of settlements)
      if (state === 'waived' || !states.has(waiver)) states.set(waiver, state);
    const settlement = settlements.toSorted(byCaution)[0];
    return settlement ? { ...finding, settlement } : finding;
  };
  const settledReports = reports.map((checked): CheckedReport => {
    const own = waivers.filter((waiver) => isAbout(waiver, checked.report));
    return own.length === 0
      ? checked
      : { ...checked, findings: checked.findings.map((finding) => settled(finding, own)) };
  });
  const settledBetween = between && {
    ...between,
    findings: between.findings.map((finding) =>
      settled(
        finding,
        waivers.filter((waiver) => isAbout(waiver, finding)),
      ),
    ),
  };
  const followUps = waivers.map((waiver): FollowUp => ({
    waiver,
    state: states.get(waiver) ?? stateWithoutFinding(waiver, reports, between),
  }));
  return { reports: settledReports, ...(settledBetween && { between: settledBetween }), followUps };
}

const isAbout = (
  { scope = {} }: Waiver,
  owner: { readonly department?: string | undefined; readonly fiscalYear?: number | undefined },
): boolean =>
  (!('department' in scope) || scope.department === owner.department) &&
  (!('fiscalYear' in scope) || scope.fiscalYear === owner.fiscalYear);

const fits = (waiver: Waiver, ruleId: string, fingerprint: string): boolean =>
  (waiver.ruleId ?? ruleId) === ruleId && (waiver.fingerprint ?? fingerprint) === fingerprint;

function standingOf({ decision, until, printed }: Waiver, finding: Finding, today: string): Standing {
  if (decision === 'open') return 'open';
  if (decision === 'corrected') return 'uncorrected';
  if (until !== undefined && today > until) return 'expired';
  return printed === undefined || printed === printedOf(finding) ? 'waived' : 'changed';
}

/** Of several decisions on one finding the one that accepts least counts; one on other figures only if it is alone. */
const CAUTION: readonly Standing[] = ['open', 'uncorrected', 'expired', 'waived', 'changed'];
const byCaution = (one: Settlement, other: Settlement): number =>
  CAUTION.indexOf(one.state) - CAUTION.indexOf(other.state);

/** A finding that is not there is gone only where what it speaks of was judged again. */
function stateWithoutFinding(
  waiver: Waiver,
  reports: readonly CheckedReport[],
  between: Between | undefined,
): FollowUp['state'] {
  const isOfBetween = between?.rules.some(({ id }) => id === waiver.ruleId) === true;
  const own = reports.filter((checked) => isAbout(waiver, checked.report));
  const gone = isOfBetween
    ? isGoneBetween(waiver, between)
    : own.length > 0 && own.every((checked) => isGone(waiver, checked));
  if (!gone) return 'unchecked';
  return waiver.decision === 'corrected' ? 'corrected' : 'gone';
}

/** Of reports together what holds is not kept: it was judged again where nothing of its rule was left open. */
const isGoneBetween = ({ ruleId }: Waiver, { crashes, undecided }: Between): boolean =>
  ![...crashes, ...undecided].some((open) => open.ruleId === ruleId);

const judgementsByFingerprint = onceFor(({ judgements }: CheckedReport) =>
  groupBy(judgements, (judgement) => fingerprintOf(identityOf(judgement))),
);

function isGone({ ruleId, fingerprint }: Waiver, checked: CheckedReport): boolean {
  const judged = fingerprint === undefined ? undefined : judgementsByFingerprint(checked).get(fingerprint);
  if (judged) return judged.every(holds);
  // What holds for a whole table, and what was found in a row that is no more, is not judged one by one.
  const rule = checked.rules.find(({ id }) => id === ruleId);
  return (
    rule !== undefined &&
    !checked.absent.some(({ area }) => area === rule.area) &&
    !checked.crashes.some((crash) => crash.ruleId === ruleId) &&
    !checked.undecided.some((undecided) => undecided.ruleId === ruleId)
  );
}

const holds = ({ verdict }: Judgement): boolean => verdict === 'holds' || verdict === 'holds-within-rounding';
