import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/language/message.js';
import { sayIn, WORDS } from '../../../src/output/html/words.js';

const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/gu)].map(([place]) => place).sort();

test.each(LANGUAGES)('the words in %s have the keys and places of the Chinese ones', (language) => {
  expect(Object.keys(WORDS[language]).sort()).toEqual(Object.keys(WORDS.zh).sort());
  for (const [key, text] of Object.entries(WORDS.zh))
    expect(places(WORDS[language][key as keyof typeof WORDS.zh]), key).toEqual(places(text));
});

test('values stand in their places', () => {
  expect(sayIn('en')('shown', { shown: 2, all: 10 })).toBe('2 of 10 shown');
});

test('the English page says what stays Chinese', () => {
  expect(sayIn('en')('prose')).toContain('Chinese');
});
