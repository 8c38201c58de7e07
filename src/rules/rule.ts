import type { Formula } from '../formula/resolve.js';
import type { Report } from '../model/report.js';
import type { Judgement, Severity } from './judgement.js';

export interface Check {
  readonly formula: Formula;
  readonly severity: Severity;
  /** It is checked only where all of these hold. */
  readonly when: readonly Formula[];
}

interface RuleMeta {
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
  readonly kind: 'custom';
  readonly judge: (report: Report) => readonly Judgement[];
  readonly examples: Examples<Example>;
}

export type Rule = FormulaRule | CustomRule;

/** A report in small: everything that is not said is printed as zero. */
export interface Example {
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
}
