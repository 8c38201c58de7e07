import { zh } from '../language/message.js';
import type { Cell, Document, HiddenText, Range, Sheet } from './document.js';
import { NOT_WORKED_OUT, UNKNOWN_FORMAT } from './fault.js';
import type { FormatLibrary } from './format-library.js';
import { Budget, type Limits } from './limits.js';
import { plainFormat, type FormatKey } from './number-format.js';
import { shownNumber } from './shown.js';
import { isTrue, officeReader } from './office-package.js';
import { namesIn, orUnread } from './unseen.js';
import { attributesOf, XmlFault } from './xml.js';
import type { Package } from './zip.js';

/**
 * Reads a workbook in the Office Open XML format (.xlsx, .xlsm) straight from its parts: what each cell
 * stores, shows and computes, what is merged, and what is hidden.
 *
 * @param file the name to cite in locations
 * @see ECMA-376 part 1, §18 SpreadsheetML
 * @throws UnreadableFile when a part is damaged or missing, or a limit is passed
 */
export async function readXlsx(file: string, pack: Package, limits: Limits): Promise<Document> {
  const book = readWorkbook(pack);
  const otherFormat = cellOfOtherFormat(book.formats);
  const budget = new Budget(limits);
  const sheets: Sheet[] = [];
  const hidden = [...book.hidden];
  let library: FormatLibrary | undefined;
  for (const { name, state, part } of book.sheets) {
    const xml = textOf(pack, part);
    if (!library && otherFormat?.test(xml) === true) {
      // Dates and elaborate formats are rare, and the library that knows them takes long to load.
      ({ formatLibrary: library } = await import('./format-library.js'));
    }
    sheets.push({ name, state, ...readSheet(xml, book, library, budget) });
    hidden.push(...commentsIn(pack, name, part));
  }
  return { file, format: 'xlsx', sheets, paragraphs: [], hidden };
}

/** Finds a cell of a style whose number format is no plain one; undefined where all are plain. */
function cellOfOtherFormat(formats: readonly FormatKey[]): RegExp | undefined {
  const others = formats.flatMap((format, style) => (plainFormat(format) ? [] : [style]));
  return others.length === 0 ? undefined : new RegExp(`\\ss=["'](?:${others.join('|')})["']`, 'u');
}

interface Workbook extends Pick<WorkbookParts, 'sheets' | 'is1904'> {
  readonly strings: readonly string[];
  /** Number format by style. */
  readonly formats: readonly FormatKey[];
  /** Of the workbook as a whole. */
  readonly hidden: readonly HiddenText[];
}

function readWorkbook(pack: Package): Workbook {
  const { sheets, is1904, partOf, ofPackage, ofWorkbook } = workbookParts(pack);
  const stringsPart = partOf('sharedStrings');
  const stylesPart = partOf('styles');
  return {
    sheets,
    is1904,
    strings: stringsPart === undefined ? [] : readStrings(pack, stringsPart),
    formats: stylesPart === undefined ? [] : readFormats(pack, stylesPart),
    hidden: [
      ...namesIn(pack, ofPackage, office),
      ...[...ofWorkbook.values()].flatMap(({ type }): HiddenText[] =>
        type === 'externalLink' ? [{ what: 'external-link' }] : [],
      ),
    ],
  };
}

/** Where the parts of a workbook stand in its package. */
export interface WorkbookParts {
  readonly workbookPart: string;
  /** In their order; charts and macros on sheets of their own left out. */
  readonly sheets: readonly {
    readonly name: string;
    readonly state: Sheet['state'];
    readonly part: string;
  }[];
  readonly is1904: boolean;
  /** The part that the workbook relates to by a type, such as styles. */
  readonly partOf: (type: string) => string | undefined;
  /** Relations of the package itself, and of the workbook. */
  readonly ofPackage: ReturnType<typeof relationsOf>;
  readonly ofWorkbook: ReturnType<typeof relationsOf>;
}

