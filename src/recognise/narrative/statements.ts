import { Decimal } from 'decimal.js';
import {
  NORMS,
  longestWord,
  NARRATIVE_WORDS,
  subjectEntry,
  type Meaning,
  type SectionEntry,
  type SubjectEntry,
} from '../../forms/narrative.js';
import type { RoleWord } from '../../forms/narrative-data.js';
import type { FormId } from '../../forms/form.js';
import { zh, type Message } from '../../language/message.js';
import type {
  FigureClass,
  PlainStatement,
  Role,
  Sentence,
  Statement,
  Subject,
  TextFigure,
} from '../../model/narrative.js';
import { comparable, type Comparable } from './canonical.js';
import { figuresIn, type RawFigure } from './figures.js';
import { itemMentions, itemsOf, resolveItem, type ItemMention, type Items, type Tables } from './items.js';
import type { PlacedSentence } from './text.js';

/** What the figures of some sentences are, and what they say. */
export interface Interpretation {
  readonly figures: readonly TextFigure[];
  readonly statements: readonly Statement[];
  readonly plain: readonly PlainStatement[];
}

interface Found {
  readonly figures: TextFigure[];
  readonly statements: Statement[];
  readonly plain: PlainStatement[];
  /** Sentences that say of all that their section is on that there is nothing. */
  readonly wholly: Set<Sentence>;
}

/** What a sentence speaks of: a subject of the catalogue, a line of a table, or a line that was not found. */
type Referent =
  | { readonly kind: 'entry'; readonly entry: SubjectEntry; readonly label: string }
  | { readonly kind: 'item'; readonly subject: Subject }
  | {
      readonly kind: 'problem';
      readonly label: string;
      readonly problem: Message;
      readonly isAmbiguous: boolean;
    };

type Token = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'word'; readonly meanings: readonly Meaning[] }
  | { readonly kind: 'referent'; readonly referent: Referent; readonly isItem: boolean }
  | { readonly kind: 'figure'; readonly figure: RawFigure }
  | { readonly kind: 'mark'; readonly mark: string }
  | { readonly kind: 'unknown' }
);

const MARKS = new Set(',，;:。!?()、');
const DASHES = new Set('—–－-');
const MONEY = new Set(['万元', '亿元', '千元', '元', '万', '亿']);
const PERCENT = new Set(['%', '个百分点']);
/** Words of this length mean what they say outside their section, too. */
const PLAIN_WORD = 4;
/** A report has some hundred figures; a text with more of them was put there to do harm. */
const MOST_FIGURES = 5_000;
/** Text in brackets without a figure is passed over, up to so many tokens. */
const LONGEST_ASIDE = 60;

/** What goes over from one sentence to the next. */
interface Thread {
  /** The year of the accounts, where the text says it. */
  readonly year: number | undefined;
  section: SectionEntry | undefined;
  place: unknown;
  items: Items | undefined;
  /** What the numbered item speaks of, until the next one. */
  item: Referent | undefined;
  /** What the last sentence spoke of at its end. */
  last: Referent | undefined;
  /** What amounts of the tables stand beside in this section has been named, in this sentence or the one before it. */
  isBeside: boolean;
  /** The budget that was named last. */
  budget: 'initial-budget' | 'budget' | undefined;
  isNote: boolean;
}

/** Reads the sentences of one text, in order, into statements. */
export function interpret(
  sentences: readonly PlacedSentence[],
  tables: Tables,
  year: number | undefined,
): Interpretation {
  const found: Found = { figures: [], statements: [], plain: [], wholly: new Set() };
  const itemsByForm = new Map<FormId, Items>();
  const itemsFor = (form: FormId): Items => {
    const items = itemsByForm.get(form) ?? itemsOf(form, tables);
    itemsByForm.set(form, items);
    return items;
  };
  let thread: Thread | undefined;
  for (const placed of sentences) {
    if (!placed.explains) continue;
    if (!thread || thread.place !== placed.sentence.section) {
      const { entry } = placed;
      thread = {
        year,
        section: entry,
        place: placed.sentence.section,
        items: entry?.table === undefined ? undefined : itemsFor(entry.table),
        item: undefined,
        last: undefined,
        isBeside: false,
        budget: undefined,
        isNote: false,
      };
    }
    readSentence(placed, thread, found);
  }
  return withoutOthers(found);
}

const NOTE = /^(?:注|备注|说明)[：:]/u;
const NUMBERED =
  /^(?:\d{1,2}[.、](?!\d)|\(\d{1,2}\)|\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+[、.])/u;

/** A figure with what became of it. */
interface Bound {
  readonly kind: FigureClass;
  readonly why?: Message;
  readonly say?: Omit<Statement, 'figure'>;
}

