import type { Worker } from 'node:worker_threads';
import type { Problem } from '../engine/outcome.js';
import type { Answer, FolderAnswer } from './answer.js';
import type { Folder, InputFile } from './run.js';

/** What a thread is asked. */
export type Request = readonly Folder[];

/** What it says: which file it begins with, then its answers. */
export type Reply = { readonly reading: string } | { readonly answers: readonly FolderAnswer[] };

/**
 * Answers in threads, `size` at once. A thread that crashes, runs out of memory or says nothing for `seconds`
 * costs the file that it was at, and no other.
 *
 * @param start starts a thread that takes a `Request` at a time and gives `Reply`s
 */
export function pool(
  size: number,
  start: () => Worker,
  seconds: number,
): { readonly answer: Answer; readonly close: () => Promise<void> } {
  const idle: Worker[] = [];
  const waiting: ((worker: Worker) => void)[] = [];
  const all = new Set<Worker>();
  const take = (): Promise<Worker> => {
    const free = idle.pop();
    if (free) return Promise.resolve(free);
    if (all.size < size) {
      const started = start();
      all.add(started);
      return Promise.resolve(started);
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const give = (worker: Worker): void => {
    const next = waiting.shift();
    if (next) next(worker);
    else idle.push(worker);
  };
  const replace = async (worker: Worker): Promise<void> => {
    all.delete(worker);
    await worker.terminate();
    if (waiting.length === 0) return;
    const started = start();
    all.add(started);
    give(started);
  };

  const answer: Answer = async (folders) => {
    const worker = await take();
    const came = await asked(worker, folders, seconds);
    if ('answers' in came) {
      give(worker);
      return [...came.answers];
    }
    await replace(worker);
    const { culprit, message } = came;
    const files = folders.flat();
    const at = files.filter(({ file }) => file === culprit);
    const lost = at.length > 0 ? at : files;
    const left = folders.map((folder) => folder.filter((input) => !lost.includes(input)));
    const answers = left.some((folder) => folder.length > 0) ? await answer(left) : left.map(() => NOTHING);
    return answers.map((answered, index) => ({
      ...answered,
      problems: [...answered.problems, ...(folders[index] ?? []).flatMap(lostAmong(lost, message))],
    }));
  };
  const close = async (): Promise<void> => {
    await Promise.all([...all].map((worker) => worker.terminate()));
  };
  return { answer, close };
}

const NOTHING: FolderAnswer = { reports: [], problems: [], offers: [], seeking: [] };

const lostAmong =
  (lost: readonly InputFile[], message: string) =>
  (input: InputFile): Problem[] =>
    lost.includes(input) ? [{ file: input.file, message, kind: 'broken' }] : [];

type Came =
  | { readonly answers: readonly FolderAnswer[] }
  | { readonly culprit: string | undefined; readonly message: string };

/** What a thread makes of a request; where it is lost, the file that it was at, if it was at one. */
function asked(worker: Worker, folders: Request, seconds: number): Promise<Came> {
  return new Promise((resolve) => {
    let culprit: string | undefined;
    let timer: NodeJS.Timeout;
    const settle = (came: Came): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(came);
    };
    const lose = (message: string): void => {
      settle({ culprit, message });
    };
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        lose(`${seconds} 秒内没有核对完，已放弃`);
      }, seconds * 1000);
    };
    const onMessage = (reply: Reply): void => {
      if ('answers' in reply) {
        settle(reply);
        return;
      }
      culprit = reply.reading;
      watch();
    };
    let reason = '处理这个文件时程序意外结束';
    // What it had said may come after the error; by its exit all of it has come.
    const onError = (error: NodeJS.ErrnoException): void => {
      reason =
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? '所需内存太多，已放弃'
          : `处理这个文件时程序出错：${error.message}`;
    };
    const onExit = (): void => {
      lose(reason);
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    watch();
    worker.postMessage(folders);
  });
}
