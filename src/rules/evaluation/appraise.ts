import { Decimal } from 'decimal.js';
import {
  read,
  type EvaluationSheet,
  type FundingLine,
  type Indicator,
  type PrintedNumber,
  type Reading,
} from '../../model/evaluation.js';
import { sentence, zh, type Message } from '../../language/message.js';
import { onceFor } from '../../model/once-for.js';
import type { Report } from '../../model/report.js';
import type { Severity, Verdict } from '../judgement.js';
import { BUILT_IN_PROFILES } from './built-in-profiles.js';
import {
  agreement,
  agreementOf,
  alternativesFor,
  caseOf,
  expectedUnder,
  explains,
  habitApplies,
  isByHabit,
  type Case,
  type Expected,
} from './indicator.js';
import type { Habit, Profile, Profiles } from './profile.js';
import {
  executionWeight,
  FULL_POINTS,
  isCoarse,
  isFull,
  isRow,
  pointsBeside,
  schemeKey,
  schemesOf,
  type Scheme,
} from './scheme.js';
import {
  amountOf,
  executionRate,
  executionScore,
  FAR_ABOVE,
  rounded,
  shown,
  truncated,
  type Band,
  type Bounds,
} from './score.js';
import { sheetTitles } from './sheets.js';

/** What recomputing a printed score came to; a score by habit fails, and is reported with all of its kind. */
interface Recomputed {
  readonly verdict: Verdict;
  /** If it fails. */
  readonly severity: Severity;
  /** The score that the scheme gives, rounded as the form rounds; undefined where it gives a band or nothing. */
  readonly expected?: Decimal;
  /** The calculation with its figures, what is printed, and which other reading gives that. */
  readonly text: Message;
  /** The other reading or scheme that gives the printed score, or the habit. */
  readonly explainedBy?: string;
}

export interface IndicatorAppraisal extends Recomputed {
  readonly indicator: Indicator;
  readonly kind: Case['kind'];
  readonly case: Case;
  /** The habit that is about an index like this. */
  readonly habit?: Habit;
  /** The habit gave the printed score, against the scheme. */
  readonly byHabit: boolean;
}

interface ExecutionAppraisal extends Recomputed {
  readonly line?: FundingLine;
  readonly weight?: Decimal;
  /** Before rounding. */
  readonly bounds?: Bounds;
  /** Neither budget nor execution. */
  readonly isEmpty: boolean;
}

/** The total recomputed from the printed scores. */
interface SumAppraisal extends Recomputed {
  readonly printed?: Decimal;
  readonly sum?: Decimal;
  /** Printed scores that are added up, the execution score first. */
  readonly terms: readonly {
    readonly label: string;
    readonly reading: Reading<PrintedNumber>;
  }[];
}

/** One sheet, its scheme and what every score of it came to. */
export interface SheetAppraisal {
  readonly sheet: EvaluationSheet;
  /** Title with the name of the project, told from others of the same name by #2. */
  readonly label: string;
  readonly scheme: Scheme;
  readonly indicators: readonly IndicatorAppraisal[];
  readonly execution: ExecutionAppraisal;
  readonly sum: SumAppraisal;
  readonly budget?: Reading<PrintedNumber>;
  readonly executed?: Reading<PrintedNumber>;
  readonly rate?: Reading<PrintedNumber>;
  readonly printedTotal?: Decimal;
  /** Sum of the scores that the scheme gives; printed ones where it gives none. */
  readonly recomputedTotal?: Decimal;
  /** The worst of execution score, indexes and sum. */
  readonly verdict: Verdict;
}

export interface Appraisal {
  readonly sheets: readonly SheetAppraisal[];
  readonly schemes: readonly Scheme[];
}

const appraisals = onceFor(({ evaluation }: Report) =>
  onceFor((profiles: Profiles) => appraiseSheets(evaluation.sheets, profiles)),
);

/** Recomputes every score of the self-evaluation sheets of a report; done once a report and set of schemes. */
export const appraise = (report: Report, profiles: Profiles = BUILT_IN_PROFILES): Appraisal =>
  appraisals(report)(profiles);

