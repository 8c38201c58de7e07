import type { Decimal } from 'decimal.js';
import { YUAN_PER_UNIT, type Unit } from '../figure/figure.js';
import { defined } from '../model/defined.js';
import type { Location } from '../model/location.js';
import type { FormId } from '../forms/form.js';
import type { Fact, Report } from '../model/report.js';
import type { SheetImage } from '../model/sheet-image.js';
import type { Amounts, Judgement, Severity, Verdict } from '../rules/judgement.js';
import type { Appraisal } from '../rules/evaluation/appraise.js';
import type { Rule, RuleArea } from '../rules/rule.js';
import type { FollowUp, Settlement } from './waiver.js';

export interface Evidence {
  readonly role: string;
  readonly label: string;
  readonly printed: string;
  readonly location: Location;
}

/** A cell that alone explains the failures it stands in, with the figure that would mend them. */
export interface Suspect {
  readonly location: Location;
  readonly printed: string;
  readonly suggested: string;
  /** Of both figures, where their table states one. */
  readonly unit?: Unit;
  readonly reason: string;
}

/** A discrepancy for people to act on. Amounts are decimals in `unit`. */
export interface Finding {
  readonly ruleId: string;
  readonly title: string;
  readonly severity: Severity;
  readonly verdict: Extract<Verdict, 'fails' | 'undecidable' | 'holds-within-rounding'>;
  /** One line: table, line, the sum with its figures, difference. */
  readonly message: string;
  /** What to do. */
  readonly advice: string;
  readonly expected: Decimal | undefined;
  readonly actual: Decimal | undefined;
  readonly difference: Decimal | undefined;
  readonly allowance: Decimal | undefined;
  readonly decimals: number;
  readonly unit: Amounts['unit'] | undefined;
  readonly evidence: readonly Evidence[];
  readonly suspects: readonly Suspect[];
  /** Identity of the finding that this one follows from. */
  readonly causedBy: string | undefined;
  /** Its rule and facts; `fingerprintOf` makes sixteen hex digits of it. */
  readonly identity: string;
  /** What was decided on it before; absent where nothing was. */
  readonly settlement?: Settlement;
}

/** A finding that somebody accepted: it is shown, and fails nothing. */
export const isWaived = ({ settlement }: Pick<Finding, 'settlement'>): boolean =>
  settlement?.state === 'waived';

/** Tells findings that follow from no other: what follows from an accepted one must not go unseen with it. */
export function leadsIn(findings: readonly Finding[]): (finding: Finding) => boolean {
  const waived = new Set(findings.filter(isWaived).map(({ identity }) => identity));
  return ({ causedBy }) => causedBy === undefined || waived.has(causedBy);
}

export interface Undecided {
  readonly ruleId: string;
  readonly reason: string;
  /** How many checks of the rule this reason kept from being decided. */
  readonly count: number;
}

/** A part of what may be published that this report does not hold; the rules about it do not apply. */
export interface AbsentArea {
  readonly area: RuleArea;
  readonly reason: string;
}

/** A rule that threw: the others ran on, and the run cannot be called a pass. */
export interface Crash {
  readonly ruleId: string;
  readonly message: string;
}

/** How far the equations reach into one of the nine tables. */
export interface TableCoverage {
  readonly form: FormId;
  /** How many figures it prints. */
  readonly figures: number;
  /** Those of them that stand in no equation that was checked: nothing was said of them. */
  readonly unchecked: readonly Pick<Fact, 'lineLabel' | 'columnLabel' | 'printed' | 'location'>[];
}

/** What a run is told of by as a whole: who was checked, and how severe what was found is. */
export interface ReportOutline {
  readonly report: Pick<Report, 'file' | 'files' | 'department' | 'fiscalYear'>;
  readonly findings: readonly Pick<Finding, 'severity' | 'settlement'>[];
  readonly crashes: readonly Crash[];
}

