import { told, zh, type Message } from '../../language/message.js';
import { masked } from '../../model/masked.js';
import type { Section, Sentence, TextFigure } from '../../model/narrative.js';
import type { Place } from '../evaluation/outcomes.js';
import { besides } from '../evaluation/sentences.js';
import { shownAt } from '../judgement.js';

/** Most characters of a sentence that are quoted. */
const LONGEST = 60;
const BREAK = /[，。；！？]/u;

/** Text in quotation marks; what holds some itself gets others. */
export const quote = (text: string): string => (/[“”]/u.test(text) ? `「${text}」` : `“${text}”`);

/** Masked before it is cut: the rest of a number would be nobody's to recognise. */
const cut = (whole: string): string => shorter(masked(whole));

const shorter = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** The clause in which a figure stands, between punctuation marks. */
export function clauseOf({ sentence: { text }, start, end }: TextFigure): string {
  let from = start;
  while (from > 0 && start - from < LONGEST / 2 && !BREAK.test(text[from - 1] ?? '')) from--;
  let to = end;
  while (to < text.length && to - from < LONGEST && !BREAK.test(text[to] ?? '')) to++;
  return text.slice(from, to).trim();
}

/** What tells that a count or score is of some projects, and not of all: those of a band, of a list, that are shown. */
const OF_SOME = /其中|以上|以下|不足|之间|附件|附表|公开|反映|等\s*\d+\s*个/u;

/** Whether the clause of a figure, however long, speaks of some projects only. */
export function isOfSome({ sentence: { text }, start, end }: TextFigure): boolean {
  const [before, behind] = besides(text, start, end, BREAK);
  return OF_SOME.test(before + text.slice(start, end) + behind);
}

/** A sentence, or the beginning of a long one. */
export const shortened = (text: string): string => cut(text.trim().replace(/[。；]$/u, ''));

/** Around a match in a sentence, not more than is quoted. */
export function around(text: string, index: number, length: number): string {
  const spare = Math.max(0, Math.floor((LONGEST / 2 - length) / 2));
  const [from, to] = [
    Math.max(0, index - spare),
    Math.min(text.length, index + Math.min(length, LONGEST) + spare),
  ];
  const [start, end] = [from > 0, to < text.length];
  // A number that the edge cuts is left out whole.
  const shown = text
    .slice(from, to)
    .replace(start ? /^[\d０-９]+/u : /^$/u, '')
    .replace(end ? /[\d０-９]+$/u : /^$/u, '');
  return `${start ? '…' : ''}${shown.trim()}${end ? '…' : ''}`;
}

const BODY = zh`正文`;

/** What a section is called in messages: its title. */
export const titleOf = (section: Section | undefined): Message => section?.title ?? BODY;

/** The same as plain text: what the tails of a section are rolled up by, and what is printed at its place. */
export const plainTitle = (section: Section | undefined): string => section?.title ?? told(BODY);

export const figurePlace = ({ sentence, printed, location }: TextFigure): Place =>
  shownAt('text', titleOf(sentence.section), printed, location);

/** A place in a sentence that is no figure. */
export const wordsPlace = ({ section, location }: Sentence, words: string): Place =>
  shownAt('text', titleOf(section), words, location);
