import { Decimal } from 'decimal.js';

/** Words for one unit of an index; the words of a line mean the same to a reader. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['平方米', '平米', '㎡', 'm2', 'm²'],
  ['平方公里', '平方千米', 'km2', 'km²'],
  ['立方米', '方', 'm3', 'm³'],
  ['公里', '千米', 'km'],
  ['千瓦时', '度', 'kWh', 'kwh'],
  ['公斤', '千克', 'kg'],
  ['吨', 't'],
  ['家', '所'],
  ['户', '家'],
  ['次', '场', '场次', '期'],
  ['批', '批次'],
  ['册', '本', '份'],
  ['栋', '幢', '座', '处'],
  ['起', '件', '宗'],
  ['条', '篇', '件'],
  ['小时', 'h'],
  ['项', '件'],
  ['人', '名', '位'],
  ['辆', '台', '台套', '套'],
  ['天', '日'],
  ['年', '个年度'],
  ['月', '个月'],
  ['课时', '学时'],
  ['分', '分值'],
];

/** What a unit is counted in: 万人次 are 10,000 人次, 亿元 100,000,000 元. */
const SCALES: Readonly<Record<string, number>> = {
  百万: 1e6,
  千万: 1e7,
  十万: 1e5,
  百: 100,
  千: 1000,
  万: 10_000,
  亿: 1e8,
};
const SCALED = /^(?<scale>[百千十]万|[百千万亿])(?<base>.*)$/u;

/** Units of one measure, by how much each is: 1 小时 is 60 分钟. */
const MEASURES: readonly Readonly<Record<string, number>>[] = [
  { 秒: 1, 分钟: 60, 小时: 3600, 天: 86_400, 日: 86_400 },
  { 个月: 1, 月: 1, 年: 12, 个季度: 3 },
  { 克: 1, 千克: 1000, 公斤: 1000, 吨: 1_000_000 },
  { 米: 1, 千米: 1000, 公里: 1000 },
  { 亩: 1, 公顷: 15 },
];

const RATIO = '%';

export type UnitFit =
  /** The same, or one is not stated: the numbers compare after conversion by the factor. */
  | { readonly kind: 'same'; readonly factor: Decimal }
  /** Different words that may mean one thing (场, 次): only a score that follows shows that they do. */
  | { readonly kind: 'different' }
  /** A share of a counted target. */
  | { readonly kind: 'share' }
  | { readonly kind: 'incomparable' };

/** How an achieved value in one unit compares with a target in another; `factor` converts it. */
export function unitFit(target: string, achieved: string): UnitFit {
  const [wanted, done] = [bare(target), bare(achieved)];
  const same = (factor: Decimal.Value = 1): UnitFit => ({ kind: 'same', factor: new Decimal(factor) });
  if (wanted === done || wanted === '' || done === '') return same();
  if (done === RATIO) return { kind: 'share' };
  if (wanted === RATIO) return { kind: 'incomparable' };
  if (isOneUnit(wanted, done)) return same();
  const measure = MEASURES.find((units) => wanted in units && done in units);
  if (measure) return same(new Decimal(measure[done] ?? 1).div(measure[wanted] ?? 1));
  const [to, from] = [scaled(wanted), scaled(done)];
  const isOne = to.base === from.base || to.base === '' || from.base === '' || isOneUnit(to.base, from.base);
  return isOne ? same(new Decimal(from.scale).div(to.scale)) : { kind: 'different' };
}

/** By how much a unit multiplies what it counts: 10,000 for 万元, 1 for 元. */
export const scaleOf = (unit: string): number => scaled(bare(unit)).scale;

/** 台（套） is 台套, 2.3万余人 counts 万人, and 左右 says that it was not counted to the last. */
const bare = (unit: string): string =>
  unit.normalize('NFKC').replace(/[()/、·\s]|余|左右|上下|多(?=人|个|$)/gu, '');

function scaled(unit: string): { base: string; scale: number } {
  const groups = SCALED.exec(unit)?.groups;
  return groups
    ? { base: groups.base ?? '', scale: SCALES[groups.scale ?? ''] ?? 1 }
    : { base: unit, scale: 1 };
}

/** 个 counts whatever has a measure word of its own. */
const isOneUnit = (one: string, other: string): boolean =>
  (one === '个' && other.length === 1) ||
  (other === '个' && one.length === 1) ||
  saysMore(one, other) ||
  saysMore(other, one) ||
  SYNONYMS.some((words) => words.includes(one) && words.includes(other));

/** 套制度 beside 套, 个工作日办结 beside 个工作日, 次/年 beside 次; but 人次 are not 人. */
const saysMore = (long: string, short: string): boolean =>
  long.length > short.length && long.startsWith(short) && !/^[次均]/u.test(long.slice(short.length));
