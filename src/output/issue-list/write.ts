import { fingerprintOf } from '../../engine/fingerprint.js';
import {
  amountInvolved,
  firstPlace,
  type CheckedReport,
  type Finding,
  type RunResult,
} from '../../engine/outcome.js';
import { printedOf } from '../../engine/waiver.js';
import { formOf } from '../../forms/catalogue.js';
import { sentence, type Tell } from '../../language/message.js';
import { groupBy } from '../../model/group-by.js';
import { placeWithin } from '../../model/location.js';
import type { Report } from '../../model/report.js';
import { SEVERITIES, VERDICTS, type Judgement } from '../../rules/judgement.js';
import type { Rule } from '../../rules/rule.js';
import { amountText, figuresOf, formatLike, plainAmount } from '../amount.js';
import { decisionText, followUpName } from '../decision.js';
import { forCell } from '../escape.js';
import type { RenderOptions } from '../formats.js';
import { AREA_NAME, SEVERITY_NAME, VERDICT_NAME } from '../names.js';
import { workbookOf, type CellContent, type Link, type SheetContent } from '../workbook/write-workbook.js';
import { COLUMNS, DECISIONS, PRINTED_COLUMNS, type ColumnId } from './columns.js';

/**
 * The list of findings (疑点清单) that auditors send out and get back, as a workbook: the findings, how many checks
 * of each table came to what under which configuration, and what was not checked. Rounding tails, which ask for nothing, are counted only.
 */
export function renderIssueList(
  result: RunResult,
  options: Pick<RenderOptions, 'linkTo' | 'tell'>,
): Uint8Array {
  return workbookOf([issues(result, options), counts(result), unchecked(result), ...decisions(result)]);
}

function issues(
  { reports, between }: RunResult,
  { linkTo, tell }: Pick<RenderOptions, 'linkTo' | 'tell'>,
): SheetContent {
  // A finding of a report follows from another of it; those between reports follow from each other.
  const numbered = [
    ...reports.map(({ report, rules, findings }) => ({ rules, findings, ownerOf: () => report })),
    ...(between ? [{ ...between, ownerOf: (finding: Owner) => finding }] : []),
  ]
    .flatMap(({ rules, findings, ownerOf }, part) =>
      ordered(findings).map((finding) => ({
        part,
        rules,
        finding,
        owner: ownerOf(finding as Finding & Owner),
      })),
    )
    .map((entry, index) => ({ ...entry, number: index + 1 }));
  const numberOf = new Map(
    numbered.map(({ part, finding, number }) => [`${part} ${finding.identity}`, number]),
  );
  const rows = numbered.map(({ part, rules, finding, owner, number }) => {
    const cause = finding.causedBy === undefined ? undefined : numberOf.get(`${part} ${finding.causedBy}`);
    const place = firstPlace(finding);
    const link = place && linkTo(place);
    const cells = issueCells({ report: owner, rules }, finding, {
      number,
      tell,
      ...(cause !== undefined && { cause }),
      ...(link && { link }),
    });
    return COLUMNS.map(({ id }) => cells[id]);
  });
  return {
    name: '疑点清单',
    state: 'visible',
    widths: COLUMNS.map(({ width }) => width),
    rows: [COLUMNS.map(({ title }) => head(title)), ...rows],
    list: {
      title: '部门决算核对疑点清单',
      printedColumns: PRINTED_COLUMNS,
      choices: {
        column: COLUMNS.findIndex(({ id }) => id === 'decision'),
        values: Object.keys(DECISIONS),
      },
    },
  };
}

/** Most severe first, and behind each finding those that follow from it. */
function ordered(findings: readonly Finding[]): Finding[] {
  const listed = findings.filter(({ verdict }) => verdict !== 'holds-within-rounding');
  const ids = new Set(listed.map(({ identity }) => identity));
  const followers = groupBy(listed, ({ causedBy }) => causedBy);
  const withFollowers = (finding: Finding): Finding[] => [
    finding,
    ...(followers.get(finding.identity) ?? []).flatMap(withFollowers),
  ];
  return SEVERITIES.flatMap((severity) =>
    listed.filter(
      (finding) =>
        finding.severity === severity && (finding.causedBy === undefined || !ids.has(finding.causedBy)),
    ),
  ).flatMap(withFollowers);
}

