import { Decimal } from 'decimal.js';
import { normaliseLabel, splitLabel } from '../../forms/label.js';
import { zh, type Message } from '../../language/message.js';
import type { Narrative, Sentence } from '../../model/narrative.js';
import type { Report } from '../../model/report.js';
import { listed, type Say } from '../evaluation/outcomes.js';
import { shownAt, type Judgement } from '../judgement.js';
import { carryovers, isNil } from './carryover.js';
import { quote, shortened, titleOf, wordsPlace } from './clause.js';
import { reasonIn } from './contradiction.js';
import { paragraphOf } from './lookup.js';
import { hasSection, titlesOf } from './sections.js';
import { countOf, unitListOf } from './unit-list.js';

/** Carry-over asserted in words against the closing balance of the tables. */
export function judgeCarryover(narrative: Narrative, report: Report, say: Say): Judgement[] {
  return carryovers(narrative, report).map(({ instance, sentence, asserts, cells }): Judgement => {
    const place = wordsPlace(sentence, shortened(sentence.text));
    if (cells.length === 0) return say.undecidable(instance, [place], zh`没有读出决算表的年末结转和结余`);
    const places = [
      place,
      ...cells.map((cell) =>
        shownAt('amount', `${cell.lineLabel}·${cell.columnLabel}`, cell.printed, cell.location),
      ),
    ];
    const isEmpty = cells.every(isNil);
    if (asserts === isEmpty)
      return say.fails(instance, places, {
        reason: zh`${titleOf(sentence.section)}：${quote(shortened(sentence.text))}，决算表的年末结转和结余${isEmpty ? zh`是 0` : zh`却是 ${cells.find((cell) => !isNil(cell))?.printed ?? ''}`}`,
      });
    return say.holds(instance, places);
  });
}

const UNITS =
  /(?<what>内设(?:机构|科室|处室|股室|部门)|(?:所属|下属|下级)(?:事业|预算|行政)?单位|职能科室)[^，。；：:\d零一二三四五六七八九十]{0,8}(?<count>\d{1,3}|[一二两三四五六七八九十]{1,3})个?[，,]?(?:科室|单位|机构|部门)?[，,：:]?(?:分别是|分别为|包括|具体包括|具体是|具体为|即|是)[：:]?(?<list>[^。；;]{4,600})/u;
