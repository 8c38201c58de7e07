import type { FormId } from './form-ids.js';

export type { FormId } from './form-ids.js';

/** Sides of a form with labels in two columns. */
export type Group = 'revenue' | 'expenditure';

export interface FormColumn {
  readonly id: string;
  /** Name in formulas and messages. */
  readonly name: string;
  /** Header paths, normalised and joined from the top level down, that mean this column. */
  readonly paths: readonly string[];
  readonly group?: Group;
  /** Not every place prints it; where absent, it is zero or the rules that need it do not apply. */
  readonly optional: false | 'inapplicable' | 'zero';
  /** A part (其中) of another column: never in a sum, at most its parent. */
  readonly ofWhich?: string;
  /** Its figure in the total row is what other places print as a line of this id. */
  readonly totalIsLine?: string;
}

export interface FormLine {
  readonly id: string;
  readonly name: string;
  /** Labels, normalised, without ordinals. */
  readonly labels: readonly string[];
  readonly group?: Group;
  /** Name of the set of lines that it is summed in. */
  readonly member?: string;
  /** Name of the set that it is the total of. */
  readonly total?: string;
  /** A line that must have been seen before this label means this line. */
  readonly after?: string;
  readonly optional: boolean;
}

export interface Form {
  readonly id: FormId;
  /** Number in the national order, such as 公开01; other places number otherwise. */
  readonly number: string;
  /** Name in formulas. */
  readonly name: string;
  /** Titles as printed, the canonical one first. */
  readonly titles: readonly string[];
  readonly groups: readonly Group[];
  /** Code list of the lines that are known by code (or, in 01 and 04, by the name of their class). */
  readonly codes?: 'function' | 'economic';
  /** `items`: printed either as one row under item headers or as a row an item. */
  readonly shape: 'lines' | 'items';
  readonly mayBeEmpty: boolean;
  readonly columns: readonly FormColumn[];
  readonly defaultColumn?: string;
  readonly lines: readonly FormLine[];
}

/** A class of the functional or economic classification. The lists are open. */
export interface CodeClass {
  readonly code: string;
  readonly name: string;
  readonly labels: readonly string[];
  readonly part?: 'personnel' | 'operating';
  /** Whether tables 01 and 04 have a line for it. */
  readonly inSummary: boolean;
}

/** The line of every coded table that sums the others. */
export const TOTAL_LINE = 'total';
