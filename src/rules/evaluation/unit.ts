import { Decimal } from 'decimal.js';

/** Words for one unit of an index; the words of a line mean the same to a reader. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['平方米', '平米', '㎡', 'm2', 'm²'],
  ['立方米', '方', 'm3', 'm³'],
  ['公里', '千米', 'km'],
  ['千瓦时', '度', 'kWh', 'kwh'],
  ['吨', 't'],
  ['家', '所'],
  ['项', '件'],
  ['人', '名', '位'],
  ['辆', '台', '台套', '台/套', '套'],
  ['天', '日'],
  ['年', '个年度'],
  ['月', '个月'],
  ['分', '分值'],
];

/** 元 in one of a unit of money. */
const MONEY: Readonly<Record<string, string>> = {
  元: '1',
  千元: '1000',
  万元: '10000',
  百万元: '1000000',
  亿元: '100000000',
};

const RATIO = '%';

export type UnitFit =
  /** The same, or one is not stated: the numbers compare as they are, or after conversion. */
  | { readonly kind: 'same'; readonly factor: Decimal }
  /** Different words: they are compared all the same. */
  | { readonly kind: 'different' }
  /** A share of a counted target. */
  | { readonly kind: 'share' }
  | { readonly kind: 'incomparable' };

/** How an achieved value in one unit compares with a target in another; `factor` converts it. */
export function unitFit(target: string, achieved: string): UnitFit {
  const same = (factor: Decimal.Value = 1): UnitFit => ({ kind: 'same', factor: new Decimal(factor) });
  if (target === achieved || target === '' || achieved === '') return same();
  if (achieved === RATIO) return { kind: 'share' };
  if (target === RATIO) return { kind: 'incomparable' };
  const [from, to] = [MONEY[achieved], MONEY[target]];
  if (from !== undefined && to !== undefined) return same(new Decimal(from).div(to));
  // 个 counts whatever has a measure word of its own.
  const isGeneric = [target, achieved].includes('个') && `${target}${achieved}`.length === 2;
  return isGeneric || SYNONYMS.some((words) => words.includes(target) && words.includes(achieved))
    ? same()
    : { kind: 'different' };
}
