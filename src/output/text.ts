import { Chalk, type ChalkInstance } from 'chalk';
import {
  firstPlace,
  isWaived,
  leadsIn,
  type Between,
  type CheckedReport,
  type Finding,
  type Problem,
} from '../engine/outcome.js';
import { problemsOf, talliesIn, type RunOutline, type Tally } from '../engine/outline.js';
import type { FollowUp } from '../engine/waiver.js';
import { FORMS } from '../forms/catalogue.js';
import type { Tell } from '../language/message.js';
import { groupBy } from '../model/group-by.js';
import { placeName } from '../model/location.js';
import { SEVERITIES, type Severity, type Verdict } from '../rules/judgement.js';
import { decisionText, followUpName } from './decision.js';
import { forTerminal } from './escape.js';
import { AREA_NAME, PROBLEM_NAME, SEVERITY_NAME, VERDICT_NAME } from './names.js';
import { evaluationText } from './evaluation.js';
import { coverageText } from './inspect-narrative.js';
import { overviewText } from './overview.js';
import { inSections } from './sections.js';
import { countOf, openCounts, reportTitle, totalCoverage, undecidedSummary } from './summary.js';
import { hang } from './wrap.js';

const SEPARATOR = '\n\n';

/** A run for people, in at most 80 columns. */
export const TEXT = inSections({
  report: (checked, { color, verbose, tell }) => [reportText(checked, paintIn(color), verbose, tell)],
  start: () => '',
  ends: (outline, { color, verbose, tell }) => [
    `${endTexts(outline, paintIn(color), verbose, tell)
      .map((text, index) => (index === 0 && outline.reports.length === 0 ? text : `${SEPARATOR}${text}`))
      .join('')}\n`,
  ],
  separator: SEPARATOR,
});

const paintIn = (color: boolean): ChalkInstance => new Chalk({ level: color ? 1 : 0 });

function endTexts(outline: RunOutline, paint: ChalkInstance, verbose: boolean, tell: Tell): string[] {
  const { reports, between, followUps = [], config } = outline;
  const problems = problemsOf(outline);
  return [
    ...(between ? [betweenText(between, paint, verbose)] : []),
    ...(problems.length > 0 ? [problemText(problems, paint, verbose)] : []),
    ...followUpTexts(followUps, talliesIn(outline)),
    ...(config === undefined ? [] : [hang('配置    ', forTerminal(config))]),
    ...(reports.length === 0
      ? [hang('', '没有识别出决算公开表、绩效自评表或决算情况说明；可用 gouji inspect 文件 查看原因')]
      : []),
    ...overviewText(outline, tell),
    ...(reports.length > 1 ? [overall(outline, paint)] : []),
  ];
}

function reportText(checked: CheckedReport, paint: ChalkInstance, verbose: boolean, tell: Tell): string {
  const { report, undecided, coverage } = checked;
  return [
    header(checked, paint),
    ...evaluationText(checked, tell),
    ...(checked.report.narrative
      ? ['', hang('文字    ', forTerminal(coverageText(checked.report.narrative)))]
      : []),
    ...findingTexts(checked, paint, verbose),
    ...(undecided.length > 0 ? [undecidedText(undecided, verbose)] : []),
    ...(coverage.some(({ figures }) => figures > 0) ? [coverageOfTables(coverage, verbose)] : []),
    ...report.remarks.map(({ text }) => hang('备注    ', forTerminal(tell(text)))),
    totals(checked, paint),
  ].join('\n');
}

/** What reports say together, as a report of its own. */
function betweenText(between: Between, paint: ChalkInstance, verbose: boolean): string {
  const { undecided } = between;
  return [
    paint.bold(AREA_NAME.between),
    ...findingTexts(between, paint, verbose),
    ...(undecided.length > 0 ? [undecidedText(undecided, verbose)] : []),
    totals(between, paint),
  ].join('\n');
}

/** Findings by severity, what was accepted, and tails. */
function findingTexts(
  { findings }: Pick<CheckedReport, 'findings'>,
  paint: ChalkInstance,
  verbose: boolean,
): string[] {
  const tails = findings.filter(({ verdict }) => verdict === 'holds-within-rounding');
  const discrepancies = findings.filter(({ verdict }) => verdict !== 'holds-within-rounding');
  const waived = discrepancies.filter(isWaived);
  const known = waived.filter(isKnown);
  const accepted = waived.filter((finding) => !isKnown(finding));
  const open = discrepancies.filter((finding) => !isWaived(finding));
  const isLead = leadsIn(discrepancies);
  const bySeverity = (severity: Severity): Finding[] =>
    open.filter((finding) => finding.severity === severity && isLead(finding));
  const followers = groupBy(open, ({ causedBy }) => causedBy);
  const sections = SEVERITIES.flatMap((severity) => {
    const primary = bySeverity(severity);
    if (primary.length === 0) return [];
    const title = severityPaint(paint, severity)(`${SEVERITY_NAME[severity]} ${primary.length}`);
    return [
      title,
      ...primary.map((finding, index) =>
        findingText(finding, index + 1, followers.get(finding.identity) ?? [], paint),
      ),
    ];
  });
  return [
    ...(sections.length > 0 ? ['', ...sections] : []),
    ...(accepted.length > 0 ? ['', paint.dim(`已认可 ${accepted.length}`), ...accepted.map(waivedText)] : []),
    ...(known.length > 0
      ? ['', paint.dim(`基线中已有 ${known.length}`), ...(verbose ? known.map(waivedText) : [])]
      : []),
    '',
    ...(tails.length > 0 ? [tailText(tails, verbose)] : []),
  ];
}

