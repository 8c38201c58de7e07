import { Chalk, type ChalkInstance } from 'chalk';
import {
  firstPlace,
  isWaived,
  leadsIn,
  type Between,
  type CheckedReport,
  type Finding,
  type Suspect,
} from '../engine/outcome.js';
import { problemsOf, talliesIn, type RunOutline, type Tally, type ToldProblem } from '../engine/outline.js';
import type { FollowUp } from '../engine/waiver.js';
import { FORMS } from '../forms/catalogue.js';
import { joined, zh, type Message, type Tell } from '../language/message.js';
import { groupBy } from '../model/group-by.js';
import { placeInFile, placeName, type Location } from '../model/location.js';
import { SEVERITIES, type Severity, type Verdict } from '../rules/judgement.js';
import { decisionText, followUpName } from './decision.js';
import { forTerminal } from './escape.js';
import { headingsIn } from './heading.js';
import { AREA_NAME, PROBLEM_NAME, SEVERITY_COUNT, VERDICT_NAME } from './names.js';
import { evaluationText } from './evaluation.js';
import { coverageText } from './inspect-narrative.js';
import { overviewText } from './overview.js';
import { inSections } from './sections.js';
import { countOf, openCounts, reportTitle, totalCoverage, undecidedSummary } from './summary.js';
import { hang, leadOf } from './wrap.js';

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
  const problems = problemsOf(outline, tell);
  return [
    ...(between ? [betweenText(between, paint, verbose, tell)] : []),
    ...(problems.length > 0 ? [problemText(problems, paint, verbose, tell)] : []),
    ...followUpTexts(followUps, talliesIn(outline), tell),
    ...(config === undefined ? [] : [line(zh`配置`, config, tell)]),
    ...(reports.length === 0
      ? [hang('', tell(zh`没有识别出决算公开表、绩效自评表或决算情况说明；可用 gouji inspect 文件 查看原因`))]
      : []),
    ...overviewText(outline, tell),
    ...(reports.length > 1 ? [overall(outline, paint, tell)] : []),
  ];
}

function reportText(checked: CheckedReport, paint: ChalkInstance, verbose: boolean, tell: Tell): string {
  const { report, undecided, coverage } = checked;
  return [
    header(checked, paint, tell),
    ...evaluationText(checked, tell),
    ...(checked.report.narrative ? ['', line(zh`文字`, coverageText(checked.report.narrative), tell)] : []),
    ...findingTexts(checked, paint, verbose, tell),
    ...(undecided.length > 0 ? [undecidedText(undecided, verbose, tell)] : []),
    ...(coverage.some(({ figures }) => figures > 0) ? [coverageOfTables(coverage, verbose, tell)] : []),
    ...report.remarks.map(({ text }) => line(zh`备注`, text, tell)),
    totals(checked, paint, tell),
  ].join('\n');
}

/** What reports say together, as a report of its own. */
function betweenText(between: Between, paint: ChalkInstance, verbose: boolean, tell: Tell): string {
  const { undecided } = between;
  return [
    paint.bold(headingsIn(tell)(AREA_NAME.between)),
    ...findingTexts(between, paint, verbose, tell, placeInFile),
    ...(undecided.length > 0 ? [undecidedText(undecided, verbose, tell)] : []),
    totals(between, paint, tell),
  ].join('\n');
}

/** Findings by severity, what was accepted, and tails. */
function findingTexts(
  { findings }: Pick<CheckedReport, 'findings'>,
  paint: ChalkInstance,
  verbose: boolean,
  tell: Tell,
  nameOf: (place: Location) => Message = placeName,
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
    const title = severityPaint(paint, severity)(tell(SEVERITY_COUNT[severity](primary.length)));
    return [
      title,
      ...primary.map((finding, index) =>
        findingText(finding, index + 1, followers.get(finding.identity) ?? [], paint, tell, nameOf),
      ),
    ];
  });
  return [
    ...(sections.length > 0 ? ['', ...sections] : []),
    ...(accepted.length > 0
      ? [
          '',
          paint.dim(tell(zh`已认可 ${accepted.length}`)),
          ...accepted.map((finding) => waivedText(finding, tell, nameOf)),
        ]
      : []),
    ...(known.length > 0
      ? [
          '',
          paint.dim(tell(zh`基线中已有 ${known.length}`)),
          ...(verbose ? known.map((finding) => waivedText(finding, tell, nameOf)) : []),
        ]
      : []),
    '',
    ...(tails.length > 0 ? [tailText(tails, verbose, tell)] : []),
  ];
}

