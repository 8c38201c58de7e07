import { zh, type Message } from '../language/message.js';
import evaluation from './evaluation.yaml';
import { normaliseLabel } from './label.js';

/** Forms of the performance self-evaluation (绩效自评), by the ids of the JSON contract. */
export type EvaluationFormId = 'department-evaluation' | 'project-evaluation' | 'project-evaluation-summary';

/**
 * Where the money of a project comes from; `total` is 年度资金总额, the others add up to it. `unknown` is a line
 * by a name that the form's data do not have.
 */
export type FundingKind =
  'total' | 'fiscal' | 'special-account' | 'own' | 'carried-over' | 'other' | 'unknown';

/** First-level groups of indicators; `management` is 投入管理, 过程, 决策 and 资金管理情况. */
export type IndicatorGroup = 'management' | 'cost' | 'output' | 'benefit' | 'satisfaction' | 'unknown';

export const GROUP_NAMES: Readonly<Record<IndicatorGroup, Message>> = {
  management: zh`管理`,
  cost: zh`成本`,
  output: zh`产出`,
  benefit: zh`效益`,
  satisfaction: zh`满意度`,
  unknown: zh`未分组`,
};

/** What places call their grades, from the best down, as patterns. */
export const GRADE_WORDS: readonly string[] = [
  '优秀?',
  '良好?',
  '中等?|一般|合格|及格',
  '较?差|不合格|不及格',
];

export type FundingColumn = 'initial' | 'budget' | 'executed' | 'weight' | 'rate' | 'score';
export type IndicatorColumn =
  | 'level1'
  | 'level2'
  | 'name'
  | 'operator'
  | 'unit'
  | 'target'
  | 'achieved'
  | 'weight'
  | 'score'
  | 'deviation'
  | 'reason';
export type SummaryColumn =
  | 'number'
  | 'name'
  | 'unitName'
  | 'initial'
  | 'budget'
  | 'executed'
  | 'rate'
  | 'executionScore'
  | 'management'
  | 'cost'
  | 'output'
  | 'satisfaction'
  | 'benefit'
  | 'total'
  | 'grade'
  | 'flag'
  | 'mode';

interface Layout {
  readonly id: string;
  /** Indicator columns that the sheet must print. */
  readonly headers?: readonly IndicatorColumn[];
  /** Labels of which it must print one. */
  readonly labels?: readonly string[];
}

type Named<Key extends string, Value> = Readonly<Record<Key, Value>> & { readonly pattern: string };

interface EvaluationData {
  readonly titles: readonly Named<'form', EvaluationFormId>[];
  readonly keyReport: string;
  readonly layouts: readonly Layout[];
  readonly nameLabels: readonly string[];
  readonly departmentNameLabels: readonly string[];
  readonly labelRemark: string;
  readonly departmentLabels: readonly string[];
  readonly agencyLabels: readonly string[];
  readonly gradeLabels: readonly string[];
  readonly goalLabels: readonly string[];
  readonly completionLabels: readonly string[];
  readonly fundingColumns: readonly Named<'id', FundingColumn>[];
  readonly funding: readonly Named<'kind', FundingKind>[];
  readonly managementLabel: string;
  readonly managementItems: string;
  readonly indicatorColumns: readonly Named<'id', IndicatorColumn>[];
  readonly groups: Readonly<Record<'level1' | 'level2', readonly Named<'group', IndicatorGroup>[]>>;
  /** First-level labels that do not end with 指标. */
  readonly level1Words: readonly string[];
  readonly limitNames: string;
  readonly ownScoring: string;
  readonly totalLabels: readonly string[];
  readonly summaryColumns: readonly Named<'id', SummaryColumn>[];
}

// The data are checked by the tests, not at every start.
const DATA = evaluation as EvaluationData;

/** Finds the first entry whose pattern fits a normalised label. */
function finder<Key extends string, Value>(
  entries: readonly Named<Key, Value>[],
  key: Key,
): (label: string) => Value | undefined {
  const compiled = entries.map((entry) => ({
    pattern: new RegExp(entry.pattern, 'u'),
    value: entry[key],
  }));
  // Every cell of a workbook is asked, and nearly none is meant.
  const any = new RegExp(entries.map(({ pattern }) => `(?:${pattern})`).join('|'), 'u');
  return (label) =>
    any.test(label) ? compiled.find(({ pattern }) => pattern.test(label))?.value : undefined;
}

const LABEL_REMARK = new RegExp(DATA.labelRemark, 'u');

