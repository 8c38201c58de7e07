import { sectionNamed, type SectionEntry } from '../../forms/narrative.js';
import type { Section, Sentence } from '../../model/narrative.js';
import type { Stated } from '../../model/report.js';
import type { Document, Paragraph } from '../../source/document.js';
import { canonical, comparable } from './canonical.js';

/** A sentence with the section of the catalogue that it stands in, and the lines of its characters. */
export interface PlacedSentence {
  readonly sentence: Sentence;
  /** The innermost section that the catalogue knows. */
  readonly entry: SectionEntry | undefined;
  /** Whether figures here are looked at: not in the survey of the department, the tables, the glossary. */
  readonly explains: boolean;
  /** Line of a character of the sentence. */
  readonly lineAt: (offset: number) => number;
}

/** A text taken apart. */
export interface AssembledText {
  readonly sections: readonly Section[];
  readonly sentences: readonly PlacedSentence[];
  /** What stands above the first heading: a cover, a title. */
  readonly cover: string;
  /** Headings of the contents page. */
  readonly contents: readonly Stated<string>[];
}

interface Line {
  /** Offset of its first character in the stream. */
  readonly start: number;
  readonly line: number;
  readonly heading: number | undefined;
  readonly isTabular: boolean;
}

/** Blanks that part columns. */
const COLUMNS = /\S[ \t\u3000]{4,}\S/u;

/** All paragraphs as one text without breaks, and where each line of the source begins in it. */
interface Stream {
  readonly text: string;
  readonly lines: readonly Line[];
}

interface Heading {
  readonly start: number;
  readonly end: number;
  readonly title: string;
  readonly entry: SectionEntry | undefined;
  readonly level: number;
  /** With dots or a page number behind it, as a contents page prints it. */
  readonly hasLeader: boolean;
}