function appraiseSheets(sheets: readonly EvaluationSheet[], profiles: Profiles): Appraisal {
  const schemes = schemesOf(sheets, profiles);
  const labels = sheetTitles(sheets);
  return {
    schemes: [...schemes.values()],
    sheets: sheets.flatMap((sheet, index) => {
      const scheme = schemes.get(schemeKey(sheet));
      return scheme ? [appraiseSheet(sheet, labels[index] ?? sheet.title, scheme, profiles)] : [];
    }),
  };
}

function appraiseSheet(
  sheet: EvaluationSheet,
  label: string,
  scheme: Scheme,
  profiles: Profiles,
): SheetAppraisal {
  const coarse = isCoarse(sheet);
  const line = sheet.funding.find(({ kind }) => kind === 'total');
  const execution = appraiseExecution(sheet, line, scheme, profiles, coarse);
  const indicators = sheet.indicators
    .filter(isRow)
    .map((indicator) => appraiseIndicator(indicator, sheet, scheme, profiles, coarse));
  const sum = appraiseSum(sheet, execution, scheme);
  const printedTotal = read(sheet.total?.score)?.value;
  const recomputedTotal = recompute(sheet, execution, indicators, sum, scheme);
  return {
    sheet,
    label,
    scheme,
    indicators,
    execution,
    sum,
    ...(line?.budget && { budget: line.budget }),
    ...(line?.executed && { executed: line.executed }),
    ...(line?.rate && { rate: line.rate }),
    ...(printedTotal && { printedTotal }),
    ...(recomputedTotal && { recomputedTotal }),
    verdict: worst([execution, sum, ...indicators].map(({ verdict }) => verdict)),
  };
}

const FROM_WORST: readonly Verdict[] = ['fails', 'undecidable', 'holds-within-rounding', 'holds'];

const worst = (verdicts: readonly Verdict[]): Verdict =>
  FROM_WORST.find((verdict) => verdicts.includes(verdict)) ?? 'not-applicable';

/** What scores must follow a formula: a system computed them and its scheme is known. */
const severityOf = ({ profile, basis }: Scheme): Severity =>
  profile.filledBy === 'system' && basis !== 'assumed' ? 'error' : 'warning';

/** "2.07": a computed score at the decimals of the form. */
const scoreText = (value: Decimal, decimals: number): string =>
  value.toFixed(decimals, Decimal.ROUND_HALF_UP);

