import { firstPlace, type CheckedReport, type Finding } from '../engine/outcome.js';
import { problemsOf, type ToldProblem } from '../engine/outline.js';
import { joined, zh, type Message, type Tell } from '../language/message.js';
import { placeKey, placeName } from '../model/location.js';
import type { Report } from '../model/report.js';
import { figuresOf, plainAmount } from './amount.js';
import { decisionText } from './decision.js';
import { forTerminal } from './escape.js';
import { headingsIn } from './heading.js';
import { amountsJson, fingerprintsJson } from './json.js';
import { PROBLEM_NAME, SEVERITY_NAME, VERDICT_NAME } from './names.js';
import { inSections } from './sections.js';

/** What stands in a row by its column; a number is one for the spreadsheet too. */
type Row = Readonly<Partial<Record<keyof typeof COLUMNS, Message | number | Amount | undefined>>>;

/** A decimal of our own, which stays a number; whatever else is a text. */
interface Amount {
  readonly decimal: string;
}

/** The columns in their order, and their titles. */
const COLUMNS = {
  level: zh`级别`,
  verdict: zh`结论`,
  rule: zh`规则`,
  title: zh`标题`,
  department: zh`单位`,
  fiscalYear: zh`年度`,
  file: zh`文件`,
  place: zh`位置`,
  says: zh`说明`,
  expected: zh`应为`,
  actual: zh`实为`,
  difference: zh`差额`,
  allowance: zh`尾差限`,
  unit: zh`计量单位`,
  advice: zh`怎么办`,
  evidence: zh`依据单元格`,
  fingerprint: zh`指纹`,
  causedBy: zh`源于`,
  decision: zh`处理结果`,
} as const satisfies Readonly<Record<string, Message>>;

/**
 * A run as a table for spreadsheets (UTF-8 with its mark, as Excel needs it): a finding a row, then what
 * was not decided and what could not be checked, which have a level of their own.
 */
export const CSV = inSections({
  report: (checked, { tell }) => [
    linesOf(
      checked.findings.map((finding) => findingRow(finding, checked.report)),
      tell,
    ),
    linesOf(undecidedRows(checked), tell),
  ],
  start: ({ tell }) => `\ufeff${lineOf(Object.values(COLUMNS), headingsIn(tell))}`,
  ends: (outline, { tell }) => [
    (function* () {
      for (const finding of outline.between?.findings ?? [])
        yield linesOf([findingRow(finding, finding)], tell);
    })(),
    linesOf(
      [
        ...undecidedRows({ report: { file: '' }, undecided: outline.between?.undecided ?? [] }),
        ...problemsOf(outline, tell).map(problemRow),
        ...(outline.config === undefined
          ? []
          : [{ level: zh`配置`, file: outline.config, says: zh`按此配置核对` }]),
      ],
      tell,
    ),
  ],
  separator: '',
});

const lineOf = (cells: readonly Row[keyof Row][], tell: Tell): string =>
  `${cells.map((cell) => cellText(cell, tell)).join(',')}\r\n`;

const linesOf = (rows: readonly Row[], tell: Tell): string =>
  rows
    .map((row) =>
      lineOf(
        COLUMN_IDS.map((column) => row[column]),
        tell,
      ),
    )
    .join('');

const COLUMN_IDS = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

type Owner = Pick<Report, 'file' | 'department' | 'fiscalYear'>;

function findingRow(finding: Finding, report: Owner): Row {
  const place = firstPlace(finding);
  const { expected, actual, difference, unit } = figuresOf(finding);
  const { allowance } = amountsJson(finding);
  const { fingerprint, causedBy } = fingerprintsJson(finding);
  const evidence = new Map(finding.evidence.map(({ location }) => [placeKey(location), placeName(location)]));
  return {
    level: SEVERITY_NAME[finding.severity],
    verdict: VERDICT_NAME[finding.verdict],
    rule: finding.ruleId,
    title: finding.title,
    ...whose(report),
    file: place?.file ?? report.file,
    ...(place && { place: placeName(place) }),
    says: finding.message,
    expected: amount(expected),
    actual: amount(actual),
    difference: amount(difference),
    allowance: amount(allowance ?? ''),
    unit,
    advice: finding.advice,
    evidence: joined([...evidence.values()], zh`；`),
    fingerprint,
    causedBy: causedBy ?? '',
    ...(finding.settlement && { decision: decisionText(finding.settlement) }),
  };
}

/** A plain decimal stays a number; what is none (空白) is a text. */
const amount = (figure: Message): Message | Amount =>
  typeof figure === 'string' && plainAmount(figure) ? { decimal: figure.replaceAll(',', '') } : figure;

const whose = ({ department, fiscalYear }: Owner): Row => ({ department, fiscalYear });

const undecidedRows = ({
  report,
  undecided,
}: Pick<CheckedReport, 'undecided'> & { readonly report: Owner }): Row[] =>
  undecided.map(({ ruleId, reason, count }) => ({
    level: VERDICT_NAME.undecidable,
    verdict: VERDICT_NAME.undecidable,
    rule: ruleId,
    ...whose(report),
    file: report.file,
    says: count > 1 ? zh`${reason}（${count} 项）` : reason,
  }));

const problemRow = ({ file, message, kind }: ToldProblem): Row => ({
  level: PROBLEM_NAME[kind],
  file,
  says: message,
});

/** What a spreadsheet takes for a formula, or for a number or a date that it then shows otherwise. */
const NOT_TEXT = /^\s*(?:[=+\-@＝＋－＠]|\d[\d.,:/e+-]*$)/iu;

function cellText(value: Row[keyof Row], tell: Tell): string {
  if (value === undefined || typeof value === 'number') return `${value ?? ''}`;
  if (typeof value === 'object' && 'decimal' in value) return value.decimal;
  const text = forTerminal(tell(value));
  return `"${(NOT_TEXT.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