function header({ report, absent }: CheckedReport, paint: ChalkInstance, tell: Tell): string {
  const { unit, tables, files } = report;
  const title = unit === undefined ? reportTitle(report) : zh`${reportTitle(report)} · ${unit}`;
  const missing = FORMS.filter(({ id }) => !tables.has(id)).map(({ titles }) => titles[0] ?? '');
  const lines = [
    paint.bold(hang('', forTerminal(tell(title)))),
    hang(
      '',
      forTerminal(
        tell(
          zh`${files.length > 1 ? zh`${files[0] ?? ''} 等 ${files.length} 个文件` : (files[0] ?? '')}　表 ${tables.size}/${FORMS.length}`,
        ),
      ),
    ),
  ];
  if (missing.length > 0 && tables.size > 0) lines.push(line(zh`未找到`, joined(missing, zh`、`), tell));
  for (const { area, reason } of absent)
    lines.push(line(zh`未涉及`, zh`${AREA_NAME[area]}：${reason}`, tell));
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
  tell: Tell,
  nameOf: (place: Location) => Message,
): string {
  const lead = `${String(number).padStart(3)}  `;
  const indent = ' '.repeat(lead.length);
  const place = firstPlace(finding);
  const lines = [
    hang(lead, `${finding.title}  [${finding.ruleId}]`),
    ...(place ? [hang(indent, paint.dim(forTerminal(tell(zh`位置 ${nameOf(place)}`))))] : []),
    hang(
      indent,
      forTerminal(finding.message) +
        (finding.allowance?.isZero() === false ? tell(zh`（尾差限 ${finding.allowance.toString()}）`) : ''),
    ),
    ...(finding.advice === '' ? [] : [hang(`${indent}→ `, forTerminal(finding.advice))]),
    ...(finding.suspects.length > 1
      ? [
          hang(
            `${indent}  `,
            forTerminal(tell(zh`可能是其中一格：${joined(finding.suspects.map(suspectText), zh`；`)}`)),
          ),
        ]
      : []),
    ...(finding.settlement ? [hang(`${indent}  `, forTerminal(tell(decisionText(finding.settlement))))] : []),
    ...(followers.length > 0
      ? [
          hang(
            `${indent}  `,
            tell(
              zh`由此而来的还有 ${followers.length} 条：${joined([...new Set(followers.map(({ ruleId }) => ruleId))], zh`、`)}`,
            ),
          ),
        ]
      : []),
  ];
  return lines.join('\n');
}

const suspectText = ({ location, printed, suggested }: Suspect): Message =>
  zh`${placeName(location)} ${printed}${suggested === '' ? '' : zh`（应为 ${suggested}）`}`;

function waivedText(finding: Finding, tell: Tell, nameOf: (place: Location) => Message): string {
  const place = firstPlace(finding);
  const lines = [
    zh`${finding.title}  [${finding.ruleId}]${place ? zh`　${nameOf(place)}` : ''}`,
    ...(finding.settlement ? [decisionText(finding.settlement)] : []),
  ];
  return lines.map((text) => hang('     ', forTerminal(tell(text)))).join('\n');
}

/** A finding that a baseline holds. */
const isKnown = ({ settlement }: Finding): boolean => settlement?.waiver.origin === 'baseline';

/** What became of decisions, and of what a baseline knew. */
function followUpTexts(followUps: readonly FollowUp[], tallies: readonly Tally[], tell: Tell): string[] {
  const decided = followUps.filter(({ waiver }) => waiver.origin === undefined);
  const known = followUps.filter(({ waiver }) => waiver.origin === 'baseline');
  const added = countOf(tallies.filter(({ settlement }) => !settlement));
  return [
    ...(decided.length > 0 ? [decisionsText(decided, tell)] : []),
    ...(known.length > 0
      ? [line(zh`基线`, joined([...countsOf(known), zh`新增 ${added}`], ' · '), tell)]
      : []),
  ];
}

const countsOf = (followUps: readonly FollowUp[]): Message[] =>
  [...groupBy(followUps, followUpName)].map(([name, own]) => zh`${name} ${own.length}`);

/** How many decisions came to what, and those that met no finding. */
function decisionsText(followUps: readonly FollowUp[], tell: Tell): string {
  // Others are told where their finding is.
  const unused = followUps.filter(({ state }) => state === 'unchecked' || state === 'gone');
  return [
    line(zh`处理结果`, joined(countsOf(followUps), ' · '), tell),
    ...unused.map((followUp) => {
      const { ruleId, fingerprint, scope, location } = followUp.waiver;
      const what = [ruleId ?? fingerprint, scope?.department].filter((part) => part !== undefined).join(' ');
      return hang('  ', forTerminal(tell(zh`${followUpName(followUp)}：${what}（${placeName(location)}）`)));
    }),
  ].join('\n');
}

