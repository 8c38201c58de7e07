import { GROUP_NAMES, type IndicatorGroup } from '../../forms/evaluation.js';
import { joined, told, zh, type Message } from '../../language/message.js';
import {
  read,
  type EvaluationSheet,
  type EvaluationSummary,
  type FundingLine,
  type Gap,
  type Indicator,
  type Reading,
  type SummaryRow,
} from '../../model/evaluation.js';
import { onceFor } from '../../model/once-for.js';
import type { Note, Report } from '../../model/report.js';
import { tellApart } from '../../model/tell-apart.js';
import { shownAt } from '../judgement.js';
import type { Place } from './outcomes.js';
import { projectKey } from './project-names.js';

/** A sheet, and what it is called. */
export interface NamedSheet {
  readonly sheet: EvaluationSheet;
  /** Tells it from all others: the name of its project, with #2 where it repeats. */
  readonly key: string;
  /** For sentences. */
  readonly name: Message;
  /** Title with the name of the project. */
  readonly title: string;
}

export const NO_SHEETS = zh`报告中没有绩效自评表`;
export const NO_PROJECT_SHEETS = zh`报告中没有项目绩效自评表`;
export const NO_SUMMARY = zh`没有项目自评汇总表`;

const withoutBlanks = (text: string): string => text.replace(/\s/gu, '');

/** A name as it stands in a sentence; one that holds quotation marks itself gets others. */
export const quoted = (name: string): string => (name.includes('“') ? `「${name}」` : `“${name}”`);

const ownName = ({ name }: EvaluationSheet): string => withoutBlanks(name?.value ?? '');

/** Titles with names: 项目支出绩效自评表（律师费）, and #2 for the second of the same. */
export function sheetTitles(sheets: readonly EvaluationSheet[]): string[] {
  const once = tellApart();
  return sheets.map((sheet) => {
    const own = ownName(sheet);
    return once(own === '' ? sheet.title : `${sheet.title}（${own}）`);
  });
}

/** All sheets in their order, each with a key and a title that no other has. */
function namedSheets({ evaluation: { sheets } }: Report): NamedSheet[] {
  const keyOnce = tellApart();
  const titles = sheetTitles(sheets);
  const hasOneDepartment = sheets.filter(({ form }) => form === 'department-evaluation').length === 1;
  return sheets.map((sheet, index) => {
    const own = ownName(sheet);
    const title = titles[index] ?? sheet.title;
    if (sheet.form === 'project-evaluation') {
      const name = own === '' ? zh`未写明名称的项目` : quoted(own);
      return { sheet, key: keyOnce(own === '' ? '未写明名称' : own), name, title };
    }
    const department = withoutBlanks(sheet.department?.value ?? '');
    const name = hasOneDepartment ? zh`部门整体自评表` : zh`${quoted(department)}整体自评表`;
    return { sheet, key: keyOnce(hasOneDepartment ? '部门整体' : `部门整体/${department}`), name, title };
  });
}

/** Sheets of projects, each project once: a copy inside a report on it counts only where its own is missing. */
export const projectSheets = onceFor((report: Report): readonly NamedSheet[] => {
  const all = namedSheets(report).filter(({ sheet }) => sheet.form === 'project-evaluation');
  const own = new Set(
    all.flatMap(({ sheet: { name, inKeyReport } }) => (inKeyReport || !name ? [] : [projectKey(name.value)])),
  );
  return all.filter(
    ({ sheet: { name, inKeyReport } }) =>
      !inKeyReport || (name !== undefined && !own.has(projectKey(name.value))),
  );
});

export const departmentSheets = (report: Report): NamedSheet[] =>
  namedSheets(report).filter(({ sheet }) => sheet.form === 'department-evaluation' && !sheet.inKeyReport);

/** The line of 年度资金总额. */
export const totalFunding = ({ funding }: EvaluationSheet): FundingLine | undefined =>
  funding.find(({ kind }) => kind === 'total');

export const indicatorsOf = ({ indicators }: EvaluationSheet, group: IndicatorGroup): Indicator[] =>
  indicators.filter((indicator) => indicator.group === group);

/** Weight printed and the score equal to it. */
export function hasFullMarks({ weight, score }: Indicator): boolean {
  const [full, given] = [read(weight)?.value, read(score)?.value];
  return full !== undefined && given !== undefined && full.greaterThan(0) && given.equals(full);
}

/** A weight above zero and a score of zero. */
export function hasNoMarks({ weight, score }: Indicator): boolean {
  return read(weight)?.value.greaterThan(0) === true && read(score)?.value.isZero() === true;
}

/** Rows of projects, without those that sum or average them. */
export const projectRows = (summaries: readonly EvaluationSummary[]): SummaryRow[] =>
  summaries.flatMap(({ rows }) => {
    const own = rows.filter(({ name, isGroup }) => !isGroup && !SUMS.test(name) && !isMeanRow(name));
    const projects = own.filter(({ name }) => !GROUP.test(name));
    // Numbered throughout, they are projects; among others, groups with their subtotals.
    return projects.length > 0 ? projects : own;
  });

const SUMS = /^\s*(?:合\s*计|总\s*计)|(?:合\s*计|小\s*计)\s*$/u;
const GROUP = /^\s*[一二三四五六七八九十]{1,3}[、.．]/u;
/** 平均, 各单位平均分, 平均得分（%）; a project on an average water level is none. */
export const isMeanRow = (name: string): boolean =>
  /(?:平均|均值)(?:\S{0,6}[分率值数])?(?:[(（][^)）]*[)）])?%?$/u.test(name.trim());

/** Rows of the summaries that were not understood: what counts or sums up the projects lacks them. */
export const unreadRows = (summaries: readonly EvaluationSummary[]): Gap[] =>
  summaries.flatMap(({ gaps }) => gaps.filter(({ isSum }) => !isSum));
export const ROWS_UNREAD = zh`汇总表有的行没有读懂，项目不全`;

/** What a row of the summary is called in sentences. */
export const rowName = ({ name }: SummaryRow): string => quoted(withoutBlanks(name));

/** A column under the name of what it is of: “律师费”·全年执行数. */
export const columnOf = (name: Message, column: Message): Message => joined([name, column], '·');

/** The cell of a reading, if the form has it. */
export const cellPlace = (role: string, label: Message, reading: Reading<unknown> | undefined): Place[] =>
  reading ? [shownAt(role, label, reading.printed, reading.location)] : [];

export const passage = (label: Message, note: Note | undefined): Place[] =>
  note ? [shownAt('passage', label, note.text, note.location)] : [];

/** Target, achievement, weight and score of an indicator, under its name. */
export function indicatorPlaces(indicator: Indicator): Place[] {
  const name = indicator.name === '' ? GROUP_NAMES[indicator.group] : indicator.name;
  return [
    ...cellPlace('target', columnOf(name, '指标值'), indicator.target),
    ...cellPlace('achieved', columnOf(name, '完成值'), indicator.achieved),
    ...cellPlace('score', columnOf(name, '得分'), indicator.score),
  ];
}

export const reasonPlace = (indicator: Indicator): Place =>
  shownAt('passage', `${indicator.name}·偏差原因`, indicator.reason ?? '', indicator.location);

/** Where the name of a sheet stands, or the sheet. What is printed there waivers compare: it is the same in every language. */
export function sheetPlace({ sheet, name }: NamedSheet): Place[] {
  if (sheet.name) return [shownAt('sheet', '项目名称', sheet.name.value, sheet.name.location)];
  return sheet.parts.slice(0, 1).map((part) => shownAt('sheet', sheet.title, told(name), part));
}
