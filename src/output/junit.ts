import { isWaived, type Between, type CheckedReport, type Finding } from '../engine/outcome.js';
import { problemsOf, type ToldProblem } from '../engine/outline.js';
import { joined, sentence, zh, type Message, type Tell } from '../language/message.js';
import { groupBy } from '../model/group-by.js';
import type { Judgement } from '../rules/judgement.js';
import type { Rule } from '../rules/rule.js';
import { waivedName } from './decision.js';
import { forMarkup } from './escape.js';
import type { OutputFormat } from './formats.js';
import { AREA_NAME, PROBLEM_NAME, SEVERITY_NAME, VERDICT_NAME } from './names.js';
import { inSections } from './sections.js';
import { placedText, reportTitle, undecidedSummary } from './summary.js';

/** A rule that was judged, or a file that was not. */
interface Case {
  readonly name: string;
  readonly end: 'passed' | 'failure' | 'error' | 'skipped';
  readonly type?: string;
  readonly message?: string;
  readonly lines?: readonly string[];
}

interface Suite {
  readonly name: string;
  readonly className: string;
  readonly cases: readonly Case[];
  readonly notes: readonly string[];
}

/**
 * A run as JUnit XML: a suite for every report, a case for every rule. A rule of which anything could
 * not be checked, or was accepted, is skipped, not passed; notes fail nothing and stand in the output of the suite.
 */
export const JUNIT: OutputFormat = {
  report: (checked, { tell, config }) => {
    const { report, findings } = checked;
    const suite = {
      name: `${tell(reportTitle(report))} ${report.file}`,
      className: tell(reportTitle(report)),
      cases: casesOf(checked, tell),
      notes: findings.filter(({ severity }) => severity === 'note').map((note) => tell(placedText(note))),
    };
    return [suiteXml(suite, config), JSON.stringify(countsOf(suite.cases))];
  },
  assemble: (to, options) => {
    let totals: Counts = { tests: 0, failures: 0, errors: 0 };
    const count = (own: Counts): void => {
      const { tests, failures, errors } = totals;
      totals = {
        tests: tests + own.tests,
        failures: failures + own.failures,
        errors: errors + own.errors,
      };
    };
    const { add, end } = inSections({
      report: () => [],
      start: () => '',
      ends: (outline, { config, tell }) => {
        const cases = problemsOf(outline, tell).map((problem) => problemCase(problem, tell));
        count(countsOf(cases));
        const files = tell(zh`文件`);
        const problems = { name: files, className: files, cases, notes: [] };
        const between = outline.between && betweenSuite(outline.between, tell);
        if (between) count(countsOf(between.cases));
        return [
          `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gouji" ${countsXml(totals)}>\n`,
          `${between ? suiteXml(between, config) : ''}${cases.length > 0 ? suiteXml(problems, config) : ''}</testsuites>\n`,
        ];
      },
      separator: '',
    }).assemble(to, options);
    return {
      add: ([suite = '', counts = ''], outline) => {
        count(JSON.parse(counts) as Counts);
        return add(['', suite], outline);
      },
      end,
    };
  },
};

/** Of reports together what holds is not kept: a rule that found nothing and left nothing open has passed. */
function betweenSuite({ rules, findings, undecided, crashes }: Between, tell: Tell): Suite {
  const checked = { findings, undecided, crashes, absent: [] };
  return {
    name: tell(AREA_NAME.between),
    className: tell(AREA_NAME.between),
    cases: rules.map((rule) => ({
      name: `${rule.id} ${tell(sentence(rule.title))}`,
      ...endOf(rule, checked, [{ verdict: 'holds' }], tell),
    })),
    notes: findings.filter(({ severity }) => severity === 'note').map((note) => tell(placedText(note))),
  };
}

function suiteXml({ name, className, cases, notes }: Suite, config: string | undefined): string {
  return [
    `  <testsuite name="${forMarkup(name)}" ${countsXml(countsOf(cases))} skipped="${count(cases, 'skipped')}">`,
    ...(config === undefined
      ? []
      : [`    <properties><property name="config" value="${forMarkup(config)}"/></properties>`]),
    ...cases.map((one) => caseXml(one, className)),
    ...(notes.length > 0 ? [`    <system-out>${notes.map(forMarkup).join('\n')}</system-out>`] : []),
    '  </testsuite>\n',
  ].join('\n');
}

