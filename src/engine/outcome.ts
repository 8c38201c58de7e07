import type { Decimal } from 'decimal.js';
import { YUAN_PER_UNIT, type Unit } from '../figure/figure.js';
import type { Message } from '../language/message.js';
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
export const isWaived = ({
  settlement,
}: {
  readonly settlement?: Pick<Settlement, 'state'> | undefined;
}): boolean => settlement?.state === 'waived';

/** Cells of which some finding that counts says that they are wrong. */
export const suspectedIn = (findings: readonly Finding[]): Location[] =>
  findings
    .filter((finding) => finding.severity === 'error' && !isWaived(finding))
    .flatMap(({ suspects }) => suspects.map(({ location }) => location));

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
  /** The sheets that findings point at, where an output draws them. */
  readonly images?: readonly SheetImage[];
  readonly crashes: readonly Crash[];
}

export interface Problem {
  readonly file: string;
  readonly message: Message;
  /** `broken` fails the run; `allowed` would, but that the user allows so many; `skipped` is listed only. */
  readonly kind: 'broken' | 'allowed' | 'skipped';
  /** Time, memory or the system stood in the way: another attempt may come to something else. */
  readonly passing?: true;
  /** The run ended before the file and others came to be checked: how many they are together. */
  readonly unchecked?: number;
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
  /** Of what earlier decisions speak of, what was judged again and holds: see `heldAmong`. */
  readonly held: readonly string[];
  /** Whether all files of the run were read. */
  readonly isWhole: boolean;
}

/** What a run over any number of files came to. */
export interface RunResult {
  readonly reports: readonly CheckedReport[];
  readonly problems: readonly Problem[];
  /** Of the reports together; absent where they have nothing to do with each other. */
  readonly between?: Between;
  /** What became of earlier decisions; absent where none were given. */
  readonly followUps?: readonly FollowUp[];
}

/** The place to show first: the cell to mend where it is known. */
export const firstPlace = ({ suspects, evidence }: Finding): Location | undefined =>
  suspects[0]?.location ?? evidence[0]?.location;

/** The money that a finding is about, in 万元; undefined where it is about none. */
export function amountInvolved({ difference, unit }: Finding): Decimal | undefined {
  if (!difference || (unit !== '元' && unit !== '千元' && unit !== '万元')) return undefined;
  return difference.abs().times(YUAN_PER_UNIT[unit]).div(YUAN_PER_UNIT['万元']);
}
