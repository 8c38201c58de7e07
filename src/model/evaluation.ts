import type { Message } from '../language/message.js';
import type { Decimal } from 'decimal.js';
import { readIndicatorValue, type IndicatorValue } from '../figure/indicator-value.js';
import { readPrinted } from '../figure/printed.js';
import type { FundingKind, IndicatorGroup } from '../forms/evaluation.js';
import type { Location } from './location.js';
import type { Note, Stated } from './report.js';

/** A number as printed: an amount in 万元, a weight, a score, or a rate in percent. */
export interface PrintedNumber {
  readonly value: Decimal;
  readonly decimals: number;
  /** A sign % stands behind it; the value is the number before the sign. */
  readonly percent: boolean;
}

/** What one cell says, or why it says nothing. A cell that the form does not have is undefined. */
export type Reading<Value> = { readonly printed: string; readonly location: Location } & (
  | { readonly state: 'read'; readonly value: Value }
  /** Blank or a dash. */
  | { readonly state: 'blank' }
  | { readonly state: 'unreadable'; readonly reason: Message }
);

/** One line of 项目资金. Amounts are in 万元 unless the sheet says otherwise; the rate is in percent. */
export interface FundingLine {
  readonly kind: FundingKind;
  readonly label: string;
  readonly location: Location;
  readonly initial?: Reading<PrintedNumber>;
  readonly budget?: Reading<PrintedNumber>;
  readonly executed?: Reading<PrintedNumber>;
  readonly weight?: Reading<PrintedNumber>;
  readonly rate?: Reading<PrintedNumber>;
  readonly score?: Reading<PrintedNumber>;
}

/** One row of the indicator table. */
export interface Indicator {
  /** Labels that tell it from the others of its sheet: 产出指标/数量指标/用电量, with #2 where they repeat. */
  readonly key: string;
  readonly group: IndicatorGroup;
  /** First- and second-level label as printed above or beside it. */
  readonly level1?: string;
  readonly level2?: string;
  /** Empty where the sheet leaves it blank. */
  readonly name: string;
  readonly location: Location;
  readonly target?: Reading<IndicatorValue>;
  readonly achieved?: Reading<IndicatorValue>;
  readonly weight?: Reading<PrintedNumber>;
  readonly score?: Reading<PrintedNumber>;
  /** 偏差度 in percent, without its sign %. */
  readonly deviation?: Reading<PrintedNumber>;
  /** 偏差原因分析及改进措施; empty where left blank, undefined where the form has no such column. */
  readonly reason?: string;
  /** What the row writes of its own way of scoring: 每低1个百分点扣0.5分. */
  readonly scoring?: string;
}

/** One line of 资金管理情况. */
export interface ManagementItem {
  readonly name: string;
  readonly location: Location;
  readonly weight?: Reading<PrintedNumber>;
  readonly score?: Reading<PrintedNumber>;
}

/** Something that the sheet lacks, or a row of it that was not understood: what cannot be checked for it. */
export interface Gap {
  readonly text: Message;
  readonly location: Location;
  /** What it is a row of, where that is known. */
  readonly block?: 'funding';
  /** A row that sums or averages others. */
  readonly isSum?: true;
}

/** One self-evaluation sheet of a department or of a project. */
export interface EvaluationSheet {
  readonly form: 'department-evaluation' | 'project-evaluation';
  /** Id of the layout in the form's data: what the form itself declares hangs on it. */
  readonly layout: string;
  readonly title: string;
  /** In reading order; several where a page cuts it. */
  readonly parts: readonly Location[];
  /** Of the project; undefined for a department or where it is not legible. */
  readonly name?: Stated<string>;
  /** 主管部门, or the department of a department sheet. */
  readonly department?: Stated<string>;
  /** 实施单位. */
  readonly agency?: Stated<string>;
  readonly fiscalYear?: Stated<number>;
  readonly funding: readonly FundingLine[];
  readonly management: readonly ManagementItem[];
  /** 年度总体目标: what was aimed at and what is said to have been done. */
  readonly goal?: Note;
  readonly completion?: Note;
  /** 年度主要任务 of a department. */
  readonly tasks: readonly { readonly name: string; readonly location: Location }[];
  readonly indicators: readonly Indicator[];
  /** 总分. */
  readonly total?: {
    readonly location: Location;
    readonly weight?: Reading<PrintedNumber>;
    readonly score?: Reading<PrintedNumber>;
  };
  /** 自评等级, where the sheet prints one. */
  readonly grade?: Stated<string>;
  readonly notes: readonly Note[];
  /** Headers and notes that state a way of scoring of the place's own. */
  readonly scoring: readonly Note[];
  readonly gaps: readonly Gap[];
  /** It stands inside a 重点项目绩效评价报告: a copy of the project's own sheet. */
  readonly inKeyReport?: true;
}

