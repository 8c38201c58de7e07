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
  const flow = blocks.flatMap(withoutFrames).flatMap((block): (NumberedParagraph | TableBlock)[] => {
    if (block.kind === 'table') return block.cells.length > 0 ? [block] : [];
    const { heading } = block;
    const text = block.text.trim();
    const line = paragraphs.length + (text === '' ? 0 : 1);
    for (const what of block.hidden ?? []) hidden.push({ what, place: { line: Math.max(line, 1) } });
    if (text === '') return [];
    budget.paragraph(line, text);
    paragraphs.push({ text, line, ...(heading !== undefined && { heading }) });
    return [{ ...block, text, line }];
  });
  const sheets: Sheet[] = [];
  let taken = 0;
  for (const [index, block] of flow.entries()) {
    if (block.kind === 'paragraph') continue;
    const name = `表格${sheets.length + 1}`;
    const before = linesBefore(flow, Math.max(taken, index - LONGEST_WALK), index);
    const behind = linesBehind(flow, index);
    const above = before.slice(before.length - titleLines(before.map(({ text }) => text)));
    const below = behind.slice(0, noteLines(behind.map(({ text }) => text)));
    taken = index + 1 + below.length;
    sheets.push(sheetOf(name, block, above, below, budget));
    for (const { row, column, blocks: content } of block.cells)
      for (const what of content.flatMap(hiddenIn))
        hidden.push({ what, place: { sheet: name, row, column } });
  }
  return { file, format, sheets, paragraphs, hidden };
}

/** No more paragraphs are looked at around a table. */
const LONGEST_WALK = 12;

function linesBefore(
  flow: readonly (NumberedParagraph | TableBlock)[],
  from: number,
  end: number,
): NumberedParagraph[] {
  const lines = flow.slice(from, end);
  const lastTable = lines.findLastIndex(({ kind }) => kind === 'table');
  return lines.slice(lastTable + 1).filter((block) => block.kind === 'paragraph');
}

function linesBehind(flow: readonly (NumberedParagraph | TableBlock)[], table: number): NumberedParagraph[] {
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
  name: string,
  { cells, merges }: TableBlock,
  above: readonly NumberedParagraph[],
  below: readonly NumberedParagraph[],
  budget: Budget,
): Sheet {
  const rows: (Cell | undefined)[][] = [];
  const lines: (number | undefined)[] = [];
  const firstRow = above.length;
  const put = (row: number, column: number, text: string): void => {
    budget.cell(row, column, text);
    (rows[row] ??= [])[column] = textCell(row, column, text);
  };
  for (const [row, { text, line }] of above.entries()) {
    put(row, 0, text);
    lines[row] = line;
  }
  for (const { row, column, blocks } of cells) {
    const text = blocks.map(textOf).join('\n').trim();
    if (text !== '') put(firstRow + row, column, text);
  }
  const firstBelow = firstRow + lastRow(cells, merges) + 1;
  for (const [index, { text, line }] of below.entries()) {
    put(firstBelow + index, 0, text);
    lines[firstBelow + index] = line;
  }
  budget.sheet(rows.length, merges.length);
  return {
    name,
    state: 'visible',
    rows: Array.from(rows, (row: Sheet['rows'][number] | undefined) => row ?? []),
    merges: merges.map(({ top, left, bottom, right }) => ({
      top: top + firstRow,
      left,
      bottom: bottom + firstRow,
      right,
    })),
    around: { firstRow, lines: Array.from(lines) },
  };
}

const lastRow = (cells: readonly TableCell[], merges: readonly Range[]): number =>
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
