/** A sentence as it is compared: without blanks, punctuation, and the amount that it says was used. */
export const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u2060\ufeff]/gu, '')
    .replace(/使用[\d,.]{1,18}万[元无]?(?:资金)?/gu, '')
    .replace(/[\p{P}\p{S}]/gu, '');

/** Pairs of neighbouring characters. */
export const pairsIn = (text: string): Set<string> => {
  const characters = Array.from(text);
  return new Set(characters.slice(1).map((character, index) => `${characters[index] ?? ''}${character}`));
};

/** Share of the pairs of neighbouring characters that two texts have in common. */
export function likeness(one: string, other: string): number {
  const [own, others] = [pairsIn(one), pairsIn(other)];
  if (own.size + others.size === 0) return 0;
  return (2 * [...own].filter((pair) => others.has(pair)).length) / (own.size + others.size);
}

/** Whether the second text repeats the first word for word, or all but a cut-off end of it. */
export function repeats(said: string, again: string): boolean {
  const [whole, part] = [comparable(said), comparable(again)];
  if (part.length < SHORTEST_REPETITION) return false;
  return whole === part || (whole.includes(part) && part.length >= whole.length * SHARE_OF_REPETITION);
}

/** Shorter sentences ("保障工作正常运转") are alike by chance. */
const SHORTEST_REPETITION = 12;
const SHARE_OF_REPETITION = 0.8;

const CLAIM =
  /(?:执行|实施|建设|支付|发放)完毕|完成了|^完成(?![率度时期情后])|(?:已|已经|均已|全部|圆满|顺利|如期|按期|按时|基本)完成|达到了?预期|实现了?预期/u;
const DENIAL = /未|没有|尚|无法|不能|预计|计划|拟|将|待|争取|力争|确保|部分/u;
/** As planned is as good as done; a plan is not. */
const AS_PLANNED = /按照?(?:原|工作|年度)?计划/gu;

/** The clause in which a text claims that the work is done. */
export const claimIn = (text: string): string | undefined =>
  text
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200f\u2060\ufeff]/gu, '')
    .split(/[,;。!?]/u)
    .find((clause) => {
      const sober = clause.replace(AS_PLANNED, '');
      return CLAIM.test(sober) && !DENIAL.test(sober);
    });

/** What stands before and behind a stretch of a text, up to the breaks next to it. */
export function besides(text: string, start: number, end: number, breaks: RegExp): readonly [string, string] {
  const [behind = ''] = text.slice(end).split(breaks, 1);
  return [text.slice(0, start).split(breaks).at(-1) ?? '', behind];
}
