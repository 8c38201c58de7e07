import { firstPlace, isWaived, type CheckedReport, type Finding } from '../engine/outcome.js';
import type { Tally } from '../engine/outline.js';
import { talliesOf, type RunOutline } from '../engine/outline.js';
import { joined, zh, type Message } from '../language/message.js';
import { groupBy } from '../model/group-by.js';
import { placeName } from '../model/location.js';
import type { Report } from '../model/report.js';
import { SEVERITIES } from '../rules/judgement.js';
import { decisionText, waivedName } from './decision.js';
import { SEVERITY_COUNT } from './names.js';

/** Whose report of which year. */
export const reportTitle = ({ department, fiscalYear }: Pick<Report, 'department' | 'fiscalYear'>): Message =>
  zh`${department ?? zh`未注明单位`} · ${fiscalYear === undefined ? zh`未注明年度` : zh`${fiscalYear}年度`}`;

type Counted = Pick<Tally, 'severity' | 'isTail' | 'settlement' | 'count'>;

/** How many findings there are. */
export const countOf = (tallies: readonly Pick<Tally, 'count'>[]): number =>
  tallies.reduce((sum, { count }) => sum + count, 0);

/** "12 项：未找到… 等 3 个原因"; for a report in which something was not decided. */
export function undecidedSummary(undecided: CheckedReport['undecided']): Message {
  const total = undecided.reduce((sum, { count }) => sum + count, 0);
  const reasons = [...new Set(undecided.map(({ reason }) => reason))];
  const [first = ''] = reasons;
  return reasons.length > 1
    ? zh`${total} 项：${first} 等 ${reasons.length} 个原因`
    : zh`${total} 项：${first}`;
}

/** What was found, what to do, and what was decided on it before. */
export const findingText = ({ message, advice, settlement }: Finding): Message =>
  joined(
    [
      advice === '' ? message : `${message} → ${advice}`,
      ...(settlement ? [zh`【${decisionText(settlement)}】`] : []),
    ],
    '',
  );

/** "错误 1 · 需说明 0 · 提示 2（其中尾差汇总 1） · 已认可 3": those that were accepted are counted apart. */
export function openCounts(tallies: readonly Counted[]): Message {
  const open = tallies.filter((tally) => !isWaived(tally));
  const waived = [...groupBy(tallies, waivedName)].flatMap(([name, own]) =>
    countOf(own) === 0 ? [] : zh`${name} ${countOf(own)}`,
  );
  const bySeverity = SEVERITIES.map((severity) =>
    SEVERITY_COUNT[severity](countOf(open.filter((tally) => tally.severity === severity))),
  );
  const tails = countOf(open.filter(({ isTail }) => isTail));
  const ofTails = tails === 0 ? '' : zh`（其中尾差汇总 ${tails}）`;
  return joined([joined([joined(bySeverity, ' · '), ofTails], ''), ...waived], ' · ');
}

/** What was found between reports: an overview of reports does not count it. Undefined where nothing was. */
export function betweenCounts({ between }: Pick<RunOutline, 'between'>): Message | undefined {
  const tallies = talliesOf(between?.findings ?? []);
  return tallies.length === 0 ? undefined : openCounts(tallies);
}

/** The same with the place to look at before it, where a line is all that there is. */
export function placedText(finding: Finding): Message {
  const place = firstPlace(finding);
  return place ? zh`${placeName(place)}：${findingText(finding)}` : findingText(finding);
}

/** How far the equations reach into the tables of a report together. */
export const totalCoverage = (
  coverage: CheckedReport['coverage'],
): Omit<CheckedReport['coverage'][number], 'form'> => ({
  figures: coverage.reduce((sum, { figures }) => sum + figures, 0),
  unchecked: coverage.flatMap(({ unchecked }) => unchecked),
});