function readSentence(placed: PlacedSentence, thread: Thread, found: Found): void {
  const { sentence, lineAt } = placed;
  const text = comparable(sentence.text);
  const raws = withSharedUnits(figuresIn(text), text.text);
  thread.isNote ||= NOTE.test(sentence.text);
  if (raws.every(({ kind }) => kind === 'date') && saysNothing(placed, text, thread, found)) return;
  if (raws.length === 0 && !SAYS_PLAINLY.test(sentence.text)) {
    // Only what it speaks of may matter to the next sentence.
    if (!text.text.includes('(')) return;
  }
  const isTooMuch = found.figures.length + raws.length > MOST_FIGURES;
  const bindings = isTooMuch
    ? new Map(raws.map((raw) => [raw, TOO_MUCH]))
    : read(tokensOf(text, raws, thread), text, thread, placed, found.plain);
  const isNorm = thread.isNote || NORMS.test(text.text);
  for (const raw of raws) {
    // A figure inside a word is part of a name: 单价100万元以上设备.
    const given = bindings.get(raw) ?? { kind: raw.kind ?? 'threshold' };
    const bound: Bound =
      isNorm && (given.kind === 'unbound' || given.kind === 'ambiguous') ? { kind: 'threshold' } : given;
    const start = text.offsets[raw.start] ?? 0;
    const end = text.offsets[raw.end - 1] ?? start;
    const figure: TextFigure = {
      printed: sentence.text.slice(start, end + 1),
      value: new Decimal(raw.digits.length > 40 ? raw.digits.slice(0, 40) : raw.digits),
      decimals: raw.decimals,
      unit: raw.unit.replace('(', '（').replace(')', '）'),
      kind: bound.kind,
      ...(bound.why !== undefined && { why: bound.why }),
      location: { ...sentence.location, line: lineAt(start) },
      sentence,
      start,
      end: end + 1,
    };
    found.figures.push(figure);
    if (bound.kind === 'statement' && bound.say) found.statements.push({ figure, ...bound.say });
  }
}

/** 各是1.00，2.00万元: the unit of both stands behind the second. */
function withSharedUnits(raws: readonly RawFigure[], text: string): RawFigure[] {
  return raws.map((raw, index) => {
    const next = raws[index + 1];
    if (raw.unit !== '' || raw.kind !== undefined || !next || !MONEY.has(next.unit)) return raw;
    return /^[，,、和]$/u.test(text.slice(raw.end, next.start)) ? { ...raw, unit: next.unit } : raw;
  });
}

/** 不涉及。 本年度无此项支出。 我局没有政府性基金收支，故本表为空。: said of all that the section is on. */
const WHOLLY_NONE = new RegExp(
  `^(?:(?:我|本)?(?:部门|单位|[局办委院校])|20\\d{2}年度?|本年度?|年度){0,4}(?:${[
    String.raw`(?:无|没有|未发生|没有发生)(?:[此该]项?|上述|相关)(?:支出|收支|收入支出|收入和支出|经费|业务)`,
    String.raw`不涉及(?:政府性基金|国有资本经营|此|该)?(?:预算|项)?(?:财政拨款)?(?:收入|支出|收支|收入支出)?`,
    '无',
    String.raw`(?:没有|无|没有发生|未发生|未使用|未安排|没有使用)(?:政府性基金|国有资本经营)(?:预算)?(?:财政拨款|拨款)?(?:收入支出|收支|收入和支出|安排的?支出|支出)`,
    String.raw`(?:政府性基金|国有资本经营)(?:预算)?(?:财政拨款)?(?:收入支出|支出)决算表(?:为空表?|无数据|没有数据)`,
  ].join('|')})(?:[,，](?:故|因此|所以)?(?:本|该|此)?表(?:为空表?|无数据))?[。.;；]?$`,
  'u',
);

/** Whether a sentence says that there is nothing at all of what its section is on, which then is kept. */
function saysNothing(
  { sentence }: PlacedSentence,
  { text }: Comparable,
  { section }: Thread,
  { plain, wholly }: Found,
): boolean {
  if (section?.whole === undefined || !MAY_BE_NOTHING.has(section.whole) || !WHOLLY_NONE.test(text))
    return false;
  const subject = subjectFor(entryReferent(section.whole), 'amount');
  if (!subject) return false;
  plain.push({ subject, says: 'none', sentence, words: sentence.text });
  wholly.add(sentence);
  return true;
}

/** What many departments have nothing of. */
const MAY_BE_NOTHING: ReadonlySet<string> = new Set([
  'government-fund/expenditure',
  'state-capital/expenditure',
  'three-public/total',
]);

/** Where a section has amounts, 无。 is said of something else in it. */
function withoutOthers({ figures, statements, plain, wholly }: Found): Interpretation {
  const told = new Set(
    statements.flatMap(({ figure, role }) =>
      role === 'amount' && !figure.value.isZero() ? [figure.sentence.section] : [],
    ),
  );
  return {
    figures,
    statements,
    plain: plain.filter(({ sentence }) => !wholly.has(sentence) || !told.has(sentence.section)),
  };
}

/** A sentence without figures may still say that there is nothing, or no change. */
const SAYS_PLAINLY = /无|没有|未|不存在|持平|一致|相同/u;

