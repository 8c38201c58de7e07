import type { Decimal } from 'decimal.js';
import { fingerprintOf } from '../engine/fingerprint.js';
import {
  isWaived,
  type Between,
  type BetweenFinding,
  type CheckedReport,
  type Finding,
} from '../engine/outcome.js';
import { problemsOf, talliesIn, type RunOutline } from '../engine/outline.js';
import type { FollowUp } from '../engine/waiver.js';
import { FORMS } from '../forms/catalogue.js';
import { sentence, zh, type Tell } from '../language/message.js';
import type { Location } from '../model/location.js';
import type { EvaluationSheet, EvaluationSummary, Gap } from '../model/evaluation.js';
import { coverageOf } from '../model/narrative-coverage.js';
import type { Narrative } from '../model/narrative.js';
import type { Table } from '../model/report.js';
import type { SheetAppraisal } from '../rules/evaluation/appraise.js';
import type { Scheme } from '../rules/evaluation/scheme.js';
import { amountText } from './amount.js';
import { toJson } from './escape.js';
import { countOf, totalCoverage } from './summary.js';
import { overviewJson } from './overview.js';
import { inSections } from './sections.js';

/** The stable contract; its JSON Schema is schema.json beside this file. */
const SCHEMA_VERSION = 1;

/** A run as JSON (schemaVersion 1): ids English, prose in the language of the run, amounts decimal strings. */
export const JSON_FORMAT = inSections({
  report: (checked, { tell }) => [toJson(reportJson(checked, tell)).trimEnd().replace(/^/gmu, '    ')],
  start: ({ tool, config }) =>
    `${toJson({ schemaVersion: SCHEMA_VERSION, tool, ...(config !== undefined && { config }) }).replace(/\n\}\n$/u, '')},\n  "reports": [\n`,
  ends: (outline, { tell }) => {
    const { summary, overview, problems, waivers } = runJson(outline, tell);
    const { between } = outline;
    const rest = toJson({
      ...(between && { between: betweenJson(between) }),
      summary,
      ...(overview && { overview }),
      problems,
      ...(waivers && { waivers }),
    });
    return [withFindings(`\n  ],${rest.slice('{'.length)}`, between?.findings ?? [], 2)];
  },
  separator: ',\n',
});

/** What is said of a run as a whole. */
export function runJson(
  outline: RunOutline,
  tell: Tell,
): {
  readonly schemaVersion: number;
  readonly config?: string;
  readonly summary: object;
  /** Of several reports what they came to as a whole. */
  readonly overview?: object;
  readonly problems: readonly object[];
  readonly waivers?: readonly object[];
} {
  const { reports, problems, followUps, config } = outline;
  const tallies = talliesIn(outline);
  const overview = overviewJson(outline);
  const allowed = problems.filter(({ kind }) => kind === 'allowed').length;
  const count = (severity: Finding['severity']): number =>
    countOf(tallies.filter((tally) => tally.severity === severity));
  return {
    schemaVersion: SCHEMA_VERSION,
    ...(config !== undefined && { config }),
    summary: {
      files: new Set([...reports.flatMap(({ report }) => report.files), ...problems.map(({ file }) => file)])
        .size,
      errors: count('error'),
      warnings: count('warning'),
      notes: count('note'),
      unreadable: problems.filter(({ kind }) => kind !== 'skipped').length,
      ...(allowed > 0 && { allowed }),
      ...(followUps && { waived: countOf(tallies.filter(isWaived)) }),
    },
    ...(overview && { overview }),
    problems: problemsOf(outline, tell).map(({ file, message, kind }) => ({
      file,
      message,
      ...(kind === 'allowed' && { allowed: true }),
    })),
    ...(followUps && { waivers: followUps.map(followUpJson) }),
  };
}

function followUpJson({ waiver, state }: FollowUp): object {
  const { scope, ...decided } = waiver;
  return {
    state,
    ...decided,
    ...(scope && 'department' in scope && { department: scope.department ?? null }),
    ...(scope && 'fiscalYear' in scope && { fiscalYear: scope.fiscalYear ?? null }),
  };
}

export function reportJson(
  { report, outcomes, findings, undecided, coverage, absent, appraisal }: CheckedReport,
  tell: Tell,
): object {
  const { file, files, department, fiscalYear, unit, tables, evaluation, remarks } = report;
  return {
    file,
    ...(files.length > 1 && { files }),
    department: department ?? null,
    fiscalYear: fiscalYear ?? null,
    unit: unit ?? null,
    tables: [
      ...[...tables.values()].map(tableJson),
      ...appraisal.sheets.map((sheet) => sheetJson(sheet, tell)),
      ...evaluation.summaries.map((summary) => summaryJson(summary, tell)),
      ...(report.narrative ? [narrativeJson(report.narrative, tell)] : []),
    ],
    missingForms: FORMS.filter(({ id }) => !tables.has(id)).map(({ id }) => id),
    ...(absent.length > 0 && { absent }),
    ...(appraisal.schemes.length > 0 && {
      schemes: appraisal.schemes.map((scheme) => schemeJson(scheme, tell)),
    }),
    ...(remarks.length > 0 && { remarks: remarks.map(({ text }) => tell(text)) }),
    outcomes,
    ...(coverage.length > 0 && { coverage: coverageJson(coverage) }),
    findings: findings.map(findingJson),
    undecided,
  };
}

/** What reports say together, but for its findings: `withFindings` adds them. */
export const betweenJson = ({ outcomes, undecided }: Between): object => ({
  outcomes,
  findings: [],
  undecided,
});

