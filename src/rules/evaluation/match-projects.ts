import { normaliseLabel } from '../../forms/label.js';
import { read, type SummaryRow } from '../../model/evaluation.js';
import { isNearName, projectKey } from './project-names.js';
import { totalFunding, type NamedSheet } from './sheets.js';

/** Which row of the summary is which sheet. */
export interface ProjectMatch {
  readonly pairs: readonly { readonly row: SummaryRow; readonly sheet: NamedSheet }[];
  readonly rowsAlone: readonly SummaryRow[];
  readonly sheetsAlone: readonly NamedSheet[];
  /** Sheets whose name is not legible: they may be any. */
  readonly nameless: readonly NamedSheet[];
  /** Rows and sheets of one name that nothing tells apart. */
  readonly unclear: readonly {
    readonly rows: readonly SummaryRow[];
    readonly sheets: readonly NamedSheet[];
  }[];
}

/** The layout that a row's 评价形式 means. */
const LAYOUT_OF_MODE: ReadonlyMap<string, string> = new Map([
  ['线上', 'system'],
  ['线下', 'offline'],
]);

/** Whether the way of evaluation that the row prints can be that of the sheet. */
function fitsMode({ mode }: SummaryRow, { sheet: { layout } }: NamedSheet): boolean {
  const wanted = LAYOUT_OF_MODE.get(normaliseLabel(read(mode) ?? ''));
  return wanted === undefined || ![...LAYOUT_OF_MODE.values()].includes(layout) || wanted === layout;
}

/** How many of budget and executed amount are the same: 0, 1 or 2. */
function agreement(row: SummaryRow, { sheet }: NamedSheet): number {
  const line = totalFunding(sheet);
  const pairs = [
    [read(row.budget), read(line?.budget)],
    [read(row.executed), read(line?.executed)],
  ] as const;
  return pairs.filter(([one, other]) => one && other && one.value.equals(other.value)).length;
}

const EVERY_AMOUNT = 2;

/**
 * Finds the sheet of each row: by name, and where names tie by way of evaluation, budget and executed
 * amount. What nothing tells apart is left unclear.
 */
export function matchProjects(rows: readonly SummaryRow[], sheets: readonly NamedSheet[]): ProjectMatch {
  const pairs: { row: SummaryRow; sheet: NamedSheet }[] = [];
  const openRows = new Set(rows);
  const openSheets = new Set(sheets.filter(({ sheet }) => sheet.name !== undefined));
  const keys = new Map<unknown, string>([
    ...rows.map((row): [unknown, string] => [row, projectKey(row.name)]),
    ...[...openSheets].map((one): [unknown, string] => [one, projectKey(one.sheet.name?.value ?? '')]),
  ]);
  const sameName = (row: SummaryRow, sheet: NamedSheet): boolean => keys.get(row) === keys.get(sheet);
  const pairUnique = (fits: (row: SummaryRow, sheet: NamedSheet) => boolean): void => {
    for (let found = true; found;) {
      found = false;
      for (const row of openRows) {
        const [sheet, ...others] = [...openSheets].filter((one) => fits(row, one));
        if (!sheet || others.length > 0) continue;
        if ([...openRows].some((other) => other !== row && fits(other, sheet))) continue;
        pairs.push({ row, sheet });
        openRows.delete(row);
        openSheets.delete(sheet);
        found = true;
      }
    }
  };
  for (const least of [EVERY_AMOUNT, 1, 0]) {
    pairUnique(
      (row, sheet) => sameName(row, sheet) && fitsMode(row, sheet) && agreement(row, sheet) >= least,
    );
  }
  // A way of evaluation that was noted wrongly, a name that was written otherwise: only amounts can prove it.
  const proven = (row: SummaryRow, sheet: NamedSheet): boolean =>
    agreement(row, sheet) === EVERY_AMOUNT && read(row.budget)?.value.isZero() === false;
  pairUnique((row, sheet) => sameName(row, sheet) && proven(row, sheet));
  pairUnique(
    (row, sheet) =>
      fitsMode(row, sheet) && proven(row, sheet) && isNearName(keys.get(row) ?? '', keys.get(sheet) ?? ''),
  );

  const unclear: { rows: SummaryRow[]; sheets: NamedSheet[] }[] = [];
  for (const row of openRows) {
    const rivals = [...openSheets].filter((sheet) => sameName(row, sheet) && fitsMode(row, sheet));
    if (rivals.length === 0) continue;
    const tied = [...openRows].filter((other) => keys.get(other) === keys.get(row));
    unclear.push({ rows: tied, sheets: rivals });
    for (const one of tied) openRows.delete(one);
    for (const one of rivals) openSheets.delete(one);
  }
  const order = new Map(rows.map((row, index) => [row, index]));
  return {
    pairs: pairs.toSorted((one, other) => (order.get(one.row) ?? 0) - (order.get(other.row) ?? 0)),
    rowsAlone: [...openRows],
    sheetsAlone: [...openSheets],
    nameless: sheets.filter(({ sheet }) => sheet.name === undefined),
    unclear,
  };
}
