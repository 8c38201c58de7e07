import { fingerprintOf } from '../../engine/fingerprint.js';
import {
  amountInvolved,
  firstPlace,
  type Between,
  type CheckedReport,
  type Finding,
  type Problem,
} from '../../engine/outcome.js';
import { printedOf, type FollowUp } from '../../engine/waiver.js';
import { formOf } from '../../forms/catalogue.js';
import { sentence, zh, type Message, type Tell } from '../../language/message.js';
import { groupBy } from '../../model/group-by.js';
import { placeWithin, type Location } from '../../model/location.js';
import type { Report } from '../../model/report.js';
import { SEVERITIES, VERDICTS, type Judgement } from '../../rules/judgement.js';
import type { Rule } from '../../rules/rule.js';
import { amountText, figuresOf, formatLike, plainAmount } from '../amount.js';
import { decisionText, followUpName } from '../decision.js';
import { forCell } from '../escape.js';
import type { OutputFormat, RenderOptions, Spool } from '../formats.js';
import { headingsIn } from '../heading.js';
import { AREA_NAME, SEVERITY_NAME, VERDICT_NAME } from '../names.js';
import {
  MOST_ROWS,
  WorkbookWriter,
  type CellContent,
  type Row,
  type SheetHead,
} from '../workbook/write-workbook.js';
import { COLUMNS, DECISIONS, PRINTED_COLUMNS, type ColumnId } from './columns.js';

/**
 * The list of findings (疑点清单) that auditors send out and get back, as a workbook: the findings, how many checks
 * of each table came to what under which configuration, and what was not checked. Rounding tails, which ask for nothing, are counted only.
 *
 * @param most how many rows a sheet takes; a longer list goes on in another one
 */
export const issueList = (most: number = MOST_ROWS): OutputFormat => ({
  report: (checked, { tell }) => [
    JSON.stringify(issues(checked, tell)),
    JSON.stringify(countRows(checked, tell)),
    JSON.stringify(uncheckedRows(checked, tell)),
  ],
  assemble: (to, { linkTo, config, tell }) => {
    const book = new WorkbookWriter();
    const drain = async (): Promise<void> => {
      for (const bytes of book.taken()) await to.write(bytes);
    };
    const addIssue = longList(book, issueSheet(tell), most);
    let listed = 0;
    const addIssues = async (issues: readonly Issue[]): Promise<void> => {
      const before = listed;
      for (const issue of issues) {
        listed += 1;
        addIssue(issueRow(issue, listed, before, linkTo, tell));
      }
      await drain();
    };
    const [counts, unchecked] = [to.spool(), to.spool()];
    const addFrom = async (spool: Spool, add: (row: Row) => void): Promise<void> => {
      for (const rows of spool.texts()) {
        for (const row of JSON.parse(rows) as Row[]) add(row);
        await drain();
      }
    };
    return {
      add: async ([issues = '', ...others]) => {
        await addIssues(JSON.parse(issues) as Issue[]);
        for (const [index, spool] of [counts, unchecked].entries()) spool.put(others[index] ?? '');
      },
      end: async ({ between, problems, followUps = [] }) => {
        if (between) await addIssues(betweenIssues(between, tell));
        const addCounts = longList(book, countSheet(tell), most);
        if (config !== undefined)
          addCounts([entry(''), entry(''), entry(config), entry(tell(zh`按此配置核对`))]);
        await addFrom(counts, addCounts);
        if (between) addCounts(betweenCounts(between, tell));
        const addUnchecked = longList(book, uncheckedSheet(tell), most);
        await addFrom(unchecked, addUnchecked);
        for (const row of betweenUnchecked(between?.undecided ?? [], tell)) addUnchecked(row);
        for (const problem of problems) addUnchecked(problemRow(problem, tell));
        const addDecision = followUps.length > 0 ? longList(book, decidedSheet(tell), most) : undefined;
        for (const followUp of followUps) addDecision?.(decisionRow(followUp, tell));
        book.end();
        await drain();
      },
    };
  },
});

export const ISSUE_LIST = issueList();

/** A list of a workbook: what is said of its sheet, and the titles of its columns. */
interface List extends SheetHead {
  readonly titles: readonly string[];
}

/** Begins a list; where a sheet is full, it goes on in the next. */
function longList(book: WorkbookWriter, { titles, ...head }: List, most: number): (row: Row) => void {
  let sheets = 0;
  const nextSheet = (): ((row: Row) => void) => {
    sheets += 1;
    const write = book.sheet({ ...head, name: sheets === 1 ? head.name : `${head.name}(${sheets})` });
    write(titles.map(headCell));
    return write;
  };
  let write = nextSheet();
  let rows = 1;
  return (row) => {
    if (rows === most) {
      write = nextSheet();
      rows = 1;
    }
    write(row);
    rows += 1;
  };
}

