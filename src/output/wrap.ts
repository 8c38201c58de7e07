import { eastAsianWidth } from 'get-east-asian-width';

/** A terminal that nobody has widened has 80 columns; closing punctuation may hang over by one character. */
const WIDTH = 78;

const COLOR = /\u001b\[\d+m/gu;

/** Terminal columns of a text: East Asian wide characters count two, colours none. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(COLOR, '')) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  return width;
}

/** Runs of ASCII without blanks stay together, so that no figure and no cell is torn; so does a colour. */
const PIECES = /\u001b\[\d+m|[!-~]+|\s+|[^!-~\s]/gu;
/** Closing punctuation does not begin a line. */
const CLOSING = /^[，。；：、）”》！？]/u;

/** Breaks text into lines of at most `width` terminal columns, East Asian characters counting two. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of text.match(PIECES) ?? []) {
    const needed = textWidth(piece);
    if (used + needed <= width || line === '' || CLOSING.test(piece)) {
      line += piece;
      used += needed;
    } else {
      lines.push(line.trimEnd());
      line = piece.trimStart();
      used = textWidth(line);
    }
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** Lines of a report begin with a word, and what is said of it stands in a column of its own. */
const LEAD = 8;
const GAP = 2;

/** A word as a line begins with it. */
export const leadOf = (word: string): string => word + ' '.repeat(Math.max(GAP, LEAD - textWidth(word)));

/** Wrapped text whose first line begins with `lead` and whose others are indented to it. */
export function hang(lead: string, text: string, width = WIDTH): string {
  const indent = ' '.repeat(textWidth(lead));
  return wrap(text, width - indent.length)
    .map((line, index) => (index === 0 ? lead : indent) + line)
    .join('\n');
}