/** The least of a report that a run is told of by: thousands of them are kept at once. */
export const outlineOf = ({ report, findings, crashes }: CheckedReport): ReportOutline => {
  const { file, files, department, fiscalYear } = report;
  return {
    report: { file, files, ...defined({ department, fiscalYear }) },
    findings: findings.map(({ severity, settlement }) => ({ severity, ...(settlement && { settlement }) })),
    crashes,
  };
};

/** Everything that checking one report came to. */
export interface CheckedReport {
  readonly report: Report;
  readonly outcomes: Readonly<Record<Verdict, number>>;
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
  readonly coverage: readonly TableCoverage[];
  readonly absent: readonly AbsentArea[];
  /** Every self-evaluation sheet with its scheme and its recomputed scores. */
  readonly appraisal: Appraisal;
  readonly judgements: readonly Judgement[];
  readonly rules: readonly Rule[];
  readonly crashes: readonly Crash[];
}

export interface Problem {
  readonly file: string;
  readonly message: string;
  /** `broken` fails the run; `allowed` would, but that the user allows so many; `skipped` is listed only. */
  readonly kind: 'broken' | 'allowed' | 'skipped';
  /** Time, memory or the system stood in the way: another attempt may come to something else. */
  readonly passing?: true;
  /** The run ended before the file, and those that the message counts, came to be checked. */
  readonly unchecked?: true;
}

/** A discrepancy between reports, and whose report it is told of. */
export interface BetweenFinding extends Finding {
  readonly file: string;
  readonly department?: string;
  readonly fiscalYear?: number;
}

/** What judging reports together came to. */
export interface Between {
  readonly outcomes: Readonly<Record<Verdict, number>>;
  readonly findings: readonly BetweenFinding[];
  readonly undecided: readonly Undecided[];
  readonly crashes: readonly Crash[];
  readonly rules: readonly Rule[];
}

/** What a run over any number of files came to, as it is told of as a whole. */
export interface RunOutline {
  readonly reports: readonly ReportOutline[];
  readonly problems: readonly Problem[];
  /** Of the reports together; absent where they have nothing to do with each other. */
  readonly between?: Between;
  /** What became of earlier decisions; absent where none were given. */
  readonly followUps?: readonly FollowUp[];
  /** The file that settled severities and decisions; absent where none was used. */
  readonly config?: string;
}

/** The same with all that was found. */
export interface RunResult extends RunOutline {
  readonly reports: readonly CheckedReport[];
  /** The sheets that findings point at, where an output draws them. */
  readonly images?: readonly SheetImage[];
}

/** The place to show first: the cell to mend where it is known. */
export const firstPlace = ({ suspects, evidence }: Finding): Location | undefined =>
  suspects[0]?.location ?? evidence[0]?.location;

/** Everything that kept something from being checked: files, and rules that crashed. */
export const problemsOf = ({ reports, problems, between }: RunOutline): Problem[] => [
  ...problems,
  ...reports.flatMap(({ report: { file }, crashes }) => crashes.map(crashProblem(file))),
  ...(between?.crashes ?? []).map(crashProblem('报告之间')),
];

const crashProblem =
  (file: string) =>
  ({ ruleId, message }: Crash): Problem => ({
    file,
    message: `规则 ${ruleId} 出错：${message}`,
    kind: 'broken',
  });

/** Whatever a run found: in single reports, then between them. */
export const findingsOf = <Found>({
  reports,
  between,
}: {
  readonly reports: readonly { readonly findings: readonly Found[] }[];
  readonly between?: { readonly findings: readonly Found[] };
}): Found[] => [...reports.flatMap(({ findings }) => findings), ...(between?.findings ?? [])];

/** Whether everything was checked that should have been: nothing broken or missing, and at least one report. */
export const isComplete = (result: RunOutline): boolean =>
  result.reports.length > 0 && problemsOf(result).every(({ kind }) => kind !== 'broken');

/** The money that a finding is about, in 万元; undefined where it is about none. */
export function amountInvolved({ difference, unit }: Finding): Decimal | undefined {
  if (!difference || (unit !== '元' && unit !== '千元' && unit !== '万元')) return undefined;
  return difference.abs().times(YUAN_PER_UNIT[unit]).div(YUAN_PER_UNIT['万元']);
}
