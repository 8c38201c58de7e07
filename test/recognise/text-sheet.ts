import type { Cell, Sheet } from '../../src/source/document.js';

/** A worksheet that holds texts only; what is empty is no cell. */
export const textSheet = (
  name: string,
  lines: readonly (readonly string[])[],
  merges: Sheet['merges'] = [],
): Sheet => ({
  name,
  state: 'visible',
  rows: lines.map((cells, row) =>
    cells.map((shown, column): Cell | undefined =>
      shown === '' ? undefined : { row, column, kind: 'text', shown, stored: shown, hidden: false },
    ),
  ),
  merges,
});