/** One project in the summary table. */
export interface SummaryRow {
  /** Its name, with #2 where it repeats. */
  readonly key: string;
  readonly name: string;
  readonly location: Location;
  readonly budget?: Reading<PrintedNumber>;
  readonly executed?: Reading<PrintedNumber>;
  readonly rate?: Reading<PrintedNumber>;
  /** Points of 预算执行, where the table has a column of them. */
  readonly execution?: Reading<PrintedNumber>;
  /** Points by group of indicators, in the order of the columns: 资金管理 is `management`. */
  readonly groups: readonly {
    readonly column: string;
    readonly group: IndicatorGroup;
    readonly points: Reading<PrintedNumber>;
  }[];
  readonly total?: Reading<PrintedNumber>;
  readonly grade?: Reading<string>;
  /** 是否有较大偏差: 是 or 否. */
  readonly flag?: Reading<string>;
  /** 线上 or 线下. */
  readonly mode?: Reading<string>;
  /** The unit of the department that the project is of, where the table names it. */
  readonly owner?: string;
  /** A heading with the sums of the rows below it. */
  readonly isGroup?: true;
}

/** 项目支出绩效自评汇总表. */
export interface EvaluationSummary {
  readonly form: 'project-evaluation-summary';
  readonly title: string;
  readonly parts: readonly Location[];
  readonly department?: Stated<string>;
  readonly fiscalYear?: Stated<number>;
  /** Headers of its columns as printed, with their cells. */
  readonly columns: readonly { readonly header: string; readonly location: Location }[];
  readonly rows: readonly SummaryRow[];
  readonly notes: readonly Note[];
  readonly gaps: readonly Gap[];
}

/** The self-evaluation that a report publishes. */
export interface Evaluation {
  readonly sheets: readonly EvaluationSheet[];
  readonly summaries: readonly EvaluationSummary[];
}

export const NO_EVALUATION: Evaluation = { sheets: [], summaries: [] };

/** Reads a cell that should hold a number: an amount, a weight, a score ("10分"), a rate. */
export function numberReading(text: string, location: Location): Reading<PrintedNumber> {
  const printed = text.trim();
  const read = readPrinted(printed.replace(/分$/u, ''));
  switch (read.kind) {
    case 'figure': {
      const { value, decimals, percent } = read;
      return { state: 'read', value: { value, decimals, percent }, printed, location };
    }
    case 'blank':
    case 'dash':
      return { state: 'blank', printed, location };
    case 'unreadable':
      return { state: 'unreadable', reason: read.reason, printed, location };
  }
}

/** Reads a target or an achievement. */
export function valueReading(text: string, location: Location): Reading<IndicatorValue> {
  const printed = text.trim();
  const { kind } = readPrinted(printed);
  // 无 is what there should be, or what there was: 负面舆情 | 无 | 无.
  const isBlank = kind === 'blank' || (kind === 'dash' && printed !== '无');
  return isBlank
    ? { state: 'blank', printed, location }
    : { state: 'read', value: readIndicatorValue(printed), printed, location };
}

/** Reads a cell of text. */
export function textReading(text: string, location: Location): Reading<string> {
  const printed = text.trim();
  return printed === ''
    ? { state: 'blank', printed, location }
    : { state: 'read', value: printed, printed, location };
}

/** The value of a cell that was read; undefined where it is absent, blank or unreadable. */
export function read<Value>(reading: Reading<Value> | undefined): Value | undefined {
  return reading?.state === 'read' ? reading.value : undefined;
}
