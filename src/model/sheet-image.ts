import type { CellRange } from './location.js';

/** A sheet as its reader sees it, for outputs that draw a part of it. */
export interface SheetImage {
  readonly file: string;
  readonly sheet: string;
  /** Shown texts by row and column, zero-based; holes where nothing stands. */
  readonly rows: readonly (readonly (string | undefined)[])[];
  readonly merges: readonly CellRange[];
}
