import { normaliseLabel } from '../../forms/label.js';
import { joined, zh } from '../../language/message.js';
import type { Narrative, Sentence } from '../../model/narrative.js';
import { factOf, type Report, type Table, type TableLine } from '../../model/report.js';
import { listed, type Say } from '../evaluation/outcomes.js';
import { shownAt, type Judgement } from '../judgement.js';
import { titleOf, wordsPlace } from './clause.js';
import { sentencesOf } from './sections.js';

const LIST = /(?<part>人员经费|公用经费)[^；;。]{0,40}?包括[:：]?(?<items>[^；;。]+)/gu;
const PERSONNEL = /^30[13]/u;

/** Behind an amount a comma may part them, too. */
const BETWEEN_ITEMS = /、|(?<=元)[，,]/u;
const AMOUNT_OF_ITEM = /[（(]?\d[\d,.]*[百千万亿]*元.*$/u;

/** A name of an economic class without the words that texts add or drop. */
const bare = (name: string): string =>
  normaliseLabel(name)
    .replace(/\([^()]*\)/gu, '')
    .replace(/(?:支出|费用|费)+$/u, '');

/** The economic classes that the text names are those with an amount. */
export function judgeNamedItems(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const table = report.tables.get('general-budget-basic-expenditure');
  if (!table) return [];
  const lines = table.lines.filter(({ code, partOf }) => code !== undefined && partOf === undefined);
  if (lines.length === 0) return [];
  return sentencesOf(narrative, 'N-6').flatMap((sentence) =>
    [...sentence.text.matchAll(LIST)].map(({ groups }) =>
      judgeList(sentence, groups?.part ?? '', groups?.items ?? '', { table, lines }, say),
    ),
  );
}

const isSpent = (table: Table, { key }: TableLine): boolean =>
  table.columns.some(({ id }) => {
    const fact = factOf(table, key, id);
    return fact?.state === 'figure' && !fact.figure.value.isZero();
  });

function judgeList(
  sentence: Sentence,
  part: string,
  items: string,
  { table, lines }: { readonly table: Table; readonly lines: readonly TableLine[] },
  say: Say,
): Judgement {
  const isOpen = /等[^、]{0,4}$/u.test(items.trim());
  const named = items
    .replace(/等[^、]{0,4}$/u, '')
    .split(BETWEEN_ITEMS)
    .map((item) => item.replace(AMOUNT_OF_ITEM, '').trim())
    .filter((item) => item !== '');
  const spent = lines.filter((line) => isSpent(table, line));
  const isOwn = ({ code = '' }: TableLine): boolean => PERSONNEL.test(code) === (part === '人员经费');
  const nameOf = ({ name, label }: TableLine): string => bare(name ?? label);
  const known = new Set(spent.map(nameOf));
  const said = new Set(named.map(bare));
  const extra = named.filter((item) => !known.has(bare(item)));
  // Who names a class, and nothing of it, names all that is of it.
  const saidCodes = spent.flatMap((line) => (said.has(nameOf(line)) ? (line.code ?? []) : []));
  const classes = saidCodes.filter(
    (code) => code.length === 3 && !saidCodes.some((other) => other !== code && other.startsWith(code)),
  );
  const missing = isOpen
    ? []
    : spent.filter(
        (line) =>
          line.code?.length === 5 &&
          isOwn(line) &&
          !said.has(nameOf(line)) &&
          !classes.includes(line.code.slice(0, 3)),
      );
  const places = [
    wordsPlace(sentence, part),
    ...missing.flatMap((line) => {
      const fact = table.columns.flatMap(({ id }) => factOf(table, line.key, id) ?? [])[0];
      return [shownAt('amount', line.label, fact?.printed ?? '', fact?.location ?? line.location)];
    }),
    ...table.parts.slice(0, 1).map((at) => shownAt('table', table.title, '', at)),
  ];
  if (extra.length + missing.length === 0) return say.holds(`items/${part}`, places);
  const faults = [
    ...(missing.length > 0 ? [zh`漏写 ${listed(missing.map((line) => line.name ?? line.label))}`] : []),
    ...(extra.length > 0 ? [zh`多写 ${listed(extra)}（表中没有金额或没有这个科目）`] : []),
  ];
  return say.fails(`items/${part}`, places, {
    severity: 'warning',
    reason: zh`${titleOf(sentence.section)}：${part}列举的经济科目与${table.title}不一致，${joined(faults, zh`；`)}`,
    advice: zh`按公开 06 表有金额的科目列举`,
  });
}