function header({ report, absent }: CheckedReport, paint: ChalkInstance): string {
  const { unit, tables, files } = report;
  const title = unit === undefined ? reportTitle(report) : `${reportTitle(report)} · ${unit}`;
  const missing = FORMS.filter(({ id }) => !tables.has(id)).map(({ titles }) => titles[0] ?? '');
  const lines = [
    paint.bold(hang('', forTerminal(title))),
    hang(
      '',
      forTerminal(
        `${files.length > 1 ? `${files[0] ?? ''} 等 ${files.length} 个文件` : (files[0] ?? '')}　表 ${tables.size}/${FORMS.length}`,
      ),
    ),
  ];
  if (missing.length > 0 && tables.size > 0) lines.push(hang('未找到  ', missing.join('、')));
  for (const { area, reason } of absent) lines.push(hang('未涉及  ', `${AREA_NAME[area]}：${reason}`));
  return lines.join('\n');
}

function severityPaint(paint: ChalkInstance, severity: Severity): (text: string) => string {
  switch (severity) {
    case 'error':
      return paint.red.bold;
    case 'warning':
      return paint.yellow.bold;
    case 'note':
      return paint.cyan.bold;
  }
}

function findingText(
  finding: Finding,
  number: number,
  followers: readonly Finding[],
  paint: ChalkInstance,
): string {
  const lead = `${String(number).padStart(3)}  `;
  const indent = ' '.repeat(lead.length);
  const place = firstPlace(finding);
  const lines = [
    hang(lead, `${finding.title}  [${finding.ruleId}]`),
    ...(place ? [hang(indent, paint.dim(`位置 ${forTerminal(placeName(place))}`))] : []),
    hang(
      indent,
      forTerminal(finding.message) +
        (finding.allowance?.isZero() === false ? `（尾差限 ${finding.allowance.toString()}）` : ''),
    ),
    ...(finding.advice === '' ? [] : [hang(`${indent}→ `, forTerminal(finding.advice))]),
    ...(finding.suspects.length > 1
      ? [
          hang(
            `${indent}  `,
            forTerminal(
              `可能是其中一格：${finding.suspects.map(({ location, printed, suggested }) => `${placeName(location)} ${printed}${suggested === '' ? '' : `（应为 ${suggested}）`}`).join('；')}`,
            ),
          ),
        ]
      : []),
    ...(finding.settlement ? [hang(`${indent}  `, forTerminal(decisionText(finding.settlement)))] : []),
    ...(followers.length > 0
      ? [
          hang(
            `${indent}  `,
            `由此而来的还有 ${followers.length} 条：${[...new Set(followers.map(({ ruleId }) => ruleId))].join('、')}`,
          ),
        ]
      : []),
  ];
  return lines.join('\n');
}

function waivedText(finding: Finding): string {
  const place = firstPlace(finding);
  const lines = [
    `${finding.title}  [${finding.ruleId}]${place ? `　${placeName(place)}` : ''}`,
    ...(finding.settlement ? [decisionText(finding.settlement)] : []),
  ];
  return lines.map((line) => hang('     ', forTerminal(line))).join('\n');
}

/** A finding that a baseline holds. */
const isKnown = ({ settlement }: Finding): boolean => settlement?.waiver.origin === 'baseline';

/** What became of decisions, and of what a baseline knew. */
function followUpTexts(followUps: readonly FollowUp[], tallies: readonly Tally[]): string[] {
  const decided = followUps.filter(({ waiver }) => waiver.origin === undefined);
  const known = followUps.filter(({ waiver }) => waiver.origin === 'baseline');
  const added = countOf(tallies.filter(({ settlement }) => !settlement));
  return [
    ...(decided.length > 0 ? [decisionsText(decided)] : []),
    ...(known.length > 0 ? [hang('基线    ', [...countsOf(known), `新增 ${added}`].join(' · '))] : []),
  ];
}

