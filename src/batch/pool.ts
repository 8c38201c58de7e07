import type { Worker } from 'node:worker_threads';
import { zh, type Message } from '../language/message.js';
import type { Answer, FolderAnswer } from './answer.js';
import type { Folder, InputFile } from './run.js';

/** What a thread is asked. */
export type Request = readonly Folder[];

/** What it says: which file it is at, reading or judging, and in the end its answers. */
export type Reply = { readonly at: string } | { readonly answers: readonly FolderAnswer[] };

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
    if (all.size < size) return Promise.resolve(begin());
    return new Promise((resolve) => waiting.push(resolve));
  };
  const begin = (): Worker => {
    // A thread that was given up may still fail while it ends.
    const started = start().on('error', () => undefined);
    all.add(started);
    return started;
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
    give(begin());
  };

  const answer: Answer = async (folders) => {
    const worker = await take();
    const came = await asked(worker, folders, seconds);
    if ('answers' in came) {
      give(worker);
      return [...came.answers];
    }
    await replace(worker);
    const { culprit, message, lacksMemory } = came;
    const files = folders.flat();
    // The file at which memory ran out need not be the one that took it.
    if (lacksMemory && files.length > 1) return eachByItself(files);
    const at = files.filter(({ file }) => file === culprit);
    const lost = at.length > 0 ? at : files;
    const left = folders.map((folder) => folder.filter((input) => !lost.includes(input)));
    const others = left.filter((folder) => folder.length > 0);
    return [...(others.length > 0 ? await answer(others) : []), ...lost.map(lostBy(message))];
  };
  const eachByItself = async (files: Folder): Promise<FolderAnswer[]> => {
    const answers: FolderAnswer[] = [];
    for (const input of files) answers.push(...(await answer([[{ ...input, amongMany: true }]])));
    return answers;
  };
  const close = async (): Promise<void> => {
    await Promise.all([...all].map((worker) => worker.terminate()));
  };
  return { answer, close };
}

const lostBy =
  (message: Message) =>
  (input: InputFile): FolderAnswer => ({
    files: [input],
    reports: [],
    problems: [{ file: input.file, message, kind: 'broken', passing: true }],
    offers: [],
    seeking: [],
  });

type Came =
  | { readonly answers: readonly FolderAnswer[] }
  | { readonly culprit: string | undefined; readonly message: Message; readonly lacksMemory: boolean };

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
    let lost: Omit<Extract<Came, { message: Message }>, 'culprit'> = {
      message: zh`处理这个文件时程序意外结束`,
      lacksMemory: false,
    };
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        settle({ culprit, message: zh`${seconds} 秒内没有核对完，已放弃`, lacksMemory: false });
      }, seconds * 1000);
    };
    const onMessage = (reply: Reply): void => {
      if ('answers' in reply) {
        settle(reply);
        return;
      }
      culprit = reply.at;
      watch();
    };
    const onError = (error: NodeJS.ErrnoException): void => {
      const lacksMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      lost = {
        message: lacksMemory ? zh`所需内存太多，已放弃` : zh`处理这个文件时程序出错：${error.message}`,
        lacksMemory,
      };
    };
    // By then all that the thread said has come.
    const onExit = (): void => {
      settle({ culprit, ...lost });
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    watch();
    worker.postMessage(folders);
  });
}
