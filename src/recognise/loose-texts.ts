import { zh, type Message } from '../language/message.js';
import { address } from '../model/location.js';
import { personalIn } from '../model/masked.js';
import type { Hidden, Note } from '../model/report.js';
import type { Cell, Document, HiddenText, Sheet } from '../source/document.js';
import type { Grid } from './grid.js';

/** Words that stand beside personal data or make a mark of secrecy. */
const MAY_MATTER = /(?:填表|填报|制表|经办|联系|审核|复核|负责|报送)人|密|外传|址/u;

/**
 * Texts of a sheet that may hold what must not be published. Rows that are paragraphs of the text are left to
 * it: a row of a text file is its line, and tables of a document know the lines around them.
 */
export function looseTexts({ sheet, locate }: Grid, { paragraphs }: Document): Note[] {
  const lines = new Set(paragraphs.map(({ line }) => line));
  const { rows, around } = sheet;
  const notes: Note[] = [];
  for (const [index, row] of rows.entries()) {
    if (around ? around.lines[index] !== undefined : lines.has(index + 1)) continue;
    // Rows may be wide and have holes; only what stands there is visited.
    row.forEach((cell) => {
      if (cell && (MAY_MATTER.test(cell.shown) || personalIn(cell.shown).length > 0))
        notes.push({ text: cell.shown, location: locate(cell.row, cell.column) });
    });
  }
  return notes;
}

const KIND_NAME: Readonly<Record<HiddenText['what'], Message>> = {
  'hidden-text': zh`隐藏的文字`,
  'deleted-text': zh`没有接受的修订`,
  comment: zh`批注`,
  author: zh`作者姓名（文件属性）`,
  'last-editor': zh`最后保存者姓名（文件属性）`,
  company: zh`单位名称（文件属性）`,
  'external-link': zh`指向其他文件的链接和路径`,
  unread: zh`读不出的批注或文件属性`,
};

const HIDDEN_SHEET = zh`隐藏的工作表`;
const HIDDEN_CELLS = zh`隐藏的行或列`;

/** What a sheet holds and does not show: itself, or rows and columns. */
export function hiddenIn({ file, hidden = [] }: Document, { name, state, rows }: Sheet): Hidden[] {
  const at = { file, sheet: name };
  const own = hidden.flatMap(({ what, place }): Hidden[] =>
    place && 'sheet' in place && place.sheet === name
      ? [{ what: KIND_NAME[what], location: { ...at, cell: address(place.row, place.column) } }]
      : [],
  );
  if (state !== 'visible')
    return rows.some((row) => row.some(Boolean)) ? [{ what: HIDDEN_SHEET, location: at }, ...own] : own;
  const first = firstHidden(rows);
  return first
    ? [{ what: HIDDEN_CELLS, location: { ...at, cell: address(first.row, first.column) } }, ...own]
    : own;
}

function firstHidden(rows: Sheet['rows']): Cell | undefined {
  for (const row of rows) {
    // Rows may be wide and have holes; a filter passes over them.
    const [first] = row.filter((cell) => cell?.hidden && cell.shown.trim() !== '');
    if (first) return first;
  }
  return undefined;
}

/** What the paragraphs of a document hold and do not show, and the document as a whole. */
export const hiddenBeside = ({ file, hidden = [] }: Document): Hidden[] =>
  hidden.flatMap(({ what, place }): Hidden[] => {
    if (!place) return [{ what: KIND_NAME[what], location: { file } }];
    return 'line' in place ? [{ what: KIND_NAME[what], location: { file, line: place.line } }] : [];
  });
