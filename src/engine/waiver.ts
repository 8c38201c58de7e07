import { groupBy } from '../model/group-by.js';
import type { Location } from '../model/location.js';
import { onceFor } from '../model/once-for.js';
import type { BetweenJudgement } from '../rules/between/reports.js';
import { isOfWhole, wholeOf } from '../rules/between/saying.js';
import type { Judgement } from '../rules/judgement.js';
import { isBetween } from '../rules/rule.js';
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

/** What a report says of a decision about it, by its number among the decisions. */
export interface Met {
  readonly waiver: number;
  readonly state: FollowUp['state'];
}

/** Earlier decisions, and the day on which they are applied, as 2026-11-24. */
export interface Decisions {
  readonly waivers: readonly Waiver[];
  readonly today: string;
}

/**
 * Applies earlier decisions to findings. One stays where it is and is told what was decided; only one that was
 * accepted with the same figures, and whose time is not over, is waived.
 */
export function settling({ waivers, today }: Decisions): {
  /** Settles a report, and tells what it says of each decision about it. */
  readonly report: (checked: CheckedReport) => {
    readonly settled: CheckedReport;
    readonly met: readonly Met[];
  };
  /** The same for reports together, of the decisions that reports cannot tell anything of. */
  readonly between: (between: Between) => { readonly settled: Between; readonly met: readonly Met[] };
} {
  // A baseline of a whole province has thousands, each of one report.
  const byScope = groupBy(waivers.keys(), (number) => scopeKey(waivers[number]?.scope));
  const aboutOf = (owner: Owner): [number, Waiver][] =>
    scopesOf(owner)
      .flatMap((scope) => byScope.get(scopeKey(scope)) ?? [])
      .sort((one, other) => one - other)
      .flatMap((number) => {
        const waiver = waivers[number];
        return waiver ? [[number, waiver]] : [];
      });
  const settled = <Found extends Finding>(
    finding: Found,
    own: readonly [number, Waiver][],
    states: Map<number, Standing>,
  ): Found => {
    const fingerprint = fingerprintOf(finding.identity);
    const settlements = own
      .filter(([, waiver]) => fits(waiver, finding.ruleId, fingerprint))
      .map(([number, waiver]) => ({ number, waiver, state: standingOf(waiver, finding, today) }));
    for (const { number, state } of settlements) states.set(number, laterState(states.get(number), state));
    const [settlement] = settlements.toSorted(byCaution);
    if (!settlement) return finding;
    return { ...finding, settlement: { waiver: settlement.waiver, state: settlement.state } };
  };
  return {
    report: (checked) => {
      const own = aboutOf(checked.report);
      if (own.length === 0) return { settled: checked, met: [] };
      const states = new Map<number, Standing>();
      const findings = checked.findings.map((finding) => settled(finding, own, states));
      return {
        settled: { ...checked, findings },
        met: own.map(([number, waiver]) => ({
          waiver: number,
          state: states.get(number) ?? stateWithoutFinding(waiver, isGone(waiver, checked)),
        })),
      };
    },
    between: (between) => {
      const states = new Map<number, FollowUp['state']>();
      const standings = new Map<number, Standing>();
      for (const [number, waiver] of waivers.entries())
        if (between.rules.some(({ id }) => id === waiver.ruleId))
          states.set(number, stateWithoutFinding(waiver, isGoneBetween(waiver, between)));
      const findings = between.findings.map((finding) => settled(finding, aboutOf(finding), standings));
      return {
        settled: { ...between, findings },
        met: [...new Map<number, FollowUp['state']>([...states, ...standings])].map(([waiver, state]) => ({
          waiver,
          state,
        })),
      };
    },
  };
}

/** Gathers what reports say of decisions, in the order of the reports. */
export function followUpsOf(waivers: readonly Waiver[]): {
  readonly add: (met: readonly Met[]) => void;
  /** What they say together comes last, and is all that counts where no report has the finding. */
  readonly addBetween: (met: readonly Met[]) => void;
  /** What became of each decision. */
  readonly all: () => FollowUp[];
} {
  const states = new Map<number, FollowUp['state']>();
  return {
    add: (met) => {
      for (const { waiver, state } of met) states.set(waiver, laterState(states.get(waiver), state));
    },
    addBetween: (met) => {
      for (const { waiver, state } of met) {
        const before = states.get(waiver);
        const isMet = before !== undefined && RANK[before] < RANK.unchecked;
        states.set(waiver, isMet ? laterState(before, state) : state);
      }
    },
    // Of a decision about no report of the run nothing can be told.
    all: () =>
      waivers.map((waiver, number): FollowUp => ({ waiver, state: states.get(number) ?? 'unchecked' })),
  };
}

/** The same for reports that are all there. */
export function settle(
  { reports, between }: Pick<RunResult, 'reports' | 'between'>,
  waivers: readonly Waiver[],
  today: string,
): Pick<RunResult, 'reports' | 'between'> & { readonly followUps: FollowUp[] } {
  const settler = settling({ waivers, today });
  const followUps = followUpsOf(waivers);
  const settled = reports.map((checked) => {
    const { settled: one, met } = settler.report(checked);
    followUps.add(met);
    return one;
  });
  const together = between && settler.between(between);
  if (together) followUps.addBetween(together.met);
  return {
    reports: settled,
    ...(together && { between: together.settled }),
    followUps: followUps.all(),
  };
}

