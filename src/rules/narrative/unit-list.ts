import type { Narrative, Sentence } from '../../model/narrative.js';

/** What the text says of the units that the final accounts of a department take together. */
export interface UnitList {
  /** How many it says there are. */
  readonly stated?: number;
  /** Their names as printed, the department itself (本级) among them; none where they could not be told apart. */
  readonly names: readonly string[];
  readonly sentence: Sentence;
}

const NUMERALS = '零一二三四五六七八九十';

/** A number of things in digits or words: 12, 十二, 两. */
export function countOf(text: string): number {
  if (/^\d+$/u.test(text)) return Number(text);
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['', text];
  const digit = (one: string): number => (one === '两' ? 2 : Math.max(0, NUMERALS.indexOf(one)));
  if (!text.includes('十')) return digit(ones);
  return (tens === '' ? 1 : digit(tens)) * 10 + (ones === '' ? 0 : digit(ones));
}

const INTRODUCTION =
  /编制范围的(?:二级)?(?:预算|决算)?单位(?:共|共计|合计|共有|有)?(?:(?<count>\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个|家))?/u;
const ORDINAL = /(?:(?<digits>\d{1,3})[.．、]|[（(](?:(?<inner>\d{1,3})|(?<words>[一二三四五六七八九十]{1,3}))[)）])/gu;
const TABLE_HEAD = /^[：:]?序号(?:单位|部门)?名称(?:备注|性质|单位性质)?/u;
const TABLE_NUMBER = /(?<digits>\d{1,3})/gu;
const INLINE = /(?:包括|具体是|具体为|分别是|分别为|具体包括)[：:]?(?<list>[^。；;：:]{4,600})[。；;]?$/u;
const REMARK = /[（(](?!(?:机关)?本级[)）])[^（）()]*[)）]/gu;
/** A name, and nothing that would show that more than one was taken for one. */
const NAME = /^[\u4e00-\u9fff（）()〇Xx]{4,40}$/u;

/** The list of units of a department's text; undefined where it speaks of none. */
export function unitListOf({ sentences }: Narrative): UnitList | undefined {
  for (const [index, sentence] of sentences.entries()) {
    const match = INTRODUCTION.exec(sentence.text);
    if (!match) continue;
    const count = match.groups?.count;
    const own = sentence.text.slice(match.index + match[0].length);
    const below: string[] = [];
    for (const next of sentences.slice(index + 1)) {
      if (next.section !== sentence.section) break;
      below.push(next.text);
    }
    const names = namesIn(own, below.join(''), sentence.isTabular === true);
    if (count === undefined && names.length === 0) continue;
    return { ...(count !== undefined && { stated: countOf(count) }), names, sentence };
  }
  return undefined;
}

function namesIn(own: string, below: string, isTabular: boolean): readonly string[] {
  const inTable = own.replace(/^[^：:]*[：:]/u, '');
  const table = isTabular && TABLE_HEAD.test(inTable) ? inTable.replace(TABLE_HEAD, '') : undefined;
  const listed =
    table === undefined
      ? (numbered(below, ORDINAL) ?? numbered(own.replace(/^[^：:]*[：:]/u, ''), ORDINAL) ?? inline(own))
      : numbered(table, TABLE_NUMBER);
  const names = (listed ?? []).map((name) =>
    name.replace(REMARK, '').replace(/[\s，,、；;。]/gu, ''),
  );
  return names.every((name) => NAME.test(name)) ? names : [];
}

/** What stands behind 1, 2, 3 … where a list begins with them. */
function numbered(text: string, ordinal: RegExp): string[] | undefined {
  const starts: { readonly from: number; readonly to: number }[] = [];
  for (const match of text.matchAll(ordinal)) {
    const { digits, inner, words } = match.groups ?? {};
    if (countOf(digits ?? inner ?? words ?? '') !== starts.length + 1) continue;
    if (starts.length === 0 && match.index > 0) return undefined;
    starts.push({ from: match.index, to: match.index + match[0].length });
  }
  const names = starts.map(({ to }, index) => text.slice(to, starts[index + 1]?.from));
  // Behind the last name other sentences may follow.
  return names.length === 0 ? undefined : names.map((name) => name.split(/[。；;]/u, 1)[0] ?? '');
}

/** Names in a row, parted by 、; undefined where the list is open or joins names by 和. */
function inline(text: string): string[] | undefined {
  const list = INLINE.exec(text)?.groups?.list;
  if (list === undefined || /等(?:单位)?$|等\d/u.test(list)) return undefined;
  return list.split(/[、，,]/u);
}