function tokensOf({ text }: Comparable, raws: readonly RawFigure[], thread: Thread): Token[] {
  const own = thread.items;
  const mentions = own ? itemMentions(text) : [];
  const tokens: Token[] = [];
  let figure = 0;
  let mention = 0;
  let unknown = -1;
  const close = (at: number): void => {
    if (unknown >= 0) tokens.push({ kind: 'unknown', start: unknown, end: at });
    unknown = -1;
  };
  for (let at = 0; at < text.length;) {
    while (mentions[mention] && (mentions[mention]?.start ?? 0) < at) mention++;
    while (raws[figure] && (raws[figure]?.start ?? 0) < at) figure++;
    const item: ItemMention | undefined = mentions[mention];
    const raw = raws[figure];
    if (own && item?.start === at) {
      close(at);
      const resolved = resolveItem(own, item.names);
      const referent: Referent =
        'subject' in resolved
          ? { kind: 'item', subject: resolved.subject }
          : { kind: 'problem', ...resolved };
      tokens.push({ kind: 'referent', referent, isItem: item.names.length > 1, start: at, end: item.end });
      at = item.end;
      continue;
    }
    const char = text.charAt(at);
    const word = longestWord(NARRATIVE_WORDS, text, at);
    if (raw?.start === at && (word?.end ?? 0) <= raw.end) {
      close(at);
      tokens.push({ kind: 'figure', figure: raw, start: at, end: raw.end });
      at = raw.end;
      continue;
    }
    const named = own ? longestWord(own.words, text, at) : undefined;
    if (named && named.end > (word?.end ?? 0)) {
      close(at);
      const subject = own?.subjects.get(text.slice(at, named.end));
      // 类—款—项: the last one is meant.
      const isAbove = DASHES.has(text.charAt(named.end));
      if (subject && !isAbove)
        tokens.push({
          kind: 'referent',
          referent: { kind: 'item', subject },
          isItem: false,
          start: at,
          end: named.end,
        });
      at = named.end;
      while (isAbove && DASHES.has(text.charAt(at))) at++;
    } else if (word) {
      close(at);
      tokens.push({ kind: 'word', meanings: word.meanings, start: at, end: word.end });
      at = word.end;
    } else if (MARKS.has(char)) {
      close(at);
      tokens.push({ kind: 'mark', mark: char, start: at, end: at + 1 });
      at++;
    } else {
      if (unknown < 0) unknown = at;
      at++;
    }
  }
  close(text.length);
  return tokens;
}

type Against = 'last-year' | 'initial-budget' | 'budget';

/** Of which year figures are. */
interface Period {
  readonly is: 'this' | 'last' | 'other';
  readonly year?: number;
  /** Until the next comma; from there on they may be of this year again, unless that is said. */
  readonly isSure: boolean;
}

/** What a sentence has said so far, clause by clause. */
interface Clause {
  run: Referent[];
  /** The sentence itself named what it speaks of. */
  isNamed: boolean;
  /** Something that a figure may belong to came since the last one. */
  isFresh: boolean;
  role: Exclude<RoleWord, 'last-year'> | undefined;
  completion: { base?: 'initial-budget' | 'budget' } | undefined;
  share: { base?: Referent } | undefined;
  direction: { readonly words: string; readonly is: 'up' | 'down' | 'unclear' } | undefined;
  compare: { readonly against: Against; readonly year?: number } | undefined;
  /** Right behind the words of a comparison; what stands there is compared with. */
  isComparing: boolean;
  period: Period | undefined;
  /** A figure has come since the year was named. */
  isYearUsed: boolean;
  residue: string;
  isAside: boolean;
  /** Where a reason begins that goes on here. */
  reasonFrom: number | undefined;
  /** What follows is of a part of its subject: of half a year, a head, a month. */
  isPortion: boolean;
  none: boolean;
  context: string | undefined;
  /** Figures that follow belong to the subjects of the run, one each. */
  distribute: number | undefined;
  joined: boolean;
}

