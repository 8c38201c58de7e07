import { describe, expect, test } from 'vitest';
import { checkReport } from '../../../src/engine/check.js';
import { NO_POLICY } from '../../../src/engine/policy.js';
import { FORMS } from '../../../src/forms/catalogue.js';
import { readReports, type Report } from '../../../src/index.js';
import { tellIn } from '../../../src/language/catalogues.js';
import { isCommon } from '../../../src/language/message.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { isBetween } from '../../../src/rules/rule.js';
import { BUILT_IN_PROFILES } from '../../../src/rules/evaluation/built-in-profiles.js';
import { reportOf } from '../../../src/rules/example.js';

const tell = await tellIn('en');
const rules = builtInRules().flatMap((rule) =>
  isBetween(rule) || (rule.area !== 'narrative' && rule.area !== 'disclosure') ? [] : rule,
);

/** Everything that these rules say of a report, in English. */
function saidOf(report: Report): string[] {
  const checked = checkReport(report, rules, BUILT_IN_PROFILES, NO_POLICY, tell);
  return [
    ...checked.findings.flatMap(({ title, message, advice, evidence }) => [
      title,
      message,
      advice,
      ...evidence.map(({ label }) => label),
    ]),
    ...checked.judgements.flatMap(({ reason = '', advice = '', places }) =>
      [reason, advice, ...places.map(({ label }) => label)].map(tell),
    ),
  ];
}

/** What the report itself calls things. */
const namesIn = ({ tables, narrative, evaluation }: Report): string[] => [
  ...[...tables.values()].flatMap(({ title, lines, facts }) => [
    title,
    ...lines.flatMap(({ label, name = '' }) => [label, name]),
    ...[...facts.values()].flatMap(({ lineLabel, columnLabel }) => [lineLabel, columnLabel]),
  ]),
  ...(narrative?.sections ?? []).map(({ title }) => title),
  ...(narrative?.statements ?? []).flatMap(({ subject, figure }) => [subject.label, figure.printed]),
  ...evaluation.sheets.flatMap(({ indicators }) => indicators.map(({ name }) => name)),
];

/** What stays Chinese beside that, and is nobody's sentence. */
const KEPT: readonly (readonly [why: string, words: readonly string[]])[] = [
  ['forms that the report lacks', FORMS.flatMap(({ titles }) => titles.slice(0, 1))],
  [
    'columns of the self-evaluation',
    ['项目名称', '财政拨款年初预算数', '全年预算数', '全年执行数', '自评得分', '总分'],
  ],
  ['sections and terms that the rules of publication name', ['机关运行经费支出情况', '机关运行经费']],
  ['words of the text that stand in no quotation marks', ['内设机构', '办公室', '财务科', '法规科']],
  ['a mark of secrecy and a label before a name, as printed', ['机密★3年', '填表人：张']],
];

/** What is left of a message without quotations, names and what is kept. */
function ownWords(message: string, names: readonly string[]): string {
  const unnamed = names.reduce((rest, name) => rest.replaceAll(name, ''), message);
  return unnamed.replace(/“[^”]*”|「[^」]*」/gu, '');
}

/** Messages in which Chinese of gouji's own is left. */
function chineseIn(report: Report): string[] {
  const names = [...namesIn(report), ...KEPT.flatMap(([, words]) => words)]
    .filter((name) => !isCommon(name))
    .toSorted((one, other) => other.length - one.length);
  return saidOf(report).filter((message) => !isCommon(ownWords(message, names)));
}

describe('what is said of the text in English has no Chinese but that of the report', () => {
  test.each([
    ['xinhua-2023', 'fixtures/evaluation/xinhua-2023.with-tables.xlsx'],
    ['lakeside-2022', 'fixtures/independent/shanghai.xlsx'],
  ])('of %s', async (name, workbook) => {
    const text = `fixtures/narrative/${name}.txt`;
    const reports = [...(await readReports([workbook, text])), ...(await readReports([text]))];
    expect(reports.flatMap(chineseIn)).toEqual([]);
  });

  test.each(rules.map((rule) => [rule.id, rule.examples] as const))(
    'of the examples of %s',
    (_, { holds, fails }) => {
      expect([holds, fails].map(reportOf).flatMap(chineseIn)).toEqual([]);
    },
  );
});
