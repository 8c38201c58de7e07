import { addWord, newWords, type Words } from '../../forms/narrative.js';
import { FUNCTION_CLASSES } from '../../forms/catalogue.js';
import type { FormId } from '../../forms/form.js';
import { normaliseLabel } from '../../forms/label.js';
import { joined, zh, type Message } from '../../language/message.js';
import type { FactPlace, Subject } from '../../model/narrative.js';
import type { Table } from '../../model/report.js';

export type Tables = ReadonlyMap<FormId, Table>;

/** A name with its level: "行政运行（项）". */
export interface LevelName {
  readonly level: '类' | '款' | '项';
  readonly name: string;
}

/** A line of the functional or economic classification that a sentence names. Offsets of the comparable text. */
export interface ItemMention {
  readonly start: number;
  readonly end: number;
  readonly names: readonly LevelName[];
}

export type ItemResolution =
  | { readonly subject: Subject }
  | { readonly problem: Message; readonly isAmbiguous: boolean; readonly label: string };

const MARKS: readonly LevelName['level'][] = ['类', '款', '项'];
const LONGEST_NAME = 60;
const NAME_STOP = /[,，;:。!?]/u;

/** Every line named with its level: …（类）…（款）…（项）. */
export function itemMentions(text: string): ItemMention[] {
  const marks: { level: LevelName['level']; start: number; end: number }[] = [];
  for (const { 1: level, index, 0: mark } of text.matchAll(/\(\d*([类款项])(?:级)?(?:科目)?\)/gu))
    marks.push({ level: level as LevelName['level'], start: index, end: index + mark.length });
  const mentions: { start: number; end: number; names: LevelName[] }[] = [];
  for (const [index, { level, start, end }] of marks.entries()) {
    const last = mentions.at(-1);
    const previous = marks[index - 1];
    const deeper = previous && MARKS.indexOf(level) > MARKS.indexOf(previous.level);
    const gap = previous ? text.slice(previous.end, start) : '';
    if (
      last &&
      previous &&
      deeper &&
      gap.length <= LONGEST_NAME &&
      !NAME_STOP.test(gap) &&
      last.end === previous.end
    ) {
      last.names.push({ level, name: gap });
      last.end = end;
      continue;
    }
    let from = start;
    const least = Math.max(previous?.end ?? 0, start - LONGEST_NAME);
    while (from > least && !NAME_STOP.test(text.charAt(from - 1)) && text.charAt(from - 1) !== '、') from--;
    const raw = text.slice(from, start);
    const lead =
      /^(?:\d{1,2}[.、](?!\d)|\(\d{1,2}\)|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+[、.])?(?:其中|主要用于|用于|包括)?/u.exec(
        raw,
      )?.[0].length ?? 0;
    const name = raw.slice(lead);
    if (name.length > 1) mentions.push({ start: from + lead, end, names: [{ level, name }] });
  }
  return mentions;
}

/** Names as tables and texts vary them: brackets, 支出 and blanks apart. */
function looseName(name: string): string {
  return normaliseLabel(name)
    .replace(/[()、,，]/gu, '')
    .replace(/支出$/u, '');
}

const CODE_LENGTH = { 类: 3, 款: 5, 项: 7 } as const;

const ID_OF_TABLE: Readonly<Partial<Record<FormId, string>>> = {
  'general-budget-expenditure': 'general-budget',
  'general-budget-basic-expenditure': 'basic-expenditure',
  'government-fund': 'government-fund',
  'state-capital': 'state-capital',
};
const FUND_COLUMN: Readonly<Partial<Record<FormId, string>>> = {
  'general-budget-expenditure': 'generalPublicBudget',
  'government-fund': 'governmentFundBudget',
  'state-capital': 'stateCapitalOperatingBudget',
};

/** The subject of a coded line of a table. */
function subjectOf(form: FormId, code: string, label: string): Subject {
  const fund = FUND_COLUMN[form];
  const facts: FactPlace[] = [
    { form, line: code, column: form === 'general-budget-basic-expenditure' ? 'actual' : 'total' },
    ...(code.length === 3 && fund !== undefined
      ? [{ form: 'appropriation-summary' as const, line: code, column: fund }]
      : []),
  ];
  return { id: `${ID_OF_TABLE[form] ?? form}/${code}`, label, facts };
}

interface CodedLine {
  readonly code: string;
  readonly name: string;
  readonly loose: string;
}

/** The coded lines of one table, to be found by what a text calls them. */
export interface Items {
  readonly form: FormId;
  readonly byLength: ReadonlyMap<number, readonly CodedLine[]>;
  readonly byCode: ReadonlyMap<string, CodedLine>;
  /** Names that stand for one line only, as words of a sentence. */
  readonly words: Words;
  readonly subjects: ReadonlyMap<string, Subject>;
}

/** Names shorter than this are words of other meanings, too. */
const SHORTEST_WORD = 3;

