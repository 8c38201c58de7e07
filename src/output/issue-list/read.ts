import type { Problem } from '../../engine/outcome.js';
import type { Waiver } from '../../engine/waiver.js';
import { address } from '../../model/location.js';
import type { Document, Sheet } from '../../source/document.js';
import { COLUMNS, DECISIONS, type ColumnId } from './columns.js';

export interface Answers {
  readonly waivers: readonly Waiver[];
  /** Rows that could not be understood. */
  readonly problems: readonly Problem[];
}

/**
 * The answers in a list of findings that came back. Its columns may have been moved, and rows sorted, left out or
 * added; rows without answer or fingerprint say nothing.
 *
 * @returns undefined where no sheet of the workbook is such a list
 */
export function answersIn({ file, sheets }: Document): Answers | undefined {
  const lists = sheets.flatMap((sheet) => {
    const head = headOf(sheet);
    return head ? [{ sheet, ...head }] : [];
  });
  if (lists.length === 0) return undefined;
  const waivers: Waiver[] = [];
  const problems: Problem[] = [];
  // A list that is too long for one sheet goes on in the next.
  for (const { sheet, row, columns, cells } of lists.flatMap(rowsOf)) {
    const textOf = (id: ColumnId): string => cells[columns.get(id) ?? -1]?.shown.trim() ?? '';
    const wording = textOf('decision').replace(/\s/gu, '');
    const reason = textOf('response');
    const fingerprint = textOf('fingerprint');
    if (fingerprint === '' || (wording === '' && reason === '')) continue;
    const decision = Object.hasOwn(DECISIONS, wording)
      ? DECISIONS[wording as keyof typeof DECISIONS]
      : undefined;
    if (decision === undefined && wording !== '') {
      const known = Object.keys(DECISIONS).join('、');
      const message = `第 ${row + 1} 行的处理结果“${wording}”不在可选之列（${known}），按未处理计`;
      problems.push({ file, message, kind: 'skipped' });
    }
    const [ruleId = ''] = textOf('rule').split(/\s/u);
    const department = textOf('department');
    const year = textOf('fiscalYear');
    const given = { wording, who: textOf('who'), reviewer: textOf('reviewer'), date: textOf('date') };
    waivers.push({
      fingerprint,
      ...(ruleId !== '' && { ruleId }),
      // An empty cell is of a report that states none.
      scope: {
        department: department === '' ? undefined : department,
        fiscalYear: year === '' ? undefined : Number(year),
      },
      decision: decision ?? 'open',
      reason,
      ...Object.fromEntries(Object.entries(given).filter(([, text]) => text !== '')),
      ...(columns.has('printed') && { printed: textOf('printed') }),
      location: { file, sheet: sheet.name, cell: address(row, columns.get('decision') ?? 0) },
    });
  }
  return { waivers, problems };
}

interface ListSheet extends ListHead {
  readonly sheet: Sheet;
}

const rowsOf = (list: ListSheet): (ListSheet & { readonly cells: Sheet['rows'][number] })[] =>
  list.sheet.rows.flatMap((cells, row) => (row > list.row ? [{ ...list, row, cells }] : []));

const NEEDED: readonly ColumnId[] = ['department', 'fiscalYear', 'response', 'decision', 'fingerprint'];

/** The row of the titles, and in which column each stands. */
interface ListHead {
  readonly row: number;
  readonly columns: ReadonlyMap<ColumnId, number>;
}

function headOf({ rows }: Sheet): ListHead | undefined {
  for (const [row, cells] of rows.entries()) {
    const titles = cells.map((cell) => cell?.shown.replace(/\s/gu, ''));
    const columns = new Map(
      COLUMNS.flatMap(({ id, title }): [ColumnId, number][] => {
        const column = titles.indexOf(title);
        return column < 0 ? [] : [[id, column]];
      }),
    );
    if (NEEDED.every((id) => columns.has(id))) return { row, columns };
  }
  return undefined;
}
