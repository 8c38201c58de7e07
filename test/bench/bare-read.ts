// Reads files on all cores and does nothing with them: bare-read LIST. What gouji could do at best with its reader.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { readDocument } from '../../src/source/read-document.js';

interface Work {
  readonly paths: readonly string[];
  /** Counts the files that a thread has taken. */
  readonly taken: Int32Array;
}

if (isMainThread) {
  const paths = readFileSync(process.argv[2] ?? '', 'utf8').split('\n');
  const work: Work = { paths, taken: new Int32Array(new SharedArrayBuffer(4)) };
  for (let thread = 0; thread < availableParallelism(); thread++)
    new Worker(fileURLToPath(import.meta.url), { workerData: work });
} else {
  const { paths, taken } = workerData as Work;
  for (;;) {
    const path = paths[Atomics.add(taken, 0, 1)];
    if (path === undefined) break;
    await readDocument(path, await readFile(path)).catch(() => undefined);
  }
}