function appraiseIndicator(
  indicator: Indicator,
  sheet: EvaluationSheet,
  scheme: Scheme,
  profiles: Profiles,
  isCoarseSheet: boolean,
): IndicatorAppraisal {
  const own = caseOf(indicator);
  const habit = scheme.profile.habits
    ?.flatMap((id) => profiles.habits.find((known) => known.id === id) ?? [])
    .find((one) => habitApplies(one, indicator, own));
  const kept = { indicator, kind: own.kind, case: own, byHabit: false, ...(habit && { habit }) };
  const weight = read(indicator.weight)?.value;
  const score = read(indicator.score)?.value;
  const coarse = isCoarseSheet && !isFull(score, weight);
  // A level is as certain as the scheme that has it; a formula only where a system works it out.
  const isFormula = own.kind === 'quantitative' || own.kind === 'date';
  const severity = isFormula ? severityOf(scheme) : scheme.basis === 'assumed' ? 'warning' : 'error';
  const undecided = (text: Message): IndicatorAppraisal => ({
    ...kept,
    verdict: 'undecidable',
    severity,
    text,
  });
  if (own.kind === 'undecidable') return undecided(own.reason);
  if (!weight) return undecided(unreadText('分值', indicator.weight));

  const { profile, admissible, others } = scheme;
  const { decimals } = profile;
  const options = admissible.flatMap((one) =>
    expectedUnder(one, own, indicator.name, weight).map((expected) => ({ by: one, expected })),
  );
  const [usual] = options;
  if (!usual && own.kind === 'quantitative')
    return undecided(zh`没有规定指标值为零或负数时怎样计分，无法判断得分`);
  if (!usual) {
    const word = own.kind === 'qualitative' && own.word !== undefined ? own.word : '';
    return undecided(zh`完成值“${word}”说明不了完成的程度，无法判断得分`);
  }
  const expected = exactOf(usual.expected, decimals.score);
  const shownExpected = expected && { expected };
  if (!score) return { ...undecided(unreadText('得分', indicator.score)), ...shownExpected };

  const fitting = (['exact', 'rounding'] as const).flatMap((wanted) =>
    options
      .filter(({ by, expected: one }) => agreement(one, score, by.decimals.score, coarse) === wanted)
      .map((option) => ({ ...option, wanted })),
  )[0];
  if (fitting) {
    const { by, wanted, expected: one } = fitting;
    const isOther = by !== profile;
    const text = calculation(one, decimals.score);
    return {
      ...kept,
      verdict: wanted === 'exact' ? 'holds' : 'holds-within-rounding',
      severity,
      ...shownExpected,
      text: isOther ? zh`${text}（${sentence(by.name)}）` : text,
      ...(isOther && { explainedBy: by.name }),
    };
  }
  const printed = indicator.score?.printed ?? '';
  const calculated = besidePrinted(calculation(usual.expected, decimals.score), printed);
  const failed = (text: Message, rest: Partial<IndicatorAppraisal> = {}): IndicatorAppraisal => ({
    ...kept,
    verdict: 'fails',
    severity,
    ...shownExpected,
    text,
    ...rest,
  });
  if (habit && isByHabit(habit, indicator, own, score))
    return failed(calculated, { severity: 'warning', byHabit: true, explainedBy: habit.name });
  const other = others.find((one) =>
    expectedUnder(one, own, indicator.name, weight).some(
      (alternative) => agreement(alternative, score, one.decimals.score, coarse) !== 'none',
    ),
  );
  if (other) {
    return failed(zh`${calculated}；若按${sentence(other.name)}则为 ${printed}`, {
      severity: 'warning',
      explainedBy: other.name,
    });
  }
  const reading = alternativesFor(profiles.readings.quantitative, profile, own, indicator.name, weight).find(
    (alternative) => explains(alternative, score, decimals.score),
  );
  if (reading) {
    return failed(zh`${calculated}；${sentence(reading.text)}则为 ${printed}`, {
      severity: 'warning',
      explainedBy: reading.text,
    });
  }
  const stated = indicator.scoring ?? statedScoring(sheet, scheme, (text) => !text.includes('执行'));
  if (stated !== undefined) return { ...undecided(unfollowed(calculated, stated)), ...shownExpected };
  if (isCutForOvershoot(own, score, weight, scheme))
    return {
      ...undecided(zh`${calculated}；超过指标值较多的可以适当调减分值，减多少没有规定`),
      ...shownExpected,
    };
  if (own.kind === 'quantitative' && own.unitsDiffer)
    return { ...undecided(zh`${calculated}；但指标值与完成值的单位不同，不能判断`), ...shownExpected };
  return failed(calculated);
}

/** What a sheet writes of its own way of scoring, where its scheme is not the one that it declares. */
function statedScoring(
  { scoring }: EvaluationSheet,
  { basis }: Scheme,
  isAbout: (text: string) => boolean,
): string | undefined {
  return basis === 'declared' ? undefined : scoring.find(({ text }) => isAbout(text))?.text;
}

const LONGEST_QUOTE = 40;
function unfollowed(calculated: Message, stated: string): Message {
  const quote = stated.length > LONGEST_QUOTE ? `${stated.slice(0, LONGEST_QUOTE)}…` : stated;
  return zh`${calculated}；表中另有计分办法“${quote}”，没有照它计算`;
}

const besidePrinted = (calculated: Message, printed: string): Message => zh`${calculated}，表中 ${printed}`;