/** Names in a list, those in brackets aside; undefined where the list is open or joined by 和. */
function membersIn(list: string): string[] | undefined {
  const flat = list.replace(/[（(][^（）()]*[)）]/gu, '');
  if (/等|[^、][和及与][^、]/u.test(flat.slice(flat.lastIndexOf('、') + 1)) || /\d/u.test(flat))
    return undefined;
  return flat
    .split(/[、，,]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A stated number of units against the units that the text lists. */
export function judgeUnitCounts(narrative: Narrative, _: Report, say: Say): Judgement[] {
  const inner = narrative.sentences.flatMap((sentence): Judgement[] => {
    const own = UNITS.exec(sentence.text)?.groups;
    const members = own && membersIn(own.list ?? '');
    if (!own || !members || members.length === 0) return [];
    return [toCount(own.what ?? '', sentence, countOf(own.count ?? ''), members, say)];
  });
  const { stated, names, sentence } = unitListOf(narrative) ?? {};
  const isListed = stated !== undefined && names !== undefined && names.length > 0 && sentence !== undefined;
  return [...inner, ...(isListed ? [toCount('决算单位', sentence, stated, names, say, zh`决算单位`)] : [])];
}

function toCount(
  what: string,
  sentence: Sentence,
  stated: number,
  members: readonly string[],
  say: Say,
  name: Message = what,
): Judgement {
  const places = [wordsPlace(sentence, shortened(sentence.text))];
  const amounts = {
    expected: new Decimal(members.length),
    actual: new Decimal(stated),
    decimals: 0,
    unit: '个' as const,
  };
  return stated === members.length
    ? say.holds(what, places, { amounts })
    : say.fails(what, places, {
        amounts,
        reason: zh`${titleOf(sentence.section)}：写${name} ${stated} 个，列出 ${members.length} 个（${listed(members)}）`,
      });
}

const CONTENTS_NOISE = /[.．·…\s]*\d*$/u;
const heading = (title: string): string =>
  splitLabel(normaliseLabel(title.replace(CONTENTS_NOISE, '').replace(/^[-—–•·\s]+/u, ''))).name.replace(
    /^20\d{2}年度?/u,
    '',
  );

/** Headings of the contents page are those of the text. */
export function judgeContents(
  { contents = [], sections, sentences }: Narrative,
  _: Report,
  say: Say,
): Judgement[] {
  if (contents.length === 0 || sections.length === 0) return [];
  const titles = new Set(sections.map(({ title }) => heading(title)));
  // Tables stand in the workbook, parts under longer headings.
  const own = contents.filter(
    ({ value }) => !heading(value).endsWith('表') && !/^第.{1,3}部分/u.test(value.trim()),
  );
  // A heading that was not known for one begins a sentence.
  const isThere = (title: string): boolean =>
    [...titles].some((one) => one.includes(title)) ||
    sentences.some(({ text }) => heading(text).startsWith(title));
  const missing = own.filter(({ value }) => !isThere(heading(value)));
  const places = (missing.length > 0 ? missing : own.slice(0, 1)).map(({ value, location }) =>
    shownAt('contents', zh`目录`, value, location),
  );
  if (own.length === 0) return [];
  if (missing.length === 0) return [say.holds('', places)];
  // A contents page of which little is found again is another document's, or was not understood.
  if (missing.length * 2 > own.length)
    return [say.undecidable('', places, zh`目录的标题大多没有在正文中找到`)];
  const shown = missing.map(({ value }) => {
    const near = nearest(
      heading(value),
      sections.map(({ title }) => title),
    );
    return near === undefined
      ? zh`${quote(value.trim())}正文没有`
      : zh`${quote(value.trim())}正文是${quote(near)}`;
  });
  const plain = new Set([...titles].map(withoutFillers));
  const isWording = missing.every(({ value }) => plain.has(withoutFillers(heading(value))));
  return [
    say.fails('', places, {
      ...(isWording && { severity: 'note' }),
      reason: zh`目录与正文标题不一致：${listed(shown)}`,
    }),
  ];
}

/** 其他重要事项的情况说明 and 其他重要事项说明 name the same. */
const withoutFillers = (title: string): string => title.replace(/的|情况|说明/gu, '');

const SHARE_ALIKE = 0.7;

/** The heading that has most characters in common, if it has most of them. */
function nearest(title: string, titles: readonly string[]): string | undefined {
  const own = new Set(Array.from(title));
  const rated = titles.map((one) => {
    const other = new Set(Array.from(heading(one)));
    const common = [...own].filter((character) => other.has(character)).length;
    return { one, share: common / Math.max(own.size, other.size, 1) };
  });
  const best = rated.toSorted((one, other) => other.share - one.share)[0];
  return best && best.share >= SHARE_ALIKE ? best.one : undefined;
}

const TERMS: readonly { readonly name: string; readonly used: RegExp }[] = [
  { name: '机关运行经费', used: /机关运行经费/u },
  { name: '“三公”经费', used: /三公[”"」]?经费/u },
  { name: '财政拨款收入', used: /财政拨款收入/u },
  { name: '基本支出', used: /基本支出/u },
  { name: '项目支出', used: /项目支出/u },
  { name: '年末结转和结余', used: /年末结转(?:和|与)?结余/u },
];
const isGlossary = (sentence: Sentence): boolean =>
  sentence.section !== undefined && titlesOf(sentence.section).some((title) => title.includes('名词'));

/** Terms that the explanations use are explained. */
export function judgeTerms({ sentences, sections }: Narrative, _: Report, say: Say): Judgement[] {
  const glossary = sections.find((section) => titlesOf(section).some((title) => title.includes('名词')));
  if (!glossary) return [];
  const explained = sentences
    .filter(isGlossary)
    .map(({ text }) => text)
    .concat(
      sections
        .filter((section) => titlesOf(section).some((title) => title.includes('名词')))
        .map(({ title }) => title),
    )
    .join('\n');
  const used = TERMS.filter(({ used: pattern }) =>
    sentences.some((sentence) => !isGlossary(sentence) && pattern.test(sentence.text)),
  );
  const missing = used.filter(({ used: pattern }) => !pattern.test(explained));
  const places = [shownAt('text', glossary.title, glossary.title, glossary.location)];
  if (used.length === 0) return [];
  return missing.length === 0
    ? [say.holds('', places)]
    : [
        say.fails('', places, {
          reason: zh`名词解释没有解释文中用到的${listed(missing.map(({ name }) => name))}`,
        }),
      ];
}

/** Sections that the rules of publication ask for, and the rules that know them. */
const REQUIRED: readonly { readonly name: string; readonly rule: string }[] = [
  { name: '收入支出决算总体情况', rule: 'N-1' },
  { name: '收入决算情况', rule: 'N-2' },
  { name: '支出决算情况', rule: 'N-3' },
  { name: '财政拨款收入支出决算总体情况', rule: 'N-4' },
  { name: '一般公共预算财政拨款支出决算情况', rule: 'N-5' },
  { name: '一般公共预算财政拨款基本支出决算情况', rule: 'N-6' },
  { name: '政府性基金、国有资本经营预算情况', rule: 'N-7' },
  { name: '“三公”经费支出决算情况', rule: 'N-8' },
  { name: '机关运行经费支出情况', rule: 'N-9' },
  { name: '政府采购支出情况', rule: 'N-10' },
  { name: '国有资产占用情况', rule: 'N-11' },
  { name: '预算绩效情况', rule: 'N-12' },
];

/** With fewer sections than these the text is an extract, and what it lacks says nothing. */
const FEWEST_SECTIONS = 4;

/** The explanations that must be published are there. */
export function judgeSections(narrative: Narrative, _: Report, say: Say): Judgement[] {
  const has = (rule: string): boolean =>
    rule === 'N-5'
      ? ['N-5a', 'N-5b', 'N-5c'].some((one) => hasSection(narrative, one))
      : hasSection(narrative, rule);
  const found = REQUIRED.filter(({ rule }) => has(rule));
  const isTermed = narrative.sections.some(({ title }) => title.includes('名词'));
  const [first] = narrative.sections;
  if (!first || found.length < FEWEST_SECTIONS) return [];
  const missing = [
    ...REQUIRED.filter(({ rule }) => !has(rule)).map(({ name }) => name),
    ...(isTermed ? [] : ['名词解释']),
  ];
  const places = [shownAt('text', zh`文字说明`, first.title, first.location)];
  return missing.length === 0
    ? [say.holds('', places)]
    : [
        say.fails('', places, {
          reason: zh`文字说明缺少 ${missing.length} 个部分：${listed(missing)}`,
        }),
      ];
}

/** Change in percent beyond which a reason should say more than that it changed. */
const LARGE_CHANGE = 20;
const REPEATS =
  /^(?:本年度?|本部门|我(?:部门|单位|局)?|年中)?[^，。；、增减上下提降]{0,10}(?:支出|收入|经费|费用|预算|金额)(?:的)?(?:有所)?(?:增加|减少|下降|增长|上升|降低)$/u;

/** Reasons that say no more than the figures do, for changes that are large. */
export function judgeReasons(narrative: Narrative, _: Report, say: Say): Judgement[] {
  const large = narrative.statements.filter(
    ({ role, figure }) =>
      (role === 'change-rate' && figure.value.abs().greaterThan(LARGE_CHANGE)) ||
      (role === 'completion' && figure.value.minus(100).abs().greaterThan(LARGE_CHANGE)),
  );
  const seen = new Set<number>();
  const judged = large.flatMap(({ figure }) => {
    const { paragraph } = figure.sentence;
    if (seen.has(paragraph)) return [];
    seen.add(paragraph);
    const sentence = paragraphOf(narrative, figure.sentence).find(({ text }) => reasonIn(text) !== undefined);
    const reason = sentence && reasonIn(sentence.text);
    return sentence && reason !== undefined
      ? [{ sentence, reason, figure, isEmpty: REPEATS.test(reason.replace(/[。；]$/u, '')) }]
      : [];
  });
  const empty = judged.filter(({ isEmpty }) => isEmpty);
  const places = (empty.length > 0 ? empty : judged).map(({ sentence, reason }) =>
    wordsPlace(sentence, shortened(reason)),
  );
  if (judged.length === 0) return [];
  if (empty.length === 0) return [say.holds('', places)];
  const shown = empty.map(
    ({ sentence, reason, figure }) =>
      zh`${titleOf(sentence.section)}变动 ${figure.printed}，原因${quote(shortened(reason))}`,
  );
  return [
    say.fails('', places, {
      reason: zh`${empty.length} 处变动较大而原因只重复增减：${listed(shown)}`,
    }),
  ];
}
