import { zh, type Message, type Tell } from '../language/message.js';
import { defined } from '../model/defined.js';
import type { Report } from '../model/report.js';
import type { DistrictOf } from '../rules/between/districts.js';
import {
  leadsIn,
  type CheckedReport,
  type Crash,
  type Finding,
  type Problem,
  type RunResult,
} from './outcome.js';
import type { Settlement } from './waiver.js';

/** Findings of a report that are alike, as it is told of by as a whole. */
export interface Tally extends Pick<Finding, 'ruleId' | 'title' | 'severity'> {
  /** Tails of rounding ask for nothing. */
  readonly isTail: boolean;
  /** What was decided on them before; absent where nothing was. */
  readonly settlement?: Pick<Settlement, 'state'> & {
    readonly waiver: Pick<Settlement['waiver'], 'origin'>;
  };
  readonly count: number;
  /** How many of them follow from no other. */
  readonly leading: number;
}

/** What a run is told of by as a whole: who was checked, and how severe what was found is. */
export interface ReportOutline extends Pick<CheckedReport, 'outcomes'> {
  readonly report: Pick<Report, 'file' | 'files' | 'department' | 'fiscalYear'>;
  readonly tallies: readonly Tally[];
  readonly crashes: readonly Crash[];
}

/** What a run over any number of files came to, as it is told of as a whole. */
export interface RunOutline extends Omit<RunResult, 'reports'> {
  readonly reports: readonly ReportOutline[];
  /** Which district a report is of, where a list says it. */
  readonly districtOf?: DistrictOf;
  /** The file that settled severities and decisions; absent where none was used. */
  readonly config?: string;
}

/** The least of a report that a run is told of by: thousands of them are kept at once. */
export const outlineOf = ({ report, outcomes, findings, crashes }: CheckedReport): ReportOutline => {
  const { file, files, department, fiscalYear } = report;
  return {
    report: { file, files, ...defined({ department, fiscalYear }) },
    outcomes,
    tallies: talliesOf(findings),
    crashes,
  };
};

/** What was decided on a finding, as far as findings are counted by it. */
export const settledAs = ({ settlement }: Finding): Pick<Tally, 'settlement'> =>
  settlement
    ? { settlement: { state: settlement.state, waiver: defined({ origin: settlement.waiver.origin }) } }
    : {};

/** How many findings are alike. */
export function talliesOf(findings: readonly Finding[]): Tally[] {
  const isLead = leadsIn(findings);
  const tallies = new Map<string, Tally>();
  for (const finding of findings) {
    const { ruleId, title, severity, verdict, settlement } = finding;
    const isTail = verdict === 'holds-within-rounding';
    const origin = settlement?.waiver.origin;
    const key = [ruleId, severity, isTail, settlement?.state, origin].join(' ');
    const { count = 0, leading = 0 } = tallies.get(key) ?? {};
    tallies.set(key, {
      ruleId,
      title,
      severity,
      isTail,
      ...settledAs(finding),
      count: count + 1,
      leading: leading + (isLead(finding) ? 1 : 0),
    });
  }
  return [...tallies.values()];
}

/**
 * Keeps what outlines have in common once: most reports break the same few rules, and what thousands of them
 * keep has to be small.
 */
export function outlineKeeper(): (outline: ReportOutline) => ReportOutline {
  const known = new Map<string, Tally>();
  const kept = (tally: Tally): Tally => {
    const key = JSON.stringify(tally);
    const same = known.get(key);
    if (!same) known.set(key, tally);
    return same ?? tally;
  };
  return ({ report, tallies, ...outline }) => {
    const { file, files } = report;
    return {
      ...outline,
      report: { ...report, files: files.length === 1 ? [file] : files },
      tallies: tallies.map(kept),
    };
  };
}

/** What kept something from being checked, as people read it. */
export interface ToldProblem extends Pick<Problem, 'file' | 'kind'> {
  readonly message: string;
}

/** Everything that kept something from being checked: files, and rules that crashed. */
export const problemsOf = ({ reports, problems, between }: RunOutline, tell: Tell): ToldProblem[] => [
  ...problems.map(({ file, message, kind }) => ({ file, message: tell(message), kind })),
  ...reports.flatMap(({ report: { file }, crashes }) => crashes.map(crashProblem(file, tell))),
  ...(between?.crashes ?? []).map(crashProblem(zh`报告之间`, tell)),
];

const crashProblem =
  (file: Message, tell: Tell) =>
  ({ ruleId, message }: Crash): ToldProblem => ({
    file: tell(file),
    message: tell(zh`规则 ${ruleId} 出错：${message}`),
    kind: 'broken',
  });

/** The same by its kind alone. */
export const problemKinds = ({ reports, problems, between }: RunOutline): Problem['kind'][] => [
  ...problems.map(({ kind }) => kind),
  ...[...reports, ...(between ? [between] : [])].flatMap(({ crashes }) =>
    crashes.map(() => 'broken' as const),
  ),
];

/** Whatever a run found: in single reports, then between them. */
export const talliesIn = ({ reports, between }: RunOutline): Tally[] => [
  ...reports.flatMap(({ tallies }) => tallies),
  ...talliesOf(between?.findings ?? []),
];

/** Whether everything was checked that should have been: nothing broken or missing, and at least one report. */
export const isComplete = (outline: RunOutline): boolean =>
  outline.reports.length > 0 && !problemKinds(outline).includes('broken');
