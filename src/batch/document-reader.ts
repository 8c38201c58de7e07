import type { Worker } from 'node:worker_threads';
import { told, zh } from '../language/message.js';
import type { Document } from '../source/document.js';
import { beyond, type Limits } from '../source/limits.js';
import { readContent } from '../source/read-document.js';
import { sniff, type Content } from '../source/sniff.js';
import { UnreadableFile } from '../source/unreadable-file.js';
import { readRegularFile } from './read-file.js';
import type { Answer } from './reading-worker.js';
import type { ReadInput } from './run.js';

export interface DocumentReader {
  readonly read: ReadInput;
  readonly close: () => Promise<void>;
}

/** Heap of the worker; a workbook of the default limits needs about half. */
const WORKER_MEGABYTES = 1024;

/** Kinds whose readers take time in proportion to the size of the file. */
const IN_PLACE: ReadonlySet<Content['kind']> = new Set(['xlsx', 'docx', 'text']);

/**
 * A reader that no file can hang or exhaust. Workbooks in .xlsx, documents in .docx and texts are read in
 * place: their readers are linear in the limits. All else is read by libraries, in a worker that is ended when
 * it takes too long.
 */
export function documentReader(limits: Limits): DocumentReader {
  let worker: Worker | undefined;
  const close = async (): Promise<void> => {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };
  const read = async (file: string): Promise<Document> => {
    const bytes = await readRegularFile(file, limits);
    const content = sniff(file, bytes, limits);
    if (IN_PLACE.has(content.kind)) return readContent(file, bytes, content, limits);
    const { Worker } = await import('node:worker_threads');
    worker ??= new Worker(new URL('./reading-worker.js', import.meta.url), {
      workerData: limits,
      resourceLimits: { maxOldGenerationSizeMb: WORKER_MEGABYTES },
      // The library prints oddities of a file.
      stdout: true,
      stderr: true,
    });
    try {
      return await answerOf(worker, { file, bytes }, limits);
    } catch (error) {
      if (!(error instanceof UnreadableFile) || error.kind === 'given-up') await close();
      throw error;
    }
  };
  return { read, close };
}

function answerOf(
  worker: Worker,
  request: { readonly file: string; readonly bytes: Uint8Array },
  limits: Limits,
): Promise<Document> {
  return new Promise((resolve, reject) => {
    const settle = (take: () => void): void => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('error', onError);
      take();
    };
    const giveUp = (refusal: UnreadableFile): void => {
      settle(() => {
        reject(refusal);
      });
    };
    const timer = setTimeout(() => {
      giveUp(beyond(limits, 'seconds'));
    }, limits.seconds * 1000);
    const onMessage = (answer: Answer): void => {
      settle(() => {
        if ('document' in answer) resolve(answer.document);
        else if (answer.kind === undefined) reject(new Error(told(answer.said)));
        else reject(new UnreadableFile(answer.said, answer.kind));
      });
    };
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        const said = zh`展开后所需内存超过 ${WORKER_MEGABYTES} MB，已放弃；请另存为 .xlsx 后再检查`;
        giveUp(new UnreadableFile(said, 'given-up'));
      } else {
        settle(() => {
          reject(error);
        });
      }
    };
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.postMessage(request);
  });
}
