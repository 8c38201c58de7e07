import { zh } from '../language/message.js';
import * as XLSX from 'xlsx';
import type { Cell, Document, Format, HiddenText, Sheet } from './document.js';
import {
  checkOpenDocument,
  checkSpreadsheetMl,
  endsInQuotes,
  isWithin,
  type TableVisibility,
} from './check-markup.js';
import { checkBinarySheet, checkWorkbookStream, RecordFault } from './check-records.js';
import { NOT_WORKED_OUT } from './fault.js';
import { Budget, type Limits } from './limits.js';
import { isGeneral } from './number-format.js';
import { shownNumber } from './shown.js';
import { UnreadableFile } from './unreadable-file.js';
import { saysWho } from './unseen.js';
import type { Package } from './zip.js';

/** Reads .xlsb and .ods (and could .xlsx): its parts, checked and unpacked within the limits, are handed to the library. */
export async function readPackage(
  file: string,
  format: 'xlsb' | 'ods' | 'xlsx',
  pack: Package,
  limits: Limits,
): Promise<Document> {
  const { zipSync } = await import('fflate');
  const parts = Object.fromEntries(
    pack.names.flatMap((name): [string, Uint8Array][] => {
      const content = /\.(?:xml|rels|bin)$/iu.test(name) ? pack.part(name) : undefined;
      if (content && /^xl\/worksheets\/sheet\d+\.bin$/iu.test(name)) checkBinarySheet(content);
      return content ? [[name, content]] : [];
    }),
  );
  let tables: readonly TableVisibility[] = [];
  if (format === 'ods') {
    const manifest = new TextDecoder().decode(parts['META-INF/manifest.xml']);
    if (manifest.includes('encryption-data')) throw new RecordFault('password');
    tables = checkOpenDocument(new TextDecoder('utf-8', { fatal: true }).decode(parts['content.xml']));
    // Without any styles the library gives up.
    parts['styles.xml'] ??= new Uint8Array();
  }
  const workbook = XLSX.read(zipSync(parts, { level: 0 }), { ...READ, type: 'buffer' });
  return toDocument(file, format, workbook, limits, { tables });
}

/** Reads the old binary format (.xls, .et) in its compound file. */
export async function readCompound(file: string, bytes: Uint8Array, limits: Limits): Promise<Document> {
  const container = readContainer(bytes, { type: 'buffer' });
  const entries = container.FullPaths.map((path) => path.replace(/^.*\/(?=.)/u, ''));
  if (entries.includes('EncryptedPackage')) {
    throw new RecordFault('password');
  }
  if (!entries.includes('Workbook') && !entries.includes('Book')) {
    throw new UnreadableFile(
      entries.includes('WordDocument')
        ? zh`是旧格式的 Word 或 WPS 文字文档（.doc、.wps），不能读取；请用 Word 或 WPS 另存为 .docx`
        : zh`不是工作簿；请改用 Excel、WPS 或 CSV 格式的决算表`,
      'unsupported',
    );
  }
  const stream = container.FileIndex[entries.findIndex((name) => name === 'Workbook' || name === 'Book')];
  if (!stream || stream.content.length < stream.size) throw new RecordFault('cut short');
  checkWorkbookStream(Uint8Array.from(stream.content));
  // Code pages are needed by this format alone, and cost more than all else to load.
  XLSX.set_cptable(await import('xlsx/dist/cpexcel.full.mjs'));
  return toDocument(file, 'xls', XLSX.read(bytes, { ...READ, type: 'buffer' }), limits);
}

// The library declares its reader of compound files without types.
const { read: readContainer } = XLSX.CFB as {
  read: (
    bytes: Uint8Array,
    options: { type: 'buffer' },
  ) => { FullPaths: string[]; FileIndex: { content: ArrayLike<number>; size: number }[] };
};

// cellStyles keeps formulas without a stored value and the hidden flags of rows and columns.
const READ: XLSX.ParsingOptions = {
  dense: true,
  cellFormula: true,
  cellNF: true,
  cellText: true,
  cellHTML: false,
  cellStyles: true,
};

// The library declares these helpers without types.
const { is_date: isDateFormat } = XLSX.SSF as { is_date: (format: string) => boolean };