/** 财预〔2020〕10号: 完成值高于指标值较多的，按照偏离度适当调减分值. */
const isCutForOvershoot = (own: Case, score: Decimal, weight: Decimal, { profile }: Scheme): boolean =>
  own.kind === 'quantitative' &&
  own.directions.includes('positive') &&
  profile.filledBy === 'hand' &&
  own.achieved.greaterThan(own.target.times(FAR_ABOVE)) &&
  score.lessThan(weight);

function exactOf(expected: Expected, decimals: number): Decimal | undefined {
  if (expected.kind === 'exact') return rounded(expected.value, decimals);
  return expected.kind === 'share' ? rounded(expected.exact.value, decimals) : undefined;
}

/** "3 × 1.5 ÷ 90 = 0.05", or what is expected in words. */
function calculation(expected: Expected, decimals: number): Message {
  switch (expected.kind) {
    case 'exact':
      return expected.isCalculation
        ? zh`${expected.text} = ${scoreText(expected.value, decimals)}`
        : expected.text;
    case 'share': {
      const exact = zh`${expected.exact.text} = ${scoreText(expected.exact.value, decimals)}`;
      return expected.band
        ? zh`${exact}，或在“${expected.band.name}”一档 ${rangeText(expected.band)}内`
        : exact;
    }
    case 'band':
      return zh`按“${expected.band.name}”一档应在 ${rangeText(expected.band)}内`;
    case 'below':
      return zh`${expected.text}，应低于满分 ${shown(expected.limit)}`;
  }
}

const rangeText = ({ low, high, closed }: Band): Message =>
  closed ? zh`${shown(low)} 至 ${shown(high)} ` : zh`${shown(low)} 至 ${shown(high)}（不含）`;

function unreadText(what: Message, reading: Reading<PrintedNumber> | undefined): Message {
  if (!reading) return zh`表中未找到${what}`;
  if (reading.state === 'blank') return zh`${what}未填`;
  return reading.state === 'unreadable' ? zh`${what}“${reading.printed}”${reading.reason}` : what;
}

/**
 * The execution score: points × 全年执行数 ÷ 全年预算数, within the bounds that the rounded amounts leave.
 * Without budget and execution there is nothing to score: 0 or a blank is right.
 */