export function itemsOf(form: FormId, tables: Tables): Items {
  const lines: CodedLine[] = [];
  for (const { code, name, label, repeated } of tables.get(form)?.lines ?? []) {
    if (code === undefined || repeated) continue;
    const own = normaliseLabel(name ?? label.replace(/^\d+/u, ''));
    lines.push({ code, name: own, loose: looseName(own) });
  }
  const words = newWords();
  const subjects = new Map<string, Subject>();
  const named = new Map<string, Set<string>>();
  const note = (name: string, code: string): void => {
    if (name.length < SHORTEST_WORD) return;
    const codes = named.get(name) ?? new Set();
    codes.add(code);
    named.set(name, codes);
  };
  for (const { code, name } of lines) {
    note(name, code);
    note(name.endsWith('支出') ? name.slice(0, -2) : `${name}支出`, code);
  }
  if (FUND_COLUMN[form] !== undefined) {
    // The classes are known without their table, too.
    for (const { code, labels } of FUNCTION_CLASSES) {
      for (const label of labels) if (!named.has(label)) note(label, code);
    }
  }
  for (const [name, codes] of named) {
    const [code] = codes;
    if (codes.size !== 1 || code === undefined) continue;
    subjects.set(name, subjectOf(form, code, name));
    addWord(words, name, ITEM_WORD);
  }
  const byLength = new Map<number, CodedLine[]>();
  for (const line of lines) byLength.set(line.code.length, [...(byLength.get(line.code.length) ?? []), line]);
  return { form, byLength, byCode: new Map(lines.map((line) => [line.code, line])), words, subjects };
}

const ITEM_WORD = { kind: 'filler' } as const;

/** Binds a line named with its levels to the one row of the table that it can be. */
export function resolveItem(items: Items, names: readonly LevelName[]): ItemResolution {
  const label = names.map(({ name, level }) => `${name}（${level}）`).join('');
  const deepest = names.at(-1);
  const prefix = ID_OF_TABLE[items.form] ?? items.form;
  if (!deepest) return { problem: zh`没有科目名称`, isAmbiguous: false, label };
  const rows = items.byLength.get(CODE_LENGTH[deepest.level]) ?? [];
  const fits = (row: CodedLine, { level, name }: LevelName): boolean => {
    const own = items.byCode.get(row.code.slice(0, CODE_LENGTH[level]));
    if (own) return own.loose === looseName(name);
    const known =
      level === '类' ? FUNCTION_CLASSES.find(({ code }) => code === row.code.slice(0, 3)) : undefined;
    return known?.labels.some((one) => looseName(one) === looseName(name)) ?? false;
  };
  const above = names.slice(0, -1);
  const same = rows.filter((row) => row.loose === looseName(deepest.name));
  const whole = same.filter((row) => above.every((name) => fits(row, name)));
  const [only] = whole;
  if (only && whole.length === 1) return { subject: subjectOf(items.form, only.code, label) };
  if (whole.length > 1) return several(label, whole);
  // One name above the line may be another's; the line is still the only one of its class, or of all.
  for (const names_ of [above.slice(0, 1), above.slice(1)]) {
    if (names_.length === 0) continue;
    const partly = same.filter((row) => names_.every((name) => fits(row, name)));
    if (partly.length === 1 && partly[0]) return { subject: subjectOf(items.form, partly[0].code, label) };
    if (partly.length > 1) return several(label, partly);
  }
  // 其他… of before a reform: the only line below the same headings that is like it.
  const isRest = looseName(deepest.name).startsWith('其他');
  const like = rows.filter(
    (row) =>
      isRest &&
      row.loose.startsWith('其他') &&
      above.length > 0 &&
      above.every((name) => fits(row, name)) &&
      isLike(row.loose, looseName(deepest.name)),
  );
  if (like.length === 1 && like[0]) return { subject: subjectOf(items.form, like[0].code, label) };
  if (like.length > 1) return several(label, like);
  const known =
    names.length === 1 && deepest.level === '类'
      ? FUNCTION_CLASSES.find(({ labels }) =>
          labels.some((one) => looseName(one) === looseName(deepest.name)),
        )
      : undefined;
  if (known) return { subject: subjectOf(items.form, known.code, label) };
  if (items.byCode.size === 0) {
    // Without the table the names themselves tell one line from another.
    return {
      subject: { id: `${prefix}/${names.map(({ name }) => looseName(name)).join('/')}`, label, facts: [] },
    };
  }
  return { problem: zh`表中没有“${label}”`, isAmbiguous: false, label };
}

function several(label: string, rows: readonly CodedLine[]): ItemResolution {
  const codes = joined(
    rows.map(({ code, name }) => `${code} ${name}`),
    zh`、`,
  );
  return { problem: zh`“${label}”可以是 ${codes}`, isAmbiguous: true, label };
}

/** Same beginning and same end, and most of it the same: 其他国土资源事务 and 其他自然资源事务. */
function isLike(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let end = 0;
  while (
    end < one.length - start &&
    end < other.length - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  )
    end++;
  return start + end >= Math.max(one.length, other.length) * LIKENESS;
}

const LIKENESS = 0.6;
