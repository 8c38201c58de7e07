import type { Answer } from '../batch/answer.js';
import { cached } from '../batch/cached.js';
import { contentOf } from '../batch/content.js';
import type { Folder } from '../batch/run.js';
import { INTERRUPTED } from '../batch/unchecked.js';
import type { Message } from '../language/message.js';
import type { Settings } from './answer-by.js';
import { storeIn, storeRefusal } from './answer-store.js';
import { settingsDigest } from './settings-digest.js';
import { UsageError } from './usage-error.js';

/** Answers that need not be worked out. */
export interface Kept {
  /** @param units what is asked for, one at a time, before anything is asked for together */
  readonly answer: (workedOut: Answer, units: readonly Folder[]) => Answer;
  /** Why files are told as not checked, where some are. */
  readonly lacking: () => Message;
  /** What people are told in the end. */
  readonly complaints: () => readonly Message[];
}

/**
 * Answers kept in a folder from run to run.
 *
 * @throws UsageError when the folder is not fit for it
 */
export async function keptIn(folder: string, settings: Settings): Promise<Kept> {
  const refusal = await storeRefusal(folder);
  if (refusal) throw new UsageError(refusal);
  const store = storeIn(folder);
  const digest = await settingsDigest(settings);
  return {
    answer: (workedOut) => cached(workedOut, store, (folders) => contentOf(folders, digest, settings.limits)),
    lacking: () => INTERRUPTED,
    complaints: store.complaints,
  };
}
