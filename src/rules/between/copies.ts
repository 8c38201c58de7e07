import { zh } from '../../language/message.js';
import { nameWithin } from '../../model/file-path.js';
import { groupBy } from '../../model/group-by.js';
import { shownAt, type Judgement } from '../judgement.js';
import { cellOf, cellPlace } from './cells.js';
import type { ReportFacts } from './facts.js';
import { membershipsIn } from './membership.js';
import { ownerName, type BetweenJudgement, type Reports } from './reports.js';
import { sayingOf, TELLING_AMOUNTS } from './saying.js';

const sayOf = { file: sayingOf('BR-FILE', 'note'), copy: sayingOf('BR-COPY', 'warning') } as const;

/** All figures are the same. */
const FIGURES = 'figures';

/** Reports that say just the same as another, or print all its figures under another name or year. */
export function* judgeCopies(reports: Reports): Generator<BetweenJudgement, void, undefined> {
  const telling = reports.all.filter(({ amounts, isWordy }) => amounts >= TELLING_AMOUNTS || isWordy);
  for (const [first, ...others] of groupBy(telling, ({ content }) => content).values()) {
    if (!first) continue;
    for (const other of others)
      yield sayOf.file('fails', other, `same/${nameWithin(other.file)}`, {
        places: [first, other].map(filePlace),
        reason: zh`${other.file} 与 ${first.file} 内容完全相同`,
      });
  }
  yield* distinctReports(reports);
  const alike = groupBy(
    reports.all.filter(({ amounts }) => amounts >= TELLING_AMOUNTS),
    ({ figures }) => figures,
  );
  let relatives: ReadonlySet<string> | undefined;
  for (const group of alike.values()) {
    const [first] = group;
    if (!first || group.length < 2) continue;
    relatives ??= relativesIn(reports);
    for (const other of group.slice(1)) yield* copyOf(other, first, reports, relatives);
  }
}

/** Years and prints of one department or unit that are not the same again. */
function* distinctReports({ owners }: Reports): Generator<BetweenJudgement, void, undefined> {
  for (const { years } of owners.values()) {
    const all = [...years.values()].flatMap(({ reports }) => reports);
    for (const { reports } of years.values()) {
      const [first, ...others] = reports;
      const isDistinct = new Set(reports.map(({ content }) => content)).size === reports.length;
      if (first && others.length > 0 && isDistinct)
        yield sayOf.file('holds', first, '', { places: reports.map(filePlace) });
    }
    const [first] = all;
    const isTelling = all.every(({ amounts }) => amounts >= TELLING_AMOUNTS);
    if (
      first &&
      years.size > 1 &&
      isTelling &&
      new Set(all.map(({ figures }) => figures)).size === all.length
    )
      yield sayOf.copy('holds', first, '', { places: all.map(filePlace) });
  }
}

const filePlace = ({ file }: ReportFacts): Judgement['places'][number] => shownAt('file', file, '', { file });

/** Departments with their units, which may print the same figures: DU-SAME asks when they may not. */
function relativesIn(reports: Reports): ReadonlySet<string> {
  return new Set(
    membershipsIn(reports)
      .filter(({ source }) => source !== 'place')
      .flatMap(({ department, units }) =>
        units.flatMap((unit) => [pairOf(department, unit), pairOf(unit, department)]),
      ),
  );
}

const pairOf = (one: ReportFacts, other: ReportFacts): string => `${one.file}\u0000${other.file}`;

function* copyOf(
  copy: ReportFacts,
  first: ReportFacts,
  reports: Reports,
  relatives: ReadonlySet<string>,
): Generator<BetweenJudgement, void, undefined> {
  const [owner, other] = [reports.ownerOf(copy), reports.ownerOf(first)];
  const isSameYear = copy.fiscalYear === first.fiscalYear;
  // The same report in a second layout or file, or a department that has no unit but itself.
  if (owner !== undefined && owner.id === other?.id && isSameYear) return;
  if (copy.content === first.content || relatives.has(pairOf(copy, first))) return;
  const places = [copy, first].map((report) => totalPlace(report, reports));
  if (!owner || !other || copy.fiscalYear === undefined || first.fiscalYear === undefined) {
    const reason = zh`${copy.file} 与 ${first.file} 的全部金额相同；单位或年度不明，不能确定是不是同一份报告`;
    yield sayOf.copy('undecidable', copy, FIGURES, { places, reason });
    return;
  }
  yield sayOf.copy('fails', copy, FIGURES, {
    places,
    reason: zh`${ownerName(copy)}的 ${copy.amounts} 个不同金额与${ownerName(first)}的全部相同`,
  });
}

/** What is said of two years that print the same figures: what is carried over wrongly follows from it. */
export function copyAmong(now: ReportFacts, last: ReportFacts): BetweenJudgement | undefined {
  if (now.figures !== last.figures || now.amounts < TELLING_AMOUNTS) return undefined;
  return sayOf.copy('fails', now.file > last.file ? now : last, FIGURES, {});
}

/** The grand total of a report, or its file where table 01 has none. */
function totalPlace(report: ReportFacts, { tablesOf }: Reports): Judgement['places'][number] {
  const table = tablesOf(report).get('summary');
  const cell = table && cellOf(table, 'grandTotalRevenue', 'actual');
  return table && cell?.state === 'printed'
    ? cellPlace('report', ownerName(report), table, cell)
    : shownAt('report', ownerName(report), '', { file: report.file });
}