/** Whether a normalised label is one of a list, whatever remark in brackets stands behind it. */
function isOneOf(labels: readonly string[]): (label: string) => boolean {
  const known = new Set(labels.map(normaliseLabel));
  return (label) => known.has(label) || (label.endsWith(')') && known.has(label.replace(LABEL_REMARK, '')));
}

/** The form that a title names. */
export const evaluationTitle = finder(DATA.titles, 'form');
const KEY_REPORT = new RegExp(DATA.keyReport, 'u');
export const isKeyReportTitle = (label: string): boolean => KEY_REPORT.test(label);

export const isNameLabel = isOneOf(DATA.nameLabels);
export const isDepartmentNameLabel = isOneOf(DATA.departmentNameLabels);
export const isDepartmentLabel = isOneOf(DATA.departmentLabels);
export const isAgencyLabel = isOneOf(DATA.agencyLabels);
export const isGradeLabel = isOneOf(DATA.gradeLabels);
export const isGoalLabel = isOneOf(DATA.goalLabels);
export const isCompletionLabel = isOneOf(DATA.completionLabels);
export const isTotalLabel = isOneOf(DATA.totalLabels);
export const isManagementLabel = isOneOf([DATA.managementLabel]);
const MANAGEMENT_ITEM = new RegExp(DATA.managementItems, 'u');
export const isManagementItem = (label: string): boolean => MANAGEMENT_ITEM.test(label);

export const fundingColumn = finder(DATA.fundingColumns, 'id');
export const indicatorColumn = finder(DATA.indicatorColumns, 'id');
export const summaryColumn = finder(DATA.summaryColumns, 'id');

const fundingLine = finder(DATA.funding, 'kind');

/** The source of money that a label names: "其中：当年财政拨款" is fiscal. Undefined for any other label. */
export function fundingKindOf(label: string): FundingKind | undefined {
  return fundingLine(
    normaliseLabel(label)
      .replace(/^(?:资金来源:?)?(?:其中:?)?(?:\(\d+\)|\d+[.、]|[一二三四五六七八九十][、.])?/u, '')
      .replace(/:$/u, ''),
  );
}

const groupByLevel2 = finder(DATA.groups.level2, 'group');
const groupByLevel1 = finder(DATA.groups.level1, 'group');

/** A label of a level without the points that some forms print behind it: 产出指标（50分）, 产出指标50分. */
export const withoutPoints = (label: string): string =>
  normaliseLabel(label).replace(/(?:\(\d+(?:\.\d+)?分?\)|(?<!\d)\d+(?:\.\d+)?分)$/u, '');

/** The group of an indicator; the second level says it wherever its label stands. */
export function groupOf(level1: string, level2: string): IndicatorGroup {
  return groupByLevel2(withoutPoints(level2)) ?? groupByLevel1(withoutPoints(level1)) ?? 'unknown';
}

const LIMIT_NAME = new RegExp(DATA.limitNames, 'u');
/** Whether an index by this name should stay low: 投诉件数, 办结时限. */
export const isLimitName = (name: string): boolean => LIMIT_NAME.test(name);

const OWN_SCORING = new RegExp(DATA.ownScoring, 'u');
/** Whether a text states a way of scoring of the place's own, which is not followed. */
export const isOwnScoring = (text: string): boolean => {
  const compact = normaliseLabel(text);
  return OWN_SCORING.test(compact) && !/比例|完成率/u.test(compact);
};

/** Whether a label is of the first level though it does not say 指标. */
export const isLevel1Word = isOneOf(DATA.level1Words);
/** 服务对象满意度指标 is the longest in use. */
const LONGEST_LEVEL1 = 9;

/** Whether a label is one of the first level. */
export function isLevel1(label: string): boolean {
  const bare = withoutPoints(label);
  return (
    isLevel1Word(bare) ||
    (bare.endsWith('指标') && bare.length <= LONGEST_LEVEL1 && groupByLevel1(bare) !== undefined)
  );
}

/** The layout that a sheet is printed in, by its headers and labels. */
export function layoutOf(headers: ReadonlySet<string>, labels: ReadonlySet<string>): string {
  const fits = ({ headers: needed = [], labels: anyOf }: Layout): boolean =>
    needed.every((header) => headers.has(header)) &&
    (anyOf === undefined || anyOf.some((label) => labels.has(normaliseLabel(label))));
  return DATA.layouts.find(fits)?.id ?? 'unknown';
}
