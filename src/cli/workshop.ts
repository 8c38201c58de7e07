import { availableParallelism } from 'node:os';
import type { Answer } from '../batch/answer.js';
import { documentReader } from '../batch/document-reader.js';
import type { Folder } from '../batch/run.js';
import { answerBy, type Settings } from './answer-by.js';
import { collectAtOnce, compileLate } from './v8-settings.js';

/** Where answers are worked out, and how many are best in hand at a time. */
export interface Workshop {
  readonly answer: Answer;
  readonly atOnce: number;
  readonly close: () => Promise<void>;
}

/** A thread takes some tenths of a second to start: fewer files are checked sooner without. */
const FILES_WORTH_A_THREAD = 16;
/** A workbook of the default limits takes a quarter of it. */
const SECONDS_WITHOUT_A_WORD = 120;
/** Heap of a thread: a workbook of the default limits needs about half a gigabyte. */
const THREAD_MEGABYTES = 2048;
/** Of it, what is new: more saves no time. */
const YOUNG_MEGABYTES = 24;
/** Units in hand for each thread, so that none waits while answers are written. */
const UNITS_A_THREAD = 2;

/** Works out answers here and now for some files, and for many in threads, which no file can bring down with it. */
export async function workshopFor(
  units: readonly Folder[],
  settings: Settings,
  jobs = availableParallelism(),
): Promise<Workshop> {
  const files = units.reduce((sum, { length }) => sum + length, 0);
  const threads = Math.min(jobs, units.length, Math.floor(files / FILES_WORTH_A_THREAD));
  if (threads === 0) {
    compileLate();
    const { read, close } = documentReader(settings.limits);
    return { answer: await answerBy(settings, read), atOnce: 1, close };
  }
  const { Worker } = await import('node:worker_threads');
  const { pool } = await import('../batch/pool.js');
  const thread = new URL('./checking-thread.js', import.meta.url);
  let loading = threads;
  const onLoaded = (): void => {
    loading--;
    if (loading !== 0) return;
    compileLate();
    collectAtOnce(threads >= availableParallelism());
  };
  const { answer, close } = pool(
    threads,
    () =>
      new Worker(thread, {
        workerData: settings,
        resourceLimits: {
          maxOldGenerationSizeMb: THREAD_MEGABYTES,
          maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
        },
      }).once('message', onLoaded),
    SECONDS_WITHOUT_A_WORD,
  );
  return {
    answer,
    atOnce: threads * UNITS_A_THREAD,
    close: async () => {
      await close();
      collectAtOnce(false);
    },
  };
}
