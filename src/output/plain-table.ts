import Table from 'cli-table3';

/**
 * A table without a frame: only blanks between columns, so that terminals that draw — and … wide shift nothing.
 *
 * @param indent blanks before the first column
 * @param isDense two blanks between columns, not four
 */
export function plainTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  indent: string,
  isDense = false,
): string {
  const table = new Table({
    head: [...head],
    style: {
      head: [],
      border: [],
      compact: true,
      ...(isDense && { 'padding-left': 0, 'padding-right': 0 }),
    },
    chars: { ...NO_FRAME, left: indent },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replace(/ +$/gmu, '');
}

const FRAME = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
  'left-mid',
  'mid',
  'mid-mid',
  'right',
  'right-mid',
] as const;
const NO_FRAME = {
  ...(Object.fromEntries(FRAME.map((place) => [place, ''])) as Record<(typeof FRAME)[number], string>),
  middle: '  ',
};
