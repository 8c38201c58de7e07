/** Lists of words as the data of the explanations write them. */
export interface WordData extends Readonly<Record<Exclude<PlainKey, 'filler'>, readonly string[]>> {
  readonly subjects: readonly { readonly words: readonly string[] }[];
  readonly contexts: readonly { readonly words: readonly string[] }[];
  readonly roles: readonly { readonly words: readonly string[] }[];
  readonly filler: readonly (readonly string[])[];
}

/** Lists whose words mean their kind alone, by their key in the data. */
const PLAIN = {
  up: 'up',
  down: 'down',
  completion: 'completion',
  share: 'share',
  compare: 'compare',
  lastYear: 'last-year',
  yearOnYear: 'year-on-year',
  flat: 'flat',
  none: 'none',
  distribute: 'distribute',
  joining: 'joining',
  reason: 'reason',
  aside: 'aside',
  portion: 'portion',
  filler: 'filler',
} as const;
type PlainKey = keyof typeof PLAIN;

/** What the words of a list are: the entry of subjects, contexts or roles with this index, or a plain kind. */
export type WordList = { readonly words: readonly string[] } & (
  | { readonly kind: 'subject' | 'context' | 'role'; readonly index: number }
  | { readonly kind: (typeof PLAIN)[PlainKey] }
);

/** All lists, in an order that the vocabulary counts them by. */
export const wordListsIn = (data: WordData): WordList[] => [
  ...data.subjects.map(({ words }, index) => ({ kind: 'subject' as const, index, words })),
  ...data.contexts.map(({ words }, index) => ({ kind: 'context' as const, index, words })),
  ...data.roles.map(({ words }, index) => ({ kind: 'role' as const, index, words })),
  ...(Object.keys(PLAIN) as PlainKey[]).map((key) => ({ kind: PLAIN[key], words: data[key].flat() })),
];

/**
 * The words spelled out. The build makes it: at every start it would take a tenth of what a report with its
 * text takes.
 */
export interface Vocabulary {
  /** The sense of a word. */
  readonly words: Readonly<Record<string, number>>;
  /** By sense, which lists a word is in. */
  readonly senses: readonly (readonly number[])[];
  /** By the first two characters of words (or the only one), their lengths, longest first. */
  readonly lengths: Readonly<Record<string, readonly number[]>>;
}

export function vocabularyOf(data: WordData): Vocabulary {
  const lists = new Map<string, Set<number>>();
  for (const [index, { words }] of wordListsIn(data).entries())
    for (const word of words.flatMap(spelledOut)) lists.set(word, (lists.get(word) ?? new Set()).add(index));
  const senses = [...new Set([...lists.values()].map((own) => [...own].join()))];
  const lengths = new Map<string, Set<number>>();
  for (const word of lists.keys()) {
    const start = word.slice(0, 2);
    lengths.set(start, (lengths.get(start) ?? new Set()).add(word.length));
  }
  return {
    words: Object.fromEntries([...lists].map(([word, own]) => [word, senses.indexOf([...own].join())])),
    senses: senses.map((sense) => sense.split(',').map(Number)),
    lengths: Object.fromEntries(
      [...lengths].map(([start, own]) => [start, [...own].sort((one, other) => other - one)]),
    ),
  };
}

/** "收<入|>、支" → 收入、支 and 收、支. Groups do not nest. */
export function spelledOut(word: string): string[] {
  let words = [''];
  for (const part of word.split(/[<>]/u)) {
    const choices = part.split('|');
    words = choices.flatMap((choice) => words.map((start) => start + choice));
  }
  return words.filter((one) => one !== '');
}
