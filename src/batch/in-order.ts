import { extname } from 'node:path';
import type { Answer, FolderAnswer } from './answer.js';
import type { Folder } from './run.js';

/** Names of files that hold tables alone: no text of theirs can be of a report in another folder. */
const TABLES_ALONE = new Set(['.xlsx', '.xlsm', '.xls', '.et', '.ods', '.csv', '.tsv']);

const mayHoldTexts = (folder: Folder): boolean =>
  folder.some(({ file }) => !TABLES_ALONE.has(extname(file).toLowerCase()));

/**
 * Checks folders, several at once, and hands them on in their order, whatever order they are done in: the
 * outcome is the same however many are checked at once.
 *
 * Where texts are about they are read first, since each may be of a report in any other folder; folders that
 * then turn out to belong together are checked once more, together.
 *
 * @param atOnce how many folders to have in hand at a time
 * @param onDone told of each folder when it has been checked
 */
export async function* inOrder(
  folders: readonly Folder[],
  answer: Answer,
  atOnce: number,
  onDone: (folder: Folder) => void = () => undefined,
): AsyncGenerator<FolderAnswer> {
  const answers = new Map<number, FolderAnswer>();
  const withTexts = folders.flatMap((folder, index) => (mayHoldTexts(folder) ? [index] : []));
  const others = folders.flatMap((folder, index) => (mayHoldTexts(folder) ? [] : [index]));
  const waiting = [...withTexts, ...others].values();
  const running = new Map<number, Promise<number>>();
  const startNext = (): void => {
    for (const index of waiting) {
      const folder = folders[index] ?? [];
      running.set(
        index,
        answer([folder]).then(([answered]) => {
          if (answered) answers.set(index, answered);
          onDone(folder);
          return index;
        }),
      );
      return;
    }
  };
  for (let started = 0; started < atOnce; started++) startNext();

  let next = 0;
  const sought = new Set<string>();
  const textsLeft = new Set(withTexts);
  while (running.size > 0) {
    const index = await Promise.race(running.values());
    running.delete(index);
    startNext();
    for (const key of answers.get(index)?.seeking ?? []) sought.add(key);
    textsLeft.delete(index);
    if (textsLeft.size > 0) continue;
    for (let ready = answers.get(next); ready && isSettled(ready, sought); ready = answers.get(next)) {
      answers.delete(next);
      next++;
      yield ready;
    }
  }
  for (const group of belongingTogether(answers)) {
    const together = await answer(group.map((index) => folders[index] ?? []));
    for (const [at, index] of group.entries()) {
      const answered = together[at];
      if (answered) answers.set(index, answered);
    }
  }
  for (; next < folders.length; next++) {
    const ready = answers.get(next);
    answers.delete(next);
    if (ready) yield ready;
  }
}

/** Whether no other folder can have to do with it. */
const isSettled = ({ offers, seeking }: FolderAnswer, sought: ReadonlySet<string>): boolean =>
  seeking.length === 0 && !offers.some((key) => sought.has(key));

/** Folders of which one seeks what another offers, with all that have to do with these. */
function belongingTogether(answers: ReadonlyMap<number, FolderAnswer>): number[][] {
  const groups = new Map<number, Set<number>>();
  const join = (one: number, other: number): void => {
    const joined = new Set([...(groups.get(one) ?? [one]), ...(groups.get(other) ?? [other])]);
    for (const member of joined) groups.set(member, joined);
  };
  const offering = new Map<string, number[]>();
  for (const [index, { offers }] of answers)
    for (const key of offers) offering.set(key, [...(offering.get(key) ?? []), index]);
  for (const [index, { seeking }] of answers)
    for (const key of seeking) for (const other of offering.get(key) ?? []) join(index, other);
  return [...new Set(groups.values())]
    .filter(({ size }) => size > 1)
    .map((group) => [...group].sort((one, other) => one - other));
}