const countsOf = (followUps: readonly FollowUp[]): string[] =>
  [...groupBy(followUps, followUpName)].map(([name, own]) => `${name} ${own.length}`);

/** How many decisions came to what, and those that met no finding. */
function decisionsText(followUps: readonly FollowUp[]): string {
  // Others are told where their finding is.
  const unused = followUps.filter(({ state }) => state === 'unchecked' || state === 'gone');
  return [
    hang('处理结果  ', countsOf(followUps).join(' · ')),
    ...unused.map((followUp) => {
      const { ruleId, fingerprint, scope, location } = followUp.waiver;
      const what = [ruleId ?? fingerprint, scope?.department].filter((part) => part !== undefined).join(' ');
      return hang('  ', forTerminal(`${followUpName(followUp)}：${what}（${placeName(location)}）`));
    }),
  ].join('\n');
}

function tailText(tails: readonly Finding[], verbose: boolean): string {
  if (verbose) return tails.map(({ message }) => hang('尾差    ', forTerminal(message))).join('\n');
  const names = tails.map(({ message }) => message.replace(/（[^（）]*）$/u, '').replace('：尾差', ''));
  return hang('尾差    ', forTerminal(names.join('；')));
}

function undecidedText(undecided: CheckedReport['undecided'], verbose: boolean): string {
  if (verbose)
    return undecided
      .map(({ ruleId, reason, count }) =>
        hang('未核对  ', forTerminal(`${ruleId}${count > 1 ? `×${count}` : ''} ${reason}`)),
      )
      .join('\n');
  return hang('未核对  ', forTerminal(`${undecidedSummary(undecided)}（加 --verbose 逐项列出）`));
}

/** So many cells show what kind they are. */
const FEW = 3;

function coverageOfTables(coverage: CheckedReport['coverage'], verbose: boolean): string {
  const { figures, unchecked } = totalCoverage(coverage);
  if (unchecked.length === 0) return hang('等式    ', `表中 ${figures} 个金额都在等式中核对过`);
  const places = unchecked.map(({ location }) => placeName(location));
  const shown = verbose || places.length <= FEW ? places : [...places.slice(0, FEW), '…'];
  return hang(
    '等式    ',
    forTerminal(
      `表中 ${figures} 个金额，${figures - unchecked.length} 个在等式中核对过；没有等式可核对的 ${unchecked.length} 个：${shown.join('、')}`,
    ),
  );
}

function totals({ outcomes }: Pick<CheckedReport, 'outcomes'>, paint: ChalkInstance): string {
  const entries = (Object.keys(VERDICT_NAME) as Verdict[]).map(
    (verdict) => `${VERDICT_NAME[verdict]} ${outcomes[verdict]}`,
  );
  return hang('合计    ', paint.bold(entries.join(' · ')));
}

/** So many files of which the same is said are listed one by one. */
const MANY = 20;

function problemText(problems: RunOutline['problems'], paint: ChalkInstance, verbose: boolean): string {
  const of = (kind: Problem['kind']): Problem[] => problems.filter((problem) => problem.kind === kind);
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => hang('  ', forTerminal(line)))];
  const [broken, allowed, skipped] = [of('broken'), of('allowed'), of('skipped')];
  const allowedTitle = `${PROBLEM_NAME.allowed} ${allowed.length}`;
  return [
    ...list(paint.red.bold(`${PROBLEM_NAME.broken} ${broken.length}`), broken.map(problemLine)),
    ...(verbose
      ? list(allowedTitle, allowed.map(problemLine))
      : allowed.length > 0
        ? [hang('', forTerminal(`${allowedTitle}：${firstFiles(allowed)}`))]
        : []),
    ...list(
      `${PROBLEM_NAME.skipped}的文件 ${skipped.length}`,
      verbose ? skipped.map(problemLine) : inFewLines(skipped),
    ),
  ].join('\n');
}

const problemLine = ({ file, message }: Problem): string => `${file}：${message}`;

/** What is said of many files is said once. */
function inFewLines(problems: readonly Problem[]): string[] {
  const alike = groupBy(problems, ({ message }) => message);
  return problems.flatMap((problem) => {
    const same = alike.get(problem.message) ?? [];
    if (same.length <= MANY) return problemLine(problem);
    const line = `${problem.message}：${same.length} 个，如 ${firstFiles(same)}（加 --verbose 逐个列出）`;
    return problem === same[0] ? line : [];
  });
}

const firstFiles = (problems: readonly Problem[]): string =>
  problems
    .slice(0, FEW)
    .map(({ file }) => file)
    .join('、') + (problems.length > FEW ? ' 等' : '');

function overall(outline: RunOutline, paint: ChalkInstance): string {
  const counts = openCounts(talliesIn(outline));
  return paint.bold(hang('', `共 ${outline.reports.length} 份报告：${counts}`));
}