/**
 * What a decision comes to that meets several findings or reports: one that waives one of them has not lapsed, and
 * its finding is gone only where it is in none of them.
 */
function laterState<State extends FollowUp['state']>(before: State | undefined, state: State): State {
  if (before === undefined) return state;
  return RANK[state] < RANK[before] ? state : before;
}

const RANK: Readonly<Record<FollowUp['state'], number>> = {
  waived: 0,
  changed: 1,
  expired: 1,
  uncorrected: 1,
  open: 1,
  unchecked: 2,
  corrected: 3,
  gone: 3,
};

type Scope = NonNullable<Waiver['scope']>;
/** Whose report a finding is told of. */
interface Owner {
  readonly department?: string | undefined;
  readonly fiscalYear?: number | undefined;
}

/** What is not asked for differs from what is asked to be absent. */
const scopeKey = (scope: Scope = {}): string =>
  JSON.stringify([
    'department' in scope ? { department: scope.department } : null,
    'fiscalYear' in scope ? { fiscalYear: scope.fiscalYear } : null,
  ]);

/** The scopes of decisions about a report. */
const scopesOf = ({ department, fiscalYear }: Owner): Scope[] => [
  {},
  { department },
  { fiscalYear },
  { department, fiscalYear },
];

const fits = (waiver: Waiver, ruleId: string, fingerprint: string): boolean =>
  (waiver.ruleId ?? ruleId) === ruleId && (waiver.fingerprint ?? fingerprint) === fingerprint;

/** Whether the last day on which a decision counts has passed. */
export const isOver = ({ until }: { readonly until?: string | undefined }, today: string): boolean =>
  until !== undefined && today > until;

function standingOf({ decision, until, printed }: Waiver, finding: Finding, today: string): Standing {
  if (decision === 'open') return 'open';
  if (decision === 'corrected') return 'uncorrected';
  if (isOver({ until }, today)) return 'expired';
  return printed === undefined || printed === printedOf(finding) ? 'waived' : 'changed';
}

/** Of several decisions on one finding the one that accepts least counts; one on other figures only if it is alone. */
const CAUTION: readonly Standing[] = ['open', 'uncorrected', 'expired', 'waived', 'changed'];
const byCaution = (one: Settlement, other: Settlement): number =>
  CAUTION.indexOf(one.state) - CAUTION.indexOf(other.state);

/** A finding that is not there is gone only where what it speaks of was judged again. */
function stateWithoutFinding({ decision }: Waiver, gone: boolean): 'unchecked' | 'corrected' | 'gone' {
  if (!gone) return 'unchecked';
  return decision === 'corrected' ? 'corrected' : 'gone';
}

/**
 * Gathers, of what holds between reports, what earlier decisions speak of: of thousands of departments not all is
 * kept.
 */
export function heldAmong(waivers: readonly Waiver[]): {
  readonly add: (judgement: BetweenJudgement) => void;
  readonly all: () => string[];
} {
  const fingerprints = new Set(waivers.flatMap(({ fingerprint }) => fingerprint ?? []));
  const wholes = new Set(waivers.flatMap((waiver) => wholeBehind(waiver) ?? []));
  const held = new Set<string>();
  return {
    add: (judgement) => {
      if (fingerprints.size === 0 || !holds(judgement)) return;
      const [one, whole] = [fingerprintOf(identityOf(judgement)), wholeOf(judgement.ruleId, judgement.about)];
      if (fingerprints.has(one)) held.add(one);
      if (isOfWhole(judgement) && wholes.has(whole)) held.add(whole);
    },
    all: () => [...held],
  };
}

/** What a decision speaks of, where it says whose report it means. */
const wholeBehind = ({ ruleId, scope }: Waiver): string | undefined =>
  ruleId === undefined || scope === undefined ? undefined : wholeOf(ruleId, scope);

/**
 * A finding between reports is gone where the same was judged again and holds. Where all files were read it is so,
 * too, where all of its kind holds for the department, and where it was of two reports that are alike no more.
 */
function isGoneBetween(waiver: Waiver, between: Between): boolean {
  const { ruleId, fingerprint } = waiver;
  const held = heldIn(between);
  const isOfPairs = between.rules.some((rule) => rule.id === ruleId && isBetween(rule) && rule.isOfPairs);
  if (!isOfPairs && fingerprint !== undefined && held.has(fingerprint)) return true;
  if (!between.isWhole || openIn(between).has(ruleId)) return false;
  const whole = wholeBehind(waiver);
  return fingerprint === undefined || isOfPairs || (whole !== undefined && held.has(whole));
}

const heldIn = onceFor(({ held }: Between): ReadonlySet<string> => new Set(held));
/** Rules of which something was left open. */
const openIn = onceFor(
  ({ crashes, undecided }: Between): ReadonlySet<string | undefined> =>
    new Set([...crashes, ...undecided].map(({ ruleId }) => ruleId)),
);

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
