import type { Language } from '../../language/message.js';
import { EN } from './words-en.js';
import { ZH } from './words-zh.js';

/** The words of the page by key; `{name}` stands for a value. */
export type Words = Readonly<Record<keyof typeof ZH, string>>;

export const WORDS: Readonly<Record<Language, Words>> = { zh: ZH, en: EN };

export type Say = (key: keyof Words, values?: Readonly<Record<string, string | number>>) => string;

/** What the page says in a language. */
export const sayIn =
  (language: Language): Say =>
  (key, values = {}) =>
    WORDS[language][key].replace(/\{(?<name>\w+)\}/gu, (place, name: string) =>
      String(values[name] ?? place),
    );