/** Levels of headings, outermost first. */
const LEVEL = { part: 10, report: 15, chinese: 20, bracketed: 30, digits: 40, bracketedDigits: 50 };
const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/^第[一二三四五六七八九十\d]{1,3}(?:部分|章)[、:：]?/u, LEVEL.part],
  [/^[一二三四五六七八九十]{1,3}[、.．:：]/u, LEVEL.chinese],
  [/^[(（][一二三四五六七八九十]{1,3}[)）][、.．]?/u, LEVEL.bracketed],
  [/^\d{1,2}[、.．](?!\d)/u, LEVEL.digits],
  [/^[(（]\d{1,2}[)）][、.．]?/u, LEVEL.bracketedDigits],
];
const ORDINAL_START = /^[第一二三四五六七八九十(（\d]/u;
/** A heading without ordinal is known by these only. */
const SPEAKS_OF_ITSELF = /(?:说明|情况|概况|报告|解释|附件|附表)$/u;
const LONGEST_HEADING = 70;
/** A heading may be cut by a page or a narrow column. */
const MOST_LINES_OF_A_HEADING = 3;
const CLOSED = /[。！？!?；;：:…]["”’）)]*$/u;
/** Behind a heading that is one: the end of its line, or 。 where the text runs on. */
const LEADER = /^(?:[.…·．\-—–_]{2,}\d{0,4}|\d{1,4})$/u;
const SENTENCE_MARK = /[，,。；;！!？?]/u;

/** Takes the paragraphs of a document apart into sections and sentences. */
export function assembleText(document: Pick<Document, 'file' | 'paragraphs'>): AssembledText {
  const stream = streamOf(document.paragraphs);
  const all = headingsIn(stream);
  const begin = endOfContents(all, stream.text.length);
  return sentencesIn(document.file, stream, all.slice(begin), all.slice(0, begin));
}

function streamOf(paragraphs: readonly Paragraph[]): Stream {
  const texts = paragraphs.map(({ text }) =>
    canonical(text).replace(/^[-•·*](?=第?[一二三四五六七八九十])/u, ''),
  );
  const dropped = furniture(texts);
  const parts: string[] = [];
  const lines: Line[] = [];
  let start = 0;
  for (const [index, text] of texts.entries()) {
    const paragraph = paragraphs[index];
    if (!paragraph || text === '' || dropped.has(index)) continue;
    const isTabular = COLUMNS.test(paragraph.text);
    lines.push({ start, line: paragraph.line, heading: paragraph.heading, isTabular });
    parts.push(text);
    start += text.length;
  }
  return { text: parts.join(''), lines };
}

const PAGE_MARK = /^(?:[-—–]+\d{1,4}[-—–]+|第\d{1,4}页(?:[,，/]?共\d{1,4}页)?|\d{1,4}\/\d{1,4})$/u;
const NUMBER_LINE = /^\d{1,4}$/u;
const GOES_ON = /^(?:[.%年月日万元亿千个辆台套人批次项家分，,。；;、）)]|(?:19|20)?\d{0,3}\.\d)/u;
/** As often a line of this kind is a running head. */
const TIMES_OF_A_RUNNING_HEAD = 3;
const SHORTEST_RUNNING_HEAD = 8;
const LONGEST_RUNNING_HEAD = 40;

const isRunningHead = (text: string): boolean =>
  text.length >= SHORTEST_RUNNING_HEAD &&
  text.length <= LONGEST_RUNNING_HEAD &&
  /决算|说明|报告/u.test(text) &&
  !/[，。；：、]/u.test(text) &&
  !/\d/u.test(text.replace(/20\d{2}/u, ''));

/** Lines that are of the page and not of the text: page numbers, running heads. */
function furniture(texts: readonly string[]): Set<number> {
  const dropped = new Set<number>();
  const times = new Map<string, number>();
  for (const text of texts) if (isRunningHead(text)) times.set(text, (times.get(text) ?? 0) + 1);
  let page: number | undefined;
  for (const [index, text] of texts.entries()) {
    if (PAGE_MARK.test(text)) dropped.add(index);
    else if (NUMBER_LINE.test(text)) {
      if (!isPageNumber(texts, index, page)) continue;
      page = Number(text);
      dropped.add(index);
    } else if ((times.get(text) ?? 0) >= TIMES_OF_A_RUNNING_HEAD) {
      const before = texts[index - 1] ?? '';
      if (!CLOSED.test(before) && index > 0) dropped.add(index);
    }
  }
  return dropped;
}

/** A number on a line of its own is one of the text where the next line goes on with it. */
function isPageNumber(texts: readonly string[], index: number, page: number | undefined): boolean {
  const text = texts[index] ?? '';
  const before = texts[index - 1] ?? '';
  const next = texts[index + 1] ?? '';
  if (GOES_ON.test(next)) return false;
  const isNext = page !== undefined && Number(text) === page + 1;
  if (!/^\d/u.test(next)) return isNext || !/[\d.]$/u.test(before);
  if (/^(?:19|20)\d{2}年/u.test(text + next)) return false;
  if (/^(?:19|20)\d{2}年/u.test(next) || /^\d{1,2}[、.．](?!\d)/u.test(next))
    return CLOSED.test(before) || isNext;
  return isNext && !/[\d.]$/u.test(before);
}

function headingsIn({ text, lines }: Stream): Heading[] {
  const found: Heading[] = [];
  /** Known sections open at this place, for headings that are known only under another. */
  const open: Heading[] = [];
  let end = 0;
  for (const [index, { start, heading }] of lines.entries()) {
    if (start < end) continue;
    const ends: number[] = [];
    for (let more = 1; more <= MOST_LINES_OF_A_HEADING; more++) {
      const stop = lines[index + more]?.start ?? text.length;
      if (more > 1 && ordinalOf(text.slice(lines[index + more - 1]?.start ?? stop, stop))[0] !== '') break;
      if (stop > start && stop - start <= LONGEST_HEADING && stop !== ends.at(-1)) ends.push(stop);
    }
    const isClosed = start === end || CLOSED.test(text.slice(Math.max(0, start - 3), start));
    const one = headingAt(text, start, ends, open, isClosed, heading);
    if (!one) continue;
    while ((open.at(-1)?.level ?? 0) >= one.level) open.pop();
    open.push(one);
    found.push(one);
    end = one.end;
  }
  return found;
}

function headingAt(
  text: string,
  start: number,
  ends: readonly number[],
  open: readonly Heading[],
  isClosed: boolean,
  marked: number | undefined,
): Heading | undefined {
  const window = text.slice(start, start + LONGEST_HEADING);
  const firstLine = window.slice(0, (ends[0] ?? start) - start);
  const [ordinal, level] = ORDINAL_START.test(window) ? ordinalOf(window) : ['', 0];
  const speaks = ends.some((stop) => SPEAKS_OF_ITSELF.test(window.slice(0, stop - start)));
  if (ordinal === '' && !(isClosed && (speaks || marked !== undefined))) return undefined;
  // A heading whose text runs on in its own line ends with the first full stop or colon.
  const mark = /[。：:]/u.exec(window.slice(ordinal.length));
  const runIn = mark ? start + ordinal.length + mark.index : undefined;
  const candidates = [
    ...ends.map((stop) => ({ stop, skip: 0 })),
    ...(runIn === undefined ? [] : [{ stop: runIn, skip: 1 }]),
  ];
  let best: Heading | undefined;
  for (const { stop, skip } of candidates) {
    if (best && stop <= best.end) continue;
    const whole = text.slice(start, stop).replace(/[。：:]$/u, '');
    const title = comparable(whole.slice(ordinal.length)).text;
    // A number on the line below is of the text, not of a contents page.
    const lastLine = text.slice(ends.findLast((end) => end < stop) ?? start, stop);
    const leader = /^\d+$/u.test(lastLine)
      ? ''
      : (/(?:[.…·．\-—–_]{2,}\d{0,4}|(?<!\d)\d{1,3})$/u.exec(title)?.[0] ?? '');
    const hasLeader = LEADER.test(leader);
    const entry = entryOf(hasLeader ? title.slice(0, -leader.length) : title, open, level);
    if (!entry) continue;
    // An entry of a glossary begins as a section does.
    if (DEFINES.test(text.slice(stop, stop + 4))) continue;
    if (ordinal === '' && skip === 1) continue;
    best = {
      start,
      end: stop + skip,
      title: hasLeader ? whole.slice(0, whole.length - leader.length) : whole,
      entry,
      level: entry.isReport
        ? LEVEL.report
        : entry.isPart && level === 0
          ? LEVEL.part
          : level || levelOf(entry),
      hasLeader,
    };
  }
  if (best) return best;
  // A heading that the catalogue does not know: one line, short, no sentence.
  const bare = firstLine.replace(/[：:]$/u, '');
  const isHeading =
    ordinal !== '' &&
    level <= LEVEL.bracketed &&
    isClosed &&
    ends[0] !== undefined &&
    bare.length > ordinal.length &&
    bare.length <= 40 &&
    !SENTENCE_MARK.test(bare) &&
    !/\d(?:万?元|%)/u.test(bare);
  return isHeading
    ? { start, end: start + firstLine.length, title: bare, entry: undefined, level, hasLeader: false }
    : undefined;
}

const DEFINES = /^[：:]?\s*是?指/u;

function ordinalOf(window: string): readonly [string, number] {
  for (const [pattern, level] of ORDINALS) {
    const found = pattern.exec(window)?.[0];
    if (found !== undefined) return [found, level];
  }
  return ['', 0];
}

const levelOf = (entry: SectionEntry): number =>
  entry.under === undefined ? LEVEL.chinese : LEVEL.bracketed;

function entryOf(title: string, open: readonly Heading[], level: number): SectionEntry | undefined {
  if (title.length < 2) return undefined;
  const above = open.filter((heading) => level === 0 || heading.level < level);
  const isWithin = (test: (entry: SectionEntry) => boolean): boolean =>
    above.some(({ entry }) => entry !== undefined && test(entry));
  // The survey, the tables, the glossary and a report within the text have headings of their own.
  const isOwn = level !== 0 && isWithin((entry) => !entry.explains || entry.isReport);
  const isPart =
    level === LEVEL.part ||
    (!above.some((heading) => heading.level <= LEVEL.report) && level <= LEVEL.chinese);
  const named = sectionNamed(
    title,
    (under) => isWithin(({ id }) => id === under),
    (entry) => (entry.isPart ? isPart : !isOwn),
  );
  const narrow = above.findLast(({ entry }) => entry?.isNarrow)?.entry;
  return named?.isBroad && narrow ? narrow : named;
}

/** How many headings are of a contents page: they have no text below them and stand again further on. */
function endOfContents(headings: readonly Heading[], length: number): number {
  const hasText = (index: number): boolean =>
    (headings[index + 1]?.start ?? length) - (headings[index]?.end ?? 0) > 2;
  const key = ({ title, entry }: Heading): string => entry?.id ?? title;
  const last = new Map(headings.map((heading, index) => [key(heading), index]));
  /** The last entry of the contents page. */
  let end = -1;
  for (const [index, heading] of headings.entries()) {
    const again = (last.get(key(heading)) ?? index) > index;
    if (heading.hasLeader && !hasText(index)) end = index;
    else if (hasText(index)) break;
    else if (again) end = index;
  }
  // What stands between two entries of the contents page is on it, too.
  return end + 1;
}

/** Marks that may follow the end of a sentence and belong to it. */
const AFTER_END = new Set('”’"\'）)』」》');
/** Blank lines, page number and running head; more than these are the rows of a table. */
const MOST_LINES_OF_A_PAGE_BREAK = 15;
const AMOUNT = /\d万?元/u;
const ENDS = new Set('。！？!?');

function sentencesIn(
  file: string,
  stream: Stream,
  headings: readonly Heading[],
  contents: readonly Heading[],
): AssembledText {
  const { text, lines } = stream;
  const sections: Section[] = [];
  const sentences: PlacedSentence[] = [];
  const open: { heading: Heading; section: Section }[] = [];
  const first = headings[0]?.entry;
  // A text that was cut out of a report may have lost its first heading.
  const beginsBelowItsHeading = first?.explains === true && !first.isPart;
  let paragraph = 0;
  const lineIndexAt = (offset: number): number => {
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const lineOf = (offset: number): number => lines[lineIndexAt(offset)]?.line ?? 1;
  const put = (from: number, to: number): void => {
    if (to <= from) return;
    const entry = open.findLast(({ heading }) => heading.entry !== undefined)?.heading.entry;
    const own = lines.slice(lineIndexAt(from), lineIndexAt(to - 1) + 1);
    sentences.push({
      sentence: {
        text: text.slice(from, to),
        location: { file, line: lineOf(from) },
        section: open.at(-1)?.section,
        paragraph,
        ...(own.some(({ isTabular }) => isTabular) && { isTabular: true as const }),
      },
      entry,
      explains:
        open.length > 0
          ? open.some(({ heading }) => heading.entry?.explains === true) && entry?.explains !== false
          : beginsBelowItsHeading && AMOUNT.test(text.slice(from, to)),
      lineAt: (offset) => lineOf(from + offset),
    });
  };
  const putAll = (from: number, to: number): void => {
    let start = from;
    let nextLine = lineIndexAt(from) + 1;
    paragraph++;
    for (let at = from; at < to; at++) {
      if (at === lines[nextLine]?.start) {
        nextLine++;
        // A sentence goes on behind a page break, but not behind a table.
        const gap = (lines[nextLine - 1]?.line ?? 0) - (lines[nextLine - 2]?.line ?? 0);
        if (at > start && gap > MOST_LINES_OF_A_PAGE_BREAK) {
          put(start, at);
          start = at;
          paragraph++;
        }
        // A numbered item begins on a line of its own behind a colon or a semicolon.
        if (
          at > start &&
          /[：:；;]/u.test(text.charAt(at - 1)) &&
          ordinalOf(text.slice(at, at + 12))[0] !== ''
        ) {
          put(start, at);
          start = at;
          paragraph++;
        } else if (at === start) paragraph++;
      }
      if (!ENDS.has(text.charAt(at))) continue;
      while (at + 1 < to && AFTER_END.has(text.charAt(at + 1))) at++;
      if (lines[nextLine] !== undefined && (lines[nextLine]?.start ?? 0) <= at)
        nextLine = lineIndexAt(at) + 1;
      put(start, at + 1);
      start = at + 1;
    }
    put(start, to);
  };
  putAll(0, headings[0]?.start ?? text.length);
  for (const [index, heading] of headings.entries()) {
    while ((open.at(-1)?.heading.level ?? 0) >= heading.level) open.pop();
    const within = open.findLast((above) => above.heading.entry !== undefined)?.heading.entry?.id;
    const section: Section = {
      id: heading.entry?.id,
      ...(heading.entry === undefined && within !== undefined && { within }),
      title: heading.title,
      path: [...open.map((above) => above.section.title), heading.title],
      location: { file, line: lineOf(heading.start) },
    };
    sections.push(section);
    open.push({ heading, section });
    putAll(heading.end, headings[index + 1]?.start ?? text.length);
  }
  return {
    sections,
    sentences,
    cover: text.slice(0, headings[0]?.start ?? Math.min(text.length, 400)),
    contents: contents.map(({ title, start }) => ({ value: title, location: { file, line: lineOf(start) } })),
  };
}
