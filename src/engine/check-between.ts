import { told, type Tell } from '../language/message.js';
import { groupBy } from '../model/group-by.js';
import { tellApart } from '../model/tell-apart.js';
import type { Expected } from '../rules/between/expected.js';
import type { ReportFacts } from '../rules/between/facts.js';
import { reportsOf, type BetweenJudgement } from '../rules/between/reports.js';
import { NOTHING_UNREAD, type Unread } from '../rules/between/unread.js';
import { isBetween, isNamed, type BetweenRule, type Rule } from '../rules/rule.js';
import { countVerdicts, undecidedOf } from './check.js';
import { gapOf, tailFinding, tailIdentity, toFinding, type Tails } from './finding.js';
import { identityOf } from './fingerprint.js';
import type { Between, BetweenFinding, Crash } from './outcome.js';
import { NO_POLICY, withPolicy, type Policy } from './policy.js';
import { rankOf } from './root-cause.js';
import { heldAmong, type Waiver } from './waiver.js';

/**
 * Judges reports together. What holds is counted and not kept: of thousands of departments every cell is compared;
 * what fails is kept as it is told.
 *
 * @param expected those that must publish, where a list of them was given
 * @param unread files of the run that say nothing
 * @param waivers earlier decisions: whether their findings are gone is told by what holds now
 * @returns undefined where the reports have nothing to do with each other
 */
export function checkBetween(
  facts: readonly ReportFacts[],
  all: readonly Rule[],
  {
    expected,
    unread = NOTHING_UNREAD,
    policy = NO_POLICY,
    waivers = [],
    tell = told,
  }: {
    readonly expected?: Expected | undefined;
    readonly unread?: Unread;
    readonly policy?: Policy | undefined;
    readonly waivers?: readonly Waiver[] | undefined;
    readonly tell?: Tell;
  } = {},
): Between | undefined {
  const rules = all.filter(isBetween);
  if (rules.length === 0 || (facts.length < 2 && !expected)) return undefined;
  const reports = reportsOf(facts, expected, unread);
  const crashes: Crash[] = [];
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const failures: BetweenFinding[] = [];
  const open: BetweenJudgement[] = [];
  const tails = new Map<string, BetweenTails>();
  const count = countVerdicts();
  const held = heldAmong(waivers);
  for (const [judge, own] of groupBy(rules, (rule) => rule.judge)) {
    const ids = new Set(own.map(({ id }) => id));
    try {
      for (const judgement of judge(reports)) {
        if (!ids.has(judgement.ruleId) || isSkipped(judgement, byId, policy)) continue;
        count.add(judgement);
        held.add(judgement);
        if (judgement.verdict === 'fails') failures.push(failureFinding(judgement, byId, tell));
        else if (judgement.verdict === 'undecidable') open.push(judgement);
        else if (judgement.verdict === 'holds-within-rounding') {
          const identity = tailIdentity(judgement) ?? identityOf(judgement);
          tails.set(identity, withTail(tails.get(identity), judgement));
        }
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      crashes.push(...own.map(({ id }) => ({ ruleId: id, message })));
    }
  }
  const outcomes = count.all();
  if (Object.values(outcomes).every((number) => number === 0) && crashes.length === 0) return undefined;
  const findings = findingsOf(failures, tails, tell).map((finding) =>
    withPolicy(finding, byId.get(finding.ruleId), finding, policy),
  );
  return {
    outcomes,
    findings,
    undecided: undecidedOf(open, tell),
    crashes,
    rules,
    held: held.all(),
    isWhole: unread.left + unread.broken.length === 0,
  };
}

/** Whether the config leaves the rule out for the department. */
function isSkipped(
  { about, ruleId }: BetweenJudgement,
  rules: ReadonlyMap<string, BetweenRule>,
  { departments }: Policy,
): boolean {
  const rule = rules.get(ruleId);
  return departments.some(
    ({ name, skip }) =>
      name === about.department && rule !== undefined && skip.some((one) => isNamed(rule, one)),
  );
}

/** A failure as it is told, which takes less room than what it was made of. */
const failureFinding = (
  judgement: BetweenJudgement,
  rules: ReadonlyMap<string, BetweenRule>,
  tell: Tell,
): BetweenFinding => ({
  ...toFinding({ judgement, suspects: [], cause: judgement.cause }, rules, NO_TABLES, tell),
  ...judgement.about,
});

/** All findings by rank, then tails: each follows from one that is there, and none is called as another. */
function findingsOf(
  failures: readonly BetweenFinding[],
  tails: ReadonlyMap<string, BetweenTails>,
  tell: Tell,
): BetweenFinding[] {
  const identities = new Set(failures.map(({ identity }) => identity));
  const isThere = (cause: string | undefined): boolean => cause === undefined || identities.has(cause);
  const distinct = tellApart();
  return [
    ...failures
      .map((failure) => (isThere(failure.causedBy) ? failure : { ...failure, causedBy: undefined }))
      .toSorted((one, other) => rankOf(one.severity, one.causedBy) - rankOf(other.severity, other.causedBy)),
    ...[...tails].map(([identity, own]) => ({
      ...tailFinding(identity, own, NO_TABLES, tell),
      ...own.largest.about,
    })),
  ].map((finding) => ({ ...finding, identity: distinct(finding.identity) }));
}

/** Tails, rolled up as they come: of thousands of departments each the largest is kept. */
interface BetweenTails extends Tails {
  readonly largest: BetweenJudgement;
}

function withTail(known: BetweenTails | undefined, tail: BetweenJudgement): BetweenTails {
  const largest = known && gapOf(known.largest).greaterThanOrEqualTo(gapOf(tail)) ? known.largest : tail;
  return {
    count: (known?.count ?? 0) + 1,
    ruleIds: new Set([...(known?.ruleIds ?? []), tail.ruleId]),
    largest,
    shown: [largest],
  };
}

/** Findings between reports name their tables themselves. */
const NO_TABLES = { file: '', tables: new Map() } as const;
