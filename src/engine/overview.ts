import { groupBy } from '../model/group-by.js';
import type { DistrictOf } from '../rules/between/districts.js';
import { SEVERITIES, VERDICTS, type Severity, type Verdict } from '../rules/judgement.js';
import { isWaived } from './outcome.js';
import { problemKinds, type ReportOutline, type RunOutline, type Tally } from './outline.js';

/** The gravest of what was found: tails of rounding and what was accepted do not count. */
export type Gravity = Severity | 'clean';
export const GRAVITIES: readonly Gravity[] = [...SEVERITIES, 'clean'];

/** Findings that follow from no other: one wrong figure counts once. */
type Counts = Readonly<Record<Severity, number>>;

/** Reports that have something in common, and what was found in them. */
export interface Group {
  readonly name: string | undefined;
  readonly reports: number;
  readonly gravities: Readonly<Record<Gravity, number>>;
  readonly findings: Counts;
  /** The one in which most was found, the first of several. */
  readonly worst: ReportOutline;
}

/** How often a rule fails. */
interface RuleRank extends Pick<Tally, 'ruleId' | 'title' | 'severity'> {
  readonly findings: number;
  readonly reports: number;
  /** The one in which it fails most often, the first of several. */
  readonly worst: ReportOutline;
}

/** Groups of reports, those with most errors first. */
interface Districts {
  /** The folder whose folders are taken for districts; undefined where a list says which is where. */
  readonly folder: string | undefined;
  readonly groups: readonly Group[];
}

/** What a run over many reports came to as a whole. */
export interface Overview {
  readonly reports: number;
  readonly gravities: Readonly<Record<Gravity, number>>;
  readonly outcomes: Readonly<Record<Verdict, number>>;
  /** Of what was found equal, the share that is equal only within rounding; undefined where nothing was. */
  readonly tailShare: number | undefined;
  /** Reports of which something could not be decided. */
  readonly undecided: number;
  /** Files that could not be checked, and those that were left out. */
  readonly broken: number;
  readonly skipped: number;
  /** Departments in which there is an error or something to explain, those with most errors first. */
  readonly departments: readonly Group[];
  /** Rules by frequency. */
  readonly rules: readonly RuleRank[];
  /** Absent where the reports lie in no folders that part them. */
  readonly districts?: Districts;
}

/** Which district each report is of: by a list, else by the folder below the one in which all reports lie. */
export function districtsOf({ reports, districtOf: listed }: RunOutline): {
  readonly folder: string | undefined;
  readonly districtOf: DistrictOf;
} {
  if (listed) return { folder: undefined, districtOf: listed };
  const folder = commonFolder(reports.map(({ report }) => report.file));
  return {
    folder,
    districtOf: ({ file }) => file.slice(folder.length).split('/').slice(0, -1)[0] ?? '',
  };
}

/** What is told of a run as a whole. */
export function overviewOf(outline: RunOutline): Overview {
  const { reports } = outline;
  const problems = problemKinds(outline);
  const { folder, districtOf } = districtsOf(outline);
  const outcomes = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, sum(reports, (report) => report.outcomes[verdict])]),
  ) as Overview['outcomes'];
  const equal = outcomes.holds + outcomes['holds-within-rounding'];
  const districts = groupsBy(reports, ({ report }) => districtOf(report));
  const partsThem = districts.length > 1 && districts.some((group) => group.reports > 1);
  return {
    reports: reports.length,
    gravities: gravitiesIn(reports),
    outcomes,
    tailShare: equal === 0 ? undefined : outcomes['holds-within-rounding'] / equal,
    undecided: reports.filter((report) => report.outcomes.undecidable > 0).length,
    broken:
      problems.filter((kind) => kind !== 'skipped').length +
      sum(outline.problems, ({ unchecked = 1 }) => unchecked - 1),
    skipped: problems.filter((kind) => kind === 'skipped').length,
    departments: groupsBy(
      reports,
      // Departments of two districts may have one name; those without one have nothing in common.
      ({ report }) => `${districtOf(report)}\u0000${report.department ?? report.file}`,
      ({ report }) => report.department,
    ).filter(({ findings }) => findings.error + findings.warning > 0),
    rules: rulesIn(reports),
    ...(partsThem && { districts: { folder, groups: districts } }),
  };
}

