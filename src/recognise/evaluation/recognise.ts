import type { EvaluationSheet, EvaluationSummary } from '../../model/evaluation.js';
import { normaliseLabel } from '../../forms/label.js';
import type { Document, Sheet } from '../../source/document.js';
import type { Grid } from '../grid.js';
import { isKeyReportHeading, segmentsOf } from './segments.js';
import { bindSheet } from './sheet.js';
import { bindSummary } from './summary.js';

/** What a worksheet holds of the performance self-evaluation. */
export interface EvaluationParts {
  readonly sheets: readonly EvaluationSheet[];
  readonly summaries: readonly EvaluationSummary[];
  /** The worksheet without their rows, for the tables that stand beside them. */
  readonly rest: Sheet;
}

/** The line of a text in which the report on single projects begins; a contents page names it before. */
export function keyReportLine({ paragraphs }: Document): number | undefined {
  return paragraphs.findLast(({ text }) => isKeyReportHeading(normaliseLabel(text)))?.line;
}

/**
 * Recognises the self-evaluation sheets and summaries of one worksheet, by what they print.
 *
 * @param keyReport line of the text from which on sheets belong to a report on single projects
 */
export function recogniseEvaluation(grid: Grid, keyReport?: number): EvaluationParts {
  const segments = segmentsOf(grid, keyReport);
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
