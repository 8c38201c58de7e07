import { firstPlace, isWaived, type CheckedReport, type Finding } from '../engine/outcome.js';
import { problemsOf, settledAs, talliesIn, type RunOutline, type Tally } from '../engine/outline.js';
import { joined, zh, type Message, type Tell } from '../language/message.js';
import { placeName } from '../model/location.js';
import type { Report } from '../model/report.js';
import { SEVERITIES, VERDICTS } from '../rules/judgement.js';
import { waivedName } from './decision.js';
import { forTerminal } from './escape.js';
import type { OutputFormat } from './formats.js';
import { headingsIn } from './heading.js';
import { AREA_NAME, PROBLEM_NAME, SEVERITY_NAME, VERDICT_NAME } from './names.js';
import { findingText, openCounts, reportTitle, undecidedSummary } from './summary.js';

/** A comment on GitHub takes 65,536 characters; what it does not hold is counted in a line of each table. */
const MOST = 65_000;
/** What is no finding takes at most this much of it. */
const MOST_BESIDE = 12_000;

/** What fails the run comes first. */
const KINDS = Object.keys(PROBLEM_NAME);

/** A row of the findings, and what it counts as. */
interface FoundRow extends Pick<Tally, 'severity' | 'isTail' | 'settlement'> {
  readonly line: string;
}

/** Rows in the order of the table: by severity, and last what was accepted. */
const GROUPS = [...SEVERITIES, 'waived'] as const;
type Group = (typeof GROUPS)[number];

/** A run for a comment on a pull request: the most severe first, as far as a comment reaches. */
export const MARKDOWN: OutputFormat = {
  report: (checked, { tell }) => [
    JSON.stringify(checked.findings.map((finding) => foundRow(finding, checked.report, tell))),
    checked.undecided.length === 0 ? '' : undecidedRow(reportTitle(checked.report), checked.undecided, tell),
  ],
  assemble: (to, { config, tell }) => {
    const found = new Map(GROUPS.map((group) => [group, new Rows<FoundRow>()]));
    const undecided = new Rows<{ readonly line: string }>();
    return {
      add: ([rows = '', open = '']) => {
        for (const row of JSON.parse(rows) as FoundRow[]) found.get(groupOf(row))?.add(row);
        if (open !== '') undecided.add({ line: open });
        return Promise.resolve();
      },
      end: async (outline) => {
        const { between } = outline;
        const tallies = talliesIn(outline);
        for (const row of (between?.findings ?? []).map((finding) => foundRow(finding, finding, tell)))
          found.get(groupOf(row))?.add(row);
        if (between && between.undecided.length > 0)
          undecided.add({ line: undecidedRow(AREA_NAME.between, between.undecided, tell) });
        const problems = problemsOf(outline, tell).toSorted(
          (one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind),
        );
        const unread = table(
          [zh`文件`, zh`没有检查`, zh`原因`].map(headingsIn(tell)),
          problems.map(({ file, message, kind }) =>
            rowLine([file, tell(PROBLEM_NAME[kind]), message].map(forMarkdown)),
          ),
          MOST_BESIDE,
          (shown) => tell(zh`另有 ${problems.length - shown} 个文件没有列出`),
        );
        const notDecided = table(
          [zh`报告`, VERDICT_NAME.undecidable].map(headingsIn(tell)),
          undecided.kept.map(({ line }) => line),
          MOST_BESIDE,
          (shown) => tell(zh`另有 ${undecided.count - shown} 份报告有未核对的项目`),
        );
        const head = `### ${tell(zh`gouji 勾稽：${openCounts(tallies)}`)}\n\n${tell(totals(outline))}\n${config === undefined ? '' : `\n${tell(zh`配置：${forMarkdown(config)}`)}\n`}`;
        const sorted = GROUPS.flatMap((group) => found.get(group)?.kept ?? []);
        const listed = table(
          [zh`级别`, zh`报告`, zh`位置`, zh`规则`, zh`说明`].map(headingsIn(tell)),
          sorted.map(({ line }) => line),
          MOST - head.length - unread.length - notDecided.length,
          (shown) =>
            tell(
              zh`另有 ${openCounts([...tallies, ...sorted.slice(0, shown).map((row) => ({ ...row, count: -1 }))])} 没有列出`,
            ),
        );
        await to.write([head, unread, listed, notDecided].filter((part) => part !== '').join('\n'));
      },
    };
  },
};

const groupOf = (row: FoundRow): Group => (isWaived(row) ? 'waived' : row.severity);

/** Rows, as many as a comment may hold; the others are counted. */
class Rows<Row extends { readonly line: string }> {
  readonly kept: Row[] = [];
  count = 0;
  private length = 0;

  add(row: Row): void {
    this.count += 1;
    if (this.length > MOST) return;
    this.kept.push(row);
    this.length += row.line.length;
  }
}

/** Whose report a finding is told of. */
type Owner = Pick<Report, 'department' | 'fiscalYear'>;

function foundRow(finding: Finding, report: Owner, tell: Tell): FoundRow {
  const { severity, verdict } = finding;
  return {
    line: rowLine(findingRow(finding, report).map((cell) => forMarkdown(tell(cell)))),
    severity,
    isTail: verdict === 'holds-within-rounding',
    ...settledAs(finding),
  };
}

const undecidedRow = (title: Message, undecided: CheckedReport['undecided'], tell: Tell): string =>
  rowLine([title, undecidedSummary(undecided)].map((cell) => forMarkdown(tell(cell))));

function totals({ reports, between }: RunOutline): Message {
  const all = between ? [...reports, between] : reports;
  const total = VERDICTS.map(
    (verdict) =>
      zh`${VERDICT_NAME[verdict]} ${all.reduce((sum, { outcomes }) => sum + outcomes[verdict], 0)}`,
  );
  return zh`共 ${reports.length} 份报告：${joined(total, ' · ')}`;
}

function findingRow(finding: Finding, report: Owner): Message[] {
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
  rows: readonly string[],
  room: number,
  tellOthers: (shown: number) => string,
): string {
  if (rows.length === 0) return '';
  const lines = [head, head.map(() => '---')].map(rowLine);
  let left = room - LAST_LINE - lines.join('').length;
  for (const [shown, line] of rows.entries()) {
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
