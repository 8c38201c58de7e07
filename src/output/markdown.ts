import { firstPlace, isWaived, problemsOf, type Finding, type RunResult } from '../engine/outcome.js';
import { placeName } from '../model/location.js';
import type { Report } from '../model/report.js';
import { SEVERITIES, VERDICTS } from '../rules/judgement.js';
import { waivedName } from './decision.js';
import { forTerminal } from './escape.js';
import { AREA_NAME, PROBLEM_NAME, SEVERITY_NAME, VERDICT_NAME } from './names.js';
import { findingText, openCounts, reportTitle, undecidedSummary } from './summary.js';

/** A comment on GitHub takes 65,536 characters; what it does not hold is counted in a line of each table. */
const MOST = 65_000;
/** What is no finding takes at most this much of it. */
const MOST_BESIDE = 12_000;

/** What fails the run comes first. */
const KINDS = Object.keys(PROBLEM_NAME);

/** Renders a run for a comment on a pull request: the most severe first, as far as a comment reaches. */
export function renderMarkdown(result: RunResult): string {
  const { reports, between, config } = result;
  const findings: Told[] = [
    ...reports.flatMap(({ report, findings: own }) => own.map((finding) => ({ finding, report }))),
    ...(between?.findings ?? []).map((finding) => ({ finding, report: finding })),
  ];
  const problems = problemsOf(result).toSorted(
    (one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind),
  );
  const unread = table(
    ['文件', '没有检查', '原因'],
    problems.map(({ file, message, kind }) => [file, PROBLEM_NAME[kind], message]),
    MOST_BESIDE,
    (shown) => `另有 ${problems.length - shown} 个文件没有列出`,
  );
  const open = [
    ...reports.map(({ report, undecided: own }) => ({ title: reportTitle(report), undecided: own })),
    ...(between ? [{ title: AREA_NAME.between, undecided: between.undecided }] : []),
  ].filter(({ undecided }) => undecided.length > 0);
  const undecided = table(
    ['报告', '未核对'],
    open.map(({ title, undecided: own }) => [title, undecidedSummary(own)]),
    MOST_BESIDE,
    (shown) => `另有 ${open.length - shown} 份报告有未核对的项目`,
  );
  const head = `### gouji 勾稽：${openCounts(findings.map(({ finding }) => finding))}\n\n${totals(result)}\n${config === undefined ? '' : `\n配置：${forMarkdown(config)}\n`}`;
  const sorted = [
    ...SEVERITIES.flatMap((severity) =>
      findings.filter(({ finding }) => finding.severity === severity && !isWaived(finding)),
    ),
    ...findings.filter(({ finding }) => isWaived(finding)),
  ];
  const found = table(
    ['级别', '报告', '位置', '规则', '说明'],
    sorted.map(findingRow),
    MOST - head.length - unread.length - undecided.length,
    (shown) => `另有 ${openCounts(sorted.slice(shown).map(({ finding }) => finding))} 没有列出`,
  );
  return [head, unread, found, undecided].filter((part) => part !== '').join('\n');
}

/** A finding and whose report it is told of. */
interface Told {
  readonly finding: Finding;
  readonly report: Pick<Report, 'department' | 'fiscalYear'>;
}

function totals({ reports, between }: RunResult): string {
  const all = between ? [...reports, between] : reports;
  const total = VERDICTS.map(
    (verdict) => `${VERDICT_NAME[verdict]} ${all.reduce((sum, { outcomes }) => sum + outcomes[verdict], 0)}`,
  );
  return `共 ${reports.length} 份报告：${total.join(' · ')}`;
}

function findingRow({ finding, report }: Told): string[] {
  const place = firstPlace(finding);
  return [
    waivedName(finding) ?? SEVERITY_NAME[finding.severity],
    reportTitle(report),
    place ? placeName(place) : '',
    `${finding.title} ${finding.ruleId}`,
    findingText(finding),
  ];
}

/** What a line about rows that are left out takes at most. */
const LAST_LINE = 200;

/** A table of as many rows as there is room for, and what is said of the others; nothing without rows. */
function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
  tellOthers: (shown: number) => string,
): string {
  if (rows.length === 0) return '';
  const lines = [head, head.map(() => '---')].map(rowLine);
  let left = room - LAST_LINE - lines.join('').length;
  for (const [shown, cells] of rows.entries()) {
    const line = rowLine(cells.map(forMarkdown));
    left -= line.length;
    if (left < 0) return `${lines.join('')}\n${tellOthers(shown)}\n`;
    lines.push(line);
  }
  return lines.join('');
}

const rowLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

/**
 * Text in which nothing is markup: neither to Markdown, which takes no character reference for a mark, nor to
 * GitHub, which looks for people, issues, addresses and emoji in what is then shown, and finds none across a
 * blank of no width.
 */
const forMarkdown = (text: string): string =>
  forTerminal(text).replace(
    /[\\`*_[\]<>&|~$]|(?<sought>@|#(?=\d)|:(?=[/a-z+-])|(?<=[wW]{3})\.|(?<=[gG][hH])-(?=\d))/gu,
    (character: string, sought?: string) =>
      `&#${character.charCodeAt(0)};${sought === undefined ? '' : '&#8203;'}`,
  );
