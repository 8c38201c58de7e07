import { GROUP_NAMES } from '../forms/evaluation.js';
import { joined, zh, type Message, type Tell } from '../language/message.js';
import type { EvaluationSheet, EvaluationSummary, Reading } from '../model/evaluation.js';
import { defined } from '../model/defined.js';
import { forTerminal } from './escape.js';
import { shortened } from './evaluation.js';
import { gapJson } from './json.js';
import { plainTable } from './plain-table.js';
import { headingsIn } from './heading.js';
import { detailLead } from './inspect-lead.js';
import { hang } from './wrap.js';

const INDENT = '     ';

/** A cell as printed: ✗ before what could not be read, · for a blank, – for a cell that the form lacks. */
function shown(reading: Reading<unknown> | undefined): string {
  if (!reading) return '–';
  if (reading.state === 'blank') return '·';
  return reading.state === 'unreadable' ? `✗${reading.printed}` : reading.printed;
}

/** What was read of one self-evaluation sheet, for people. */
export function sheetText(sheet: EvaluationSheet, tell: Tell): string {
  const { title, layout, parts, name, department, agency, funding, management, indicators, total, gaps } =
    sheet;
  const ranges = joined(
    parts.map(({ range }) => range ?? ''),
    zh`、`,
  );
  const owner = [
    ...(name ? [zh`项目 ${name.value}`] : []),
    ...(department ? [zh`主管部门 ${department.value}`] : []),
    ...(agency ? [zh`实施单位 ${agency.value}`] : []),
  ];
  return [
    hang(
      '  ✓ ',
      forTerminal(
        tell(
          zh`${ranges} ${title}（表式 ${layout}${sheet.inKeyReport ? zh`，重点评价报告中的一份` : ''}）${joined(owner, zh`；`)}`,
        ),
      ),
    ),
    ...table(
      tell,
      [zh`资金`, zh`年初预算`, zh`全年预算`, zh`全年执行`, zh`分值`, zh`执行率`, zh`得分`],
      funding.map(({ label, initial, budget, executed, weight, rate, score }) => [
        label,
        ...[initial, budget, executed, weight, rate, score].map(shown),
      ]),
    ),
    ...table(
      tell,
      [zh`资金管理`, zh`分值`, zh`得分`],
      management.map(({ name: item, weight, score }) => [item, shown(weight), shown(score)]),
    ),
    ...table(
      tell,
      [zh`组`, zh`指标`, zh`指标值`, zh`完成值`, zh`分值`, zh`得分`, zh`偏差度`],
      indicators.map(({ group, name: index, target, achieved, weight, score, deviation }) => [
        tell(GROUP_NAMES[group]),
        index === '' ? tell(zh`（名称空白）`) : shortened(index),
        ...[target, achieved, weight, score, deviation].map(shown),
      ]),
    ),
    ...(total
      ? [hang(detailLead(zh`总分`, tell), tell(zh`分值 ${shown(total.weight)}，得分 ${shown(total.score)}`))]
      : []),
    ...gaps.map(({ text, location }) =>
      hang(detailLead(zh`未用`, tell), forTerminal(`${location.cell ?? location.range ?? ''} ${tell(text)}`)),
    ),
  ].join('\n');
}

const table = (tell: Tell, head: readonly Message[], rows: readonly (readonly string[])[]): string[] =>
  rows.length === 0
    ? []
    : [
        plainTable(
          head.map(headingsIn(tell)),
          rows.map((row) => row.map(forTerminal)),
          INDENT,
        ),
      ];

/** What was read of a summary of self-evaluations, for people. */
export function summaryText({ title, parts, rows, gaps }: EvaluationSummary, tell: Tell): string {
  const ranges = joined(
    parts.map(({ range }) => range ?? ''),
    zh`、`,
  );
  return [
    hang('  ✓ ', forTerminal(tell(zh`${ranges} ${title}：${rows.length} 个项目`))),
    ...table(
      tell,
      [zh`项目`, zh`全年预算`, zh`全年执行`, zh`执行率`, zh`各组得分`, zh`自评得分`],
      rows.map(({ name, budget, executed, rate, groups, total }) => [
        shortened(name),
        ...[budget, executed, rate].map(shown),
        groups.map(({ points }) => shown(points)).join(' '),
        shown(total),
      ]),
    ),
    ...gaps.map(({ text, location }) =>
      hang(detailLead(zh`未用`, tell), forTerminal(`${location.cell ?? location.range ?? ''} ${tell(text)}`)),
    ),
  ].join('\n');
}

const cellJson = (reading: Reading<unknown> | undefined, tell: Tell): object | null =>
  reading
    ? {
        printed: reading.printed,
        reading: reading.state,
        ...(reading.state === 'unreadable' && { reason: tell(reading.reason) }),
        location: reading.location,
      }
    : null;

/** The same as JSON, complete. */
export function sheetJson(sheet: EvaluationSheet, tell: Tell): object {
  const { form, layout, title, parts, name, department, agency, fiscalYear } = sheet;
  return {
    form,
    layout,
    title,
    parts,
    name: name?.value ?? null,
    department: department?.value ?? null,
    agency: agency?.value ?? null,
    fiscalYear: fiscalYear?.value ?? null,
    inKeyReport: sheet.inKeyReport === true,
    funding: sheet.funding.map(({ kind, label, location, ...cells }) => ({
      kind,
      label,
      location,
      ...jsonOf(tell, cells, ['initial', 'budget', 'executed', 'weight', 'rate', 'score']),
    })),
    management: sheet.management.map(({ name: item, location, ...cells }) => ({
      name: item,
      location,
      ...jsonOf(tell, cells, ['weight', 'score']),
    })),
    goal: sheet.goal ?? null,
    completion: sheet.completion ?? null,
    tasks: sheet.tasks,
    indicators: sheet.indicators.map(({ key, group, name: index, location, reason, ...cells }) => ({
      key,
      group,
      name: index,
      location,
      ...jsonOf(tell, cells, ['target', 'achieved', 'weight', 'score', 'deviation']),
      reason: reason ?? null,
    })),
    total: sheet.total ? jsonOf(tell, sheet.total, ['weight', 'score']) : null,
    grade: sheet.grade?.value ?? null,
    notes: sheet.notes,
    gaps: sheet.gaps.map((gap) => gapJson(gap, tell)),
  };
}

const jsonOf = <Key extends string>(
  tell: Tell,
  cells: Readonly<Partial<Record<Key, Reading<unknown>>>>,
  keys: readonly Key[],
): Record<string, object | null> => Object.fromEntries(keys.map((key) => [key, cellJson(cells[key], tell)]));

export function summaryJson(
  { form, title, parts, columns, rows, notes, gaps }: EvaluationSummary,
  tell: Tell,
): object {
  return {
    form,
    title,
    parts,
    columns,
    rows: rows.map(({ key, name, location, groups, owner, isGroup, ...cells }) => ({
      key,
      name,
      location,
      ...defined({ owner, isGroup }),
      ...jsonOf<string>(tell, cells, ['budget', 'executed', 'rate', 'total', 'grade', 'flag', 'mode']),
      groups: groups.map(({ column, group, points }) => ({ column, group, points: cellJson(points, tell) })),
    })),
    notes,
    gaps: gaps.map((gap) => gapJson(gap, tell)),
  };
}