function read(
  tokens: readonly Token[],
  { text }: Comparable,
  thread: Thread,
  { sentence }: PlacedSentence,
  plain: PlainStatement[],
): ReadonlyMap<RawFigure, Bound> {
  const { section } = thread;
  const bound = new Map<RawFigure, Bound>();
  const isNumbered = NUMBERED.test(text);
  if (isNumbered) {
    thread.item = undefined;
    thread.last = undefined;
    thread.budget = undefined;
  }
  // A sentence that begins with its parts goes on with the last one.
  thread.isBeside &&= CONTINUES.test(text);
  const isOfOthers = (referent: Referent): boolean =>
    section?.beside !== undefined &&
    !thread.isBeside &&
    referent.kind === 'entry' &&
    referent.entry.facts.length > 0;
  if (thread.last && isOfOthers(thread.last)) thread.last = undefined;
  const clause: Clause = {
    run: [],
    isNamed: false,
    isFresh: true,
    role: undefined,
    completion: undefined,
    share: undefined,
    direction: undefined,
    compare: undefined,
    isComparing: false,
    period: undefined,
    isYearUsed: true,
    residue: '',
    isAside: false,
    reasonFrom: undefined,
    isPortion: TO_A_MONTH.test(text),
    none: false,
    context: undefined,
    distribute: undefined,
    joined: false,
  };
  const saved: Pick<Clause, 'run' | 'isNamed' | 'residue' | 'isPortion'>[] = [];

  /** What was said of the figure to come is spent. */
  const forgetWords = (): void => {
    clause.role = undefined;
    clause.completion = undefined;
    clause.share = undefined;
    clause.direction = undefined;
    clause.isComparing = false;
    clause.joined = false;
  };

  const endClause = (): void => {
    forgetWords();
    const { period } = clause;
    if (period && period.is !== 'this') clause.period = { ...period, isSure: false };
    clause.none = false;
    if (clause.isAside) clause.residue = '';
    clause.isAside = false;
  };

  const speakOf = (referent: Referent, isItem: boolean, at: number): void => {
    if (clause.isAside) return;
    thread.isBeside ||= referent.kind === 'entry' && referent.entry.id === section?.beside;
    if ((!clause.share && isOfOthers(referent)) || (!isItem && isQualified(tokens, at, text))) {
      // 职业教育支出 is not 教育支出.
      clause.residue += text.slice(tokens[at]?.start, tokens[at]?.end);
      return;
    }
    if (clause.share) {
      clause.share.base = referent;
      clause.residue = '';
      return;
    }
    if (clause.none) {
      const isOther = isOfAnotherYear(clause) || clause.isPortion;
      const subject = isOther ? undefined : subjectFor(referent, 'amount');
      if (subject) plain.push({ subject, says: 'none', sentence, words: '没有' });
      clause.none = false;
    }
    if (clause.joined && clause.run.length > 0) clause.run = [...clause.run, referent];
    else clause.run = [referent];
    clause.joined = false;
    clause.isNamed = true;
    clause.isFresh = true;
    clause.residue = '';
    clause.distribute = undefined;
    clause.role = undefined;
    // 与2022年收入总计……相比 names what it compares with.
    clause.isComparing &&= clause.compare?.year !== undefined;
    if (isItem || (isNumbered && !thread.item)) thread.item = referent;
  };

  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    switch (token.kind) {
      case 'unknown':
        if (!clause.isAside && clause.reasonFrom === undefined)
          clause.residue += text.slice(token.start, token.end);
        clause.joined = false;
        clause.none = false;
        break;
      case 'referent':
        if (clause.reasonFrom === undefined) speakOf(token.referent, token.isItem, index);
        break;
      case 'mark':
        if (clause.reasonFrom !== undefined && resumes(text, clause.reasonFrom, token.start)) {
          clause.reasonFrom = undefined;
          clause.residue = '';
        }
        if (token.mark === '(') {
          const close = asideEnd(tokens, index);
          if (close !== undefined) index = close;
          else {
            const { run, isNamed, residue, isPortion } = clause;
            saved.push({ run, isNamed, residue, isPortion });
          }
        } else if (token.mark === ')') {
          const before = saved.pop();
          if (before) {
            clause.run = before.run;
            clause.isNamed = before.isNamed;
            clause.residue = before.residue;
            clause.isPortion = before.isPortion;
          }
        } else if (token.mark === '、') {
          clause.joined = clause.run.length > 0 && clause.isFresh && clause.residue === '';
          clause.completion = undefined;
          clause.share = undefined;
        } else if (token.mark === ';' || token.mark === '。') {
          endClause();
          clause.residue = '';
          clause.isPortion = false;
          if (token.mark === ';') clause.context = undefined;
        } else if (token.mark !== ':') endClause();
        else clause.joined = false;
        break;
      case 'figure': {
        const { figure } = token;
        const known = figure.kind;
        if (known !== undefined) {
          bound.set(figure, { kind: known });
          if (known === 'date') yearNamed(figure, clause, thread.year);
        } else if (clause.reasonFrom !== undefined) bound.set(figure, { kind: 'reason' });
        else {
          const binding = bind(figure, tokens[index + 1], text, clause, thread);
          // What comes of it, too, is said of what was not understood.
          if (clause.residue !== '' && binding.kind === 'unbound')
            clause.run = [
              { kind: 'problem', label: clause.residue, problem: binding.why ?? '', isAmbiguous: false },
            ];
          bound.set(figure, binding);
          forgetWords();
          clause.isFresh = false;
          clause.isYearUsed = true;
          clause.residue = '';
        }
        break;
      }
      case 'word': {
        const word = text.slice(token.start, token.end);
        if (clause.reasonFrom !== undefined) break;
        if (THIS_YEAR.test(word) && !isYearPending(clause)) clause.period = { is: 'this', isSure: true };
        const meaning = meaningOf(token.meanings, word, section, clause);
        if (!meaning) {
          if (!clause.isAside) clause.residue += word;
          break;
        }
        if (meaning.kind === 'subject') {
          const referent: Referent = { kind: 'entry', entry: meaning.subject, label: word };
          // What stands behind its figure has been taken with it.
          if (!meaning.subject.follows) speakOf(referent, false, index);
          break;
        }
        index = apply(meaning, word, tokens, index, text, clause, thread);
        if (meaning.kind === 'flat') {
          const referent = referentNow(clause, thread);
          const subject = typeof referent === 'string' ? undefined : subjectFor(referent, 'amount');
          if (subject) {
            const against = clause.compare?.against;
            plain.push({ subject, says: 'flat', ...(against && { against }), sentence, words: word });
          }
        }
        break;
      }
    }
  }
  const [only] = clause.run;
  thread.last = clause.run.length === 1 && only ? only : clause.run.length === 0 ? thread.last : undefined;
  return bound;
}

