import { noteLines, titleLines } from './around-tables.js';
import { textCell } from './blocks.js';
import type { Cell, Document, Paragraph, Sheet } from './document.js';
import { Budget, type Limits } from './limits.js';

/**
 * Reads a text (.txt, .md): its lines are paragraphs, and those parted by tabs, or by bars as Markdown parts
 * them, are rows of tables. All tables stand in one sheet, each row in that of its line, so that a cell of it
 * is found in the text by its row; and as rows of a table that a page cuts stay in one sheet, it stays whole.
 *
 * @param file the name to cite in locations; of a sheet, without folder and suffix
 * @throws UnreadableFile when a limit is passed
 */
export function readText(file: string, text: string, limits: Limits): Document {
  const budget = new Budget(limits);
  const isMarkdown = /\.(?:md|markdown)$/iu.test(file);
  budget.sheet(text.split(/[\r\n]/u, MOST_LINES).length, 0);
  const lines = (isMarkdown ? withoutComments(text) : text).replace(/^\ufeff/u, '').split(/\r\n|\r|\n/u);
  const bars = barRows(lines);
  const paragraphs: Paragraph[] = [];
  const rows: (Cell | undefined)[][] = [];
  /** Paragraphs since the last row of a table, as many as may belong to the next one. */
  let between: Paragraph[] = [];
  const put = (row: number, column: number, shown: string): void => {
    budget.cell(row, column, shown);
    (rows[row] ??= [])[column] = textCell(row, column, shown);
  };
  const putLines = (given: readonly Paragraph[]): void => {
    for (const { line, text: shown } of given) put(line - 1, 0, shown);
  };
  for (const [row, line] of lines.entries()) {
    if (line.trim() === '') continue;
    budget.paragraph(row + 1, line);
    const cells = bars.get(row) ?? (isTabbed(line) ? line.split('\t').map(unquoted) : undefined);
    if (!cells) {
      const level = isMarkdown ? headingLevel(line, lines[row + 1]) : undefined;
      const shown = (isMarkdown ? withoutMarks(line) : line).trim();
      if (shown === '') continue;
      const paragraph = { text: shown, line: row + 1, ...(level !== undefined && { heading: level }) };
      paragraphs.push(paragraph);
      between.push(paragraph);
      continue;
    }
    const texts = between.map((paragraph) => paragraph.text);
    const notes = rows.length > 0 ? noteLines(texts) : 0;
    putLines(between.slice(0, notes));
    putLines(between.slice(between.length - Math.min(titleLines(texts), between.length - notes)));
    between = [];
    for (const [column, shown] of cells.entries()) if (shown !== '') put(row, column, shown);
  }
  if (rows.length > 0) putLines(between.slice(0, noteLines(between.map((paragraph) => paragraph.text))));
  const sheet = {
    name: file.replace(/^.*[/\\]/u, '').replace(/\.[^.]*$/u, ''),
    state: 'visible' as const,
    rows: Array.from(rows, (cells: Sheet['rows'][number] | undefined) => cells ?? []),
    merges: [],
  };
  return { file, format: 'text', sheets: rows.length > 0 ? [sheet] : [], paragraphs };
}

/** A tab within or behind the text of a line parts cells; one alone before it is an indentation. */
function isTabbed(line: string): boolean {
  const text = line.trimStart();
  return text.includes('\t') || line.slice(0, line.length - text.length).split('\t').length > 2;
}

/** Spreadsheets put a cell in quotes that holds one. */
function unquoted(cell: string): string {
  const text = cell.trim();
  return text.length > 1 && text.startsWith('"') && text.endsWith('"')
    ? text.slice(1, -1).replaceAll('""', '"').trim()
    : text;
}

/** | --- | :---: | below the header makes lines with bars a table. */
const isRule = (line: string): boolean =>
  line.includes('|') && line.includes('-') && /^[\s|:-]+$/u.test(line);

/** Rows of tables parted by bars, by the number of their line; the rule below a header has no cells. */
function barRows(lines: readonly string[]): Map<number, string[]> {
  const rows = new Map<number, string[]>();
  for (const [index, line] of lines.entries()) {
    const header = lines[index - 1];
    if (rows.has(index) || header === undefined || !isRule(line) || !header.includes('|')) continue;
    rows.set(index - 1, barCells(header));
    rows.set(index, []);
    for (let row = index + 1; lines[row]?.includes('|') === true; row++)
      rows.set(row, barCells(lines[row] ?? ''));
  }
  return rows;
}

function barCells(line: string): string[] {
  const cells = line.trim().split(/(?<!\\)\|/u);
  if (cells[0]?.trim() === '') cells.shift();
  if (cells.at(-1)?.trim() === '') cells.pop();
  return cells.map((cell) => withoutMarks(cell.replaceAll('\\|', '|')).trim());
}

/** @see CommonMark 0.31, §4.2 ATX headings, §4.3 Setext headings */
function headingLevel(line: string, next = ''): number | undefined {
  const level = /^ {0,3}(#{1,6})(?:\s|$)/u.exec(line)?.[1]?.length;
  if (level !== undefined) return level;
  if (/^ {0,3}=+\s*$/u.test(next)) return 1;
  return /^ {0,3}-{2,}\s*$/u.test(next) ? 2 : undefined;
}

/** A line of Markdown as it is seen: without marks of headings, lists, quotes and emphasis, or as a rule. */
function withoutMarks(line: string): string {
  return line
    .replace(/^\s*(?:[-*_=]\s*){2,}$/u, '')
    .replace(/^\s{0,3}#{1,6}(?:\s+|$)/u, '')
    .replace(/^\s*(?:[>*+-]\s+)+/u, '')
    .replace(/\*\*([^*\s][^*]*)\*\*/gu, '$1')
    .replace(/`([^`]+)`/gu, '$1')
    .replace(/\\(?=[!-/:-@[-`{-~])/gu, '');
}

/** Line breaks within a comment are kept, so that lines keep their numbers. */
function withoutComments(text: string): string {
  let shown = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('<!--', at);
    const end = start < 0 ? -1 : text.indexOf('-->', start);
    if (end < 0) return shown + text.slice(at);
    shown += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]+/gu, '');
    at = end + 3;
  }
}

const WHOLE_TABLE = 0.9;

/**
 * Whether a text is a table saved as text: nearly every line holds the separator. What is a cell there may
 * reach over several lines, in quotes.
 */
export function isTable(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/u, MOST_ASKED).filter((line) => line.trim() !== '');
  const parts = (separator: RegExp): boolean =>
    lines.filter((line) => separator.test(line)).length > lines.length * WHOLE_TABLE;
  // One comma may stand in any sentence.
  return [/\t/u, /,[^,]*,/u, /;[^;]*;/u].some(parts);
}

const MOST_ASKED = 2000;

/** More than a sheet may span; counting on would only take memory. */
const MOST_LINES = 5_000_000;
