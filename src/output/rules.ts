import { checkReport } from '../engine/check.js';
import { checkBetween } from '../engine/check-between.js';
import type { CheckedReport } from '../engine/outcome.js';
import { joined, sentence, zh, type Message, type Tell } from '../language/message.js';
import { masked } from '../model/masked.js';
import { examplesOf } from '../rules/between/examples.js';
import { reportOf } from '../rules/example.js';
import { plainText } from '../rules/example-narrative.js';
import {
  formulasOf,
  type BetweenExample,
  type Example,
  type ExampleSheet,
  type Rule,
} from '../rules/rule.js';
import { toJson } from './escape.js';
import { headingsIn } from './heading.js';
import { SEVERITY_NAME, VERDICT_NAME } from './names.js';
import { plainTable } from './plain-table.js';
import { hang } from './wrap.js';

/** The list of rules, one a line. */
export function renderRules(rules: readonly Rule[], tell: Tell): string {
  const rows = rules.map(({ id, family, severity, title }) => [
    id,
    family ?? '',
    tell(SEVERITY_NAME[severity]),
    tell(sentence(title)),
  ]);
  const table = plainTable([zh`编号`, zh`系列`, zh`级别`, zh`规则`].map(headingsIn(tell)), rows, '');
  return `${table}\n\n${tell(zh`共 ${rules.length} 条。gouji explain 编号 可看公式、依据和算例。`)}\n`;
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
          hang(
            '  ',
            tell(
              severity === rule.severity ? formula.text : zh`${formula.text}（${SEVERITY_NAME[severity]}）`,
            ),
          ),
          ...when.map((condition) => hang(`    ${tell(zh`当`)}  `, condition.text)),
        ])
      : (rule.formulas ?? []).map((formula) => hang('  ', tell(sentence(formula))));
  const line = (word: Message, text: Message): string => hang(`${tell(word)}  `, tell(text));
  return [
    `${rule.id}  ${tell(sentence(rule.title))}`,
    '',
    line(zh`级别`, SEVERITY_NAME[rule.severity]),
    ...(rule.family === undefined ? [] : [line(zh`系列`, rule.family)]),
    ...(formulas.length > 0 ? [tell(zh`公式`), ...formulas] : []),
    line(zh`依据`, sentence(rule.basis)),
    line(zh`不符`, sentence(rule.failure)),
    '',
    ...workedExample(rule, zh`相符的例子`, 'holds', tell),
    ...workedExample(rule, zh`不符的例子`, 'fails', tell),
    '',
  ].join('\n');
}

/** What an example gives, a line each. */
const givenIn = (example: Example): Message[] => [
  ...Object.entries(example.figures).map(
    ([key, printed]) => zh`${key} ＝ ${printed === '' ? zh`空白` : printed}`,
  ),
  ...Object.entries(example.codes ?? {}).map(
    ([table, codes]) => zh`${table}的科目：${joined(codes, zh`、`)}`,
  ),
  ...Object.entries(example.names ?? {}).map(([key, name]) => zh`${key} 名称“${name}”`),
  ...Object.entries(example.departments ?? {}).map(([table, name]) => zh`${table}的单位“${name}”`),
  ...Object.entries(example.notes ?? {}).map(([table, note]) => zh`${table}下注“${note}”`),
  ...Object.entries(example.text ?? {}).flatMap(([section, sentences]) => [
    ...(section === '' ? [] : [section.replaceAll('/', '，')]),
    ...sentences.map((sentence) => zh`“${plainText(sentence)}”`),
  ]),
  ...(example.texts?.contents ?? []).map((title) => zh`目录“${title}”`),
  ...(example.loose ?? []).map((text) => zh`表外文字“${masked(text)}”`),
  ...(example.hidden ?? []).map((what) => zh`文件中有${what}`),
  ...(example.sheets ?? []).flatMap(sheetRows),
];

/** The same of reports together: each by its file, then the list of those who must publish. */
const givenTogether = ({ reports, expected = [] }: BetweenExample): Message[] => [
  ...reports.flatMap((example) => [zh`${example.file}：`, ...givenIn(example).map((line) => zh`  ${line}`)]),
  ...(expected.length > 0 ? [zh`应公开的：${joined(expected, zh`、`)}`] : []),
];

/** An example with what the rule says of it. */
function workedExample(rule: Rule, title: Message, kind: 'holds' | 'fails', tell: Tell): string[] {
  const [given, { findings, undecided }] = workedOut(rule, kind, tell);
  const results = [
    ...findings
      .filter(({ verdict }) => verdict !== 'holds-within-rounding')
      .map(({ message }) => hang('  ✗ ', message)),
    ...undecided.map(({ reason }) => hang('  ○ ', tell(zh`未核对：${reason}`))),
  ];
  return [
    tell(title),
    ...given.map((line) => hang('  · ', tell(line))),
    ...(results.length > 0 ? results : [`  ✓ ${tell(VERDICT_NAME.holds)}`]),
  ];
}

type Worked = Pick<CheckedReport, 'findings' | 'undecided'>;

function workedOut(rule: Rule, kind: 'holds' | 'fails', tell: Tell): [given: Message[], worked: Worked] {
  if (rule.kind !== 'between') {
    const example = rule.examples[kind];
    return [givenIn(example), checkReport(reportOf(example), [rule], undefined, undefined, tell)];
  }
  const example = rule.examples[kind];
  const { facts, expected } = examplesOf(example);
  return [
    givenTogether(example),
    checkBetween(facts, [rule], { expected, tell }) ?? { findings: [], undecided: [] },
  ];
}

/** A self-evaluation sheet as its rows, blank cells at the end left out. */
function sheetRows({ name, funding, management, indicators, total, ...rest }: ExampleSheet): Message[] {
  const row = (label: Message, cells: string): Message => zh`${label}  ${cells.replace(/[\s|]+$/u, '')}`;
  return [
    name === undefined ? zh`部门整体支出绩效自评表` : zh`项目支出绩效自评表（${name}）`,
    ...(rest.goal === undefined ? [] : [zh`预期目标“${rest.goal}”`]),
    ...(rest.completion === undefined ? [] : [zh`实际完成情况“${rest.completion}”`]),
    ...(funding ? [zh`资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分`] : []),
    ...(funding ?? []).map((cells) => row(zh`资金`, cells)),
    ...(management ?? []).map((cells) => row(zh`资金管理`, cells)),
    ...(indicators ? [zh`一级 | 二级 | 三级 | 指标值 | 完成值 | 分值 | 得分 | 偏差度 | 原因`] : []),
    ...(indicators ?? []).map((cells) => row(zh`指标`, cells)),
    ...(total === undefined ? [] : [row(zh`总分`, total)]),
    ...(rest.grade === undefined ? [] : [zh`自评等级“${rest.grade}”`]),
    ...(rest.notes ?? []).map((note) => zh`注“${note}”`),
  ];
}
