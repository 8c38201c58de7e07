import { zh } from '../language/message.js';
import { BLOCKS, cellsOf, findArticle, isDataTable, isElement, isHidden, rowsOf } from './article.js';
import { documentOf, type Block, type TableBlock, type TableCell } from './blocks.js';
import type { Document, HiddenText, Range } from './document.js';
import type { Limits } from './limits.js';
import { readTree, type PageElement } from './page-tree.js';
import { UnreadableFile } from './unreadable-file.js';

/**
 * Reads the article of a web page: its text and its tables, without what stands around it (see article.ts).
 * Nothing that the page names is fetched.
 *
 * @param file the name to cite in locations
 * @throws UnreadableFile when a limit is passed, or the page is a report of gouji: it draws parts of tables
 */
export function readPage(file: string, markup: string, limits: Limits): Document {
  if (markup.slice(0, HEAD).includes(OWN_REPORT))
    throw new UnreadableFile(zh`是 gouji 写出的核对报告，不是决算公开的内容`, 'unsupported');
  const { article, title, isBeside } = findArticle(readTree(markup, limits));
  const flow = new Flow(isBeside);
  if (title) flow.visit({ ...title, name: 'h1' });
  flow.visit(article);
  return documentOf(file, 'page', flow.finish(), limits);
}

/** What stands in the head of the pages that gouji writes. */
const OWN_REPORT = '<meta name="generator" content="gouji"';
const HEAD = 2000;

/** Stands for <br> until it is known whether it ends a paragraph. */
const BREAK = '\u0001';

/** Gathers the blocks of an element. */
class Flow {
  private readonly blocks: Block[] = [];
  private line = '';
  private heading: number | undefined;
  private readonly hidden = new Set<HiddenText['what']>();

  constructor(private readonly isBeside: (element: PageElement) => boolean) {}

  finish(): Block[] {
    this.endLine();
    return this.blocks;
  }

  visit(element: PageElement, marker = ''): void {
    const { name, children } = element;
    const isBlock = BLOCKS.has(name);
    if (isBlock) this.endLine();
    const level = /^h([1-6])$/u.exec(name)?.[1];
    if (level !== undefined) this.heading = Number(level);
    if (name === 'br') this.line += BREAK;
    else if (isDataTable(element, 1)) this.addTable(element);
    else {
      this.line += marker;
      // Browsers count the items of a numbered list.
      let number = name === 'ol' ? Number(element.attributes.start ?? 1) || 1 : undefined;
      for (const child of children) {
        if (!isElement(child)) this.line += name === 'pre' ? child.replace(/\r\n?|\n/gu, BREAK) : child;
        else if (isHidden(child)) this.noteHidden(child);
        else if (!this.isBeside(child)) {
          const isItem = child.name === 'li' && number !== undefined;
          this.visit(child, isItem ? `${number ?? 0}. ` : '');
          if (isItem && number !== undefined) number++;
        }
      }
    }
    if (isBlock) this.endLine();
    if (level !== undefined) this.heading = undefined;
  }

  private noteHidden(element: PageElement): void {
    if (element.children.some((child) => isElement(child) || child.trim() !== ''))
      this.hidden.add('hidden-text');
  }

  private endLine(): void {
    const line = this.line;
    this.line = '';
    if (line.trim() === '' && this.hidden.size === 0) return;
    for (const text of paragraphsIn(line)) {
      this.blocks.push({
        kind: 'paragraph',
        text,
        ...(this.heading !== undefined && { heading: this.heading }),
        ...(this.hidden.size > 0 && { hidden: [...this.hidden] }),
      });
      this.hidden.clear();
    }
  }

  private addTable(table: PageElement): void {
    const caption = table.children.filter(isElement).find(({ name }) => name === 'caption');
    if (caption) this.visit(caption);
    const rows = rowsOf(table);
    for (const part of rows.flatMap((row) => [row, ...cellsOf(row)]))
      if (isHidden(part)) this.noteHidden(part);
    const { cells, merges } = placesOf(rows.filter((row) => !isHidden(row)));
    const block: TableBlock = {
      kind: 'table',
      merges,
      cells: cells.map(({ row, column, element }): TableCell => {
        const flow = new Flow(() => false);
        flow.visit(element);
        return { row, column, blocks: flow.finish() };
      }),
    };
    this.blocks.push(block);
  }
}

/** @see HTML, §4.9.11 Attributes common to td and th elements */
const WIDEST_SPAN = 1000;
const HIGHEST_SPAN = 65_534;

const spanOf = (text: string | undefined, most: number): number => {
  const number = Number.parseInt(text ?? '1', 10);
  return number >= 1 ? Math.min(number, most) : 1;
};

interface PlacedCell {
  readonly row: number;
  readonly column: number;
  readonly element: PageElement;
}

/** @see HTML, §4.9.12.1 Forming a table */
function placesOf(rows: readonly PageElement[]): { cells: PlacedCell[]; merges: Range[] } {
  const cells: PlacedCell[] = [];
  const merges: Range[] = [];
  /** By column the first row that is free of cells which reach down from above. */
  const freeFrom: number[] = [];
  for (const [row, element] of rows.entries()) {
    let column = 0;
    for (const cell of cellsOf(element)) {
      if (isHidden(cell)) continue;
      while ((freeFrom[column] ?? 0) > row) column++;
      const { colspan, rowspan } = cell.attributes;
      const width = spanOf(colspan, WIDEST_SPAN);
      const height = Math.min(spanOf(rowspan, HIGHEST_SPAN), rows.length - row);
      cells.push({ row, column, element: cell });
      if (width > 1 || height > 1)
        merges.push({ top: row, left: column, bottom: row + height - 1, right: column + width - 1 });
      if (height > 1) for (let at = column; at < column + width; at++) freeFrom[at] = row + height;
      column += width;
    }
  }
  return { cells, merges };
}

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014-\u2026]/u;
const ENDS_PARAGRAPH = /[。；：！？:;]$/u;
/** Indented, or numbered. */
const BEGINS_PARAGRAPH =
  /^(?:\u3000|\u00a0{2}|\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|[（(]?\d{1,2}[）)、.．](?!\d)|第[一二三四五六七八九十]{1,3}部分))/u;

/**
 * The paragraphs of a line. Blanks are joined as browsers do, those of a line broken between two wide
 * characters left out. A <br> ends a paragraph where what follows is indented, numbered or nothing, or what
 * goes before is a whole sentence; else it is kept as a line break.
 */
function paragraphsIn(line: string): string[] {
  const joined = line.replace(/[ \t\r\n\f]+/gu, (blanks, at: number) => {
    const isBroken = /[\r\n]/u.test(blanks);
    const [before = '', after = ''] = [line[at - 1], line[at + blanks.length]];
    return isBroken && (WIDE.test(before) || WIDE.test(after)) ? '' : ' ';
  });
  const paragraphs: string[] = [];
  let text = '';
  for (const piece of joined.split(BREAK)) {
    const last = text.trimEnd();
    const isNew =
      last === '' || piece.trim() === '' || ENDS_PARAGRAPH.test(last) || BEGINS_PARAGRAPH.test(piece);
    if (isNew) {
      if (last !== '') paragraphs.push(text);
      text = piece;
    } else text += `\n${piece.trimStart()}`;
  }
  return [...paragraphs, text];
}
