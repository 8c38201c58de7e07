import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import { FORMS } from '../../src/forms/catalogue.js';
import { readReports } from '../../src/index.js';
import { tellIn } from '../../src/language/catalogues.js';
import type { Report } from '../../src/model/report.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { isBetween } from '../../src/rules/rule.js';
import { BUILT_IN_PROFILES } from '../../src/rules/evaluation/built-in-profiles.js';
import { reportOf } from '../../src/rules/example.js';

const RULES = builtInRules().flatMap((rule) => (isBetween(rule) || rule.area !== 'evaluation' ? [] : rule));
const english = await tellIn('en');

/** What the rules of the self-evaluation say of a report: findings, and whatever else was judged, with its places. */
function saidOf(report: Report): string[] {
  const { findings, undecided, absent, judgements } = checkReport(
    report,
    RULES,
    BUILT_IN_PROFILES,
    undefined,
    english,
  );
  return [
    ...findings.flatMap(({ title, message, advice, evidence }) => [
      title,
      message,
      advice,
      // What stands nowhere is named by the key of its judgement, which is the same in every language.
      ...evidence.flatMap(({ role, label, printed }) => (role === 'searched' ? [] : [label, printed])),
    ]),
    ...[...undecided, ...absent].map(({ reason }) => reason),
    ...judgements.flatMap(({ reason = '', advice = '', places }) =>
      [reason, advice, ...places.map(({ label }) => label)].map(english),
    ),
  ];
}

/** Every text of a report: names, labels, sentences, cells as printed. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Map) return textsIn([...(value as ReadonlyMap<string, unknown>).values()]);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Names are said without blanks, and compared without quotation marks and colons. */
const bare = (text: string): string => text.replace(/[\s\p{P}\p{S}]/gu, '');

/** Words that English leaves as the forms print them. */
const PRINTED = [
  // Tables, lines and columns of the final accounts.
  ...FORMS.flatMap(({ titles, lines, columns }) => [
    ...titles,
    ...[...lines, ...columns].map(({ name }) => name),
  ]),
  // Columns and lines of the sheets and of their summary.
  ...['年度资金总额', '财政拨款', '年初预算数', '全年预算数', '全年执行数', '预算执行', '执行率'],
  ...['项目名称', '预期目标', '实际完成情况', '三级指标', '指标值', '完成值', '分值', '得分', '总分'],
  ...['偏差度', '偏差原因', '自评得分', '自评等级', '等级', '评价形式', '是否有较大偏差'],
  // Units of measure.
  ...['万元', '分', '个'],
  // Levels and grades of the schemes.
  ...BUILT_IN_PROFILES.profiles.flatMap(({ levels, grades }) =>
    [...levels, ...grades].map(({ name }) => name),
  ),
  // What stands for the name of a sheet that has none; waivers compare it with what was printed.
  ...['未写明名称的项目', '部门整体自评表'],
];
const OF_THE_FORMS = new RegExp(`^(?:${PRINTED.map(bare).join('|')})+$`, 'u');

/** Chinese that stands neither in the report nor on the forms: gouji's own, which should be English. */
function leftIn(report: Report): string[] {
  const printed = [...new Set(textsIn(report))].map(bare).join('\n');
  return [...new Set(saidOf(report))].filter((text) =>
    (text.match(/\p{Script=Han}+/gu) ?? []).some(
      (words) => !printed.includes(words) && !OF_THE_FORMS.test(words),
    ),
  );
}

test.each(readdirSync('fixtures/evaluation'))(
  '%s is reported without a Chinese word of ours',
  async (file) => {
    const reports = await readReports([`fixtures/evaluation/${file}`]);
    expect(reports.flatMap(leftIn)).toEqual([]);
  },
);

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s reports its example in English', (_, rule) => {
  expect(leftIn(reportOf(rule.examples.fails))).toEqual([]);
});

test.each([
  ['PS-EXEC', '项目支出绩效自评表（设备购置） execution score: 10 × 70.2 ÷ 75.5 = 9.30; the sheet says 5.00'],
  ['SU-COUNT', '1 projects in the summary, 1 sheets: no sheet for “河道清淤” (线上) of the summary'],
  ['DP-FUND', "全年执行数 of the department's sheet is 210 万元; 支出决算表本年支出合计 is 216.00 万元"],
])('%s says in English: %s', (id, sentence) => {
  const rule = RULES.find((one) => one.id === id);
  expect(rule && saidOf(reportOf(rule.examples.fails))).toContain(sentence);
});
