import type { Formula } from '../formula/resolve.js';
import type { Report } from '../model/report.js';
import type { BetweenJudgement, Reports } from './between/reports.js';
import type { Judgement, Severity } from './judgement.js';

export interface Check {
  readonly formula: Formula;
  readonly severity: Severity;
  /** It is checked only where all of these hold. */
  readonly when: readonly Formula[];
  /** Where all of these hold a failure needs an explanation only: of what is said then. */
  readonly excused?: { readonly when: readonly Formula[]; readonly advice: string };
}

/** What a rule is about: the nine tables, the self-evaluation, the text, what must not be published, several reports. */
export const RULE_AREAS = ['tables', 'evaluation', 'narrative', 'disclosure', 'between'] as const;
export type RuleArea = (typeof RULE_AREAS)[number];

interface RuleMeta {
  readonly area: RuleArea;
  /** Stable, never reused. */
  readonly id: string;
  /** The id that the field's list of rules gives to one rule over several tables: Tx-SUM. */
  readonly family?: string;
  readonly title: string;
  readonly severity: Severity;
  /** Why it must be so, or the regulation. */
  readonly basis: string;
  /** What a failure means and what to do about it. */
  readonly failure: string;
}

/** Figures, names and notes of a small report in which the rule holds, and of one in which it fails. */
interface Examples<Example> {
  readonly holds: Example;
  readonly fails: Example;
}

/** An identity in the notation of the field. */
export interface FormulaRule extends RuleMeta {
  readonly area: 'tables';
  readonly kind: 'formula';
  readonly checks: readonly Check[];
  /** Both sides print the same fact; it is judged by units of its last digit. */
  readonly sameFact: boolean;
  /** Where an operand is negative a failure needs an explanation only (调整表). */
  readonly negativeExcuses: boolean;
  /** What holds is counted once for the table, not once for every figure. */
  readonly collapse: boolean;
  readonly examples: Examples<Example>;
}

/** A test that is no identity: metadata and a pure function. */
export interface CustomRule extends RuleMeta {
  readonly area: Exclude<RuleArea, 'between'>;
  readonly kind: 'custom';
  readonly judge: (report: Report) => readonly Judgement[];
  /** How it computes what should stand there, a line each, for people. */
  readonly formulas?: readonly string[];
  readonly examples: Examples<Example>;
}

/** A test over many reports: metadata and a pure function over what is kept of each. */
export interface BetweenRule extends RuleMeta {
  readonly area: 'between';
  readonly kind: 'between';
  /** Rules that are judged in one pass share it: each takes the judgements of its own id. */
  readonly judge: (reports: Reports) => Iterable<BetweenJudgement>;
  /** It fails only where two reports are alike: of what holds nothing is said. */
  readonly isOfPairs?: true;
  readonly formulas?: readonly string[];
  readonly examples: Examples<BetweenExample>;
}

/** A rule that is judged by one report alone. */
export type ReportRule = FormulaRule | CustomRule;

export type Rule = ReportRule | BetweenRule;

export const isBetween = (rule: Rule): rule is BetweenRule => rule.kind === 'between';

/** What a rule computes, a line each, for people. */
export const formulasOf = (rule: Rule): readonly string[] =>
  rule.kind === 'formula' ? rule.checks.map(({ formula }) => formula.text) : (rule.formulas ?? []);

/** By its own id, that of its family or that of its area, in any case. */
export function isNamed({ id, family, area }: Rule, name: string): boolean {
  const wanted = name.toLowerCase();
  return id.toLowerCase() === wanted || family?.toLowerCase() === wanted || area === wanted;
}

/** Reports in small, each in a file of its own, and the list of those who must publish. */
export interface BetweenExample {
  readonly reports: readonly (Example & { readonly file: string })[];
  /** "名称 | 级别". */
  readonly expected?: readonly string[];
}

/** A report in small: everything that is not said is printed as zero. */
export interface Example {
  /** Name of its file. */
  readonly file?: string;
  /** Reference in the notation of the field → figure as printed; "" is blank. */
  readonly figures: Readonly<Record<string, string>>;
  /** Names beside codes, where they matter: 支出表[201] → 一般公共服务支出. */
  readonly names?: Readonly<Record<string, string>>;
  readonly departments?: Readonly<Record<string, string>>;
  readonly years?: Readonly<Record<string, string>>;
  readonly units?: Readonly<Record<string, string>>;
  readonly notes?: Readonly<Record<string, string>>;
  /** Lines printed in this order with these keys, where order or repetition matters. */
  readonly codes?: Readonly<Record<string, readonly string[]>>;
  /**
   * The text by section, headings parted by "/": "五、一般公共预算…/（一）总体情况". What its sentences say stands
   * in them: "基本支出{支出表[合计].基本支出|amount|90.00万元}"; see `narrativeOf`.
   */
  readonly text?: Readonly<Record<string, readonly string[]>>;
  /** What the text as a whole says: whose it is, its contents page. */
  readonly texts?: ExampleText;
  /** Texts that stand outside the tables, and what a file hides. */
  readonly loose?: readonly string[];
  readonly hidden?: readonly string[];
  /** Self-evaluation sheets; an example that gives none has none. */
  readonly sheets?: readonly ExampleSheet[];
  /** Rows of the summary: "名称 | 全年预算数 | 全年执行数 | 执行率 | 资金管理 | 成本 | 产出 | 效益 | 满意度 | 自评得分 | 是否有较大偏差 | 评价形式". */
  readonly summary?: readonly string[];
}

interface ExampleText {
  readonly department?: string;
  readonly fiscalYear?: number;
  readonly contents?: readonly string[];
}

/** A self-evaluation sheet in small; cells of a row are parted by "|" and may be left blank. */
export interface ExampleSheet {
  /** Name of the project; a department sheet has none. */
  readonly name?: string;
  readonly department?: string;
  /** Layout of the form: system, offline, national. */
  readonly layout?: string;
  /** "年度资金总额 | 年初预算 | 全年预算 | 全年执行 | 分值 | 执行率 | 得分". */
  readonly funding?: readonly string[];
  /** "安排科学性 | 分值 | 得分". */
  readonly management?: readonly string[];
  readonly goal?: string;
  readonly completion?: string;
  /** "一级 | 二级 | 三级 | 指标值 | 完成值 | 分值 | 得分 | 偏差度 | 原因". */
  readonly indicators?: readonly string[];
  /** "分值 | 得分". */
  readonly total?: string;
  readonly grade?: string;
  readonly year?: string;
  readonly notes?: readonly string[];
}