/** Whose report a finding is told of. */
type Owner = Pick<Report, 'department' | 'fiscalYear'>;

/** Two decimals of 万元 are what reports print; an amount in 元 has more. */
const AMOUNT_DECIMALS = 2;

function issueCells(
  { report, rules }: { readonly report: Owner; readonly rules: readonly Rule[] },
  finding: Finding,
  {
    number,
    tell,
    cause,
    link,
  }: { readonly number: number; readonly tell: Tell; readonly cause?: number; readonly link?: Link },
): Readonly<Record<ColumnId, CellContent>> {
  const { ruleId, title, severity, message, advice, settlement } = finding;
  const figures = figuresOf(finding);
  const involved = amountInvolved(finding);
  const place = firstPlace(finding);
  const waiver = settlement?.waiver;
  // What lapsed must be decided anew.
  const isDecided = settlement && settlement.state !== 'changed' && settlement.state !== 'expired';
  const described = [
    ...(cause === undefined ? [] : [`由第 ${cause} 条而来。`]),
    message,
    ...(advice === '' ? [] : [`→ ${advice}`]),
    ...(settlement ? [`【${decisionText(settlement)}】`] : []),
  ];
  return {
    number: digits(String(number)),
    department: entry(report.department ?? ''),
    fiscalYear: report.fiscalYear === undefined ? entry('') : digits(String(report.fiscalYear)),
    severity: middle(SEVERITY_NAME[severity]),
    rule: entry(`${ruleId} ${title}`),
    sheet: entry(place ? (place.sheet ?? place.file) : ''),
    cell: { ...entry(place ? placeWithin(place) : ''), ...(link && { look: 'link', link }) },
    message: entry(described.join('\n')),
    expected: amount(figures.expected),
    actual: amount(figures.actual),
    difference: amount(figures.difference),
    unit: middle(figures.unit),
    amount: amount(involved ? amountText(involved, AMOUNT_DECIMALS) : ''),
    basis: entry(tell(sentence(rules.find(({ id }) => id === ruleId)?.basis ?? ''))),
    response: entry(waiver?.reason ?? ''),
    decision: middle(isDecided ? (waiver?.wording ?? '') : ''),
    who: middle(waiver?.who ?? ''),
    reviewer: middle(waiver?.reviewer ?? ''),
    date: { ...middle(waiver?.date ?? ''), format: 'yyyy-mm-dd' },
    fingerprint: entry(fingerprintOf(finding.identity)),
    // Masked where it is no amount; an amount must come back as it is.
    printed: { look: 'entry', text: printedOf(finding) },
  };
}

/** How many checks of each table came to what. */
function counts({ reports, between, config }: RunResult): SheetContent {
  const used = config === undefined ? [] : [[entry(''), entry(''), entry(config), entry('按此配置核对')]];
  const rows = reports.flatMap((checked) => {
    const byTable = [...groupBy(checked.judgements, (judgement) => tableOf(judgement, checked))].map(
      ([table, own]) =>
        [table, VERDICTS.map((verdict) => own.filter((one) => one.verdict === verdict).length)] as const,
    );
    const total = ['合计', VERDICTS.map((verdict) => checked.outcomes[verdict])] as const;
    return [...byTable, total].map(([table, verdicts]) => [
      ...whose(checked),
      entry(table),
      ...verdicts.map((count) => digits(String(count))),
    ]);
  });
  if (between)
    rows.push([
      entry(''),
      entry(''),
      entry(''),
      entry(AREA_NAME.between),
      ...VERDICTS.map((verdict) => digits(String(between.outcomes[verdict]))),
    ]);
  const titles = ['单位', '年度', '文件', '表', ...VERDICTS.map((verdict) => VERDICT_NAME[verdict])];
  return list('核对合计', '核对结果合计', titles, [24, 7, 30, 36, 10, 10, 10, 10, 10], [...used, ...rows]);
}

