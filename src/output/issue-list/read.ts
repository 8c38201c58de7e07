import type { Problem } from '../../engine/outcome.js';
import type { Waiver } from '../../engine/waiver.js';
import { joined, told, zh, type Tell } from '../../language/message.js';
import { address } from '../../model/location.js';
import type { Document, Sheet } from '../../source/document.js';
import { headingsIn } from '../heading.js';
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
 * @param tells the languages that it may be written in
 * @returns undefined where no sheet of the workbook is such a list
 */
export function answersIn({ file, sheets }: Document, tells: readonly Tell[] = [told]): Answers | undefined {
  const lists = sheets.flatMap((sheet) => {
    const head = headOf(sheet, tells);
    return head ? [{ sheet, ...head }] : [];
  });
  if (lists.length === 0) return undefined;
  const waivers: Waiver[] = [];
  const problems: Problem[] = [];
  // A list that is too long for one sheet goes on in the next.
  for (const { sheet, row, columns, cells, tell } of lists.flatMap(rowsOf)) {
    const textOf = (id: ColumnId): string => cells[columns.get(id) ?? -1]?.shown.trim() ?? '';
    const wording = withoutBlanks(textOf('decision'));
    const reason = textOf('response');
    const fingerprint = textOf('fingerprint');
    if (fingerprint === '' || (wording === '' && reason === '')) continue;
    const decision = DECISIONS.find((one) => withoutBlanks(tell(one.wording)) === wording)?.decision;
    if (decision === undefined && wording !== '') {
      const known = DECISIONS.map((one) => tell(one.wording));
      const message = zh`第 ${row + 1} 行的处理结果“${wording}”不在可选之列（${joined(known, zh`、`)}），按未处理计`;
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

/** Titles and decisions are known whatever blanks are in them. */
const withoutBlanks = (text: string): string => text.replace(/\s/gu, '');

/** The row of the titles, in which column each stands, and the language that they are in. */
interface ListHead {
  readonly row: number;
  readonly columns: ReadonlyMap<ColumnId, number>;
  readonly tell: Tell;
}

function headOf({ rows }: Sheet, tells: readonly Tell[]): ListHead | undefined {
  for (const [row, cells] of rows.entries()) {
    const titles = cells.map((cell) => cell && withoutBlanks(cell.shown));
    for (const tell of tells) {
      const columns = new Map(
        COLUMNS.flatMap(({ id, title }): [ColumnId, number][] => {
          const column = titles.indexOf(withoutBlanks(headingsIn(tell)(title)));
          return column < 0 ? [] : [[id, column]];
        }),
      );
      if (NEEDED.every((id) => columns.has(id))) return { row, columns, tell };
    }
  }
  return undefined;
}