function appraiseExecution(
  sheet: EvaluationSheet,
  line: FundingLine | undefined,
  scheme: Scheme,
  profiles: Profiles,
  coarse: boolean,
): ExecutionAppraisal {
  const { profile } = scheme;
  const weight = executionWeight(sheet, profile);
  const kept = {
    isEmpty: false,
    severity: 'error' as Severity,
    ...(line && { line }),
    ...(weight && { weight }),
  };
  const undecided = (text: Message): ExecutionAppraisal => ({ ...kept, verdict: 'undecidable', text });
  if (!line) return undecided(zh`未找到年度资金总额一行`);
  const budget = read(line.budget);
  const executed = read(line.executed);
  if (!budget) return undecided(unreadText('全年预算数', line.budget));
  if (!executed) return undecided(unreadText('全年执行数', line.executed));
  if (!weight) return undecided(unreadText(zh`执行率分值`, line.weight));
  if (budget.value.isNegative() || executed.value.isNegative())
    return undecided(zh`预算数或执行数为负，不能计算执行率`);
  const score = read(line.score)?.value;
  const printed = line.score?.printed ?? '';
  if (budget.value.isZero()) {
    if (!executed.value.isZero()) return undecided(zh`全年预算数为 0 而有执行数，不能计算执行率`);
    const zero = { ...kept, isEmpty: true, expected: new Decimal(0) };
    if (line.score === undefined || line.score.state === 'unreadable')
      return { ...zero, verdict: 'undecidable', text: unreadText(zh`执行得分`, line.score) };
    if (score === undefined || score.isZero())
      return { ...zero, verdict: 'holds', text: zh`没有预算也没有执行，不得分` };
    return { ...zero, verdict: 'fails', text: zh`没有预算也没有执行，应为 0 分，表中 ${printed}` };
  }
  const amounts = { executed: amountOf(executed), budget: amountOf(budget) };
  const bounds = executionScore(weight, executionRate(amounts.executed, amounts.budget), profile.execution);
  const places = profile.decimals.execution;
  const expected = rounded(bounds.middle, places);
  const base = profile.execution.fullMarksAt === 100 ? '' : ` ÷ ${profile.execution.fullMarksAt}%`;
  const isCapped = profile.execution.cap && executed.value.greaterThan(budget.value);
  const calculated = `${shown(weight)} × ${shown(executed.value)} ÷ ${shown(budget.value)}${base} = ${scoreText(expected, places)}`;
  const text = isCapped ? zh`${calculated}（不超过 ${shown(weight)}）` : calculated;
  const compared = besidePrinted(text, printed);
  const computed = { ...kept, bounds, expected };
  if (!score) return { ...computed, verdict: 'undecidable', text: unreadText(zh`执行得分`, line.score) };

  const direct = agreementOf(bounds.middle, score, places, coarse && !isFull(score, weight));
  if (direct === 'exact') return { ...computed, verdict: 'holds', text };
  const isWithin =
    score.greaterThanOrEqualTo(rounded(bounds.low, places)) &&
    score.lessThanOrEqualTo(rounded(bounds.high, places));
  if (direct === 'rounding' || isWithin || isFromRate(line, weight, score, bounds, profile))
    return { ...computed, verdict: 'holds-within-rounding', text: compared };

  const failed = { ...computed, verdict: 'fails' as const };
  const reading = profiles.readings.execution.find((one) => {
    const initial = read(line.initial);
    if (one.budget === 'initial' && !initial?.value.greaterThan(0)) return false;
    const basis = one.budget === 'initial' && initial ? amountOf(initial) : amounts.budget;
    const other = executionScore(weight, executionRate(amounts.executed, basis), {
      ...profile.execution,
      ...(one.fullMarksAt !== undefined && { fullMarksAt: one.fullMarksAt }),
    });
    if (one.rounding === 'truncated') return score.equals(truncated(other.middle, places));
    return (
      score.greaterThanOrEqualTo(rounded(other.low, places)) &&
      score.lessThanOrEqualTo(rounded(other.high, places))
    );
  });
  const stated = statedScoring(sheet, scheme, (note) => note.includes('执行'));
  if (stated !== undefined)
    return { ...computed, verdict: 'undecidable', text: unfollowed(compared, stated) };
  if (!reading) return { ...failed, text: compared };
  return {
    ...failed,
    severity: 'warning',
    explainedBy: reading.text,
    text: zh`${compared}；${sentence(reading.text)}则为 ${printed}`,
  };
}

/** The score was taken from the printed rate, which is right as far as its digits go. */
function isFromRate(
  line: FundingLine,
  weight: Decimal,
  score: Decimal,
  bounds: Bounds,
  { execution, decimals }: Profile,
): boolean {
  const rate = read(line.rate);
  if (!rate?.percent) return false;
  const fromRate = weight.times(rate.value).div(execution.fullMarksAt);
  const tail = weight.times(new Decimal(`1e${-rate.decimals}`)).div(2 * execution.fullMarksAt);
  return (
    fromRate.minus(bounds.middle).abs().lessThanOrEqualTo(tail) &&
    score.equals(rounded(fromRate, decimals.execution))
  );
}

/** Furthest that two ways of rounding take a sum apart: one unit of its last place. */
const LAST_PLACE = new Decimal('0.01');

/**
 * The total against the sum of the scores, taken before the one final rounding: with the execution score as
 * printed, or before it was rounded where it is right (PF-TOTAL, rules.md §7.2).
 */
