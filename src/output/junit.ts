import {
  isWaived,
  problemsOf,
  type Between,
  type CheckedReport,
  type Finding,
  type Problem,
  type RunResult,
} from '../engine/outcome.js';
import { sentence, type Tell } from '../language/message.js';
import { groupBy } from '../model/group-by.js';
import type { Judgement } from '../rules/judgement.js';
import type { Rule } from '../rules/rule.js';
import { waivedName } from './decision.js';
import { forMarkup } from './escape.js';
import type { RenderOptions } from './formats.js';
import { AREA_NAME, PROBLEM_NAME, SEVERITY_NAME } from './names.js';
import { placedText, reportTitle, undecidedSummary } from './summary.js';

/** A rule that was judged, or a file that was not. */
interface Case {
  readonly name: string;
  readonly end: 'passed' | 'failure' | 'error' | 'skipped';
  readonly type?: string;
  readonly message?: string;
  readonly lines?: readonly string[];
}

/**
 * Renders a run as JUnit XML: a suite for every report, a case for every rule. A rule of which anything could
 * not be checked, or was accepted, is skipped, not passed; notes fail nothing and stand in the output of the suite.
 */
export function renderJunit(result: RunResult, { tell }: Pick<RenderOptions, 'tell'>): string {
  const problems = problemsOf(result);
  const suites: Suite[] = [
    ...result.reports.map((checked) => ({
      name: `${reportTitle(checked.report)} ${checked.report.file}`,
      className: reportTitle(checked.report),
      cases: casesOf(checked, tell),
      notes: checked.findings.filter(({ severity }) => severity === 'note').map(placedText),
    })),
    ...(result.between ? [betweenSuite(result.between, tell)] : []),
    ...(problems.length > 0
      ? [{ name: '文件', className: '文件', cases: problems.map(problemCase), notes: [] }]
      : []),
  ];
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="gouji" ${countsOf(all)}>`,
    ...suites.flatMap(({ name, className, cases, notes }) => [
      `  <testsuite name="${forMarkup(name)}" ${countsOf(cases)} skipped="${count(cases, 'skipped')}">`,
      ...(result.config === undefined
        ? []
        : [`    <properties><property name="config" value="${forMarkup(result.config)}"/></properties>`]),
      ...cases.map((one) => caseXml(one, className)),
      ...(notes.length > 0 ? [`    <system-out>${notes.map(forMarkup).join('\n')}</system-out>`] : []),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

/** Of reports together what holds is not kept: a rule that found nothing and left nothing open has passed. */
function betweenSuite({ rules, findings, undecided, crashes }: Between, tell: Tell): Suite {
  const checked = { findings, undecided, crashes, absent: [] };
  return {
    name: AREA_NAME.between,
    className: AREA_NAME.between,
    cases: rules.map((rule) => ({
      name: `${rule.id} ${tell(sentence(rule.title))}`,
      ...endOf(rule, checked, [{ verdict: 'holds' }], tell),
    })),
    notes: findings.filter(({ severity }) => severity === 'note').map(placedText),
  };
}

interface Suite {
  readonly name: string;
  readonly className: string;
  readonly cases: readonly Case[];
  readonly notes: readonly string[];
}

const count = (cases: readonly Case[], end: Case['end']): number =>
  cases.filter((one) => one.end === end).length;

const countsOf = (cases: readonly Case[]): string =>
  `tests="${cases.length}" failures="${count(cases, 'failure')}" errors="${count(cases, 'error')}"`;

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
  if (crash) return { end: 'error', type: '规则出错', message: crash.message };
  const faults = findings.filter((finding) => finding.ruleId === id && failsItsRule(finding));
  const [fault] = faults;
  if (fault) {
    const more = faults.length > 1 ? `（共 ${faults.length} 处）` : '';
    const type = faults.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
    return {
      end: 'failure',
      type: SEVERITY_NAME[type],
      message: `${fault.message}${more}`,
      lines: faults.map(placedText),
    };
  }
  const waived = findings.filter((finding) => finding.ruleId === id && isWaived(finding));
  const [first] = waived;
  if (first)
    return {
      end: 'skipped',
      type: waivedName(first) ?? '',
      message: [...groupBy(waived, waivedName)].map(([name, own]) => `${name} ${own.length} 处`).join('，'),
      lines: waived.map(placedText),
    };
  const open = undecided.filter(({ ruleId }) => ruleId === id);
  if (open.length > 0)
    return {
      end: 'skipped',
      type: '未核对',
      message: undecidedSummary(open),
      lines: open.map(({ reason }) => reason),
    };
  if (judgements.some(({ verdict }) => verdict !== 'not-applicable')) return { end: 'passed' };
  const reason =
    absent.find((other) => other.area === area)?.reason ?? judgements[0]?.reason ?? '没有这条规则所说的内容';
  return { end: 'skipped', type: '不适用', message: tell(reason) };
}

const problemCase = ({ file, message, kind }: Problem): Case => ({
  name: file,
  end: kind === 'broken' ? 'error' : 'skipped',
  type: PROBLEM_NAME[kind],
  message,
});
