import * as XLSX from 'xlsx';
import { readPrinted } from '../../src/figure/printed.js';
import { factOf } from '../../src/model/report.js';
import type { Cell, Document, Sheet } from '../../src/source/document.js';
import { readDocument } from '../../src/source/read-document.js';
import { cellKey } from './coverage.js';
import { mapCells, moveRows, placeOf, retyped, withColumn, withSheet } from './edit.js';
import type { Workbook } from './workbook.js';

/** A change that leaves the meaning of a workbook as it is; undefined where the workbook has nothing of the kind. */
type Change = (workbook: Workbook) => readonly Document[] | undefined | Promise<readonly Document[]>;

/** Changes after which every rule must come to the same verdicts. */
export const HARMLESS: Readonly<Record<string, Change>> = {
  表中插入空行: (workbook) =>
    perTable(workbook, (sheet, { firstRow, lastRow }) =>
      insertRow(sheet, Math.ceil((firstRow + lastRow) / 2)),
    ),
  表前插入空行: ({ documents }) => everySheet(documents, (sheet) => insertRow(sheet, 0)),
  左边插入空列: ({ documents }) => everySheet(documents, (sheet) => withColumn(sheet, 0)),
  末列前插入空列: (workbook) => perTable(workbook, (sheet, { lastColumn }) => withColumn(sheet, lastColumn)),
  次列前插入空列: (workbook) =>
    perTable(workbook, (sheet, { firstColumn }) => withColumn(sheet, firstColumn + 1)),
  中间插入空列: (workbook) =>
    perTable(workbook, (sheet, { firstColumn, lastColumn }) =>
      withColumn(sheet, Math.ceil((firstColumn + lastColumn) / 2)),
    ),
  工作表改名: ({ documents }) =>
    documents.map((document) => ({
      ...document,
      sheets: document.sheets.map((sheet, index) => ({ ...sheet, name: `Sheet${index + 1}` })),
    })),
  工作表移到前面: ({ documents }) =>
    documents.map((document) => ({
      ...document,
      sheets: [...document.sheets.slice(-1), ...document.sheets.slice(0, -1)],
    })),
  插入隐藏空表: ({ documents }) =>
    documents.map((document) => ({
      ...document,
      sheets: [{ name: 'zz', state: 'hidden', rows: [], merges: [] }, ...document.sheets],
    })),
  取消合并单元格: (workbook) => everySheet(workbook.documents, (sheet) => ({ ...sheet, merges: [] })),
  标题改合并范围: widerHeads,
  数字改为文本: ({ documents }) =>
    everyCell(documents, (cell) =>
      cell.kind === 'number' ? { ...cell, kind: 'text', stored: cell.shown } : cell,
    ),
  文本改为数字: (workbook) =>
    everyFigure(workbook, (cell) => {
      const printed = readPrinted(cell.shown);
      return printed.kind === 'figure'
        ? { ...cell, kind: 'number', stored: printed.value.toNumber(), shown: cell.shown.trim() }
        : cell;
    }),
  全角数字: (workbook) =>
    everyFigure(workbook, (cell) => asText(cell, cell.shown.replace(/[\d.,]/gu, fullWidth))),
  数字前后空格: (workbook) => everyFigure(workbook, (cell) => asText(cell, `\u00a0${cell.shown} `)),
  名称中插入空格: ({ documents }) =>
    everyCell(documents, (cell) =>
      cell.kind === 'text' && /^\p{Script=Han}{4,20}$/u.test(cell.shown)
        ? retyped(cell, `${cell.shown.slice(0, 2)}　${cell.shown.slice(2, 3)}\n${cell.shown.slice(3)} `)
        : cell,
    ),
  // All zeros of the workbook alike: a form either prints them or leaves them out.
  零改为空白: (workbook) => everyFigure(workbook, (cell) => (isZero(cell) ? undefined : cell)),
  零改为横线: (workbook) => everyFigure(workbook, (cell) => (isZero(cell) ? asText(cell, '—') : cell)),
  空白改为零: blanksToZeros,
  科目行对调: swapCodeRows,
  改列宽另存: ({ file, bytes }) => resaved(file, bytes, 'xlsx'),
  '另存为 .xls': ({ file, bytes }) => resaved(file, bytes, 'biff8'),
  '另存为 .ods': ({ file, bytes }) => resaved(file, bytes, 'ods'),
};

const everySheet = (documents: readonly Document[], change: (sheet: Sheet) => Sheet): Document[] =>
  documents.map((document) => ({ ...document, sheets: document.sheets.map(change) }));

const everyCell = (documents: readonly Document[], change: (cell: Cell) => Cell | undefined): Document[] =>
  everySheet(documents, (sheet) => mapCells(sheet, change));

/** Changes the cells in which the report's amounts stand. */
function everyFigure({ documents, checked }: Workbook, change: (cell: Cell) => Cell | undefined): Document[] {
  const amounts = new Set(
    [...checked.report.tables.values()].flatMap(({ facts }) =>
      [...facts.values()].map(({ location }) => cellKey(location)),
    ),
  );
  return documents.map((document) => ({
    ...document,
    sheets: document.sheets.map((sheet) =>
      mapCells(sheet, (cell) => {
        const address = XLSX.utils.encode_cell({ r: cell.row, c: cell.column });
        const key = cellKey({ file: document.file, sheet: sheet.name, cell: address });
        return amounts.has(key) ? change(cell) : cell;
      }),
    ),
  }));
}

