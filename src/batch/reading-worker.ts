import { parentPort, workerData } from 'node:worker_threads';
import type { Document } from '../source/document.js';
import type { Limits } from '../source/limits.js';
import { readDocument } from '../source/read-document.js';
import { UnreadableFile } from '../source/unreadable-file.js';

/** What the worker answers: a document, a refusal, or (without kind) a fault of the program. */
export type Answer =
  | { readonly document: Document }
  | { readonly said: UnreadableFile['said']; readonly kind?: UnreadableFile['kind'] };

const limits = workerData as Limits;

async function answer(file: string, bytes: Uint8Array): Promise<Answer> {
  try {
    return { document: await readDocument(file, bytes, limits) };
  } catch (error) {
    if (error instanceof UnreadableFile) return { said: error.said, kind: error.kind };
    return { said: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', ({ file, bytes }: { file: string; bytes: Uint8Array }) => {
  void answer(file, bytes).then((answered) => parentPort?.postMessage(answered));
});