/** What a suite says of itself, and the whole of all suites. */
type Counts = Readonly<Record<'tests' | 'failures' | 'errors', number>>;

const count = (cases: readonly Case[], end: Case['end']): number =>
  cases.filter((one) => one.end === end).length;

const countsOf = (cases: readonly Case[]): Counts => ({
  tests: cases.length,
  failures: count(cases, 'failure'),
  errors: count(cases, 'error'),
});

const countsXml = ({ tests, failures, errors }: Counts): string =>
  `tests="${tests}" failures="${failures}" errors="${errors}"`;

function caseXml({ name, end, type = '', message = '', lines = [] }: Case, className: string): string {
  const start = `    <testcase name="${forMarkup(name)}" classname="${forMarkup(className)}"`;
  if (end === 'passed') return `${start}/>`;
  const text = lines.map(forMarkup).join('\n');
  return `${start}><${end} type="${forMarkup(type)}" message="${forMarkup(message)}">${text}</${end}></testcase>`;
}

function casesOf(checked: CheckedReport, tell: Tell): Case[] {
  const judgements = groupBy(checked.judgements, ({ ruleId }) => ruleId);
  return checked.rules.map((rule) => ({
    name: `${rule.id} ${tell(sentence(rule.title))}`,
    ...endOf(rule, checked, judgements.get(rule.id) ?? [], tell),
  }));
}

const failsItsRule = (finding: Finding): boolean => finding.severity !== 'note' && !isWaived(finding);

function endOf(
  { id, area }: Rule,
  {
    findings,
    crashes,
    undecided,
    absent,
  }: Pick<CheckedReport, 'findings' | 'crashes' | 'undecided' | 'absent'>,
  judgements: readonly Pick<Judgement, 'verdict' | 'reason'>[],
  tell: Tell,
): Omit<Case, 'name'> {
  const crash = crashes.find(({ ruleId }) => ruleId === id);
  if (crash) return { end: 'error', type: tell(zh`规则出错`), message: crash.message };
  const faults = findings.filter((finding) => finding.ruleId === id && failsItsRule(finding));
  const [fault] = faults;
  if (fault) {
    const type = faults.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
    return {
      end: 'failure',
      type: tell(SEVERITY_NAME[type]),
      message: tell(faults.length > 1 ? zh`${fault.message}（共 ${faults.length} 处）` : fault.message),
      lines: faults.map((one) => tell(placedText(one))),
    };
  }
  const waived = findings.filter((finding) => finding.ruleId === id && isWaived(finding));
  const [first] = waived;
  if (first)
    return {
      end: 'skipped',
      type: tell(waivedName(first) ?? ''),
      message: tell(
        joined(
          [...groupBy(waived, waivedName)].map(([name, own]) => zh`${name} ${own.length} 处`),
          zh`，`,
        ),
      ),
      lines: waived.map((one) => tell(placedText(one))),
    };
  const open = undecided.filter(({ ruleId }) => ruleId === id);
  if (open.length > 0)
    return {
      end: 'skipped',
      type: tell(VERDICT_NAME.undecidable),
      message: tell(undecidedSummary(open)),
      lines: open.map(({ reason }) => reason),
    };
  if (judgements.some(({ verdict }) => verdict !== 'not-applicable')) return { end: 'passed' };
  const reason: Message =
    absent.find((other) => other.area === area)?.reason ??
    judgements[0]?.reason ??
    zh`没有这条规则所说的内容`;
  return { end: 'skipped', type: tell(VERDICT_NAME['not-applicable']), message: tell(reason) };
}

const problemCase = ({ file, message, kind }: ToldProblem, tell: Tell): Case => ({
  name: file,
  end: kind === 'broken' ? 'error' : 'skipped',
  type: tell(PROBLEM_NAME[kind]),
  message,
});