/** Reads csv, tab-separated text, a web page with tables, or SpreadsheetML. */
export function readTable(file: string, text: string, limits: Limits): Document {
  const head = text.slice(0, 2000).toLowerCase();
  if (head.includes('urn:schemas-microsoft-com:office:spreadsheet')) {
    checkSpreadsheetMl(text);
    return toDocument(file, 'xml', XLSX.read(text, { ...READ, type: 'string' }), limits);
  }
  if (/<(?:!doctype html|html|table|body)[\s>]/u.test(head)) {
    // A table that is commented out is none. Without `raw` the library would turn codes such as 0101 into numbers.
    const shown = text.replace(/<!--.*?-->/gsu, '');
    const workbook = XLSX.read(shown, { ...READ, type: 'string', raw: true });
    return toDocument(file, 'html', workbook, limits, { onlySheet: baseName(file) });
  }
  if (head.includes('uof:uof') || head.includes('<uof')) {
    throw new UnreadableFile(zh`是 UOF 文档，暂不能读取；请另存为 Excel 工作簿`, 'unsupported');
  }
  if (/^\s*(?:<\?xml|mime-version:|\{\\rtf)/u.test(head)) {
    throw new UnreadableFile(zh`不是工作簿；请改用 Excel、WPS 或 CSV 格式的决算表`, 'unsupported');
  }
  const separator = separatorOf(text);
  if (endsInQuotes(text, separator)) {
    throw new UnreadableFile(zh`有一处双引号没有配对，后面的内容无法分列；请补上引号或重新导出`, 'broken');
  }
  const workbook = XLSX.read(text, { ...READ, type: 'string', raw: true, FS: separator });
  return toDocument(file, separator === '\t' ? 'tsv' : 'csv', workbook, limits, {
    onlySheet: baseName(file),
  });
}

/** The separator that stands in most lines; a comma where there is none. */
function separatorOf(text: string): string {
  const lines = text.split(/\r?\n/u).slice(0, 200);
  const linesWith = (separator: string): number => lines.filter((line) => line.includes(separator)).length;
  return ['\t', ',', ';'].reduce((best, next) => (linesWith(next) > linesWith(best) ? next : best));
}

function baseName(file: string): string {
  return file.replace(/^.*[/\\]/u, '').replace(/\.[^.]*$/u, '');
}

function toDocument(
  file: string,
  format: Format,
  workbook: XLSX.WorkBook,
  limits: Limits,
  {
    onlySheet,
    tables = [],
  }: { readonly onlySheet?: string; readonly tables?: readonly TableVisibility[] } = {},
): Document {
  const budget = new Budget(limits);
  const names = workbook.SheetNames;
  const unseen = authorsOf(workbook);
  const sheets = names.map((name, index) => {
    const sheet = workbook.Sheets[name];
    const visibility = tables[index];
    const hidden = visibility?.isHidden === true ? 1 : (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0);
    const state = hidden === 0 ? 'visible' : hidden === 1 ? 'hidden' : 'veryHidden';
    const shownName = onlySheet === undefined || names.length > 1 ? name : onlySheet;
    const read = toSheet(shownName, state, sheet, budget, visibility);
    unseen.push(...commentsOf(sheet, read.name));
    return read;
  });
  return { file, format, sheets, paragraphs: [], hidden: unseen };
}

function authorsOf({ Props = {} }: XLSX.WorkBook): HiddenText[] {
  const properties = [
    ['author', Props.Author],
    ['author', Props.Manager],
    ['last-editor', Props.LastAuthor],
    ['company', Props.Company],
  ] as const;
  return properties.flatMap(([what, name]) => (name !== undefined && saysWho(name) ? [{ what }] : []));
}

function commentsOf(sheet: XLSX.WorkSheet | undefined, name: string): HiddenText[] {
  const data = (sheet?.['!data'] ?? []) as readonly (readonly (XLSX.CellObject | undefined)[] | undefined)[];
  return data.flatMap((cells, row) =>
    (cells ?? []).flatMap((cell, column): HiddenText[] =>
      cell?.c && cell.c.length > 0 ? [{ what: 'comment', place: { sheet: name, row, column } }] : [],
    ),
  );
}

function toSheet(
  name: string,
  state: Sheet['state'],
  sheet: XLSX.WorkSheet | undefined,
  budget: Budget,
  visibility: TableVisibility = { isHidden: false, rows: [], columns: [] },
): Sheet {
  const data = (sheet?.['!data'] ?? []) as readonly (readonly (XLSX.CellObject | undefined)[] | undefined)[];
  const hiddenRows = sheet?.['!rows'] ?? [];
  const hiddenColumns = sheet?.['!cols'] ?? [];
  const rows = Array.from(data, (cells, row) => {
    const kept: (Cell | undefined)[] = [];
    const isHiddenRow = hiddenRows[row]?.hidden === true || isWithin(visibility.rows, row);
    for (const [column, source] of (cells ?? []).entries()) {
      const hidden =
        isHiddenRow || hiddenColumns[column]?.hidden === true || isWithin(visibility.columns, column);
      const cell = source && toCell(source, row, column, hidden);
      if (cell) {
        budget.cell(row, column, cell.shown);
        kept[column] = cell;
      }
    }
    return kept;
  });
  const merges = (sheet?.['!merges'] ?? []).map(({ s, e }) => ({
    top: s.r,
    left: s.c,
    bottom: e.r,
    right: e.c,
  }));
  budget.sheet(rows.length, merges.length);
  return { name, state, rows, merges };
}

function toCell(source: XLSX.CellObject, row: number, column: number, hidden: boolean): Cell | undefined {
  const formula = source.f === undefined ? {} : { formula: source.f };
  const place = { row, column, hidden, ...formula };
  switch (source.t) {
    case 'n': {
      const stored = Number(source.v);
      const isDate = typeof source.z === 'string' && isDateFormat(source.z);
      const formatted = source.w ?? String(stored);
      const shown = isDate
        ? formatted.trim()
        : shownNumber(stored, formatted, isGeneral(String(source.z ?? '')));
      return { ...place, kind: isDate ? 'text' : 'number', shown, stored };
    }
    case 'e':
      // Without an error code it is a formula whose result was never stored.
      return { ...place, kind: 'fault', shown: source.w ?? NOT_WORKED_OUT, stored: null };
    case 's':
    case 'b':
    case 'd': {
      const shown = source.w ?? String(source.v ?? '');
      return shown.trim() === ''
        ? undefined
        : { ...place, kind: 'text', shown, stored: String(source.v ?? '') };
    }
    case 'z':
      // A formula whose result was never stored: the zero that the library supplies is no figure.
      return source.f === undefined
        ? undefined
        : { ...place, kind: 'fault', shown: NOT_WORKED_OUT, stored: null };
  }
}
