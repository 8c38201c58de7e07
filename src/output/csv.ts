import { firstPlace, type CheckedReport, type Finding, type Problem } from '../engine/outcome.js';
import { problemsOf } from '../engine/outline.js';
import { placeName } from '../model/location.js';
import type { Report } from '../model/report.js';
import { decisionText } from './decision.js';
import { forTerminal } from './escape.js';
import { amountsJson, fingerprintsJson } from './json.js';
import { PROBLEM_NAME, SEVERITY_NAME, VERDICT_NAME } from './names.js';
import { inSections } from './sections.js';

/** What stands in a row by the name of its column; a number is one for the spreadsheet too. */
interface Row {
  readonly 级别: string;
  readonly 结论?: string;
  readonly 规则?: string;
  readonly 标题?: string;
  readonly 单位?: string | undefined;
  readonly 年度?: number | undefined;
  readonly 文件: string;
  readonly 位置?: string;
  readonly 说明: string;
  readonly 应为?: Amount;
  readonly 实为?: Amount;
  readonly 差额?: Amount;
  readonly 尾差限?: Amount;
  readonly 计量单位?: string;
  readonly 怎么办?: string;
  readonly 依据单元格?: string;
  readonly 指纹?: string;
  readonly 源于?: string;
  readonly 处理结果?: string;
}

/** A decimal of our own, which stays a number; whatever else is a text. */
interface Amount {
  readonly decimal: string;
}

const COLUMNS = [
  '级别',
  '结论',
  '规则',
  '标题',
  '单位',
  '年度',
  '文件',
  '位置',
  '说明',
  '应为',
  '实为',
  '差额',
  '尾差限',
  '计量单位',
  '怎么办',
  '依据单元格',
  '指纹',
  '源于',
  '处理结果',
] as const satisfies readonly (keyof Row)[];

/**
 * A run as a table for spreadsheets (UTF-8 with its mark, as Excel needs it): a finding a row, then what
 * was not decided and what could not be checked, which have a level of their own.
 */
export const CSV = inSections({
  report: (checked) => [
    linesOf(checked.findings.map((finding) => findingRow(finding, checked.report))),
    linesOf(undecidedRows(checked)),
  ],
  start: () => `\ufeff${lineOf(COLUMNS)}`,
  ends: (outline) => [
    linesOf((outline.between?.findings ?? []).map((finding) => findingRow(finding, finding))),
    linesOf([
      ...undecidedRows({ report: { file: '' }, undecided: outline.between?.undecided ?? [] }),
      ...problemsOf(outline).map(problemRow),
      ...(outline.config === undefined ? [] : [{ 级别: '配置', 文件: outline.config, 说明: '按此配置核对' }]),
    ]),
  ],
  separator: '',
});

const lineOf = (cells: readonly Row[keyof Row][]): string => `${cells.map(cellText).join(',')}\r\n`;

const linesOf = (rows: readonly Row[]): string =>
  rows.map((row) => lineOf(COLUMNS.map((column) => row[column]))).join('');

type Owner = Pick<Report, 'file' | 'department' | 'fiscalYear'>;

function findingRow(finding: Finding, report: Owner): Row {
  const place = firstPlace(finding);
  const { expected, actual, difference, allowance, unit } = amountsJson(finding);
  const { fingerprint, causedBy } = fingerprintsJson(finding);
  return {
    级别: SEVERITY_NAME[finding.severity],
    结论: VERDICT_NAME[finding.verdict],
    规则: finding.ruleId,
    标题: finding.title,
    ...whose(report),
    文件: place?.file ?? report.file,
    ...(place && { 位置: placeName(place) }),
    说明: finding.message,
    ...(expected !== null && { 应为: { decimal: expected } }),
    ...(actual !== null && { 实为: { decimal: actual } }),
    ...(difference !== null && { 差额: { decimal: difference } }),
    ...(allowance !== null && { 尾差限: { decimal: allowance } }),
    计量单位: unit ?? '',
    怎么办: finding.advice,
    依据单元格: [...new Set(finding.evidence.map(({ location }) => placeName(location)))].join('；'),
    指纹: fingerprint,
    源于: causedBy ?? '',
    ...(finding.settlement && { 处理结果: decisionText(finding.settlement) }),
  };
}

const whose = ({ department, fiscalYear }: Owner): Pick<Row, '单位' | '年度'> => ({
  单位: department,
  年度: fiscalYear,
});

const undecidedRows = ({
  report,
  undecided,
}: Pick<CheckedReport, 'undecided'> & { readonly report: Owner }): Row[] =>
  undecided.map(({ ruleId, reason, count }) => ({
    级别: VERDICT_NAME.undecidable,
    结论: VERDICT_NAME.undecidable,
    规则: ruleId,
    ...whose(report),
    文件: report.file,
    说明: count > 1 ? `${reason}（${count} 项）` : reason,
  }));

const problemRow = ({ file, message, kind }: Problem): Row => ({
  级别: PROBLEM_NAME[kind],
  文件: file,
  说明: message,
});

/** What a spreadsheet takes for a formula, or for a number or a date that it then shows otherwise. */
const NOT_TEXT = /^\s*(?:[=+\-@＝＋－＠]|\d[\d.,:/e+-]*$)/iu;

function cellText(value: Row[keyof Row]): string {
  if (value === undefined || typeof value === 'number') return `${value ?? ''}`;
  if (typeof value === 'object') return value.decimal;
  const text = forTerminal(value);
  return `"${(NOT_TEXT.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
