import { noteLines, titleLines } from './around-tables.js';
import type { Cell, Document, Format, HiddenText, Paragraph, Range, Sheet } from './document.js';
import { Budget, type Limits } from './limits.js';

/** What a document or a page is made of, in reading order, whatever its format. */
export type Block = ParagraphBlock | TableBlock;

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly heading?: number;
  /** What else stands there and is not shown. */
  readonly hidden?: readonly HiddenText['what'][];
}

export interface TableBlock {
  readonly kind: 'table';
  readonly cells: readonly TableCell[];
  readonly merges: readonly Range[];
  /** It only places text side by side. */
  readonly isLayout?: boolean;
}

export interface TableCell {
  readonly row: number;
  readonly column: number;
  readonly blocks: readonly Block[];
}

type NumberedParagraph = ParagraphBlock & { readonly line: number };

/** A table with its name; several that nothing but the end of a page parts are one. */
interface NumberedTable {
  readonly kind: 'table';
  readonly parts: (TableBlock & { readonly name: string })[];
}

/**
 * Makes a document of blocks: paragraphs are numbered, and each table becomes a sheet (表格1, 表格2 …) with
 * the paragraphs around it that may be its title or its notes. Tables within a cell are part of its text.
 *
 * @throws UnreadableFile when a limit is passed
 */
export function documentOf(
  file: string,
  format: Format,
  blocks: readonly Block[],
  limits: Limits,
): Document & { readonly hidden: readonly HiddenText[] } {
  const budget = new Budget(limits);
  const paragraphs: Paragraph[] = [];
  const hidden: HiddenText[] = [];
  const flow: (NumberedParagraph | NumberedTable)[] = [];
  let tables = 0;
  for (const block of blocks.flatMap(withoutFrames)) {
    if (block.kind === 'table') {
      if (block.cells.length === 0) continue;
      const part = { ...block, name: `表格${++tables}` };
      const before = flow.findLast((one) => one.kind === 'table' || !PAGE_NUMBER.test(one.text));
      const continues = before?.kind === 'table' && widthOf(before.parts[0]) === widthOf(part);
      if (continues) before.parts.push(part);
      else flow.push({ kind: 'table', parts: [part] });
      for (const { row, column, blocks: content } of block.cells)
        for (const what of content.flatMap(hiddenIn))
          hidden.push({ what, place: { sheet: part.name, row, column } });
      continue;
    }
    const { heading } = block;
    const text = block.text.trim();
    const line = paragraphs.length + (text === '' ? 0 : 1);
    for (const what of block.hidden ?? []) hidden.push({ what, place: { line: Math.max(line, 1) } });
    if (text === '') continue;
    budget.paragraph(line, text);
    paragraphs.push({ text, line, ...(heading !== undefined && { heading }) });
    flow.push({ ...block, text, line });
  }
  const sheets: Sheet[] = [];
  let taken = 0;
  for (const [index, block] of flow.entries()) {
    if (block.kind === 'paragraph') continue;
    const before = linesBefore(flow, Math.max(taken, index - LONGEST_WALK), index);
    const behind = linesBehind(flow, index);
    const above = before.slice(before.length - titleLines(before.map(({ text }) => text)));
    const below = behind.slice(0, noteLines(behind.map(({ text }) => text)));
    taken = index + 1 + below.length;
    sheets.push(sheetOf(block.parts, above, below, budget));
  }
  return { file, format, sheets, paragraphs, hidden };
}

/** "- 5 -", "第5页": what a page puts between two parts of a table. */
const PAGE_NUMBER = /^(?:第\s?\d{1,4}\s?页|[-—–]?\s?\d{1,4}\s?[-—–]?)$/u;

const widthOf = (table: TableBlock | undefined): number =>
  Math.max(
    table?.cells.reduce((last, { column }) => Math.max(last, column), 0) ?? 0,
    table?.merges.reduce((last, { right }) => Math.max(last, right), 0) ?? 0,
  );

/** No more paragraphs are looked at around a table. */
const LONGEST_WALK = 12;

function linesBefore(
  flow: readonly (NumberedParagraph | NumberedTable)[],
  from: number,
  end: number,
): NumberedParagraph[] {
  const lines = flow.slice(from, end);
  const lastTable = lines.findLastIndex(({ kind }) => kind === 'table');
  return lines.slice(lastTable + 1).filter((block) => block.kind === 'paragraph');
}

function linesBehind(
  flow: readonly (NumberedParagraph | NumberedTable)[],
  table: number,
): NumberedParagraph[] {
  const lines = flow.slice(table + 1, table + 1 + LONGEST_WALK);
  const next = lines.findIndex(({ kind }) => kind === 'table');
  return lines.slice(0, next < 0 ? lines.length : next).filter((block) => block.kind === 'paragraph');
}

/** A table of one column is a frame around text, and one that only places text side by side is no table. */
function withoutFrames(block: Block): Block[] {
  if (block.kind === 'paragraph') return [block];
  const { cells, isLayout } = block;
  const isFrame = new Set(cells.map(({ column }) => column)).size === 1;
  return isLayout === true || isFrame ? cells.flatMap((cell) => cell.blocks.flatMap(withoutFrames)) : [block];
}

function sheetOf(
  parts: NumberedTable['parts'],
  above: readonly NumberedParagraph[],
  below: readonly NumberedParagraph[],
  budget: Budget,
): Sheet {
  const rows: (Cell | undefined)[][] = [];
  const lines: (number | undefined)[] = [];
  const merges: Range[] = [];
  const tables: { name: string; firstRow: number }[] = [];
  const put = (row: number, column: number, text: string): void => {
    budget.cell(row, column, text);
    (rows[row] ??= [])[column] = textCell(row, column, text);
  };
  let next = 0;
  const putLines = (paragraphs: readonly NumberedParagraph[]): void => {
    for (const { text, line } of paragraphs) {
      put(next, 0, text);
      lines[next++] = line;
    }
  };
  putLines(above);
  for (const part of parts) {
    const firstRow = next;
    tables.push({ name: part.name, firstRow });
    for (const { row, column, blocks } of part.cells) {
      const text = blocks.map(textOf).join('\n').trim();
      if (text !== '') put(firstRow + row, column, text);
    }
    for (const { top, left, bottom, right } of part.merges)
      merges.push({ top: top + firstRow, left, bottom: bottom + firstRow, right });
    next = firstRow + lastRow(part) + 1;
  }
  putLines(below);
  budget.sheet(rows.length, merges.length);
  return {
    name: tables[0]?.name ?? '',
    state: 'visible',
    rows: Array.from(rows, (row: Sheet['rows'][number] | undefined) => row ?? []),
    merges,
    around: { tables, lines: Array.from(lines) },
  };
}

const lastRow = ({ cells, merges }: TableBlock): number =>
  merges.reduce((last, { bottom }) => Math.max(last, bottom), cells.at(-1)?.row ?? 0);

/** A cell as a text prints it. */
export const textCell = (row: number, column: number, text: string): Cell => ({
  row,
  column,
  kind: 'text',
  shown: text,
  stored: text,
  hidden: false,
});

function textOf(block: Block): string {
  return block.kind === 'paragraph'
    ? block.text.trim()
    : block.cells.map(({ blocks }) => blocks.map(textOf).join('\n')).join('\n');
}

const hiddenIn = (block: Block): readonly HiddenText['what'][] =>
  block.kind === 'paragraph'
    ? (block.hidden ?? [])
    : block.cells.flatMap(({ blocks }) => blocks.flatMap(hiddenIn));