function tailText(tails: readonly Finding[], verbose: boolean, tell: Tell): string {
  const word = VERDICT_NAME['holds-within-rounding'];
  if (verbose) return tails.map(({ message }) => line(word, message, tell)).join('\n');
  const names = tails.map(({ message }) =>
    message.replace(/（[^（）]*）$| \([^()]*\)$/u, '').replace('：尾差', ''),
  );
  return line(word, joined(names, zh`；`), tell);
}

function undecidedText(undecided: CheckedReport['undecided'], verbose: boolean, tell: Tell): string {
  if (verbose)
    return undecided
      .map(({ ruleId, reason, count }) =>
        line(VERDICT_NAME.undecidable, `${ruleId}${count > 1 ? `×${count}` : ''} ${reason}`, tell),
      )
      .join('\n');
  return line(VERDICT_NAME.undecidable, zh`${undecidedSummary(undecided)}（加 --verbose 逐项列出）`, tell);
}

/** So many cells show what kind they are. */
const FEW = 3;

function coverageOfTables(coverage: CheckedReport['coverage'], verbose: boolean, tell: Tell): string {
  const { figures, unchecked } = totalCoverage(coverage);
  if (unchecked.length === 0) return line(zh`等式`, zh`表中 ${figures} 个金额都在等式中核对过`, tell);
  const places = unchecked.map(({ location }) => placeName(location));
  const shown = verbose || places.length <= FEW ? places : [...places.slice(0, FEW), '…'];
  return line(
    zh`等式`,
    zh`表中 ${figures} 个金额，${figures - unchecked.length} 个在等式中核对过；不在所核对的等式中的 ${unchecked.length} 个：${joined(shown, zh`、`)}`,
    tell,
  );
}

function totals({ outcomes }: Pick<CheckedReport, 'outcomes'>, paint: ChalkInstance, tell: Tell): string {
  const entries = (Object.keys(VERDICT_NAME) as Verdict[]).map(
    (verdict) => zh`${VERDICT_NAME[verdict]} ${outcomes[verdict]}`,
  );
  return hang(leadOf(tell(zh`合计`)), paint.bold(tell(joined(entries, ' · '))));
}

/** A line that begins with a word. */
const line = (word: Message, text: Message, tell: Tell): string =>
  hang(leadOf(tell(word)), forTerminal(tell(text)));

/** So many files of which the same is said are listed one by one. */
const MANY = 20;

function problemText(
  problems: readonly ToldProblem[],
  paint: ChalkInstance,
  verbose: boolean,
  tell: Tell,
): string {
  const of = (kind: ToldProblem['kind']): ToldProblem[] =>
    problems.filter((problem) => problem.kind === kind);
  const lineOf = (problem: ToldProblem): string => tell(problemLine(problem));
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [title, ...lines.map((text) => hang('  ', forTerminal(text)))];
  const [broken, allowed, skipped] = [of('broken'), of('allowed'), of('skipped')];
  const allowedTitle = tell(zh`${PROBLEM_NAME.allowed} ${allowed.length}`);
  return [
    ...list(paint.red.bold(tell(zh`${PROBLEM_NAME.broken} ${broken.length}`)), broken.map(lineOf)),
    ...(verbose
      ? list(allowedTitle, allowed.map(lineOf))
      : allowed.length > 0
        ? [hang('', forTerminal(tell(zh`${allowedTitle}：${firstFiles(allowed)}`)))]
        : []),
    ...list(
      tell(zh`未检查的文件 ${skipped.length}`),
      verbose ? skipped.map(lineOf) : inFewLines(skipped).map(tell),
    ),
  ].join('\n');
}

const problemLine = ({ file, message }: ToldProblem): Message => zh`${file}：${message}`;

/** What is said of many files is said once. */
function inFewLines(problems: readonly ToldProblem[]): Message[] {
  const alike = groupBy(problems, ({ message }) => message);
  return problems.flatMap((problem) => {
    const same = alike.get(problem.message) ?? [];
    if (same.length <= MANY) return problemLine(problem);
    const alikes = zh`${problem.message}：${same.length} 个，如 ${firstFiles(same)}（加 --verbose 逐个列出）`;
    return problem === same[0] ? alikes : [];
  });
}

function firstFiles(problems: readonly ToldProblem[]): Message {
  const files = joined(
    problems.slice(0, FEW).map(({ file }) => file),
    zh`、`,
  );
  return problems.length > FEW ? zh`${files} 等` : files;
}

function overall(outline: RunOutline, paint: ChalkInstance, tell: Tell): string {
  const counts = openCounts(talliesIn(outline));
  return paint.bold(hang('', tell(zh`共 ${outline.reports.length} 份报告：${counts}`)));
}
