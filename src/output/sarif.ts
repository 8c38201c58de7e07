import { firstPlace, isWaived, type CheckedReport, type Finding } from '../engine/outcome.js';
import { isComplete, problemsOf, talliesIn, type RunOutline, type ToldProblem } from '../engine/outline.js';
import { sentence, zh, type Language, type Tell } from '../language/message.js';
import { placeKey, placeName, type Location } from '../model/location.js';
import { onceFor } from '../model/once-for.js';
import type { Rule } from '../rules/rule.js';
import { decisionText } from './decision.js';
import { toJson } from './escape.js';
import { amountsJson, fingerprintsJson } from './json.js';
import { inSections } from './sections.js';
import { findingText, undecidedSummary } from './summary.js';

/** A run as SARIF 2.1.0, for code scanning and its viewers. */
export const SARIF = inSections({
  report: (checked, { rules, tell }) => {
    const indices = indicesOf(rules);
    return [
      '',
      itemsJson(undecidedNotifications(checked.undecided, tell, checked.report.file), 12),
      itemsJson(
        checked.findings.map((finding) => resultOf(finding, indices.get(finding.ruleId), tell)),
        8,
      ),
    ];
  },
  start: () => '',
  ends: (outline, { tool, language, tell, rules, config }, [, undecided = 0, results = 0]) => {
    const { between } = outline;
    const problems = itemsJson(
      [
        ...problemsOf(outline, tell).map((problem) => problemNotification(problem, tell)),
        ...undecidedNotifications(between?.undecided ?? [], tell),
      ],
      12,
    );
    const head = toJson({
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: { ...tool, language: LANGUAGE_TAG[language], rules: descriptorsOf(outline, rules, tell) },
          },
          language: LANGUAGE_TAG[language],
          ...(config !== undefined && { properties: { config } }),
          invocations: [{ executionSuccessful: isComplete(outline), toolExecutionNotifications: [] }],
          results: [],
        },
      ],
    });
    const [before = '', middle = '', after = ''] = head.split(
      /(?<=(?:toolExecutionNotifications|results)": \[)(?=\])/u,
    );
    return [
      `${before}\n${problems}${problems !== '' && undecided > 0 ? ',\n' : ''}`,
      `\n          ${middle}\n`,
      (function* () {
        const indices = indicesOf(rules);
        for (const [index, finding] of (between?.findings ?? []).entries()) {
          const isFirst = index === 0 && results === 0;
          const result = resultOf(finding, indices.get(finding.ruleId), tell);
          yield `${isFirst ? '' : ',\n'}${itemsJson([result], 8)}`;
        }
        yield `\n      ${after}`;
      })(),
    ];
  },
  separator: ',\n',
});

/** Rules by id, with their place among the descriptors. */
const indicesOf = onceFor((rules: readonly Rule[]) => new Map(rules.map(({ id }, index) => [id, index])));

const LANGUAGE_TAG: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };

/** Objects as they stand in a list so far from the margin. */
const itemsJson = (items: readonly object[], margin: number): string =>
  items.map((item) => toJson(item).trimEnd().replace(/^/gmu, ' '.repeat(margin))).join(',\n');

/** Every rule of the run, and roll-ups such as that of the tails, which are told by their findings alone. */
function descriptorsOf(outline: RunOutline, rules: readonly Rule[], tell: Tell): object[] {
  const known = new Map(rules.map((rule) => [rule.id, descriptorOf(rule, tell)]));
  for (const { ruleId, title } of talliesIn(outline))
    if (!known.has(ruleId)) known.set(ruleId, { id: ruleId, shortDescription: message(title) });
  return [...known.values()];
}

const descriptorOf = ({ id, area, family, title, severity, basis, failure }: Rule, tell: Tell): object => ({
  id,
  shortDescription: message(tell(sentence(title))),
  fullDescription: message(tell(sentence(basis))),
  help: message(tell(zh`依据：${sentence(basis)}\n不符：${sentence(failure)}`)),
  defaultConfiguration: { level: severity },
  properties: { tags: [area, ...(family === undefined ? [] : [family])] },
});

function resultOf(finding: Finding, ruleIndex: number | undefined, tell: Tell): object {
  const first = firstPlace(finding);
  const { fingerprint, causedBy } = fingerprintsJson(finding);
  const related = [
    ...finding.evidence.map(({ location, label, printed }) => ({ location, text: `${label} ${printed}` })),
    ...finding.suspects.map(({ location, printed, suggested }) => ({
      location,
      text: tell(suggested === '' ? zh`可能有误：${printed}` : zh`可能有误：${printed}，应为 ${suggested}`),
    })),
  ].filter(({ location }) => location.file !== first?.file || placeKey(location) !== placeKey(first));
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: finding.severity,
    message: message(tell(findingText(finding))),
    locations: first ? [locationOf(first, tell)] : [],
    relatedLocations: related.map(({ location, text }, index) => ({
      id: index + 1,
      ...locationOf(location, tell),
      message: message(text.trim()),
    })),
    // Code scanning knows a result again by this name alone, and would make one of bytes of the workbook.
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    ...(isWaived(finding) && { suppressions: [suppressionOf(finding, tell)] }),
    properties: { verdict: finding.verdict, ...amountsJson(finding), causedBy },
  };
}

const suppressionOf = ({ settlement }: Finding, tell: Tell): object => ({
  kind: 'external',
  status: 'accepted',
  ...(settlement && { justification: tell(decisionText(settlement)) }),
});

function locationOf({ file, line, ...within }: Location, tell: Tell): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      ...(line !== undefined && { region: { startLine: line } }),
    },
    ...(within.sheet !== undefined && {
      logicalLocations: [{ fullyQualifiedName: tell(placeName({ file, ...within })) }],
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

const LEVEL_OF_PROBLEM: Readonly<Record<ToldProblem['kind'], string>> = {
  broken: 'error',
  allowed: 'warning',
  skipped: 'note',
};

const problemNotification = ({ file, message: text, kind }: ToldProblem, tell: Tell): object => ({
  level: LEVEL_OF_PROBLEM[kind],
  message: message(text),
  locations: [locationOf({ file }, tell)],
});

function undecidedNotifications(undecided: CheckedReport['undecided'], tell: Tell, file?: string): object[] {
  return undecided.map(({ ruleId, ...rest }) => ({
    level: 'warning',
    message: message(tell(zh`未核对 ${undecidedSummary([{ ruleId, ...rest }])}`)),
    ...(file !== undefined && { locations: [locationOf({ file }, tell)] }),
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
