/*
 * Automatic numbering: what Word prints before a paragraph and does not store with it.
 * @see ECMA-376 part 1, §17.9 Numbering
 */
import type { Package } from './zip.js';
import { isTrue, type OfficeReader } from './office-package.js';
import { attributesOf } from './xml.js';

interface Level {
  start: number;
  /** Name of its number format: decimal, chineseCounting. */
  format: string;
  /** "%1、", "（%2）", "%1.%2" */
  text: string;
  /** All numbers in it are printed as decimals. */
  isLegal: boolean;
  /** It goes on counting when a higher level does. */
  goesOn: boolean;
  /** Paragraphs of this style are of this level. */
  style: string | undefined;
}

interface List {
  readonly levels: Map<number, Level>;
  /** The style that defines the list in its place. */
  styleLink: string | undefined;
}

interface Use {
  list: string;
  readonly starts: Map<number, number>;
  /** Levels that it defines itself. */
  readonly levels: Map<number, Level>;
}

export interface Numbering {
  /** The level that a list gives to paragraphs of a style. */
  readonly levelOfStyle: (use: string, style: string) => number | undefined;
  /** Counts one paragraph of a list, and returns what is printed before it. */
  readonly next: (use: string, level: number) => string;
}

/** No numbering at all. */
export const NO_NUMBERING: Numbering = { levelOfStyle: () => undefined, next: () => '' };

/** @param useOfStyle the list that a numbering style names */
export function readNumbering(
  pack: Package,
  part: string,
  { scanPart }: OfficeReader,
  useOfStyle: (style: string) => string | undefined,
): Numbering {
  const lists = new Map<string, List>();
  const uses = new Map<string, Use>();
  let list: List | undefined;
  let use: Use | undefined;
  let level: Level | undefined;
  let overridden = 0;
  scanPart(pack, part, 'numbering', {
    open: (element, text) => {
      const value = (): string => attributesOf(text)[':val'] ?? '';
      switch (element) {
        case 'abstractNum':
          list = { levels: new Map(), styleLink: undefined };
          lists.set(attributesOf(text)[':abstractNumId'] ?? '', list);
          break;
        case 'numStyleLink':
          if (list) list.styleLink = value();
          break;
        case 'num':
          use = { list: '', starts: new Map(), levels: new Map() };
          uses.set(attributesOf(text)[':numId'] ?? '', use);
          break;
        case 'abstractNumId':
          if (use) use.list = value();
          break;
        case 'lvlOverride':
          overridden = levelNumber(attributesOf(text)[':ilvl']);
          break;
        case 'startOverride':
          use?.starts.set(overridden, wholeNumber(value()));
          break;
        case 'lvl': {
          const place = levelNumber(attributesOf(text)[':ilvl']);
          level = { start: 0, format: 'decimal', text: '', isLegal: false, goesOn: false, style: undefined };
          (use ?? list)?.levels.set(place, level);
          break;
        }
        case 'start':
          if (level) level.start = wholeNumber(value());
          break;
        case 'numFmt':
          if (level) level.format = value();
          break;
        case 'lvlText':
          if (level) level.text = value();
          break;
        case 'isLgl':
          if (level) level.isLegal = isTrue(attributesOf(text)[':val'] ?? '1');
          break;
        case 'lvlRestart':
          if (level) level.goesOn = value() === '0';
          break;
        case 'pStyle':
          if (level) level.style = value();
          break;
      }
    },
    close: (element) => {
      if (element === 'abstractNum') list = undefined;
      if (element === 'num') use = undefined;
      if (element === 'lvl') level = undefined;
    },
  });

  const listOf = ({ list: id }: Use): { readonly id: string; readonly list: List | undefined } => {
    const direct = lists.get(id);
    if (direct?.styleLink === undefined || direct.levels.size > 0) return { id, list: direct };
    const linked = uses.get(useOfStyle(direct.styleLink) ?? '')?.list ?? id;
    return { id: linked, list: lists.get(linked) };
  };
  const levelAt = (of: Use, at: number): Level | undefined =>
    of.levels.get(at) ?? listOf(of).list?.levels.get(at);

  const counters = new Map<string, (number | undefined)[]>();
  const restarted = new Set<string>();
  return {
    levelOfStyle: (id, style) => {
      const found = uses.get(id);
      const levels = found && [...(listOf(found).list?.levels ?? []), ...found.levels];
      return levels?.find(([, one]) => one.style === style)?.[0];
    },
    next: (id, at) => {
      const found = uses.get(id);
      const own = found && levelAt(found, at);
      if (!own) return '';
      // Uses of one list count on from each other, but for one that says where it starts.
      const { id: counted } = listOf(found);
      const counts = counters.get(counted) ?? [];
      counters.set(counted, counts);
      const given = restarted.has(`${id} ${at}`) ? undefined : found.starts.get(at);
      restarted.add(`${id} ${at}`);
      const before = counts[at];
      counts[at] = given ?? (before === undefined ? own.start : before + 1);
      for (let below = at + 1; below <= DEEPEST_LEVEL; below++)
        if (levelAt(found, below)?.goesOn !== true) counts[below] = undefined;
      for (let above = 0; above < at; above++) counts[above] ??= levelAt(found, above)?.start ?? 1;
      if (own.format === 'bullet' || own.format === 'none') return '';
      return own.text.replace(/%([1-9])/gu, (_, digit: string) => {
        const place = Number(digit) - 1;
        const format = own.isLegal ? 'decimal' : (levelAt(found, place)?.format ?? 'decimal');
        return inFormat(counts[place] ?? 1, format);
      });
    },
  };
}