/** The table that a check belongs to; one between tables to the first that it names. */
function tableOf({ sheet, operands, ruleId }: Judgement, { report, rules }: CheckedReport): string {
  const form = operands.find((operand) => operand.form !== undefined)?.form;
  const area = rules.find(({ id }) => id === ruleId)?.area;
  return (
    sheet ??
    (form && (report.tables.get(form)?.title ?? formOf(form).name)) ??
    (area ? AREA_NAME[area] : ruleId)
  );
}

/** What was not checked, and why: rules, areas that a report lacks, files. */
function unchecked({ reports, between, problems }: RunResult): SheetContent {
  const rows = [
    ...reports.flatMap((checked) => [
      ...checked.undecided.map(({ ruleId, reason, count }) => [
        ...whose(checked),
        entry(ruleId),
        entry(reason),
        digits(String(count)),
      ]),
      ...checked.absent.map(({ area, reason }) => [...whose(checked), entry(AREA_NAME[area]), entry(reason)]),
      ...checked.crashes.map(({ ruleId, message }) => [
        ...whose(checked),
        entry(ruleId),
        entry(`规则出错：${message}`),
      ]),
    ]),
    ...(between?.undecided ?? []).map(({ ruleId, reason, count }) => [
      entry(''),
      entry(''),
      entry(AREA_NAME.between),
      entry(ruleId),
      entry(reason),
      digits(String(count)),
    ]),
    ...problems.map(({ file, message }) => [
      entry(''),
      entry(''),
      entry(file),
      entry('文件'),
      entry(message),
    ]),
  ];
  return list(
    '未核对',
    '未核对的内容和原因',
    ['单位', '年度', '文件', '对象', '原因', '项数'],
    [24, 7, 30, 14, 60, 7],
    rows,
  );
}

/** What became of earlier decisions; no sheet where none were given. */
function decisions({ followUps = [] }: RunResult): SheetContent[] {
  if (followUps.length === 0) return [];
  const rows = followUps.map(({ waiver, state }) => [
    middle(followUpName({ waiver, state })),
    entry(waiver.scope?.department ?? ''),
    waiver.scope?.fiscalYear === undefined ? entry('') : digits(String(waiver.scope.fiscalYear)),
    entry(waiver.ruleId ?? ''),
    entry(waiver.reason),
    middle(waiver.who ?? ''),
    middle(waiver.date ?? ''),
    entry(waiver.fingerprint ?? ''),
  ]);
  const titles = ['结果', '单位', '年度', '规则', '单位反馈', '核实人', '日期', '指纹'];
  return [list('处理情况', '处理情况', titles, [20, 24, 7, 14, 50, 10, 12, 20], rows)];
}

const whose = ({ report }: CheckedReport): CellContent[] => [
  entry(report.department ?? ''),
  report.fiscalYear === undefined ? entry('') : digits(String(report.fiscalYear)),
  entry(report.files.join('\n')),
];

const list = (
  name: string,
  title: string,
  titles: readonly string[],
  widths: readonly number[],
  rows: SheetContent['rows'],
): SheetContent => ({
  name,
  state: 'visible',
  widths,
  rows: [titles.map(head), ...rows],
  list: { title, printedColumns: titles.length },
});

const head = (text: string): CellContent => ({ look: 'head', text });
const entry = (text: string): CellContent => ({ look: 'entry', text: forCell(text) });
const middle = (text: string): CellContent => ({ look: 'middle', text: forCell(text) });
const digits = (number: string): CellContent => ({ look: 'middle', number });

/** A plain number with the decimals that it is written with; anything else as text. */
function amount(text: string): CellContent {
  if (!plainAmount(text)) return entry(text);
  return {
    look: 'entry',
    number: text.replaceAll(',', ''),
    format: `#,##${formatLike(text.replaceAll(',', ''))}`,
  };
}