/**
 * JSON with the findings between reports where it has none yet, one by one: they are thousands where reports are.
 *
 * @param json with an empty list of findings, of which this is the first
 * @param indent what it was made with
 */
export function* withFindings(
  json: string,
  findings: readonly BetweenFinding[],
  indent: number,
): Generator<string, void, undefined> {
  const list = indent === 0 ? '"findings":[' : '"findings": [';
  const place = json.indexOf(list) + list.length;
  if (findings.length === 0) {
    yield json;
    return;
  }
  const depth = json.slice(json.lastIndexOf('\n', place) + 1).search(/\S/u);
  const margin = (blanks: number): string => (indent === 0 ? '' : `\n${' '.repeat(blanks)}`);
  yield json.slice(0, place);
  for (const [index, finding] of findings.entries()) {
    const { file, department = null, fiscalYear = null } = finding;
    const entry = toJson({ file, department, fiscalYear, ...findingJson(finding) }, indent).trimEnd();
    yield `${index === 0 ? '' : ','}${margin(depth + indent)}${entry.replaceAll('\n', margin(depth + indent))}`;
  }
  yield `${margin(depth)}${json.slice(place)}`;
}

/** How many of the printed figures stand in a checked equation, and which do not. */
function coverageJson(coverage: CheckedReport['coverage']): object {
  const tables = coverage.map(({ form, figures, unchecked }) => ({
    form,
    figures,
    checked: figures - unchecked.length,
    unchecked: unchecked.map(({ lineLabel, columnLabel, printed, location }) => ({
      label: columnLabel === '' ? lineLabel : `${lineLabel}·${columnLabel}`,
      printed,
      location,
    })),
  }));
  const { figures, unchecked } = totalCoverage(coverage);
  return { figures, checked: figures - unchecked.length, tables };
}

/** What every entry of `tables` begins with. */
function entryJson(
  { form, title, parts }: Pick<Table | EvaluationSheet | EvaluationSummary, 'form' | 'title' | 'parts'>,
  formNumber: string | null,
  unit: Table['unit'],
): object {
  return {
    form,
    formNumber,
    title,
    unit,
    location: locationJson(parts[0]),
    ...(parts.length > 1 && { parts: parts.map(locationJson) }),
  };
}

const tableJson = (table: Table): object => entryJson(table, table.printedNumber ?? null, table.unit);

function sheetJson(
  { sheet, scheme, budget, executed, rate, recomputedTotal, verdict }: SheetAppraisal,
  tell: Tell,
): object {
  const { layout, name, total, gaps } = sheet;
  return {
    ...entryJson(sheet, null, '万元'),
    name: name?.value ?? null,
    layout,
    scheme: scheme.profile.id,
    budget: budget?.printed ?? null,
    executed: executed?.printed ?? null,
    rate: rate?.printed ?? null,
    printedTotal: total?.score?.printed ?? null,
    recomputedTotal: recomputedTotal?.toString() ?? null,
    verdict,
    ...(gaps.length > 0 && { gaps: gaps.map((gap) => gapJson(gap, tell)) }),
  };
}

function summaryJson(summary: EvaluationSummary, tell: Tell): object {
  const { rows, gaps } = summary;
  return {
    ...entryJson(summary, null, '万元'),
    rows: rows.length,
    ...(gaps.length > 0 && { gaps: gaps.map((gap) => gapJson(gap, tell)) }),
  };
}

/** The text counts as one entry, with how many of its figures were understood. */
function narrativeJson(narrative: Narrative, tell: Tell): object {
  const { total, judged, classed, unbound } = coverageOf(narrative);
  return {
    form: 'narrative',
    formNumber: null,
    title: tell(zh`情况说明`),
    unit: null,
    location: { file: narrative.files[0] ?? '' },
    figures: { total, judged, classed, unbound: unbound.length },
  };
}

export const gapJson = (gap: Gap, tell: Tell): object => ({ ...gap, text: tell(gap.text) });

export const schemeJson = (
  { form, layout, profile, basis, explained, total, why }: Scheme,
  tell: Tell,
): object => ({
  form,
  layout,
  profile: profile.id,
  name: tell(sentence(profile.name)),
  basis,
  explained,
  total,
  why: tell(why),
});

function locationJson(location: Location | undefined): object {
  return { ...location };
}

function findingJson(finding: Finding): object {
  return {
    ruleId: finding.ruleId,
    title: finding.title,
    severity: finding.severity,
    verdict: finding.verdict,
    message: finding.message,
    advice: finding.advice,
    ...amountsJson(finding),
    evidence: finding.evidence,
    suspects: finding.suspects,
    ...fingerprintsJson(finding),
    status: isWaived(finding) ? 'waived' : 'open',
    ...(finding.settlement && { waiver: followUpJson(finding.settlement) }),
  };
}

/** Decimal strings with the decimals of their table. */
export function amountsJson({
  decimals,
  expected,
  actual,
  difference,
  allowance,
  unit,
}: Finding): Readonly<Record<'expected' | 'actual' | 'difference' | 'allowance' | 'unit', string | null>> {
  const amount = (value: Decimal | undefined): string | null =>
    value === undefined ? null : amountText(value, decimals);
  return {
    expected: amount(expected),
    actual: amount(actual),
    difference: amount(difference),
    allowance: amount(allowance),
    unit: unit ?? null,
  };
}

/** What a finding is known by in other runs, and the one that it follows from. */
export const fingerprintsJson = ({
  identity,
  causedBy,
}: Finding): { readonly causedBy: string | null; readonly fingerprint: string } => ({
  causedBy: causedBy === undefined ? null : fingerprintOf(causedBy),
  fingerprint: fingerprintOf(identity),
});
