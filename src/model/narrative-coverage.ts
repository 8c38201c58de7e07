import type { Narrative, TextFigure } from './narrative.js';

/** How much of the figures of a text was understood. */
export interface NarrativeCoverage {
  readonly total: number;
  /** Bound to what they speak of. */
  readonly judged: number;
  /** Known to be no statement: dates, numbers of documents and lists, thresholds, figures of a reason. */
  readonly classed: number;
  /** Not understood, or to be bound in two ways. */
  readonly unbound: readonly TextFigure[];
}

export function coverageOf({ figures }: Pick<Narrative, 'figures'>): NarrativeCoverage {
  const unbound = figures.filter(({ kind }) => kind === 'unbound' || kind === 'ambiguous');
  const judged = figures.filter(({ kind }) => kind === 'statement').length;
  return { total: figures.length, judged, classed: figures.length - judged - unbound.length, unbound };
}
