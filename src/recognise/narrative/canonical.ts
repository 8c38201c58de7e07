/**
 * A text as sentences quote it: blanks and invisible characters dropped, full-width digits, letters, percent
 * signs and full stops of numbers made half-width. One character stays one or goes.
 */
export function canonical(text: string): string {
  return text
    .replace(/[\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]+/gu, '')
    .replace(/[０-９Ａ-Ｚａ-ｚ％．－]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replaceAll('﹪', '%')
    .replaceAll('−', '-');
}

/** A text to look words up in: quotation marks dropped, brackets and colons half-width, commas full-width. */
export interface Comparable {
  readonly text: string;
  /** Offset in the quoted text by offset in this one; one more entry for its end. */
  readonly offsets: Uint32Array;
}

const FOLDED: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '［': '(',
  '］': ')',
  '〔': '(',
  '〕': ')',
  '[': '(',
  ']': ')',
  '：': ':',
  '；': ';',
  '！': '!',
  '？': '?',
};
const QUOTES = new Set('"“”„‟\'‘’`´「」『』《》〝〞＂');

const isDigit = (char = ''): boolean => char >= '0' && char <= '9';

/** @param text canonical */
export function comparable(text: string): Comparable {
  const chars: string[] = [];
  const offsets = new Uint32Array(text.length + 1);
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (QUOTES.has(char)) continue;
    offsets[chars.length] = at;
    // A half-width comma between digits may part thousands.
    const isComma = char === ',' && !(isDigit(text[at - 1]) && isDigit(text[at + 1]));
    chars.push(isComma ? '，' : (FOLDED[char] ?? char));
  }
  offsets[chars.length] = text.length;
  return { text: chars.join(''), offsets: offsets.slice(0, chars.length + 1) };
}
