import { extname } from 'node:path';
import { groupBy } from '../model/group-by.js';
import { linkedBy } from './linked-by.js';
import type { Folder } from './run.js';

/** What came of some files, and what it may have to do with others. */
export interface Linked {
  /** A folder, or files of a part of a very large one that have to do with one another. */
  readonly files: Folder;
  /** What texts of other files may look for in it, and what its own look for in others. */
  readonly offers: readonly string[];
  readonly seeking: readonly string[];
}

/** Names of files that hold tables alone: no text of theirs can be of a report in another folder. */
const TABLES_ALONE = new Set(['.xlsx', '.xlsm', '.xls', '.et', '.ods', '.csv', '.tsv']);

const mayHoldTexts = (unit: Folder): boolean =>
  unit.some(({ file }) => !TABLES_ALONE.has(extname(file).toLowerCase()));

/** So many files are those of one report, as a rule. */
const FILES_OF_A_REPORT = 4;

/**
 * Checks units in their order: a few with a text among them together, each file once, and others by and by, as
 * `inOrder` does.
 */
export async function* together<Answered extends Linked>(
  ...asked: Parameters<typeof inOrder<Answered>>
): AsyncGenerator<Answered> {
  const [units, answer, , onDone] = asked;
  const files = units.reduce((sum, { length }) => sum + length, 0);
  if (files > FILES_OF_A_REPORT || !units.some(mayHoldTexts)) {
    yield* inOrder(...asked);
    return;
  }
  const answers = await answer(units);
  for (const unit of units) onDone?.(unit);
  yield* answers;
}

/**
 * Checks units, several at once, and hands on what came of them in their order, whatever order they are done in:
 * the outcome is the same however many are checked at once.
 *
 * Where texts are about they are read first, since each may be of a report in any other folder; so may files of
 * one folder that is checked in parts make one report. What seeks another folder or is sought is told after all else,
 * when it is known what belongs together: that is checked once more, together. All else need not wait for it.
 *
 * @param atOnce how many units to have in hand at a time
 * @param onDone told of each unit when it has been checked
 * @param signal aborted, nothing more is checked: what is finished is handed on, less what waits for others
 */
export async function* inOrder<Answered extends Linked>(
  units: readonly Folder[],
  answer: (folders: readonly Folder[]) => Promise<readonly Answered[]>,
  atOnce: number,
  onDone: (unit: Folder) => void = () => undefined,
  signal?: AbortSignal,
): AsyncGenerator<Answered> {
  const answers = new Map<number, readonly Answered[]>();
  const withTexts = units.flatMap((unit, index) => (mayHoldTexts(unit) ? [index] : []));
  const others = units.flatMap((unit, index) => (mayHoldTexts(unit) ? [] : [index]));
  const waiting = [...withTexts, ...others].values();
  const running = new Map<number, Promise<number>>();
  const startNext = (): void => {
    if (signal?.aborted) return;
    for (const index of waiting) {
      const unit = units[index] ?? [];
      running.set(
        index,
        answer([unit]).then((answered) => {
          answers.set(index, answered);
          onDone(unit);
          return index;
        }),
      );
      return;
    }
  };
  for (let started = 0; started < atOnce; started++) startNext();

  let next = 0;
  const links = new Links(units);
  const left: Answered[] = [];
  const textsLeft = new Set(withTexts);
  while (running.size > 0) {
    const index = await Promise.race(running.values());
    running.delete(index);
    startNext();
    links.add(units[index] ?? [], answers.get(index) ?? []);
    textsLeft.delete(index);
    if (textsLeft.size > 0) continue;
    for (
      let ready = answers.get(next);
      ready && links.isWhole(units[next] ?? []);
      ready = answers.get(next)
    ) {
      answers.delete(next);
      next++;
      for (const answered of ready) {
        if (links.isSettled(answered)) yield answered;
        else left.push(answered);
      }
    }
  }
  // Told to stop, it never came to some that stand before these.
  left.push(...[...answers].sort(([one], [other]) => one - other).flatMap(([, answered]) => answered));
  const inPlaceOf = new Map<Answered, readonly Answered[]>();
  const groups = linkedBy(left, links.keysOf).filter(({ length }) => length > 1);
  const waitingGroups = groups.values();
  const answerGroups = async (): Promise<void> => {
    for (const group of waitingGroups) {
      for (const former of group) inPlaceOf.set(former, []);
      if (signal?.aborted) continue;
      for (const answered of await answer(foldersOf(group))) {
        const names = new Set(answered.files.map(({ file }) => file));
        const first = group.find(({ files }) => files.some(({ file }) => names.has(file)));
        if (first) inPlaceOf.set(first, [...(inPlaceOf.get(first) ?? []), answered]);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, answerGroups));
  for (const answered of left) yield* inPlaceOf.get(answered) ?? [answered];
}

/** The folders of what was answered in parts, each as one again. */
const foldersOf = (group: readonly Linked[]): Folder[] => [
  ...groupBy(
    group.flatMap(({ files }) => files),
    ({ folder }) => folder,
  ).values(),
];

/** What has to do with what, as far as it has been checked. */
class Links {
  private readonly sought = new Set<string>();
  private readonly offered = new Set<string>();
  /** How often parts of one folder offer the same. */
  private readonly shared = new Map<string, number>();
  private readonly unitsLeft = new Map<string, number>();

  constructor(units: readonly Folder[]) {
    for (const unit of units) this.count(this.unitsLeft, folderOf(unit), 1);
  }

  /** What came of a unit. */
  add(unit: Folder, answers: readonly Linked[]): void {
    this.count(this.unitsLeft, folderOf(unit), -1);
    for (const answered of answers) {
      for (const key of answered.seeking) this.sought.add(key);
      for (const key of answered.offers) this.offered.add(key);
      for (const key of withinFolder(answered)) this.count(this.shared, key, 1);
    }
  }

  /** Whether all parts of its folder have been checked. */
  isWhole(unit: Folder): boolean {
    return this.unitsLeft.get(folderOf(unit)) === 0;
  }

  /** Whether nothing else can have to do with it, provided that all texts have been read and its folder is whole. */
  isSettled(answered: Linked): boolean {
    return (
      answered.seeking.length === 0 &&
      !answered.offers.some((key) => this.sought.has(key)) &&
      withinFolder(answered).every((key) => this.shared.get(key) === 1)
    );
  }

  /** What it has in common with all that it has to do with. */
  readonly keysOf = (answered: Linked): string[] => [
    ...answered.seeking.filter((key) => this.offered.has(key)),
    ...answered.offers.filter((key) => this.sought.has(key)),
    ...withinFolder(answered),
  ];

  private count(counts: Map<string, number>, key: string, by: number): void {
    counts.set(key, (counts.get(key) ?? 0) + by);
  }
}

const folderOf = ([first]: Folder): string => first?.folder ?? '';

/** What parts of one folder are known to each other by: they make one report if they offer the same. */
const withinFolder = ({ files, offers }: Linked): string[] =>
  files[0]?.amongMany ? [...new Set(offers)].map((key) => `${folderOf(files)}\u0000${key}`) : [];
