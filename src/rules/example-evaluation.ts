import {
  NO_EVALUATION,
  numberReading,
  textReading,
  valueReading,
  type Evaluation,
  type EvaluationSheet,
  type EvaluationSummary,
  type FundingLine,
  type Indicator,
  type SummaryRow,
} from '../model/evaluation.js';
import { address, type Location } from '../model/location.js';
import type { Note, Stated } from '../model/report.js';
import { tellApart } from '../model/tell-apart.js';
import { fundingKindOf, groupOf, isOwnScoring } from '../forms/evaluation.js';
import type { Example, ExampleSheet } from './rule.js';

/** Builds the self-evaluation that an example describes, row by row as it is written. */
export function evaluationOf({ sheets = [], summary }: Example, file: string): Evaluation {
  if (sheets.length === 0 && !summary) return NO_EVALUATION;
  return {
    sheets: sheets.map((sheet, index) => sheetOf(sheet, file, `自评${index + 1}`)),
    summaries: summary ? [summaryOf(summary, file)] : [],
  };
}

const cellsOf = (row: string): string[] => row.split('|').map((cell) => cell.trim());

/** Places of a sheet under construction: each row of the example is a row of it. */
function rowsOf(file: string, sheet: string): () => (column: number) => Location {
  let row = 0;
  return () => {
    const own = row++;
    return (column) => ({ file, sheet, cell: address(own, column) });
  };
}

function sheetOf(example: ExampleSheet, file: string, sheet: string): EvaluationSheet {
  const nextRow = rowsOf(file, sheet);
  const stated = (value: string | undefined): Stated<string> | undefined =>
    value === undefined ? undefined : { value, location: nextRow()(1) };
  const note = (text: string | undefined): Note | undefined =>
    text === undefined ? undefined : { text, location: nextRow()(1) };
  const name = stated(example.name);
  const department = stated(example.department);
  const funding = (example.funding ?? []).map((row): FundingLine => {
    const at = nextRow();
    const [label = '', ...cells] = cellsOf(row);
    const number = (index: number): ReturnType<typeof numberReading> =>
      numberReading(cells[index] ?? '', at(index + 1));
    return {
      kind: fundingKindOf(label) ?? 'other',
      label,
      location: at(0),
      initial: number(0),
      budget: number(1),
      executed: number(2),
      weight: number(3),
      rate: number(4),
      score: number(5),
    };
  });
  const management = (example.management ?? []).map((row) => {
    const at = nextRow();
    const [item = '', weight = '', score = ''] = cellsOf(row);
    return {
      name: item,
      location: at(0),
      weight: numberReading(weight, at(1)),
      score: numberReading(score, at(2)),
    };
  });
  const goal = note(example.goal);
  const completion = note(example.completion);
  const once = tellApart();
  const indicators = (example.indicators ?? []).map((row): Indicator => {
    const at = nextRow();
    const [level1 = '', level2 = '', own = '', target = '', achieved = '', weight = '', score = '', ...rest] =
      cellsOf(row);
    const label = `${level1}/${level2}/${own}`;
    const [deviation, reason] = rest;
    return {
      key: once(label),
      group: groupOf(level1, level2),
      level1,
      level2,
      name: own,
      location: at(2),
      target: valueReading(target, at(3)),
      achieved: valueReading(achieved, at(4)),
      weight: numberReading(weight, at(5)),
      score: numberReading(score, at(6)),
      ...(deviation !== undefined && { deviation: numberReading(deviation, at(7)) }),
      ...(reason !== undefined && { reason }),
    };
  });
  const total = example.total === undefined ? undefined : totalOf(example.total, nextRow());
  const grade = stated(example.grade);
  const year = stated(example.year);
  const notes = (example.notes ?? []).flatMap((text) => note(text) ?? []);
  const form = example.name === undefined ? 'department-evaluation' : 'project-evaluation';
  return {
    form,
    layout: example.layout ?? 'national',
    title: form === 'project-evaluation' ? '项目支出绩效自评表' : '部门整体支出绩效自评表',
    parts: [{ file, sheet, range: `A1:${address(40, 8)}` }],
    ...(name && { name }),
    ...(department && { department }),
    funding,
    management,
    ...(goal && { goal }),
    ...(completion && { completion }),
    tasks: [],
    indicators,
    ...(total && { total }),
    ...(grade && { grade }),
    ...(year && { fiscalYear: { ...year, value: Number(year.value) } }),
    notes,
    scoring: notes.filter(({ text }) => isOwnScoring(text)),
    gaps: [],
  };
}

function totalOf(row: string, at: (column: number) => Location): EvaluationSheet['total'] {
  const [weight = '', score = ''] = cellsOf(row);
  return { location: at(0), weight: numberReading(weight, at(1)), score: numberReading(score, at(2)) };
}

/** Columns of the summary in an example, with their groups. */
const SUMMARY_GROUPS = [
  ['资金管理情况得分率', 'management'],
  ['成本指标得分率', 'cost'],
  ['产出指标得分率', 'output'],
  ['效益指标得分率', 'benefit'],
  ['满意度指标得分率', 'satisfaction'],
] as const;

function summaryOf(rows: readonly string[], file: string): EvaluationSummary {
  const sheet = '自评汇总';
  const nextRow = rowsOf(file, sheet);
  const head = nextRow();
  const headers = [
    '项目名称',
    '全年预算数',
    '全年执行数',
    '预算执行率',
    ...SUMMARY_GROUPS.map(([header]) => header),
    '自评得分',
    '是否有较大偏差',
    '评价形式',
  ];
  const once = tellApart();
  return {
    form: 'project-evaluation-summary',
    title: '项目支出绩效自评汇总表',
    parts: [{ file, sheet, range: `A1:${address(rows.length, headers.length - 1)}` }],
    columns: headers.map((header, column) => ({ header, location: head(column) })),
    rows: rows.map((row): SummaryRow => {
      const at = nextRow();
      const cells = cellsOf(row);
      const [name = ''] = cells;
      const number = (index: number): ReturnType<typeof numberReading> =>
        numberReading(cells[index] ?? '', at(index));
      return {
        key: once(name),
        name,
        location: at(0),
        budget: number(1),
        executed: number(2),
        rate: number(3),
        groups: SUMMARY_GROUPS.map(([column, group], index) => ({
          column,
          group,
          points: number(index + 4),
        })),
        total: number(9),
        flag: textReading(cells[10] ?? '', at(10)),
        mode: textReading(cells[11] ?? '', at(11)),
      };
    }),
    notes: [],
    gaps: [],
  };
}
