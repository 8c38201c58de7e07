import { allPacked, type Answer, type FolderAnswer } from './answer.js';
import type { Content } from './content.js';
import type { Folder } from './run.js';

/** Where what was worked out is kept from run to run, by the content that it is of. */
export interface Store<Value> {
  /** Undefined where none is kept, or what is kept is damaged. */
  readonly get: (key: string) => Promise<Value | undefined>;
  readonly put: (key: string, value: Value) => Promise<void>;
}

/** An answer that is worked out once for a content, however often it is asked for. */
export const cached =
  (
    answer: Answer,
    store: Store<FolderAnswer[]>,
    contentOf: (folders: readonly Folder[]) => Promise<Content>,
  ): Answer =>
  async (folders) => {
    const { key, isCurrent } = await contentOf(folders);
    const kept = await store.get(key);
    if (kept?.every(isLasting)) return kept;
    const answers = await answer(folders);
    // A file that changed meanwhile may have been read before or after.
    if (await isCurrent()) await store.put(key, answers.map(allPacked));
    return answers;
  };

/** Whether another attempt would come to the same. */
const isLasting = ({ problems }: FolderAnswer): boolean => problems.every(({ passing = false }) => !passing);