const DEEPEST_LEVEL = 8;

const levelNumber = (text = '0'): number => Math.min(wholeNumber(text), DEEPEST_LEVEL);

/** A number that can be counted on from; anything else is one that starts a list. */
const wholeNumber = (text: string): number => (/^\d{1,6}$/u.test(text) ? Number(text) : 1);

/** @see ECMA-376 part 1, §17.18.59 ST_NumberFormat */
function inFormat(value: number, format: string): string {
  switch (format) {
    case 'none':
      return '';
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(value).replace(/\d/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCharCode(0x245f + value) : String(value);
    case 'decimalEnclosedParen':
      return value >= 1 && value <= 20 ? String.fromCharCode(0x2473 + value) : `(${value})`;
    case 'decimalEnclosedFullstop':
      return `${value}.`;
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'japaneseCounting':
      return inChinese(value);
    case 'ideographDigital':
    case 'taiwaneseDigital':
    case 'japaneseDigitalTenThousand':
      return String(value).replace(/\d/gu, (digit) => '〇一二三四五六七八九'.charAt(Number(digit)));
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
      return inChinese(value, '零壹贰叁肆伍陆柒捌玖', '拾佰仟');
    case 'ideographTraditional':
      return '甲乙丙丁戊己庚辛壬癸'.charAt(value - 1) || String(value);
    case 'upperLetter':
      return inLetters(value).toUpperCase();
    case 'lowerLetter':
      return inLetters(value);
    case 'upperRoman':
      return inRoman(value).toUpperCase();
    case 'lowerRoman':
      return inRoman(value);
    default:
      return String(value);
  }
}

/** 10 → 十, 21 → 二十一, 105 → 一百零五; from ten thousand up in figures. */
function inChinese(value: number, digits = '零一二三四五六七八九', tens = '十百千'): string {
  if (value <= 0 || value >= 10_000) return String(value);
  const figures = String(value);
  let text = '';
  for (let index = 0; index < figures.length; index++) {
    const figure = figures.charAt(index);
    const place = figures.length - index - 1;
    if (figure !== '0') text += digits.charAt(Number(figure)) + (place > 0 ? tens.charAt(place - 1) : '');
    else if (/[1-9]/u.test(figures.slice(index)) && !text.endsWith(digits.charAt(0)))
      text += digits.charAt(0);
  }
  return text.replace(/^一(?=十)/u, '');
}

/** 1 → a, 26 → z, 27 → aa: letters are repeated. */
function inLetters(value: number): string {
  if (value <= 0 || value > 780) return String(value);
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function inRoman(value: number): string {
  if (value <= 0 || value >= 4000) return String(value);
  let rest = value;
  let text = '';
  for (const [worth, letters] of ROMAN) {
    for (; rest >= worth; rest -= worth) text += letters;
  }
  return text;
}
