import { joined, told, zh, type Tell } from '../language/message.js';
import { masked } from '../model/masked.js';
import type { Report } from '../model/report.js';
import { appraise } from '../rules/evaluation/appraise.js';
import { BUILT_IN_PROFILES } from '../rules/evaluation/built-in-profiles.js';
import type { Profiles } from '../rules/evaluation/profile.js';
import { evaluate } from '../rules/evaluate.js';
import { VERDICTS, type Judgement, type Verdict } from '../rules/judgement.js';
import { isBetween, type ReportRule, type Rule } from '../rules/rule.js';
import { coverageOf } from './coverage.js';
import { toFinding, tailFindings } from './finding.js';
import type { AbsentArea, CheckedReport, Crash, Undecided } from './outcome.js';
import { NO_POLICY, rulesFor, withPolicy, type Policy } from './policy.js';
import { explain } from './root-cause.js';

/**
 * Judges a report by rules.
 *
 * Pure: the same report and rules give the same result. A rule that throws becomes a crash of that rule
 * alone; nothing is passed over in silence.
 *
 * @param policy what the user decided on rules beforehand
 * @param profiles scoring schemes of the self-evaluation; those that the rules were made with
 * @param tell the language of what is said
 */
export function checkReport(
  report: Report,
  all: readonly Rule[],
  profiles: Profiles = BUILT_IN_PROFILES,
  policy: Policy = NO_POLICY,
  tell: Tell = told,
): CheckedReport {
  const rules = rulesFor(report, all, policy).filter((rule): rule is ReportRule => !isBetween(rule));
  const crashes: Crash[] = [];
  const absent = absentAreas(report, rules, tell);
  const applicable = rules.filter(({ area }) => !absent.some((other) => other.area === area));
  const judged = applicable.flatMap((rule): Judgement[] => {
    try {
      const judgements = rule.kind === 'formula' ? evaluate(rule, report) : [...rule.judge(report)];
      return rule.kind === 'formula' && rule.collapse ? collapse(judgements) : judgements;
    } catch (error) {
      crashes.push({ ruleId: rule.id, message: error instanceof Error ? error.message : String(error) });
      return [];
    }
  });
  const judgements = settleAssumptions(judged);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const failures = judgements.filter(
    (one) => one.verdict === 'fails' || (one.verdict === 'undecidable' && one.owed !== undefined),
  );
  const explanation = explain(failures, judgements, report);
  const findings = [
    ...explanation.map((explained) => toFinding(explained, byId, report, tell)),
    ...tailFindings(
      judgements.filter(({ verdict }) => verdict === 'holds-within-rounding'),
      report,
      tell,
    ),
  ];
  const count = countVerdicts();
  judgements.forEach(count.add);
  return {
    report,
    outcomes: count.all(),
    findings: findings.map((finding) => withPolicy(finding, byId.get(finding.ruleId), report, policy)),
    undecided: undecidedOf(judgements, tell),
    coverage: coverageOf(report, judgements),
    absent,
    appraisal: appraise(report, profiles),
    judgements,
    rules,
    crashes,
  };
}

/** Counts judgements by their verdicts. */
export function countVerdicts(): {
  readonly add: (judgement: Pick<Judgement, 'verdict'>) => void;
  readonly all: () => Record<Verdict, number>;
} {
  const counts = new Map<Verdict, number>();
  return {
    add: ({ verdict }) => counts.set(verdict, (counts.get(verdict) ?? 0) + 1),
    all: () =>
      Object.fromEntries(VERDICTS.map((verdict) => [verdict, counts.get(verdict) ?? 0])) as Record<
        Verdict,
        number
      >,
  };
}

/** What the report does not hold at all: said once, not once for every rule about it. */
function absentAreas(report: Report, rules: readonly ReportRule[], tell: Tell): AbsentArea[] {
  const { sheets, summaries } = report.evaluation;
  const absent: AbsentArea[] = [];
  if (report.tables.size === 0) absent.push({ area: 'tables', reason: tell(zh`没有决算公开表`) });
  if (sheets.length + summaries.length === 0)
    absent.push({ area: 'evaluation', reason: tell(zh`没有绩效自评表`) });
  if (!report.narrative) absent.push({ area: 'narrative', reason: tell(zh`没有文字说明`) });
  return absent.filter(({ area }) => rules.some((rule) => rule.area === area));
}

/** One outcome a table for what holds throughout, with all its operands; failures stay single. */
function collapse(judgements: readonly Judgement[]): Judgement[] {
  const holding = judgements.filter(({ verdict }) => verdict === 'holds');
  const others = judgements.filter(({ verdict }) => verdict !== 'holds');
  const [first] = holding;
  if (!first) return others;
  const { ruleId, verdict, severity, places } = first;
  const operands = holding.flatMap((one) => one.operands);
  const assumptions = holding.flatMap((one) => one.assumptions);
  return [{ ruleId, verdict, severity, places, assumptions, operands, instance: '' }, ...others];
}

/**
 * An assumption (a blank taken for zero, an unstated unit) is confirmed by any equation that holds with
 * it. A failure that rests on an unconfirmed one decides nothing about the figures: it becomes
 * undecidable, and a finding where the document is at fault either way.
 */
function settleAssumptions(judgements: readonly Judgement[]): Judgement[] {
  const confirmed = new Set(
    judgements
      .filter(
        ({ verdict, relation, operands, assumptions }) =>
          verdict === 'holds' &&
          relation === '=' &&
          assumptions.length > 0 &&
          isTelling(operands, assumptions),
      )
      .flatMap(({ assumptions }) => assumptions.flatMap(({ id, provable }) => (provable ? [id] : []))),
  );
  return judgements.map((judgement) => {
    if (judgement.verdict !== 'fails') return judgement;
    const open = judgement.assumptions.filter(({ id }) => !confirmed.has(id));
    if (open.length === 0) return judgement;
    const isDefect = open.some((assumption) => assumption.isDefect);
    return {
      ...judgement,
      verdict: 'undecidable' as const,
      owed: isDefect ? judgement.severity : 'warning',
      reason: joined(
        open.map(({ text }) => text),
        zh`；`,
      ),
      places: open.map(({ text, location }) => ({ role: 'assumed', label: text, printed: '', location })),
    };
  });
}

/** Nought equals nought says nothing of a unit; of a blank it says that the form leaves zeros blank. */
function isTelling(operands: Judgement['operands'], assumptions: Judgement['assumptions']): boolean {
  return (
    operands.filter(({ value }) => !value.isZero()).length > 1 ||
    assumptions.every(({ isDefect }) => isDefect)
  );
}

/** Why checks could not be decided, with how many for each reason. */
export function undecidedOf(judgements: readonly Judgement[], tell: Tell): Undecided[] {
  const grouped = new Map<string, Undecided>();
  for (const { ruleId, verdict, reason: said = '' } of judgements) {
    if (verdict !== 'undecidable') continue;
    const reason = masked(tell(said));
    const key = `${ruleId}\u0000${reason}`;
    const known = grouped.get(key);
    grouped.set(key, { ruleId, reason, count: (known?.count ?? 0) + 1 });
  }
  return [...grouped.values()];
}
