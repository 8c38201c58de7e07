import { firstPlace, isWaived, type CheckedReport, type Finding } from '../engine/outcome.js';
import type { Tally } from '../engine/outline.js';
import { groupBy } from '../model/group-by.js';
import { placeName } from '../model/location.js';
import type { Report } from '../model/report.js';
import { SEVERITIES, type Severity } from '../rules/judgement.js';
import { decisionText, waivedName } from './decision.js';
import { SEVERITY_NAME } from './names.js';

/** Whose report of which year. */
export const reportTitle = ({ department, fiscalYear }: Pick<Report, 'department' | 'fiscalYear'>): string =>
  `${department ?? '未注明单位'} · ${fiscalYear === undefined ? '未注明年度' : `${fiscalYear}年度`}`;

type Counted = Pick<Tally, 'severity' | 'settlement' | 'count'>;

/** How many findings there are. */
export const countOf = (tallies: readonly Pick<Tally, 'count'>[]): number =>
  tallies.reduce((sum, { count }) => sum + count, 0);

/** "错误 1 · 需说明 0 · 提示 2". */
function severityCounts(tallies: readonly Counted[]): string {
  const count = (severity: Severity): number =>
    countOf(tallies.filter((tally) => tally.severity === severity));
  return SEVERITIES.map((severity) => `${SEVERITY_NAME[severity]} ${count(severity)}`).join(' · ');
}

/** "12 项：未找到… 等 3 个原因"; for a report in which something was not decided. */
export function undecidedSummary(undecided: CheckedReport['undecided']): string {
  const total = undecided.reduce((sum, { count }) => sum + count, 0);
  const reasons = [...new Set(undecided.map(({ reason }) => reason))];
  return `${total} 项：${reasons[0] ?? ''}${reasons.length > 1 ? ` 等 ${reasons.length} 个原因` : ''}`;
}

/** What was found, what to do, and what was decided on it before. */
export const findingText = ({ message, advice, settlement }: Finding): string =>
  [
    advice === '' ? message : `${message} → ${advice}`,
    ...(settlement ? [`【${decisionText(settlement)}】`] : []),
  ].join('');

/** "错误 1 · 需说明 0 · 提示 2 · 已认可 3": those that were accepted are counted apart. */
export function openCounts(tallies: readonly Counted[]): string {
  const open = tallies.filter((tally) => !isWaived(tally));
  const waived = [...groupBy(tallies, waivedName)].flatMap(([name, own]) =>
    countOf(own) === 0 ? [] : `${name} ${countOf(own)}`,
  );
  return [severityCounts(open), ...waived].join(' · ');
}

/** The same with the place to look at before it, where a line is all that there is. */
export function placedText(finding: Finding): string {
  const place = firstPlace(finding);
  return place ? `${placeName(place)}：${findingText(finding)}` : findingText(finding);
}

/** How far the equations reach into the tables of a report together. */
export const totalCoverage = (
  coverage: CheckedReport['coverage'],
): Omit<CheckedReport['coverage'][number], 'form'> => ({
  figures: coverage.reduce((sum, { figures }) => sum + figures, 0),
  unchecked: coverage.flatMap(({ unchecked }) => unchecked),
});
