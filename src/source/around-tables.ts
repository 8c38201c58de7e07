/*
 * Titles decide what a table is, and within a text they are paragraphs. These tell which paragraphs beside a
 * table may speak of it; what they say of it is for the recogniser.
 */

/** Title, number, department, year and unit, with a line to spare. */
const MOST_BEFORE = 6;
const MOST_BEHIND = 6;
const LONGEST_TITLE = 80;
const LONGEST_NOTE = 500;

const SENTENCE = /[。；;！!？?]/u;
const NOTE = /^[*＊\s]*(?:注|备注|附注|说明|填表说明)\d?\s?[:：.．、]|[本此]表(?:无|没有)|空表/u;
/** 收入决算表 and 支出决算表（续）, but not 公开01表, which may stand above its title or below it. */
const TITLE = /[^\d\s表]\s?表\s?(?:[(（][^()（）]*[)）])?$/u;
const ABOVE_TITLE = /^(?:附件|附表|公开|表|部门|单位|编制|填报|金额)/u;

/** 1 of "注：1.本表……", 2 of "2.本表……": notes may be counted. */
const COUNTED = /^(?:[*＊\s]*(?:注|备注|附注|说明|填表说明)\s?[:：])?\s*[(（]?(?<number>[1-9])[)）.．、]/u;
const numberOf = (text: string): number => Number(COUNTED.exec(text)?.groups?.number ?? 0);

const isNote = (text: string): boolean => text.length <= LONGEST_NOTE && NOTE.test(text);

/** How many of the last paragraphs before a table may be its title, number, unit or department. */
export function titleLines(before: readonly string[]): number {
  let count = 0;
  let hasTitle = false;
  for (const text of before.slice(-MOST_BEFORE).reverse()) {
    const line = text.trim();
    if (line.length > LONGEST_TITLE || SENTENCE.test(line) || isNote(line)) break;
    if (hasTitle && !ABOVE_TITLE.test(line)) break;
    hasTitle ||= TITLE.test(line);
    count++;
  }
  return count;
}

/** How many of the first paragraphs behind a table are its notes; those that go on counting from one are, too. */
export function noteLines(behind: readonly string[]): number {
  let count = 0;
  let number = 0;
  for (const text of behind.slice(0, MOST_BEHIND)) {
    const line = text.trim();
    const isNext = number > 0 && numberOf(line) === number + 1 && line.length <= LONGEST_NOTE;
    if (!isNote(line) && (!isNext || TITLE.test(line))) break;
    number = numberOf(line);
    count++;
  }
  return count;
}
