import { describe, expect, test } from 'vitest';
import { FORM_IDS } from '../../src/forms/form-ids.js';
import {
  addWord,
  longestWord,
  newWords,
  SECTIONS,
  SUBJECT_IDS,
  subjectEntry,
} from '../../src/forms/narrative.js';
import narrative from '../../src/forms/narrative.yaml';
import { spelledOut, type Vocabulary } from '../../src/forms/vocabulary.js';

describe('the vocabulary of explanations', () => {
  const named = new Set(SECTIONS.flatMap(({ whole, subjects }) => [whole ?? '', ...subjects]));
  named.delete('');

  test('sections name subjects that there are', () => {
    expect([...named].filter((id) => !SUBJECT_IDS.includes(id))).toEqual([]);
  });

  test('every subject is of a section', () => {
    const counted = new Set(SUBJECT_IDS.flatMap((id) => [...subjectEntry(id).counts.values()]));
    expect(SUBJECT_IDS.filter((id) => !named.has(id) && !counted.has(id))).toEqual([]);
  });

  test('what words count is a subject that is counted', () => {
    const wrong = SUBJECT_IDS.flatMap((id) =>
      [...subjectEntry(id).counts].filter(
        ([unit, other]) => subjectEntry(other).units?.includes(unit) !== true,
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('facts stand in the forms', () => {
    const places = SUBJECT_IDS.flatMap((id) => [...subjectEntry(id).facts, ...subjectEntry(id).budget]);
    const wrong = places.filter(({ form, line, column }) => {
      const lines: readonly string[] = FORM_IDS[form].lines;
      const columns: readonly string[] = FORM_IDS[form].columns;
      return !lines.includes(line) || !columns.includes(column);
    });
    expect(wrong).toEqual([]);
  });

  test('no word is left unspelled', () => {
    const { words } = (narrative as { vocabulary: Vocabulary }).vocabulary;
    expect(Object.keys(words).filter((word) => /[<>|]/u.test(word))).toEqual([]);
  });
});

test.each([
  ['收<入|>、支<出|>总计', ['收入、支出总计', '收、支出总计', '收入、支总计', '收、支总计']],
  ['占', ['占']],
  ['<一|>', ['一']],
])('%s is spelled out', (word, expected) => {
  expect(spelledOut(word).sort()).toEqual(expected.sort());
});

test('the longest word is found', () => {
  const words = newWords();
  const filler = { kind: 'filler' } as const;
  const share = { kind: 'share' } as const;
  addWord(words, '支', filler);
  addWord(words, '支出决算', share);
  expect(longestWord(words, '本年支出决算数', 2)).toEqual({ end: 6, meanings: [share] });
  expect(longestWord(words, '本年支出', 2)).toEqual({ end: 3, meanings: [filler] });
  expect(longestWord(words, '本年', 0)).toBeUndefined();
});
