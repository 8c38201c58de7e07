import {
  findingsOf,
  firstPlace,
  isComplete,
  isWaived,
  problemsOf,
  type CheckedReport,
  type Finding,
  type Problem,
  type RunResult,
} from '../engine/outcome.js';
import { sentence, zh, type Tell } from '../language/message.js';
import { placeName, type Location } from '../model/location.js';
import type { Rule } from '../rules/rule.js';
import { decisionText } from './decision.js';
import { toJson } from './escape.js';
import type { RenderOptions } from './formats.js';
import { amountsJson, fingerprintsJson } from './json.js';
import { findingText, undecidedSummary } from './summary.js';

/** Renders a run as SARIF 2.1.0, for code scanning and its viewers. */
export function renderSarif(result: RunResult, { tool, tell }: Pick<RenderOptions, 'tool' | 'tell'>): string {
  const { reports, between, config } = result;
  const rules = descriptorsOf(between ? [...reports, between] : reports, tell);
  const indices = new Map([...rules.keys()].map((id, index) => [id, index]));
  return toJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { ...tool, language: 'zh-CN', rules: [...rules.values()] } },
        language: 'zh-CN',
        ...(config !== undefined && { properties: { config } }),
        invocations: [
          {
            executionSuccessful: isComplete(result),
            toolExecutionNotifications: [
              ...problemsOf(result).map(problemNotification),
              ...reports.flatMap(({ report, undecided }) => undecidedNotifications(undecided, report.file)),
              ...undecidedNotifications(between?.undecided ?? []),
            ],
          },
        ],
        results: findingsOf<Finding>(result).map((finding) => resultOf(finding, indices.get(finding.ruleId))),
      },
    ],
  });
}

/** Every rule of the run; roll-ups such as that of the tails are told by their findings alone. */
function descriptorsOf(
  reports: readonly Pick<CheckedReport, 'rules' | 'findings'>[],
  tell: Tell,
): ReadonlyMap<string, object> {
  const rules = new Map<string, object>();
  for (const { rules: own, findings } of reports) {
    for (const rule of own) rules.set(rule.id, descriptorOf(rule, tell));
    for (const { ruleId, title } of findings)
      if (!rules.has(ruleId)) rules.set(ruleId, { id: ruleId, shortDescription: message(title) });
  }
  return rules;
}

const descriptorOf = ({ id, area, family, title, severity, basis, failure }: Rule, tell: Tell): object => ({
  id,
  shortDescription: message(tell(sentence(title))),
  fullDescription: message(tell(sentence(basis))),
  help: message(tell(zh`依据：${sentence(basis)}\n不符：${sentence(failure)}`)),
  defaultConfiguration: { level: severity },
  properties: { tags: [area, ...(family === undefined ? [] : [family])] },
});

function resultOf(finding: Finding, ruleIndex: number | undefined): object {
  const first = firstPlace(finding);
  const { fingerprint, causedBy } = fingerprintsJson(finding);
  const related = [
    ...finding.evidence.map(({ location, label, printed }) => ({ location, text: `${label} ${printed}` })),
    ...finding.suspects.map(({ location, printed, suggested }) => ({
      location,
      text: suggested === '' ? `可能有误：${printed}` : `可能有误：${printed}，应为 ${suggested}`,
    })),
  ].filter(({ location }) => location.file !== first?.file || placeName(location) !== placeName(first));
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: finding.severity,
    message: message(findingText(finding)),
    locations: first ? [locationOf(first)] : [],
    relatedLocations: related.map(({ location, text }, index) => ({
      id: index + 1,
      ...locationOf(location),
      message: message(text.trim()),
    })),
    // Code scanning knows a result again by this name alone, and would make one of bytes of the workbook.
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(isWaived(finding) && { suppressions: [suppressionOf(finding)] }),
    properties: { verdict: finding.verdict, ...amountsJson(finding), causedBy },
  };
}

const suppressionOf = ({ settlement }: Finding): object => ({
  kind: 'external',
  status: 'accepted',
  ...(settlement && { justification: decisionText(settlement) }),
});

function locationOf({ file, line, ...within }: Location): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(line !== undefined && { region: { startLine: line } }),
    },
    ...(within.sheet !== undefined && {
      logicalLocations: [{ fullyQualifiedName: placeName({ file, ...within }) }],
    }),
  };
}

/** A path as a reference: relative ones stay so, for whoever reads the result beside the files. */
function uriOf(file: string): string {
  const [, drive = '', path = ''] = /^([a-z]:(?=\/))?(.*)$/isu.exec(file) ?? [];
  const reference = path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  if (drive !== '') return `file:///${drive}${reference}`;
  return path.startsWith('/') ? `file://${reference}` : reference;
}

const LEVEL_OF_PROBLEM: Readonly<Record<Problem['kind'], string>> = {
  broken: 'error',
  allowed: 'warning',
  skipped: 'note',
};

const problemNotification = ({ file, message: text, kind }: Problem): object => ({
  level: LEVEL_OF_PROBLEM[kind],
  message: message(text),
  locations: [locationOf({ file })],
});

function undecidedNotifications(undecided: CheckedReport['undecided'], file?: string): object[] {
  return undecided.map(({ ruleId, ...rest }) => ({
    level: 'warning',
    message: message(`未核对 ${undecidedSummary([{ ruleId, ...rest }])}`),
    ...(file !== undefined && { locations: [locationOf({ file })] }),
    associatedRule: { id: ruleId },
  }));
}

/**
 * Plain text still knows links, [text](target), and places for arguments, {0}; a blank makes neither of what
 * comes from a file.
 */
const message = (text: string): { readonly text: string } => ({
  text: text.replace(/\](?=\()/gu, '] ').replace(/\{(?=\d)/gu, '{ '),
});
