import { parentPort, workerData } from 'node:worker_threads';
import { packed } from '../batch/answer.js';
import { documentReader } from '../batch/document-reader.js';
import type { Reply, Request } from '../batch/pool.js';
import type { ReadInput } from '../batch/run.js';
import { answerBy, type Settings } from './answer-by.js';

const settings = workerData as Settings;
const reply = (said: Reply): void => {
  parentPort?.postMessage(said);
};
const reader = documentReader(settings.limits);
const at = (file: string): void => {
  reply({ at: file });
};
const read: ReadInput = (file) => {
  at(file);
  return reader.read(file);
};
const answering = answerBy(settings, read, { onReport: at, keep: packed });

parentPort?.on('message', (folders: Request) => {
  void answering.then(async (answer) => {
    reply({ answers: await answer(folders) });
  });
});