const sum = <Item>(items: readonly Item[], of: (item: Item) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

/** What asks for something: no tails, and nothing that was accepted. */
const asks = (tally: Tally): boolean => !tally.isTail && !isWaived(tally);

/** The gravest that was found in a report. */
export function gravityOf({ tallies }: ReportOutline): Gravity {
  const open = tallies.filter(asks);
  return SEVERITIES.find((severity) => open.some((tally) => tally.severity === severity)) ?? 'clean';
}

const gravitiesIn = (reports: readonly ReportOutline[]): Overview['gravities'] => {
  const counts: Record<Gravity, number> = { error: 0, warning: 0, note: 0, clean: 0 };
  for (const report of reports) counts[gravityOf(report)] += 1;
  return counts;
};

/** How many findings of each severity there are. */
export const countsIn = (reports: readonly ReportOutline[]): Counts => {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { tallies } of reports)
    for (const tally of tallies) if (asks(tally)) counts[tally.severity] += tally.leading;
  return counts;
};

/** Most errors first, then most to explain, then most notes. */
function byCounts(one: Counts, other: Counts): number {
  const differing = SEVERITIES.find((severity) => one[severity] !== other[severity]);
  return differing === undefined ? 0 : other[differing] - one[differing];
}

function groupsBy(
  reports: readonly ReportOutline[],
  keyOf: (report: ReportOutline) => string,
  nameOf: (report: ReportOutline) => string | undefined = keyOf,
): Group[] {
  return [...groupBy(reports, keyOf).values()]
    .flatMap((own): Group[] => {
      const [worst] = own
        .map((report) => ({ report, counts: countsIn([report]) }))
        .sort((one, other) => byCounts(one.counts, other.counts));
      if (!worst) return [];
      return [
        {
          name: nameOf(worst.report),
          reports: own.length,
          gravities: gravitiesIn(own),
          findings: countsIn(own),
          worst: worst.report,
        },
      ];
    })
    .sort((one, other) => byCounts(one.findings, other.findings));
}

function rulesIn(reports: readonly ReportOutline[]): RuleRank[] {
  const ranks = new Map<string, { readonly rank: RuleRank; readonly most: number }>();
  for (const report of reports) {
    const found = groupBy(report.tallies.filter(asks), ({ ruleId }) => ruleId);
    for (const [ruleId, own] of found) {
      const count = sum(own, ({ leading }) => leading);
      const [first] = own;
      if (count === 0 || !first) continue;
      const known = ranks.get(ruleId);
      const isWorst = known === undefined || count > known.most;
      const severities = [...own.map(({ severity }) => severity), ...(known ? [known.rank.severity] : [])];
      const rank = {
        ruleId,
        title: first.title,
        severity: SEVERITIES.find((severity) => severities.includes(severity)) ?? first.severity,
        findings: count + (known?.rank.findings ?? 0),
        reports: 1 + (known?.rank.reports ?? 0),
        worst: isWorst ? report : known.rank.worst,
      };
      ranks.set(ruleId, { rank, most: isWorst ? count : known.most });
    }
  }
  return [...ranks.values()]
    .map(({ rank }) => rank)
    .sort(
      (one, other) =>
        other.findings - one.findings || other.reports - one.reports || (one.ruleId < other.ruleId ? -1 : 1),
    );
}

/** The folder in which all files lie, with a slash at its end; empty where they share none. */
function commonFolder([first = '', ...others]: readonly string[]): string {
  let folder = first.slice(0, first.lastIndexOf('/') + 1);
  for (const file of others)
    while (!file.startsWith(folder)) folder = folder.slice(0, folder.slice(0, -1).lastIndexOf('/') + 1);
  return folder;
}
