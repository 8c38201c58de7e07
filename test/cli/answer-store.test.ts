import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Answer, FolderAnswer } from '../../src/batch/answer.js';
import { cached } from '../../src/batch/cached.js';
import { contentOf } from '../../src/batch/content.js';
import type { Folder } from '../../src/batch/run.js';
import { VERDICTS, type Verdict } from '../../src/rules/judgement.js';
import { factsOf } from '../../src/rules/between/facts.js';
import { storeIn, storeRefusal } from '../../src/cli/answer-store.js';
import { told } from '../../src/language/message.js';
import { DEFAULT_LIMITS } from '../../src/source/limits.js';

const NO_OUTCOMES = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;

let root = '';
let store = '';
let file = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gouji-'));
  store = join(root, 'store');
  file = join(root, '决算.xlsx');
  await writeFile(file, '甲');
  expect(await storeRefusal(store)).toBeUndefined();
});
afterEach(() => rm(root, { recursive: true }));

/** Asks once more; says what came, whether it was worked out anew, and what was complained of. */
async function ask({
  settings = 'as before',
  named = false,
  problem,
  meanwhile = () => Promise.resolve(),
}: {
  settings?: string;
  named?: boolean;
  problem?: FolderAnswer['problems'][number];
  meanwhile?: () => Promise<void>;
} = {}): Promise<{ answers: FolderAnswer[]; isNew: boolean; complaints: string[] }> {
  let isNew = false;
  const answer: Answer = async (folders) => {
    isNew = true;
    await meanwhile();
    const [files = []] = folders;
    const report: FolderAnswer['reports'][number] = {
      outline: { report: { file, files: [file] }, outcomes: NO_OUTCOMES, tallies: [], crashes: [] },
      facts: factsOf({
        file,
        files: [file],
        tables: new Map(),
        evaluation: { sheets: [], summaries: [] },
        covers: [],
        remarks: [],
      }),
      written: [new Uint8Array([1, 2, 3])],
      met: [],
    };
    const problems = problem ? [problem] : [];
    return [{ files, reports: [report], problems, offers: ['2023 甲'], seeking: [] }];
  };
  const folder: Folder = [{ file, folder: root, named }];
  const kept = storeIn(store);
  const answers = await cached(answer, kept, (folders) => contentOf(folders, settings, DEFAULT_LIMITS))([
    folder,
  ]);
  return { answers, isNew, complaints: kept.complaints().map((message) => told(message)) };
}

test('what was answered is answered again, without working it out', async () => {
  const first = await ask();
  expect(await ask()).toEqual({ ...first, isNew: false });
  expect(first).toMatchObject({ isNew: true, complaints: [] });
});

describe('it is worked out again after a change of', () => {
  test.each<[string, () => Promise<Parameters<typeof ask>[0]>]>([
    ['a byte of the file', () => writeFile(file, '乙').then(() => ({}))],
    ['rules, configuration or program', () => Promise.resolve({ settings: 'others' })],
    ['what the user named', () => Promise.resolve({ named: true })],
    ['whether the file is there', () => rm(file).then(() => ({}))],
  ])('%s', async (_, change) => {
    await ask();
    const changed = await change();
    expect(await ask(changed)).toMatchObject({ isNew: true });
    expect(await ask(changed)).toMatchObject({ isNew: false });
  });
});

describe('a damaged entry is said, and worked out again', () => {
  test.each<[string, (entry: string) => Promise<void>]>([
    ['cut off', async (entry) => writeFile(entry, (await readFile(entry)).subarray(0, -1))],
    ['empty', (entry) => writeFile(entry, '')],
    [
      'with one bit turned',
      async (entry) =>
        writeFile(
          entry,
          (await readFile(entry)).map((byte, at) => (at === 100 ? byte ^ 1 : byte)),
        ),
    ],
    ['a folder', (entry) => rm(entry).then(() => mkdir(entry))],
  ])('%s', async (_, damage) => {
    const first = await ask();
    const [entry = ''] = await readdir(store);
    await damage(join(store, entry));
    const second = await ask();
    expect(second.answers).toEqual(first.answers);
    expect(second.isNew).toBe(true);
    expect(second.complaints.join()).toMatch(/1 个文件已损坏.*\.answer/u);
  });
});

test('what time or memory kept from being checked is tried again', async () => {
  const problem = { file, message: '15 秒内没有读完', kind: 'broken' } as const;
  await ask({ problem: { ...problem, passing: true } });
  expect(await ask({ problem })).toMatchObject({ isNew: true, answers: [{ problems: [problem] }] });
  expect(await ask()).toMatchObject({ isNew: false, answers: [{ problems: [problem] }] });
});

test('what is answered of a file that changes meanwhile is not kept', async () => {
  await ask({ meanwhile: () => writeFile(file, '乙丙') });
  expect(await ask()).toMatchObject({ isNew: true });
});

test('what cannot be kept is said once, and the run goes on', async () => {
  await rm(store, { recursive: true });
  const { answers, complaints } = await ask();
  expect(answers).toHaveLength(1);
  expect(complaints).toHaveLength(1);
  expect(complaints.join()).toContain('没能全部存入');
});

describe.skipIf(process.platform === 'win32')('a folder that keeps answers', () => {
  const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

  test('is for its owner alone, and so is every file in it', async () => {
    await ask();
    expect(await modeOf(store)).toBe(0o700);
    const entries = await readdir(store);
    expect(entries).toHaveLength(1);
    for (const entry of entries) expect(await modeOf(join(store, entry))).toBe(0o600);
  });

  test('is closed to others where it is there and empty, and refused where it is not', async () => {
    await chmod(store, 0o755);
    expect(await storeRefusal(store)).toBeUndefined();
    expect(await modeOf(store)).toBe(0o700);
    await ask();
    await chmod(store, 0o755);
    expect(told((await storeRefusal(store)) ?? '')).toContain('chmod 700');
    expect(await modeOf(store)).toBe(0o755);
  });

  test('is refused where it cannot be made', async () => {
    expect(told((await storeRefusal(join(file, 'store'))) ?? '')).toContain('用不了文件夹');
  });
});