/** Where a reason may end and the statement go on within its sentence. */
const RESUMES =
  /^[,，;；](?:其中[:：][^,，;；。增减升降\d]{2,24}\d[\d,.]*[万亿]?元(?=[,，;；。、]|$)|[与较同比](?:上年度?|上一年度?|去年|20\d{2}年度?)(?:决算数?|同期)?[相对]比|(?:支出)?决算数?[为是]\d|[^,，;；。\d]{2,20}(?:决|预)算数?[为是]\d)/u;
/** Amounts in a reason that speaks of another year are of that. */
const OF_OTHER_YEARS = /上年|上一年|去年|以前年度|20\d{2}年/u;

const resumes = (text: string, from: number, at: number): boolean =>
  RESUMES.test(text.slice(at)) && !OF_OTHER_YEARS.test(text.slice(from, at));

const CONTINUES = /^(?:其中|包括|具体)/u;
/** 截至2023年6月底: of a part of the year. */
const TO_A_MONTH = /截[至止]到?(?:20\d{2}年)?(?:[1-9]|1[01])月/u;
const THIS_YEAR = /本年|今年|当年/u;
/** A year was just named: 2021年度本年收入合计 is of that year. */
const isYearPending = ({ period, isYearUsed }: Clause): boolean => period?.isSure === true && !isYearUsed;

/** The year that a date names. Two years one after the other leave open of which a figure is. */
function yearNamed({ digits, unit }: RawFigure, clause: Clause, ofAccounts: number | undefined): void {
  if (digits.length !== 4 || unit === '' || ofAccounts === undefined) return;
  const year = Number(digits);
  const is = year === ofAccounts ? 'this' : year === ofAccounts - 1 ? 'last' : 'other';
  const isOneOfTwo = clause.period !== undefined && !clause.isYearUsed && clause.period.is !== is;
  clause.period = isOneOfTwo ? { is: 'other', isSure: false } : { is, year, isSure: true };
  clause.isYearUsed = false;
  if (is !== 'this') clause.isFresh = true;
}

const isOfAnotherYear = ({ period }: Clause): boolean => period !== undefined && period.is !== 'this';

/** Figures of other years are not judged; of last year only the amounts are. */
const ofAnotherYear = ({ period }: Clause): Bound =>
  period?.isSure === true ? unbound(zh`别的年度的数字`) : ambiguous(zh`可以是本年的，也可以是别的年度的`);

/** What stands right before a subject without changing it: whose it is, or a word that begins the subject itself. */
const OWNER =
  /(?:局|委|委员会|办|办公室|厅|院|中心|部|会|所|站|校|学|园|馆|队|社|处|团|政府|街道|镇|乡|区|县|市|省|本级|公司|机关|部门|单位|工作)$/u;
/** The department itself. */
const OWN = /^(?:我|本|全)/u;
const BEGINS_ANEW = /^(?:该|本|全年|共|当年|纳入|授予|面向|政府采购)/u;

function isQualified(tokens: readonly Token[], index: number, text: string): boolean {
  const token = tokens[index];
  const last = tokens[index - 1];
  // “优”的项目 are no projects of their own.
  const joining = last && text.slice(last.start, last.end);
  // 下属事业单位: its last word is one that means nothing by itself.
  const isBehind = joining === '的' || joining === '单位' || joining === '部门';
  const before = isBehind && tokens[index - 2]?.kind === 'unknown' ? tokens[index - 2] : last;
  if (before?.kind !== 'unknown' || !token) return false;
  const owner = text.slice(before.start, joining === '的' ? before.end : last?.end);
  // 其中：局本级机关运行经费 is that of one unit among others.
  if (OWNER.test(owner)) return !OWN.test(owner) && text.slice(0, before.start).includes('其中');
  return !BEGINS_ANEW.test(text.slice(token.start, token.end));
}