/** @throws UnreadableFile when the workbook lacks a part that it names */
export function workbookParts(pack: Package): WorkbookParts {
  const ofPackage = relationsOf(pack, '');
  const main = [...ofPackage.values()].find(({ type }) => type === 'officeDocument');
  const workbookPart = main?.target ?? 'xl/workbook.xml';
  const ofWorkbook = relationsOf(pack, workbookPart);
  const partOf = (type: string): string | undefined =>
    [...ofWorkbook.values()].find((relation) => relation.type === type)?.target;
  const sheets: { name: string; state: Sheet['state']; part: string }[] = [];
  const names = new Set<string>();
  let is1904 = false;
  scanPart(pack, workbookPart, 'workbook', {
    open: (element, text) => {
      if (element === 'workbookPr') is1904 = isTrue(attributesOf(text).date1904);
      if (element !== 'sheet') return;
      const { name = '', state, [':id']: id = '' } = attributesOf(text);
      const relation = ofWorkbook.get(id);
      if (/^(?:chartsheet|dialogsheet|xl(?:Intl)?Macrosheet)$/u.test(relation?.type ?? '')) return;
      if (relation?.type !== 'worksheet') throw missing(zh`工作表“${name}”`);
      // Places are named by their sheet.
      if (names.has(name.toLowerCase())) throw damaged();
      names.add(name.toLowerCase());
      sheets.push({
        name,
        state: state === 'hidden' || state === 'veryHidden' ? state : 'visible',
        part: relation.target,
      });
    },
  });
  if (sheets.length === 0) throw missing(zh`工作表`);
  return { workbookPart, sheets, is1904, partOf, ofPackage, ofWorkbook };
}

function readStrings(pack: Package, part: string): string[] {
  const strings: string[] = [];
  scanPart(
    pack,
    part,
    'sst',
    richText('si', (text) => strings.push(text)),
  );
  return strings;
}

/** Gathers the text of an element (shared or inline string), readings of East Asian words (rPh) left out. */
function richText(
  element: string,
  take: (text: string) => void,
): Record<'open' | 'text' | 'close', (nameOrText: string) => void> {
  let words = '';
  let inText = false;
  let inReading = false;
  return {
    open: (name) => {
      if (name === element) words = '';
      if (name === 'rPh') inReading = true;
      inText = name === 't' && !inReading;
    },
    text: (text) => {
      if (inText) words += text;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') inReading = false;
      if (name === element) take(unescaped(words));
    },
  };
}

/** _x000D_ stands for a character that XML cannot hold as it is; a carriage return ends no line of its own. */
const unescaped = (text: string): string =>
  text
    .replace(/_x([\dA-Fa-f]{4})_/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\r\n?/gu, '\n');

/** Characters that Excel lets the code of a number format have. */
const LONGEST_FORMAT = 255;

