import type { EvaluationFormId, IndicatorGroup } from '../../forms/evaluation.js';

/** How a missed quantitative index is scored; `smaller-to-larger` and `overshoot` occur as readings only. */
export const FORMULAS = ['proportional', 'excess', 'inverse', 'all-or-nothing'] as const;
type Formula = (typeof FORMULAS)[number];
export const READING_FORMULAS = [...FORMULAS, 'smaller-to-larger', 'overshoot'] as const;
export type ReadingFormula = (typeof READING_FORMULAS)[number];

/** Which way an index should go: at least, exactly or at most its target. */
export type Direction = 'positive' | 'equal' | 'reverse';

/** Groups that points are given to. */
export const POINT_GROUPS = [
  'execution',
  'management',
  'cost',
  'output',
  'benefit',
  'satisfaction',
] as const satisfies readonly ('execution' | IndicatorGroup)[];
export type PointGroup = (typeof POINT_GROUPS)[number];

/** One level of quality, from a share of the points in percent up to the next level. */
export interface Level {
  readonly name: string;
  readonly from: number;
  /** Other words for it. */
  readonly words?: readonly string[];
}

/** An index that is scored in steps, by its name. */
export interface Step {
  /** Its name contains this, quotation marks apart. */
  readonly indicator: string;
  /** Points of the index that `bands` are stated for. */
  readonly full?: number;
  /** Up to an achieved value so many of the `full` points; beyond the last one none. */
  readonly bands?: readonly { readonly upTo: number; readonly points: number }[];
  /** Above this achieved value each unit costs `minus` points. */
  readonly above?: number;
  readonly minus?: number;
}

/** A scoring scheme: what declares it, and how it scores. Numbers are points or percent. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly basis: string;
  readonly forms: readonly EvaluationFormId[];
  /** Layouts that it is used in; any where not given. */
  readonly layouts?: readonly string[];
  readonly declaredBy?: {
    /** Phrases that must all stand in the notes of a sheet. */
    readonly phrases?: readonly string[];
    /** The printed weights of its layout declare it. */
    readonly weights?: boolean;
    /** Grades that only this scheme awards. */
    readonly grades?: readonly string[];
  };
  /** Taken where nothing declares or shows a scheme. */
  readonly fallback?: boolean;
  /** The user brought it: it is the scheme of its forms and layouts. */
  readonly given?: boolean;
  /** Scores computed by a system must follow its formulas; those filled in by hand need an explanation. */
  readonly filledBy: 'system' | 'hand';
  /** Points of one group, or of several that share them. */
  readonly weights: readonly { readonly groups: readonly PointGroup[]; readonly points: number }[];
  /** A group without an index leaves its points to another. */
  readonly shifts?: readonly { readonly absent: PointGroup; readonly to: PointGroup }[];
  /** The points may be set otherwise for good reasons. */
  readonly adjustable?: boolean;
  readonly execution: { readonly fullMarksAt: number; readonly cap: boolean };
  /** Formula by direction; several where the scheme leaves it open. */
  readonly quantitative: Readonly<Record<Direction, readonly Formula[]>>;
  readonly steps?: readonly Step[];
  /** From the best to the worst. */
  readonly levels: readonly Level[];
  readonly decimals: { readonly score: number; readonly execution: number; readonly total: number };
  readonly grades: readonly { readonly name: string; readonly from: number }[];
  /** Ids of habits seen where it is used. */
  readonly habits?: readonly string[];
}

/** A way of scoring that departs from the schemes: this achieved value in these groups gets this score. */
export interface Habit {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly IndicatorGroup[];
  readonly achieved: number;
  readonly score: number;
}

interface ExecutionReading {
  readonly id: string;
  readonly text: string;
  readonly fullMarksAt?: number;
  readonly budget?: 'initial';
  readonly rounding?: 'truncated';
}

export interface QuantitativeReading {
  readonly id: string;
  readonly text: string;
  /** Which indexes it is tried on; `positive` includes exact targets. */
  readonly when: 'any' | 'positive' | 'reverse' | 'no-operator';
  readonly formula?: ReadingFormula;
  readonly rounding?: 'truncated';
}

/** The schemes of a run with what is tried where they explain nothing. */
export interface Profiles {
  readonly profiles: readonly Profile[];
  readonly habits: readonly Habit[];
  readonly readings: {
    readonly execution: readonly ExecutionReading[];
    readonly quantitative: readonly QuantitativeReading[];
  };
}
