import { checkReport } from '../engine/check.js';
import { checkBetween } from '../engine/check-between.js';
import type { CheckedReport } from '../engine/outcome.js';
import { sentence, type Tell } from '../language/message.js';
import { masked } from '../model/masked.js';
import { examplesOf } from '../rules/between/between-rules.js';
import { reportOf } from '../rules/example.js';
import { plainText } from '../rules/example-narrative.js';
import { formulasOf, type BetweenExample, type Example, type ExampleSheet, type Rule } from '../rules/rule.js';
import { toJson } from './escape.js';
import { SEVERITY_NAME } from './names.js';
import { plainTable } from './plain-table.js';
import { hang } from './wrap.js';

/** The list of rules, one a line. */
export function renderRules(rules: readonly Rule[], tell: Tell): string {
  const rows = rules.map(({ id, family, severity, title }) => [
    id,
    family ?? '',
    SEVERITY_NAME[severity],
    tell(sentence(title)),
  ]);
  const table = plainTable(['编号', '系列', '级别', '规则'], rows, '');
  return `${table}\n\n共 ${rules.length} 条。gouji explain 编号 可看公式、依据和算例。\n`;
}

export function renderRulesJson(rules: readonly Rule[], tell: Tell): string {
  const list = rules.map((rule) => ({
    id: rule.id,
    family: rule.family ?? null,
    severity: rule.severity,
    title: tell(sentence(rule.title)),
    basis: tell(sentence(rule.basis)),
    failure: tell(sentence(rule.failure)),
    formulas: formulasOf(rule),
  }));
  return toJson({ rules: list });
}

/** Title, formula, basis, what a failure means, and the rule's own examples worked out. */
export function renderExplanation(rule: Rule, tell: Tell): string {
  const formulas =
    rule.kind === 'formula'
      ? rule.checks.flatMap(({ formula, severity, when }) => [
          hang('  ', `${formula.text}${severity === rule.severity ? '' : `（${SEVERITY_NAME[severity]}）`}`),
          ...when.map((condition) => hang('    当  ', condition.text)),
        ])
      : (rule.formulas ?? []).map((formula) => hang('  ', formula));
  return [
    `${rule.id}  ${tell(sentence(rule.title))}`,
    '',
    hang('级别  ', SEVERITY_NAME[rule.severity]),
    ...(rule.family === undefined ? [] : [hang('系列  ', rule.family)]),
    ...(formulas.length > 0 ? ['公式', ...formulas] : []),
    hang('依据  ', tell(sentence(rule.basis))),
    hang('不符  ', tell(sentence(rule.failure))),
    '',
    ...workedExample(rule, '相符的例子', 'holds'),
    ...workedExample(rule, '不符的例子', 'fails'),
    '',
  ].join('\n');
}

/** What an example gives, a line each. */
const givenIn = (example: Example): string[] => [
    ...Object.entries(example.figures).map(
      ([key, printed]) => `${key} ＝ ${printed === '' ? '空白' : printed}`,
    ),
    ...Object.entries(example.codes ?? {}).map(([table, codes]) => `${table}的科目：${codes.join('、')}`),
    ...Object.entries(example.names ?? {}).map(([key, name]) => `${key} 名称“${name}”`),
    ...Object.entries(example.departments ?? {}).map(([table, name]) => `${table}的单位“${name}”`),
    ...Object.entries(example.notes ?? {}).map(([table, note]) => `${table}下注“${note}”`),
    ...Object.entries(example.text ?? {}).flatMap(([section, sentences]) => [
      ...(section === '' ? [] : [section.replaceAll('/', '，')]),
      ...sentences.map((sentence) => `“${plainText(sentence)}”`),
    ]),
    ...(example.texts?.contents ?? []).map((title) => `目录“${title}”`),
    ...(example.loose ?? []).map((text) => `表外文字“${masked(text)}”`),
    ...(example.hidden ?? []).map((what) => `文件中有${what}`),
    ...(example.sheets ?? []).flatMap(sheetRows),
  ];

/** The same of reports together: each by its file, then the list of those who must publish. */
const givenTogether = ({ reports, expected = [] }: BetweenExample): string[] => [
  ...reports.flatMap((example) => [`${example.file}：`, ...givenIn(example).map((line) => `  ${line}`)]),
  ...(expected.length > 0 ? [`应公开的：${expected.join('、')}`] : []),
];

/** An example with what the rule says of it. */
function workedExample(rule: Rule, title: string, kind: 'holds' | 'fails'): string[] {
  const [given, { findings, undecided }] = workedOut(rule, kind);
  const results = [
    ...findings
      .filter(({ verdict }) => verdict !== 'holds-within-rounding')
      .map(({ message }) => hang('  ✗ ', message)),
    ...undecided.map(({ reason }) => hang('  ○ ', `未核对：${reason}`)),
  ];
  return [
    title,
    ...given.map((line) => hang('  · ', line)),
    ...(results.length > 0 ? results : ['  ✓ 相符']),
  ];
}

type Worked = Pick<CheckedReport, 'findings' | 'undecided'>;

function workedOut(rule: Rule, kind: 'holds' | 'fails'): [given: string[], worked: Worked] {
  if (rule.kind !== 'between') {
    const example = rule.examples[kind];
    return [givenIn(example), checkReport(reportOf(example), [rule])];
  }
  const example = rule.examples[kind];
  const { facts, expected } = examplesOf(example);
  return [givenTogether(example), checkBetween(facts, [rule], { expected }) ?? { findings: [], undecided: [] }];
}

/** A self-evaluation sheet as its rows, blank cells at the end left out. */
function sheetRows({ name, funding, management, indicators, total, ...rest }: ExampleSheet): string[] {
  const row = (label: string, cells: string): string => `${label}  ${cells.replace(/[\s|]+$/u, '')}`;
  return [
    name === undefined ? '部门整体支出绩效自评表' : `项目支出绩效自评表（${name}）`,
    ...(rest.goal === undefined ? [] : [`预期目标“${rest.goal}”`]),
    ...(rest.completion === undefined ? [] : [`实际完成情况“${rest.completion}”`]),
    ...(funding ? ['资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分'] : []),
    ...(funding ?? []).map((cells) => row('资金', cells)),
    ...(management ?? []).map((cells) => row('资金管理', cells)),
    ...(indicators ? ['一级 | 二级 | 三级 | 指标值 | 完成值 | 分值 | 得分 | 偏差度 | 原因'] : []),
    ...(indicators ?? []).map((cells) => row('指标', cells)),
    ...(total === undefined ? [] : [row('总分', total)]),
    ...(rest.grade === undefined ? [] : [`自评等级“${rest.grade}”`]),
    ...(rest.notes ?? []).map((note) => `注“${note}”`),
  ];
}
