import { zh, type Tell } from '../../language/message.js';
import { address, rangeAddress, type Location } from '../../model/location.js';
import type { Cell, Document, Range, Sheet } from '../../source/document.js';
import { rangeOf } from '../../source/read-xlsx.js';
import { formatLike, plainAmount } from '../amount.js';
import { textWidth } from '../wrap.js';
import { sheetNames, workbookOf, type CellContent, type SheetContent } from '../workbook/write-workbook.js';

/** A workbook made of what was read from a file of another format. */
export interface Conversion {
  readonly bytes: Uint8Array;
  /** Where a place of the file is in the workbook. */
  readonly placeOf: (location: Location) => Location;
}

/**
 * Makes a workbook of a file that is none, or of an older format: values as they are shown, merged cells, and the
 * paragraphs of a text. Its first sheet says that it is a conversion.
 */
export function converted(document: Document, tell: Tell): Conversion {
  const { sheets, paragraphs } = document;
  const hasText = paragraphs.length > 0;
  const names = sheetNames([
    tell(zh`说明`),
    ...(hasText ? [tell(zh`正文`)] : []),
    ...sheets.map(({ name }) => name),
  ]);
  const [notice = '', text = ''] = names;
  const own = names.slice(names.length - sheets.length);
  const bytes = workbookOf([
    noticeSheet(notice, document.file, tell),
    ...(hasText ? [textSheet(text, document, tell)] : []),
    ...sheets.map((sheet, index) => contentSheet(own[index] ?? '', sheet)),
  ]);
  const rowOfLine = new Map(paragraphs.map(({ line }, index) => [line, index + 1]));
  const placeOf = ({ file, sheet, cell, range, line }: Location): Location => {
    const row = line === undefined ? undefined : rowOfLine.get(line);
    if (row !== undefined) return { file, sheet: text, cell: address(row, 1) };
    const found = sheets.findIndex((one) => one.name === sheet || firstRowOf(one, sheet) !== undefined);
    const source = sheets[found];
    if (!source) return { file, sheet: notice };
    const at = { file, sheet: own[found] ?? '' };
    const firstRow = firstRowOf(source, sheet) ?? 0;
    if (cell !== undefined) return { ...at, cell: moved(cell, firstRow).split(':')[0] ?? cell };
    return range === undefined ? at : { ...at, range: moved(range, firstRow) };
  };
  return { bytes, placeOf };
}

/** A table of a document is a sheet with the paragraphs around it; its cells are counted from its own first row. */
const firstRowOf = ({ around }: Sheet, table: string | undefined): number | undefined =>
  around?.tables.find(({ name }) => name === table)?.firstRow;

function moved(range: string, rows: number): string {
  const { top, left, bottom, right } = rangeOf(range);
  return rangeAddress({ top: top + rows, left, bottom: bottom + rows, right });
}

const noticeSheet = (name: string, file: string, tell: Tell): SheetContent => ({
  name,
  state: 'visible',
  widths: [100],
  rows: [
    [{ look: 'title', text: tell(zh`这是转换件，不是原件`) }],
    [
      {
        look: 'text',
        text: tell(zh`由 gouji 根据“${file.replace(/^.*\//u, '')}”中读到的内容另制，供标注问题之用。`),
      },
    ],
    [
      {
        look: 'text',
        text: tell(zh`只保留显示的内容和合并单元格；公式、格式、图片没有保留，隐藏的行列照样显示。`),
      },
    ],
    [
      {
        look: 'text',
        text: tell(zh`标为红色的是错误，黄色的需要说明，蓝色的是提示，灰色的与问题有关；批注写明原因。`),
      },
    ],
  ],
});

const textSheet = (name: string, { paragraphs }: Document, tell: Tell): SheetContent => ({
  name,
  state: 'visible',
  widths: [8, 100],
  rows: [
    [
      { look: 'head', text: tell(zh`行`) },
      { look: 'head', text: tell(zh`正文`) },
    ],
    ...paragraphs.map(({ line, text }): CellContent[] => [
      { look: 'middle', number: String(line) },
      { look: 'entry', text },
    ]),
  ],
});

const contentSheet = (name: string, { state, rows, merges }: Sheet): SheetContent => ({
  name,
  state,
  widths: widthsOf(rows, merges),
  rows: Array.from(rows, (row) => Array.from(row, (cell) => cell && contentOf(cell))),
  merges: merges.map(rangeAddress),
});

/** A plain number stays one, with the separators and decimals that are shown; all else is the text that is shown. */
function contentOf({ kind, shown }: Cell): CellContent {
  if (kind !== 'number' || !plainAmount(shown))
    return { look: shown.includes('\n') ? 'text' : 'plain', text: shown };
  return { look: 'plain', number: shown.replaceAll(',', ''), format: formatLike(shown) };
}

const WIDTHS = { least: 8, most: 40 };

/** Wide enough for what stands in one column alone. */
function widthsOf(rows: Sheet['rows'], merges: readonly Range[]): number[] {
  const wide = new Set(
    merges.filter(({ left, right }) => right > left).map(({ top, left }) => address(top, left)),
  );
  const widths: (number | undefined)[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      const width = !cell || wide.has(address(cell.row, column)) ? 0 : textWidth(cell.shown) + 2;
      widths[column] = Math.min(WIDTHS.most, Math.max(WIDTHS.least, widths[column] ?? 0, width));
    });
  }
  return Array.from(widths, (width) => width ?? WIDTHS.least);
}