function appraiseSum(
  sheet: EvaluationSheet,
  execution: ExecutionAppraisal,
  { profile }: Scheme,
): SumAppraisal {
  const severity: Severity = 'error';
  const reading = sheet.total?.score;
  const printed = read(reading)?.value;
  const first = execution.line?.score;
  const parts = [
    ...(first ? [{ label: '预算执行', reading: first }] : []),
    ...sheet.management.map(({ name, score }) => ({ label: name, reading: score })),
    ...sheet.indicators.filter(isRow).map(({ name, key, score }) => ({ label: name || key, reading: score })),
  ];
  const terms = parts.flatMap(({ label, reading: own }) => (own ? [{ label, reading: own }] : []));
  const kept = { severity, terms, ...(printed && { printed }) };
  const undecided = (text: Message): SumAppraisal => ({ ...kept, verdict: 'undecidable', text });
  if (!printed) return undecided(unreadText('总分', reading));
  if (sheet.indicators.length === 0) return undecided(zh`表中没有识别到绩效指标`);
  const isScored = execution.weight?.isZero() !== true;
  if (!first && isScored) return undecided(zh`未找到预算执行得分`);
  const missing = parts.find(
    ({ reading: own }, index) =>
      own?.state !== 'read' && !(index === 0 && first && execution.isEmpty && own?.state === 'blank'),
  );
  if (missing) return undecided(zh`“${missing.label}”的${unreadText('得分', missing.reading)}`);

  const score = read(first)?.value;
  const others = terms
    .filter(({ reading: own }) => own !== first)
    .reduce((sum, { reading: own }) => sum.plus(read(own)?.value ?? 0), new Decimal(0));
  const sum = others.plus(score ?? 0);
  const { bounds } = execution;
  // A score that only the rounded amounts excuse stands as printed.
  const isRounded =
    bounds !== undefined &&
    score !== undefined &&
    agreementOf(
      bounds.middle,
      score,
      profile.decimals.execution,
      isCoarse(sheet) && !isFull(score, execution.weight),
    ) !== 'none';
  const unrounded = isRounded ? others.plus(bounds.middle) : sum;
  const whole = { ...kept, sum, expected: sum };
  const text = zh`各项得分之和 ${shown(sum)}`;
  const compared = zh`${text}，表中总分 ${reading?.printed ?? ''}`;
  if (
    printed.equals(sum) ||
    printed.equals(rounded(unrounded, profile.decimals.total)) ||
    printed.equals(rounded(unrounded, 2))
  )
    return { ...whole, verdict: 'holds', text };
  const isTail =
    printed.minus(sum).abs().lessThanOrEqualTo(LAST_PLACE) || printed.equals(rounded(unrounded, 1));
  if (isTail) return { ...whole, verdict: 'holds-within-rounding', text: compared };
  // Where the points come to 100 no row is missing, whatever was not understood.
  const points = pointsBeside(sheet).plus(execution.weight ?? 0);
  const gap = points.equals(FULL_POINTS) ? undefined : sheet.gaps[0];
  if (gap) return undecided(zh`${compared}，但有未识别的内容：${gap.text}`);
  const isWhole = printed.isInteger() && printed.equals(rounded(unrounded, 0));
  return isWhole
    ? { ...whole, verdict: 'fails', severity: 'warning', text: zh`${compared}，似取整所致` }
    : { ...whole, verdict: 'fails', text: compared };
}

/** The total that the scheme gives: its own scores where the printed ones differ. */
function recompute(
  sheet: EvaluationSheet,
  execution: ExecutionAppraisal,
  indicators: readonly IndicatorAppraisal[],
  printed: SumAppraisal,
  { profile }: Scheme,
): Decimal | undefined {
  if (indicators.length === 0 || !execution.line) return undefined;
  const scores = [
    execution.bounds?.middle ?? execution.expected,
    ...sheet.management.map(({ score }) => read(score)?.value),
    ...indicators.map(({ verdict, expected, indicator }) =>
      verdict === 'fails' && expected ? expected : (read(indicator.score)?.value ?? expected),
    ),
  ];
  // Rows that were not understood matter only where the printed scores do not add up without them.
  const lacksRows = sheet.gaps.length > 0 && !printed.verdict.startsWith('holds');
  if (lacksRows || scores.some((score) => score === undefined)) return undefined;
  const sum = scores.reduce<Decimal>((total, score) => total.plus(score ?? 0), new Decimal(0));
  return rounded(sum, profile.decimals.total);
}
