import type { FormId } from './form.js';
import { DATA, type RoleWord } from './narrative-data.js';
import { wordListsIn, type WordList } from './vocabulary.js';

/** A place in a table as the data name it: "summary.totalRevenue.actual". */
interface NamedPlace {
  readonly form: FormId;
  readonly line: string;
  readonly column: string;
}

/** What a statement may speak of. */
export interface SubjectEntry {
  readonly id: string;
  /** The first of its words. */
  readonly name: string;
  readonly facts: readonly NamedPlace[];
  readonly budget: readonly NamedPlace[];
  /** Of a count: its units. */
  readonly units?: readonly string[];
  /** What the same words count, by unit. */
  readonly counts: ReadonlyMap<string, string>;
  /** Subjects that its words name together. */
  readonly parts: readonly string[];
  /** The context within which its words mean it. */
  readonly context?: string;
  /** Its words stand behind the figure. */
  readonly follows: boolean;
  /** They mean it in its own sections only. */
  readonly isOwn: boolean;
}

/** A section of the explanations. */
export interface SectionEntry {
  readonly id: string;
  readonly names: (title: string) => boolean;
  readonly under?: string;
  readonly isPart: boolean;
  /** A report of its own within the text. */
  readonly isReport: boolean;
  readonly explains: boolean;
  /** What it speaks of where a sentence names nothing else. */
  readonly whole?: string;
  /** Beginnings of ids of subjects that its words do not mean: 三公经费（其中：一般公共预算支出1.00万元） is part of that. */
  readonly strangers: readonly string[];
  /** Amounts of the tables stand only beside that subject: elsewhere they are those of a project, or of some. */
  readonly beside?: string;
  /** Its title is so general that below a narrow section it speaks of what that speaks of. */
  readonly isBroad: boolean;
  /** It speaks of some funds, and so does all below it. */
  readonly isNarrow: boolean;
  /** Its subjects by rank. */
  readonly subjects: readonly string[];
  /** The table whose lines its items are. */
  readonly table?: FormId;
}

/** What a word of a sentence means. */
export type Meaning =
  | { readonly kind: 'subject'; readonly subject: SubjectEntry }
  | { readonly kind: 'context'; readonly context: string }
  | { readonly kind: 'role'; readonly role: RoleWord }
  | { readonly kind: 'direction'; readonly direction: 'up' | 'down' }
  | {
      readonly kind:
        | 'completion'
        | 'share'
        | 'compare'
        | 'last-year'
        | 'year-on-year'
        | 'flat'
        | 'none'
        | 'distribute'
        | 'joining'
        | 'reason'
        | 'aside'
        | 'portion'
        | 'filler';
    };

/** What may stand before and behind the words that make a heading. */
const BEFORE_TITLE = /^(?:关于|20\d{2}年度?|本?(?:部门|单位))/u;
const TITLE_TAIL =
  /^(?:支出|决算|执行|开展|使用|占用)*(?:的)?(?:总体|具体)?(?:情况|结果)?(?:的)?(?:总体|具体)?(?:说明|分析)?$/u;

/**
 * Whether a heading is one of these titles; TAIL at the end of a title is a customary tail. All sections ask
 * of all headings: with the tail in each of their patterns, compiling these takes six times as long.
 */
function namesOf(titles: readonly string[]): (title: string) => boolean {
  const alternatives = titles.map((title) => (title.endsWith('TAIL') ? title.slice(0, -4) : `${title}$`));
  const pattern = new RegExp(`^(?:${alternatives.join('|')})`, 'u');
  return (title) =>
    startsOf(title).some((words) => {
      const [found] = pattern.exec(words) ?? [];
      return found !== undefined && TITLE_TAIL.test(words.slice(found.length));
    });
}

/** A heading whole, and without each thing that may stand before its words: some titles begin with 部门. */
function startsOf(title: string): string[] {
  const shorter = title.replace(BEFORE_TITLE, '');
  return shorter === title ? [title] : [title, ...startsOf(shorter)];
}

export const SECTIONS: readonly SectionEntry[] = DATA.sections.map((section) => ({
  id: section.id,
  names: namesOf(section.titles),
  ...(section.under !== undefined && { under: section.under }),
  isPart: section.part === 'true',
  isReport: section.report === 'true',
  explains: section.explains !== 'false',
  isBroad: section.broad === 'true',
  isNarrow: section.narrow === 'true',
  ...(section.whole !== undefined && { whole: section.whole }),
  strangers: section.not ?? [],
  ...(section.beside !== undefined && { beside: section.beside }),
  subjects: section.subjects ?? [],
  ...(section.table !== undefined && { table: section.table }),
}));

/**
 * The section that a heading names, its ordinal taken off.
 *
 * @param isWithin whether it stands in a section; those that are only there go first
 * @param mayBe what else a section must be
 */