/** The token that closes a bracket with no figure in it; undefined where a figure stands in it. */
function asideEnd(tokens: readonly Token[], open: number): number | undefined {
  for (let index = open + 1; index < tokens.length && index - open <= LONGEST_ASIDE; index++) {
    const token = tokens[index];
    if (token?.kind === 'figure' && token.figure.kind !== 'date') return undefined;
    if (token?.kind === 'mark' && token.mark === '(') return undefined;
    if (token?.kind === 'mark' && token.mark === ')') return index;
  }
  return undefined;
}

/** What a word means here: a subject of the section first, then a word of the grammar, then a subject of another section. */
function meaningOf(
  meanings: readonly Meaning[],
  word: string,
  section: SectionEntry | undefined,
  { context, share }: Clause,
): Meaning | undefined {
  const subjects = meanings.filter((meaning) => meaning.kind === 'subject');
  if (subjects.length > 0) {
    const inContext = subjects.find(
      ({ subject }) => subject.context !== undefined && subject.context === context,
    );
    if (inContext) return inContext;
    const free = subjects.filter(({ subject }) => subject.context === undefined);
    const rank = ({ subject }: { subject: SubjectEntry }): number =>
      subject.id === section?.whole ? -1 : (section?.subjects.indexOf(subject.id) ?? -1) + 1 || Infinity;
    const own = free
      .filter((meaning) => rank(meaning) < Infinity)
      .sort((one, other) => rank(one) - rank(other))[0];
    if (own) return own;
    const other = meanings.find((meaning) => meaning.kind !== 'subject');
    if (other) return other;
    // A share may be one of anything.
    const isStranger = ({ id }: SubjectEntry): boolean =>
      !share && section?.strangers.some((start) => id.startsWith(`${start}/`)) === true;
    const common = free.filter(({ subject }) => !subject.isOwn && !isStranger(subject));
    const ids = new Set(common.map(({ subject }) => subject.id));
    return ids.size === 1 && word.length >= PLAIN_WORD ? common[0] : undefined;
  }
  return meanings[0];
}

/** Takes a word of the grammar in; the index of the last token that it took. */
function apply(
  meaning: Exclude<Meaning, { kind: 'subject' }>,
  word: string,
  tokens: readonly Token[],
  index: number,
  text: string,
  clause: Clause,
  thread: Thread,
): number {
  switch (meaning.kind) {
    case 'context':
      clause.context = meaning.context;
      clause.residue = '';
      return index;
    case 'role': {
      const { role } = meaning;
      if (role === 'last-year') {
        speakOfLastYear(clause);
        return index;
      }
      if (role === 'budget' || role === 'initial-budget') {
        thread.budget = role;
        if (clause.completion) {
          clause.completion.base = role;
          return index;
        }
      }
      if (!clause.completion) {
        clause.role = role;
        clause.isFresh = true;
      }
      return index;
    }
    case 'direction': {
      const other = directionInBrackets(tokens, index);
      const end = other ?? index;
      const last = tokens[end]?.end ?? 0;
      const start = tokens[index]?.start ?? 0;
      clause.direction = {
        words:
          other === undefined
            ? word.replace(/了$|为$/u, '')
            : text.slice(start, last).replace('(', '（').replace(')', '）'),
        is: other === undefined ? meaning.direction : 'unclear',
      };
      return end;
    }
    case 'completion':
      clause.completion = word.includes('年初') ? { base: 'initial-budget' } : {};
      return index;
    case 'share':
      clause.share = {};
      return index;
    case 'compare':
    case 'joining': {
      const next = tokens[index + 1];
      const against = againstOf(next, thread.year);
      if (against) {
        // 与上年持平 within a comparison with a named year is of the same year.
        clause.compare = { ...(clause.compare?.against === against.against && clause.compare), ...against };
        clause.isComparing = true;
        return index + 1;
      }
      clause.joined = clause.run.length > 0 && clause.isFresh && clause.residue === '';
      clause.none = false;
      clause.isComparing = false;
      return index;
    }
    case 'year-on-year':
      clause.compare = { against: 'last-year' };
      return index;
    case 'distribute': {
      const [only] = clause.run;
      if (clause.run.length === 1 && only && SHARES_LISTED.test(text.slice(tokens[index]?.end))) {
        clause.run = [{ kind: 'problem', label: labelOf(only), problem: UNCLEAR.shares, isAmbiguous: true }];
        return index;
      }
      // 收、支总计分别为: one word for two.
      if (clause.run.length === 1 && only?.kind === 'entry' && only.entry.parts.length > 0)
        clause.run = only.entry.parts.map(entryReferent);
      clause.distribute = 0;
      return index;
    }
    case 'reason':
      clause.reasonFrom = tokens[index]?.start;
      return index;
    case 'aside':
      clause.isAside = true;
      return index;
    case 'portion':
      clause.isPortion = true;
      return index;
    case 'none':
      clause.none = true;
      return index;
    case 'last-year':
      speakOfLastYear(clause);
      return index;
    case 'flat':
    case 'filler':
      return index;
  }
}

