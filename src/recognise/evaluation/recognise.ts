import type { EvaluationSheet, EvaluationSummary } from '../../model/evaluation.js';
import type { Sheet } from '../../source/document.js';
import type { Grid } from '../grid.js';
import { segmentsOf } from './segments.js';
import { bindSheet } from './sheet.js';
import { bindSummary } from './summary.js';

/** What a worksheet holds of the performance self-evaluation. */
export interface EvaluationParts {
  readonly sheets: readonly EvaluationSheet[];
  readonly summaries: readonly EvaluationSummary[];
  /** The worksheet without their rows, for the tables that stand beside them. */
  readonly rest: Sheet;
}

/** Recognises the self-evaluation sheets and summaries of one worksheet, by what they print. */
export function recogniseEvaluation(grid: Grid): EvaluationParts {
  const segments = segmentsOf(grid);
  if (segments.length === 0) return { sheets: [], summaries: [], rest: grid.sheet };
  const isTaken = (row: number): boolean =>
    segments.some(({ parts }) => parts.some(({ top, bottom }) => row >= top && row <= bottom));
  return {
    sheets: segments
      .filter(({ form }) => form !== 'project-evaluation-summary')
      .map((segment) => bindSheet(grid, segment)),
    summaries: segments
      .filter(({ form }) => form === 'project-evaluation-summary')
      .map((segment) => bindSummary(grid, segment)),
    rest: {
      ...grid.sheet,
      rows: grid.sheet.rows.map((cells, row) => (isTaken(row) ? [] : cells)),
      merges: grid.sheet.merges.filter(({ top }) => !isTaken(top)),
    },
  };
}