export function sectionNamed(
  title: string,
  isWithin: (id: string) => boolean,
  mayBe: (entry: SectionEntry) => boolean = () => true,
): SectionEntry | undefined {
  const fits = (entry: SectionEntry): boolean =>
    mayBe(entry) && (entry.under === undefined || isWithin(entry.under)) && entry.names(title);
  return SECTIONS.find((entry) => entry.under !== undefined && fits(entry)) ?? SECTIONS.find(fits);
}

export const UNITS: readonly string[] = DATA.units.toSorted((one, other) => other.length - one.length);

/** Sentences that say how scores are given or a form is filled in. */
export const NORMS = new RegExp(DATA.norms.join('|'), 'u');

/** Words with what they mean, to be found in a text. */
export interface Words {
  readonly meanings: { get(word: string): readonly Meaning[] | undefined };
  /** By the first two characters of words (or the only one), their lengths, longest first. */
  readonly lengths: { get(start: string): readonly number[] | undefined };
}

/** Words that are only known while a report is read, such as the lines of its tables. */
export interface OwnWords extends Words {
  readonly meanings: Map<string, Meaning[]>;
  readonly lengths: Map<string, number[]>;
}

export const newWords = (): OwnWords => ({ meanings: new Map(), lengths: new Map() });

export function addWord({ meanings, lengths }: OwnWords, word: string, meaning: Meaning): void {
  const known = meanings.get(word);
  if (known) {
    if (!known.includes(meaning)) known.push(meaning);
    return;
  }
  meanings.set(word, [meaning]);
  const start = word.slice(0, 2);
  const own = lengths.get(start);
  if (!own) lengths.set(start, [word.length]);
  else if (!own.includes(word.length)) {
    own.push(word.length);
    own.sort((one, other) => other - one);
  }
}

/** The longest word that begins at an offset; undefined where none does. */
export function longestWord(
  { meanings, lengths }: Words,
  text: string,
  at: number,
): { readonly end: number; readonly meanings: readonly Meaning[] } | undefined {
  for (const length of lengths.get(text.slice(at, at + 2)) ?? []) {
    const found = meanings.get(text.slice(at, at + length));
    if (found) return { end: at + length, meanings: found };
  }
  const single = meanings.get(text.charAt(at));
  return single && { end: at + 1, meanings: single };
}

/** The first of the ways in which a word is spelled out; all of them are wanted only when a text is read. */
const firstSpelling = (word: string): string =>
  word
    .split(/[<>]/u)
    .map((part) => part.split('|')[0] ?? '')
    .join('');

function toPlace(name: string): NamedPlace {
  const [form = '', line = '', column = ''] = name.split('.');
  return { form: form as FormId, line, column };
}

const ENTRIES: readonly (SubjectEntry & { readonly words: readonly string[] })[] = DATA.subjects.map(
  (subject) => ({
    id: subject.id,
    name: firstSpelling(subject.words[0] ?? subject.id),
    words: subject.words,
    facts: (subject.facts ?? []).map(toPlace),
    budget: (subject.budget ?? []).map(toPlace),
    ...(subject.units && { units: subject.units }),
    counts: new Map(Object.entries(subject.counts ?? {})),
    parts: subject.parts ?? [],
    ...(subject.in !== undefined && { context: subject.in }),
    follows: subject.follows === 'true',
    isOwn: subject.own === 'true',
  }),
);

const SUBJECTS: ReadonlyMap<string, SubjectEntry> = new Map(
  // The first entry of an id is the main one.
  ENTRIES.toReversed().map((entry) => [entry.id, entry]),
);

/** Ids of all subjects that the data name. */
export const SUBJECT_IDS: readonly string[] = [...new Set(ENTRIES.map(({ id }) => id))];

/** @throws when the data name no such subject, which is a mistake of the program */
export function subjectEntry(id: string): SubjectEntry {
  const entry = SUBJECTS.get(id);
  if (!entry) throw new Error(`no subject ${id}`);
  return entry;
}

/** What the words of a list mean. */
function meaningOf(list: WordList): Meaning {
  if (list.kind === 'subject') {
    const subject = ENTRIES[list.index];
    return subject ? { kind: 'subject', subject } : { kind: 'filler' };
  }
  if (list.kind === 'context') return { kind: 'context', context: DATA.contexts[list.index]?.id ?? '' };
  if (list.kind === 'role') return { kind: 'role', role: DATA.roles[list.index]?.role ?? 'amount' };
  if (list.kind === 'up' || list.kind === 'down') return { kind: 'direction', direction: list.kind };
  return { kind: list.kind };
}

const { words, senses, lengths } = DATA.vocabulary;
const LIST_MEANINGS = wordListsIn(DATA).map(meaningOf);
const SENSE_MEANINGS = senses.map((lists) => lists.flatMap((list) => LIST_MEANINGS[list] ?? []));

/** The words of all sections. */
export const NARRATIVE_WORDS: Words = {
  meanings: { get: (word) => (Object.hasOwn(words, word) ? SENSE_MEANINGS[words[word] ?? -1] : undefined) },
  lengths: { get: (start) => (Object.hasOwn(lengths, start) ? lengths[start] : undefined) },
};