function readFormats(pack: Package, part: string): FormatKey[] {
  const own = new Map<number, string>();
  const formats: FormatKey[] = [];
  let inCells = false;
  scanPart(pack, part, 'styleSheet', {
    open: (element, text) => {
      if (element === 'cellXfs') inCells = true;
      if (element === 'numFmt') {
        const { numFmtId, formatCode } = attributesOf(text);
        if (formatCode !== undefined && formatCode.length > LONGEST_FORMAT) throw damaged();
        if (formatCode !== undefined) own.set(Number(numFmtId), formatCode);
      }
      if (element === 'xf' && inCells) {
        const id = Number(attributesOf(text).numFmtId ?? 0);
        formats.push(own.get(id) ?? id);
      }
    },
    close: (element) => {
      if (element === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

/** A cell as its element states it. */
interface StoredCell {
  row: number;
  column: number;
  type: string;
  style: number;
  value: string | undefined;
  formula: string | undefined;
  hidden: boolean;
}

function readSheet(
  xml: string,
  book: Workbook,
  library: FormatLibrary | undefined,
  budget: Budget,
): Pick<Sheet, 'rows' | 'merges'> {
  const rows: (Cell | undefined)[][] = [];
  const merges: Range[] = [];
  const hiddenColumns: { first: number; last: number }[] = [];
  const sharedFormulas = new Map<string, string>();
  const cell: StoredCell = {
    row: -1,
    column: -1,
    type: 'n',
    style: 0,
    value: undefined,
    formula: undefined,
    hidden: false,
  };
  let isRowHidden = false;
  let shared: string | undefined;
  let inside: 'value' | 'formula' | undefined;
  const inline = richText('is', (text) => {
    cell.value = text;
  });

  const finish = (): void => {
    const { row, column, value } = cell;
    if (shared !== undefined && cell.formula === '') cell.formula = sharedFormulas.get(shared) ?? '';
    else if (shared !== undefined) sharedFormulas.set(shared, cell.formula ?? '');
    if (value === undefined && cell.formula === undefined) return;
    cell.hidden = isRowHidden || hiddenColumns.some(({ first, last }) => column >= first && column <= last);
    const read = toCell(cell, book, library);
    budget.cell(row, column, read?.shown ?? '');
    const cells = (rows[row] ??= []);
    if (cells[column]) throw damaged();
    if (read) cells[column] = read;
  };

  scan(xml, 'worksheet', {
    open: (element, text) => {
      switch (element) {
        case 'row': {
          const { r, hidden } = attributesOf(text);
          cell.row = r === undefined ? cell.row + 1 : Number(r) - 1;
          cell.column = -1;
          if (!(cell.row >= 0)) throw damaged();
          isRowHidden = isTrue(hidden);
          break;
        }
        case 'c': {
          const { r, t = 'n', s = '0' } = attributesOf(text);
          const { row, column } = r === undefined ? { row: cell.row, column: cell.column + 1 } : placeOf(r);
          cell.row = row;
          cell.column = column;
          cell.type = t;
          cell.style = Number(s);
          cell.value = undefined;
          cell.formula = undefined;
          shared = undefined;
          break;
        }
        case 'v':
          inside = 'value';
          cell.value = '';
          break;
        case 'f': {
          inside = 'formula';
          cell.formula = '';
          const { t, si } = attributesOf(text);
          shared = t === 'shared' ? si : undefined;
          break;
        }
        case 'col': {
          const { min, max, hidden } = attributesOf(text);
          if (isTrue(hidden)) hiddenColumns.push({ first: Number(min) - 1, last: Number(max) - 1 });
          break;
        }
        case 'mergeCell':
          merges.push(rangeOf(attributesOf(text).ref ?? ''));
          break;
        default:
          inline.open(element);
      }
    },
    text: (text) => {
      if (inside === 'value') cell.value = `${cell.value ?? ''}${text}`;
      else if (inside === 'formula') cell.formula = `${cell.formula ?? ''}${text}`;
      else inline.text(text);
    },
    close: (element) => {
      if (element === 'v' || element === 'f') inside = undefined;
      else if (element === 'c') finish();
      else inline.close(element);
    },
  });
  budget.sheet(rows.length, merges.length);
  if (overlap(merges)) throw damaged();
  // A row in which nothing stands is an empty row.
  for (let row = 0; row < rows.length; row++) rows[row] ??= [];
  return { rows, merges };
}

/** Comments on the cells of a sheet. */
const commentsIn = (pack: Package, sheet: string, part: string): HiddenText[] =>
  [...relationsOf(pack, part).values()].flatMap(({ type, target }) =>
    type !== 'comments'
      ? []
      : orUnread(() => {
          const found: HiddenText[] = [];
          scanPart(pack, target, 'comments', {
            open: (element, text) => {
              if (element !== 'comment') return;
              found.push({ what: 'comment', place: { sheet, ...placeOf(attributesOf(text).ref ?? '') } });
            },
          });
          return found;
        }),
  );

/** Whether two ranges share a cell, which no spreadsheet program allows. */
function overlap(ranges: readonly Range[]): boolean {
  let reached: Range[] = [];
  for (const range of ranges.toSorted((one, other) => one.top - other.top)) {
    reached = reached.filter(({ bottom }) => bottom >= range.top);
    if (reached.some(({ left, right }) => left <= range.right && right >= range.left)) return true;
    reached.push(range);
  }
  return false;
}

const CELL = /^\$?[A-Z]{1,3}\$?(?!0+$)\d{1,7}$/u;
const [DIGIT_0, LETTER_A] = [0x30, 0x41];

/** The zero-based place of a cell reference: "$B$7" → (6, 1). */
export function placeOf(reference: string): { row: number; column: number } {
  if (!CELL.test(reference)) throw new XmlFault(`cell ${reference}`);
  let column = 0;
  let row = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at);
    if (code >= LETTER_A) column = column * 26 + code - LETTER_A + 1;
    else if (code >= DIGIT_0) row = row * 10 + code - DIGIT_0;
  }
  return { row: row - 1, column: column - 1 };
}

export function rangeOf(reference: string): Range {
  const [first = '', last = first] = reference.split(':');
  const [start, end] = [placeOf(first), placeOf(last)];
  return {
    top: Math.min(start.row, end.row),
    left: Math.min(start.column, end.column),
    bottom: Math.max(start.row, end.row),
    right: Math.max(start.column, end.column),
  };
}

function toCell(
  cell: StoredCell,
  { strings, formats, is1904 }: Workbook,
  library: FormatLibrary | undefined,
): Cell | undefined {
  const { type, style, value, formula } = cell;
  if (value === undefined) return faultCell(cell, NOT_WORKED_OUT);
  switch (type) {
    case 's': {
      const shared = strings[Number(value)];
      if (value.trim() === '' || shared === undefined) throw damaged();
      return textCell(cell, shared);
    }
    case 'str':
      return textCell(cell, unescaped(value));
    case 'inlineStr':
    case 'd':
      return textCell(cell, value);
    case 'b':
      return isTrue(value.trim()) ? textCell(cell, 'TRUE', 'true') : textCell(cell, 'FALSE', 'false');
    case 'e':
      return faultCell(cell, value);
    case 'n': {
      const digits = value.trim();
      const number = Number(digits);
      if (digits === '') return formula === undefined ? undefined : faultCell(cell, NOT_WORKED_OUT);
      if (!Number.isFinite(number)) return faultCell(cell, value);
      const format = formats[style] ?? 0;
      const plain = plainFormat(format);
      if (plain) return cellWith(cell, 'number', plain(digits, number).trim(), number);
      const formatted = library?.format(format, number, is1904);
      if (formatted === undefined) return faultCell(cell, UNKNOWN_FORMAT);
      return library?.isDate(format) === true
        ? cellWith(cell, 'text', formatted.trim(), number)
        : cellWith(cell, 'number', shownNumber(number, formatted), number);
    }
    default:
      throw damaged();
  }
}

function cellWith(
  { row, column, formula, hidden }: StoredCell,
  kind: Cell['kind'],
  shown: string,
  stored: Cell['stored'],
): Cell {
  return formula === undefined
    ? { row, column, kind, shown, stored, hidden }
    : { row, column, kind, shown, stored, hidden, formula };
}

/** A blank text is no cell. */
const textCell = (cell: StoredCell, shown: string, stored = shown): Cell | undefined =>
  shown.trim() === '' ? undefined : cellWith(cell, 'text', shown, stored);

const faultCell = (cell: StoredCell, shown: string): Cell => cellWith(cell, 'fault', shown, null);

const office = officeReader(zh`工作簿`, 'Excel');
const { damaged, missing, relationsOf, scan, scanPart, textOf } = office;