/** @param said what the list is called, what its pages are headed with, and the titles of its columns */
const list = (
  {
    name,
    title,
    titles,
  }: Readonly<Record<'name' | 'title', Message>> & { readonly titles: readonly Message[] },
  widths: readonly number[],
  tell: Tell,
): List => ({
  name: tell(name),
  state: 'visible',
  widths,
  titles: titles.map(headingsIn(tell)),
  list: { title: tell(title), footer: footerIn(tell), printedColumns: titles.length },
});

/** Spreadsheet programs put the number of the page, and that of all pages, for these marks. */
const footerIn = (tell: Tell): string => tell(zh`第 ${'&P'} 页，共 ${'&N'} 页`);

const issueSheet = (tell: Tell): List => ({
  name: tell(zh`疑点清单`),
  state: 'visible',
  widths: COLUMNS.map(({ width }) => width),
  titles: COLUMNS.map(({ title }) => headingsIn(tell)(title)),
  list: {
    title: tell(zh`部门决算核对疑点清单`),
    footer: footerIn(tell),
    printedColumns: PRINTED_COLUMNS,
    choices: {
      column: COLUMNS.findIndex(({ id }) => id === 'decision'),
      values: DECISIONS.map(({ wording }) => tell(wording)),
      title: tell(zh`处理结果`),
      hint: tell(zh`请从下拉列表中选择`),
    },
  },
});
const countSheet = (tell: Tell): List =>
  list(
    {
      name: zh`核对合计`,
      title: zh`核对结果合计`,
      titles: [zh`单位`, zh`年度`, zh`文件`, zh`表`, ...VERDICTS.map((verdict) => VERDICT_NAME[verdict])],
    },
    [24, 7, 30, 36, 10, 10, 10, 10, 10],
    tell,
  );
const uncheckedSheet = (tell: Tell): List =>
  list(
    {
      name: zh`未核对`,
      title: zh`未核对的内容和原因`,
      titles: [zh`单位`, zh`年度`, zh`文件`, zh`对象`, zh`原因`, zh`项数`],
    },
    [24, 7, 30, 14, 60, 7],
    tell,
  );
const decidedSheet = (tell: Tell): List =>
  list(
    {
      name: zh`处理情况`,
      title: zh`处理情况`,
      titles: [zh`结果`, zh`单位`, zh`年度`, zh`规则`, zh`单位反馈`, zh`核实人`, zh`日期`, zh`指纹`],
    },
    [20, 24, 7, 14, 50, 10, 12, 20],
    tell,
  );

/** A finding as its report lists it: what the whole list decides is still to be filled in. */
interface Issue {
  readonly cells: Readonly<Record<ColumnId, CellContent>>;
  readonly place?: Location;
  /** Of the finding that it follows from, its number within the report, from 1. */
  readonly cause?: number;
}

/** Findings of a report. */
const issues = ({ report, rules, findings }: CheckedReport, tell: Tell): Issue[] =>
  issuesOf(findings, (finding) => issueCells({ report, rules }, finding, tell));

/** Findings between reports: they follow from each other. */
const betweenIssues = ({ rules, findings }: Between, tell: Tell): Issue[] =>
  issuesOf(findings, (finding) => issueCells({ report: finding, rules }, finding, tell));

/** Most severe first, and behind each those that follow from it. */
function issuesOf<Found extends Finding>(
  findings: readonly Found[],
  cellsOf: (finding: Found) => Issue['cells'],
): Issue[] {
  const listed = ordered(findings);
  const numbers = new Map(listed.map(({ identity }, index) => [identity, index + 1]));
  return listed.map((finding) => {
    const cause = finding.causedBy === undefined ? undefined : numbers.get(finding.causedBy);
    const place = firstPlace(finding);
    return {
      cells: cellsOf(finding),
      ...(place && { place }),
      ...(cause !== undefined && { cause }),
    };
  });
}

/** @param before how many findings of other reports stand before those of its own */
function issueRow(
  { cells, place, cause }: Issue,
  number: number,
  before: number,
  linkTo: RenderOptions['linkTo'],
  tell: Tell,
): Row {
  const link = place && linkTo(place);
  const { message, cell } = cells;
  const filled: Issue['cells'] = {
    ...cells,
    number: digits(String(number)),
    ...(cause !== undefined && {
      message: { ...message, text: tell(zh`由第 ${before + cause} 条而来。\n${message.text ?? ''}`) },
    }),
    ...(link && { cell: { ...cell, look: 'link', link } }),
  };
  return COLUMNS.map(({ id }) => filled[id]);
}