function isZero({ shown }: Cell): boolean {
  const printed = readPrinted(shown);
  return printed.kind === 'figure' && printed.value.isZero();
}

/** Whatever stands alone in its row above the first table is merged up to two columns beyond the sheet. */
function widerHeads({ documents, checked }: Workbook): Document[] {
  const parts = [...checked.report.tables.values()].flatMap((table) => table.parts);
  return everySheet(documents, (sheet) => {
    const tops = parts
      .filter((part) => part.sheet === sheet.name)
      .map(({ range = 'A1' }) => XLSX.utils.decode_range(range).s.r);
    const right = Math.max(0, ...sheet.rows.map((cells) => cells.length)) + 1;
    const heads = sheet.rows.slice(0, tops.length === 0 ? 0 : Math.min(...tops)).flatMap((cells) => {
      const [only, ...others] = cells.filter((cell) => cell !== undefined);
      return only && others.length === 0 ? [only] : [];
    });
    const merges = sheet.merges.filter(({ top }) => !heads.some(({ row }) => row === top));
    return {
      ...sheet,
      merges: [
        ...merges,
        ...heads.map(({ row, column }) => ({ top: row, bottom: row, left: column, right })),
      ],
    };
  });
}

const asText = (cell: Cell, shown: string): Cell => ({ ...cell, kind: 'text', shown, stored: shown });

const fullWidth = (character: string): string => String.fromCharCode(character.charCodeAt(0) + 0xfee0);

const insertRow = (sheet: Sheet, at: number): Sheet => moveRows(sheet, (row) => (row >= at ? row + 1 : row));

interface Extent {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** Changes each sheet once for each table that stands on it alone. */
function perTable(
  { documents, checked }: Workbook,
  change: (sheet: Sheet, extent: Extent) => Sheet,
): Document[] {
  const parts = [...checked.report.tables.values()].flatMap((table) => table.parts);
  return parts.reduce<Document[]>(
    (changed, part) => {
      const isAlone = parts.filter(({ sheet }) => sheet === part.sheet).length === 1;
      if (!isAlone || part.range === undefined) return changed;
      const { s, e } = XLSX.utils.decode_range(part.range);
      return withSheet(changed, part, (sheet) =>
        change(sheet, { firstRow: s.r, lastRow: e.r, firstColumn: s.c, lastColumn: e.c }),
      );
    },
    [...documents],
  );
}

/** Prints the zeros that a place leaves out. */
function blanksToZeros({ documents, checked }: Workbook): Document[] | undefined {
  const blanks = [...checked.report.tables.values()].flatMap(({ facts }) =>
    [...facts.values()].filter(({ state, printed }) => state === 'blank' && printed === ''),
  );
  if (blanks.length === 0) return undefined;
  const bySheet = new Map<string, { row: number; column: number }[]>();
  for (const { location } of blanks) {
    const sheet = location.sheet ?? '';
    bySheet.set(sheet, [...(bySheet.get(sheet) ?? []), placeOf(location.cell ?? '')]);
  }
  return everySheet(documents, (sheet) => {
    const rows = sheet.rows.map((cells) => [...cells]);
    for (const { row, column } of bySheet.get(sheet.name) ?? []) {
      const cells = rows[row];
      if (cells) cells[column] = { row, column, kind: 'text', shown: '0.00', stored: '0.00', hidden: false };
    }
    return { ...sheet, rows };
  });
}

/** Two neighbouring items (项) of 支出决算表 change places; the order of codes is no more than a note. */
function swapCodeRows({ documents, checked }: Workbook): Document[] | undefined {
  const table = checked.report.tables.get('expenditure');
  const items = table?.lines.filter(
    ({ code, location }) => code?.length === 7 && location.cell !== undefined,
  );
  const pair = items?.flatMap((line, index) => {
    const next = items[index + 1];
    const isBelow =
      next !== undefined &&
      next.location.sheet === line.location.sheet &&
      placeOf(next.location.cell ?? '').row === placeOf(line.location.cell ?? '').row + 1 &&
      table !== undefined &&
      factOf(table, next.key, 'totalExpenditure') !== undefined;
    return isBelow ? [line] : [];
  })[0];
  if (!pair) return undefined;
  const { row } = placeOf(pair.location.cell ?? '');
  return withSheet(documents, pair.location, (sheet) =>
    moveRows(sheet, (at) => (at === row ? row + 1 : at === row + 1 ? row : at)),
  );
}

/** Saves the workbook in a format, its columns too narrow for what they hold. */
async function resaved(file: string, bytes: Uint8Array, bookType: XLSX.BookType): Promise<Document[]> {
  const book = XLSX.read(bytes, { cellNF: true, cellStyles: true });
  for (const name of book.SheetNames) {
    const sheet = book.Sheets[name];
    if (!sheet) continue;
    const hidden = sheet['!cols'] ?? [];
    sheet['!cols'] = Array.from({ length: 20 }, (_, index) => ({
      wch: 4,
      ...(hidden[index]?.hidden && { hidden: true }),
    }));
  }
  const saved = XLSX.write(book, { type: 'buffer', bookType }) as Uint8Array;
  return [await readDocument(file, saved)];
}