function speakOfLastYear(clause: Clause): void {
  clause.period = { is: 'last', isSure: true };
  clause.isYearUsed = false;
  clause.isFresh = true;
}

/** 减少（增加）, 增加/减少: the token of the second word. */
function directionInBrackets(tokens: readonly Token[], index: number): number | undefined {
  const [open, second, close] = [tokens[index + 1], tokens[index + 2], tokens[index + 3]];
  if (open?.kind !== 'mark' && open?.kind !== 'unknown' && open?.kind !== 'word') return undefined;
  const isDirection = second?.kind === 'word' && second.meanings.some(({ kind }) => kind === 'direction');
  if (!isDirection) return undefined;
  if (open.kind === 'mark' && open.mark === '(')
    return close?.kind === 'mark' && close.mark === ')' ? index + 3 : undefined;
  return open.end - open.start === 1 && open.kind !== 'mark' ? index + 2 : undefined;
}

function againstOf(
  next: Token | undefined,
  ofAccounts: number | undefined,
): { against: Against; year?: number } | undefined {
  if (next?.kind === 'figure' && next.figure.kind === 'date' && next.figure.digits.length === 4) {
    const year = Number(next.figure.digits);
    return year === ofAccounts ? undefined : { against: 'last-year', year };
  }
  if (next?.kind !== 'word') return undefined;
  for (const meaning of next.meanings) {
    if (meaning.kind === 'last-year') return { against: 'last-year' };
    if (meaning.kind === 'role' && meaning.role === 'last-year') return { against: 'last-year' };
    if (meaning.kind === 'role' && (meaning.role === 'budget' || meaning.role === 'initial-budget'))
      return { against: meaning.role };
  }
  return undefined;
}

const UNCLEAR = {
  none: zh`没有主语`,
  several: zh`一个数字，两个主语`,
  either: zh`主语可以是上句的，也可以是本段的`,
  shares: zh`一个主语，几个占比`,
} as const;

/** 占2.85%、0.92%: shares of what was listed before. */
const SHARES_LISTED = /^占[^,，;；。\d]{0,16}\d[\d.]*%[、,和]\d[\d.]*%/u;

/** What a figure without a subject of its own belongs to; what is not clear where it is not. */
function referentNow(clause: Clause, thread: Thread): Referent | keyof typeof UNCLEAR {
  const [only] = clause.run;
  if (clause.run.length > 1) return 'several';
  if (only) return only;
  const { section, item, last } = thread;
  const whole: Referent | undefined = section?.whole === undefined ? undefined : entryReferent(section.whole);
  const frame = item ?? whole;
  if (!frame) return last ?? 'none';
  if (!last || keyOf(last) === keyOf(frame)) return frame;
  return 'either';
}

const entryReferent = (id: string): Referent => {
  const entry = subjectEntry(id);
  return { kind: 'entry', entry, label: entry.name };
};

const keyOf = (referent: Referent): string =>
  referent.kind === 'entry'
    ? referent.entry.id
    : referent.kind === 'item'
      ? referent.subject.id
      : referent.label;

function subjectFor(referent: Referent, role: Role): Subject | undefined {
  const isBudget = role === 'budget' || role === 'initial-budget';
  if (referent.kind === 'entry') {
    const { id, facts, budget } = referent.entry;
    return { id, label: referent.label, facts: isBudget ? budget : facts };
  }
  if (referent.kind === 'item') return isBudget ? { ...referent.subject, facts: [] } : referent.subject;
  return undefined;
}

const unbound = (why: Message): Bound => ({ kind: 'unbound', why });
const ambiguous = (why: Message): Bound => ({ kind: 'ambiguous', why });
const TOO_MUCH = unbound(zh`正文的数字超过 ${MOST_FIGURES} 个，其余的不再识别`);

function bind(
  figure: RawFigure,
  next: Token | undefined,
  text: string,
  clause: Clause,
  thread: Thread,
): Bound {
  const { unit } = figure;
  const isAmount = MONEY.has(unit);
  const isSaidOfLast = isAmount && clause.period?.is === 'last' && clause.period.isSure;
  if (isOfAnotherYear(clause) && !isSaidOfLast && !clause.direction && !clause.isComparing)
    return ofAnotherYear(clause);
  const following = followingSubject(figure, next, text, thread.section);
  if (following) return say(following, 'count');
  if (clause.isAside) return unbound(zh`在说明用途的文字里`);
  if (clause.isPortion) return unbound(zh`说的是其中的一部分`);
  if (clause.residue !== '') return unbound(zh`不认识“${shortened(clause.residue)}”`);
  const referent = distributed(clause) ?? referentNow(clause, thread);
  const isRate =
    PERCENT.has(unit) ||
    (unit === '' && (clause.share ?? clause.completion ?? clause.direction) !== undefined);
  if (typeof referent === 'string')
    return referent === 'none' ? unbound(UNCLEAR.none) : ambiguous(UNCLEAR[referent]);
  if (referent.kind === 'problem')
    return referent.isAmbiguous ? ambiguous(referent.problem) : unbound(referent.problem);
  if (isRate) return bindRate(referent, clause, thread);
  const units = referent.kind === 'entry' ? referent.entry.units : undefined;
  if (isAmount) {
    if (units) return unbound(zh`“${labelOf(referent)}”不是金额`);
    return bindMoney(referent, clause);
  }
  if (unit === '') return unbound(zh`没有单位`);
  if (clause.direction && clause.compare && units?.includes(unit))
    return changeOf(referent, 'change', clause);
  if (units?.includes(unit)) {
    if (!clause.isFresh) return unbound(zh`前面的数字已用了这个主语`);
    return say(referent, unit === '分' ? 'amount' : 'count');
  }
  const counted = referent.kind === 'entry' ? referent.entry.counts.get(unit) : undefined;
  if (counted !== undefined) return say({ ...entryReferentNamed(counted, labelOf(referent)) }, 'count');
  return unbound(zh`不知道“${unit}”计的是什么`);
}