/** Most severe first, and behind each finding those that follow from it. */
function ordered<Found extends Finding>(findings: readonly Found[]): Found[] {
  const listed = findings.filter(({ verdict }) => verdict !== 'holds-within-rounding');
  const ids = new Set(listed.map(({ identity }) => identity));
  const followers = groupBy(listed, ({ causedBy }) => causedBy);
  const withFollowers = (finding: Found): Found[] => [
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
  tell: Tell,
): Issue['cells'] {
  const { ruleId, title, severity, message, advice, settlement } = finding;
  const figures = figuresOf(finding);
  const involved = amountInvolved(finding);
  const place = firstPlace(finding);
  const waiver = settlement?.waiver;
  // What lapsed must be decided anew.
  const isDecided = settlement && settlement.state !== 'changed' && settlement.state !== 'expired';
  const described = [
    message,
    ...(advice === '' ? [] : [`→ ${advice}`]),
    ...(settlement ? [tell(zh`【${decisionText(settlement)}】`).trim()] : []),
  ];
  return {
    number: digits(''),
    department: entry(report.department ?? ''),
    fiscalYear: report.fiscalYear === undefined ? entry('') : digits(String(report.fiscalYear)),
    severity: middle(tell(SEVERITY_NAME[severity])),
    rule: entry(`${ruleId} ${title}`),
    sheet: entry(place ? (place.sheet ?? place.file) : ''),
    cell: entry(place ? tell(placeWithin(place)) : ''),
    message: entry(described.join('\n')),
    expected: amount(figures.expected),
    actual: amount(tell(figures.actual)),
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
function countRows(checked: CheckedReport, tell: Tell): Row[] {
  // The tables in their order, then what is no table.
  const order: Message[] = [...checked.report.tables.values()].map(({ title }) => title);
  const placeOf = (table: Message): number => (order.includes(table) ? order.indexOf(table) : order.length);
  const byTable = [...groupBy(checked.judgements, (judgement) => tableOf(judgement, checked))]
    .toSorted(([one], [other]) => placeOf(one) - placeOf(other))
    .map(
      ([table, own]) =>
        [table, VERDICTS.map((verdict) => own.filter((one) => one.verdict === verdict).length)] as const,
    );
  const total = [zh`合计`, VERDICTS.map((verdict) => checked.outcomes[verdict])] as const;
  return [...byTable, total].map(([table, verdicts]) => [
    ...whose(checked),
    entry(tell(table)),
    ...verdicts.map((count) => digits(String(count))),
  ]);
}

/** The table that a check belongs to; one between tables to the first that it names. */
function tableOf({ sheet, operands, ruleId }: Judgement, { report, rules }: CheckedReport): Message {
  const form = operands.find((operand) => operand.form !== undefined)?.form;
  const area = rules.find(({ id }) => id === ruleId)?.area;
  return (
    sheet ??
    (form && (report.tables.get(form)?.title ?? formOf(form).name)) ??
    (area ? AREA_NAME[area] : ruleId)
  );
}

/** What was not checked, and why: rules, and areas that a report lacks. */
const uncheckedRows = (checked: CheckedReport, tell: Tell): Row[] => [
  ...checked.undecided.map(({ ruleId, reason, count }) => [
    ...whose(checked),
    entry(ruleId),
    entry(reason),
    digits(String(count)),
  ]),
  ...checked.absent.map(({ area, reason }) => [
    ...whose(checked),
    entry(tell(AREA_NAME[area])),
    entry(reason),
  ]),
  ...checked.crashes.map(({ ruleId, message }) => [
    ...whose(checked),
    entry(ruleId),
    entry(tell(zh`规则出错：${message}`)),
  ]),
];

const betweenCounts = ({ outcomes }: Between, tell: Tell): Row => [
  entry(''),
  entry(''),
  entry(''),
  entry(tell(AREA_NAME.between)),
  ...VERDICTS.map((verdict) => digits(String(outcomes[verdict]))),
];

const betweenUnchecked = (undecided: Between['undecided'], tell: Tell): Row[] =>
  undecided.map(({ ruleId, reason, count }) => [
    entry(''),
    entry(''),
    entry(tell(AREA_NAME.between)),
    entry(ruleId),
    entry(reason),
    digits(String(count)),
  ]);

/** A file that was not checked. */
const problemRow = ({ file, message }: Problem, tell: Tell): Row => [
  entry(''),
  entry(''),
  entry(file),
  entry(tell(zh`文件`)),
  entry(tell(message)),
];

/** What became of an earlier decision. */
const decisionRow = ({ waiver, state }: FollowUp, tell: Tell): Row => [
  middle(tell(followUpName({ waiver, state }))),
  entry(waiver.scope?.department ?? ''),
  waiver.scope?.fiscalYear === undefined ? entry('') : digits(String(waiver.scope.fiscalYear)),
  entry(waiver.ruleId ?? ''),
  entry(waiver.reason),
  middle(waiver.who ?? ''),
  middle(waiver.date ?? ''),
  entry(waiver.fingerprint ?? ''),
];

const whose = ({ report }: CheckedReport): CellContent[] => [
  entry(report.department ?? ''),
  report.fiscalYear === undefined ? entry('') : digits(String(report.fiscalYear)),
  entry(report.files.join('\n')),
];

const headCell = (text: string): CellContent => ({ look: 'head', text });
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
