import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { pool } from '../../src/batch/pool.js';
import { told } from '../../src/language/message.js';
import type { Folder } from '../../src/batch/run.js';

/** A thread that does with a file what its name says. */
const THREAD = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (folders) => {
    const files = folders.flat();
    if (files.filter(({ file }) => file.startsWith('large')).length > 1)
      for (const all = []; ; ) all.push(new Array(1e5).fill({}));
    for (const { file } of files) {
      parentPort.postMessage({ at: file });
      if (file === 'throws') throw new Error('kaputt');
      if (file === 'ends') process.exit(3);
      if (file === 'hangs') for (;;);
      if (file === 'fills') for (const all = []; ; ) all.push(new Array(1e5).fill({}));
    }
    parentPort.postMessage({
      answers: folders.map((files) => ({
        files, reports: [], offers: [], seeking: [],
        problems: files.map(({ file }) => ({ file, message: 'seen', kind: 'skipped' })),
      })),
    });
  });`;

const start = (): Worker =>
  new Worker(THREAD, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 32 }, stderr: true });
const folderOf = (...files: string[]): Folder => files.map((file) => ({ file, folder: '.', named: false }));

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

describe.each([
  ['throws', 60, /程序出错：kaputt/u],
  ['ends', 60, /意外结束/u],
  ['hangs', 2, /2 秒内没有核对完/u],
  ['fills', 60, /内存太多/u],
])('a thread that %s', (name, seconds, why) => {
  test('costs the file that it was at, and no other', async () => {
    const threads = pool(2, start, seconds);
    ({ close } = threads);
    const answers = await Promise.all([
      threads.answer([folderOf('a', name, 'b')]),
      threads.answer([folderOf('c'), folderOf('d')]),
      threads.answer([folderOf('e')]),
    ]);
    const problems = answers.flat(2).flatMap(({ problems }) => problems);
    expect(problems.filter(({ message }) => message === 'seen').map(({ file }) => file)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
    ]);
    const lost = problems.filter(({ kind }) => kind === 'broken');
    expect(lost.map(({ file }) => file)).toEqual([name]);
    expect(told(lost[0]?.message ?? '')).toMatch(why);
  });
});

test('files that together take too much memory are checked one by one', async () => {
  const threads = pool(1, start, 60);
  ({ close } = threads);
  const answers = await threads.answer([folderOf('large a', 'small', 'large b')]);
  expect(answers.flatMap(({ problems }) => problems.map(({ file, message }) => [file, message]))).toEqual([
    ['large a', 'seen'],
    ['small', 'seen'],
    ['large b', 'seen'],
  ]);
  expect(answers.map(({ files }) => files.map(({ file }) => file))).toEqual([
    ['large a'],
    ['small'],
    ['large b'],
  ]);
});