const entryReferentNamed = (id: string, label: string): Referent => ({
  kind: 'entry',
  entry: subjectEntry(id),
  label,
});

const LONGEST_QUOTE = 12;
const shortened = (text: string): string =>
  text.length > LONGEST_QUOTE ? `…${text.slice(-LONGEST_QUOTE)}` : text;

const labelOf = (referent: Referent): string =>
  referent.kind === 'entry' ? referent.label : referent.kind === 'item' ? referent.subject.label : '';

/** 10个项目自评等级为优: what is counted stands behind the figure. */
function followingSubject(
  { unit, end }: RawFigure,
  next: Token | undefined,
  text: string,
  section: SectionEntry | undefined,
): Referent | undefined {
  if (next?.kind !== 'word' || next.start !== end) return undefined;
  for (const meaning of next.meanings) {
    if (meaning.kind !== 'subject') continue;
    const { subject } = meaning;
    if (
      subject.follows &&
      subject.units?.includes(unit) === true &&
      section?.subjects.includes(subject.id) === true
    )
      return { kind: 'entry', entry: subject, label: text.slice(next.start, next.end) };
  }
  return undefined;
}

function distributed(clause: Clause): Referent | undefined {
  if (clause.distribute === undefined || clause.run.length < 2) return undefined;
  const referent = clause.run[clause.distribute];
  clause.distribute++;
  // Each has a figure of its own; what comes behind the last has none.
  if (referent) clause.isFresh = true;
  return referent;
}

function bindRate(referent: Referent, clause: Clause, thread: Thread): Bound {
  if (clause.completion) {
    const base = clause.completion.base ?? thread.budget ?? 'budget';
    return say(referent, 'completion', { base });
  }
  if (clause.share) {
    const whole = thread.section?.whole;
    const base = clause.share.base ?? (whole === undefined ? undefined : entryReferent(whole));
    if (!base) return ambiguous(zh`没有说占什么`);
    if (keyOf(base) === keyOf(referent)) return ambiguous(zh`占自身的比例`);
    const subject = subjectFor(base, 'amount');
    return subject ? say(referent, 'share', { base: subject }) : ambiguous(zh`没有说占什么`);
  }
  if (clause.direction) return changeOf(referent, 'change-rate', clause);
  return unbound(zh`没有说是占比、完成还是增减`);
}

function bindMoney(referent: Referent, clause: Clause): Bound {
  if (clause.direction) return changeOf(referent, 'change', clause);
  if (clause.share) return unbound(zh`占比不是金额`);
  const { compare, period, role } = clause;
  if (clause.isComparing && compare) {
    if (compare.against !== 'last-year') return say(referent, compare.against);
    return say(referent, 'prior', compare.year === undefined ? {} : { comparedYear: compare.year });
  }
  if (!clause.isFresh) return unbound(zh`前面的数字已用了这个主语`);
  if (!isOfAnotherYear(clause)) return say(referent, role ?? 'amount');
  if (role === 'budget' || role === 'initial-budget') return unbound(zh`上年的预算`);
  return say(referent, 'prior', period?.year === undefined ? {} : { comparedYear: period.year });
}

function changeOf(referent: Referent, role: 'change' | 'change-rate', { direction, compare }: Clause): Bound {
  if (!direction) return unbound(zh`没有说增减`);
  if (!compare) return ambiguous(zh`没有说与什么相比`);
  return say(referent, role, {
    direction: direction.is,
    directionWords: direction.words,
    ...(compare.year !== undefined && { comparedYear: compare.year }),
    ...(compare.against !== 'last-year' && { against: compare.against }),
  });
}

function say(
  referent: Referent,
  role: Role,
  more: Partial<Pick<Statement, 'base' | 'direction' | 'directionWords' | 'comparedYear' | 'against'>> = {},
): Bound {
  const subject = subjectFor(referent, role);
  return subject ? { kind: 'statement', say: { subject, role, ...more } } : unbound(UNCLEAR.none);
}
