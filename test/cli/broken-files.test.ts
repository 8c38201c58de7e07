import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOSTILE } from '../../fixtures/hostile.mjs';
import { tablesOf } from '../department.js';
import { program } from './program.js';

const REPORTS = 24;
const BOMB = 'bomb-with-its-true-size';
/** Whoever may read everything meets no file that is locked. */
const MAY_READ_ALL = process.getuid?.() === 0 || process.platform === 'win32';
const HAS_PIPES = process.platform !== 'win32';
/** What the run fails for, and what it only names, each by its path. */
const broken: string[] = [];
const passedOver: string[] = [];
const sound: string[] = [];
let home = '';
let whole: Awaited<ReturnType<typeof check>>;

/** One file that cannot be read, of every kind, in every other folder of reports. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'gouji-'));
  const folders = Array.from({ length: REPORTS }, (_, index) => `市/${10 + index}`);
  for (const folder of folders) {
    mkdirSync(join(home, folder), { recursive: true });
    sound.push(`${folder}/决算.csv`);
    writeFileSync(join(home, folder, '决算.csv'), tablesOf(`某区第${folder.slice(2)}局`));
  }
  const free = folders.filter((_, index) => index % 2 === 1).values();
  const next = (): string => free.next().value ?? '';
  for (const name of readdirSync('fixtures/broken')) {
    const path = `${next()}/${name}`;
    copyFileSync(join('fixtures/broken', name), join(home, path));
    // A text that holds no accounts, and what cannot be read as it is: they may lie about.
    (/^(?:pdf|text)-/u.test(name) ? passedOver : broken).push(path);
  }
  const bombed = next();
  await HOSTILE.flatMap(({ attacks }) => attacks)
    .find(({ name }) => name === BOMB)
    ?.make(join(home, bombed));
  broken.push(`${bombed}/${BOMB}.xlsx`);
  if (HAS_PIPES) {
    const pipe = `${next()}/管道.xlsx`;
    execFileSync('mkfifo', [join(home, pipe)]);
    passedOver.push(pipe);
  }
  if (!MAY_READ_ALL) {
    const locked = `${next()}/无权限.xlsx`;
    writeFileSync(join(home, locked), tablesOf('某局'));
    chmodSync(join(home, locked), 0);
    broken.push(locked);
  }
  mkdirSync(join(home, next(), '文件夹.xlsx'));
  whole = await check('市', '--jobs', '1');
}, 120_000);
afterAll(() => {
  rmSync(home, { recursive: true });
});

const OUT = '结果.txt';
/** What comes to the screen and stands in a file. */
async function gouji(...args: string[]): Promise<Awaited<ReturnType<typeof program>> & { text: string }> {
  const said = await program([...args, '-f', 'ndjson', '-f', `text=${OUT}`], home);
  return { ...said, text: readFileSync(join(home, OUT), 'utf8') };
}
const check = (...args: string[]): ReturnType<typeof gouji> => gouji('check', ...args);

interface Line {
  readonly type: string;
  readonly file: string;
  readonly files?: readonly string[];
  readonly problems: readonly { readonly file: string; readonly message: string }[];
  readonly summary: Readonly<Record<string, number>>;
}
const linesOf = (ndjson: string): Line[] =>
  ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

test('every file is told exactly once, what is broken in a line', () => {
  const lines = linesOf(whole.stdout);
  const { problems = [], summary } = lines.at(-1) ?? {};
  const reported = lines.filter(({ type }) => type === 'report').flatMap(({ file, files }) => files ?? file);
  expect(reported.sort()).toEqual(sound);
  expect(problems.map(({ file }) => file).sort()).toEqual([...broken, ...passedOver].sort());
  expect(problems.filter(({ message }) => message.includes('\n'))).toEqual([]);
  expect(summary).toMatchObject({ unreadable: broken.length });
  expect(whole.code).toBe(2);
  expect(whole.stderr).toBe('');
  for (const path of [...broken, ...passedOver])
    expect(whole.text.split(`  ${path}：`), path).toHaveLength(2);
});

test('they alone fail the run: allowed they are a number', async () => {
  const { code, stdout, text } = await check('市', '--allow-unreadable', String(broken.length));
  expect(linesOf(stdout).at(-1)?.summary).toMatchObject({ allowed: broken.length });
  expect(text).toContain(`未能检查（已允许） ${broken.length}`);
  expect(code).toBe(0);
}, 60_000);

test('on two cores, from lists in two orders and merged from shards it is the same', async () => {
  expect(await check('市', '--jobs', '2')).toEqual(whole);
  const list = [...sound, ...broken, ...passedOver].sort();
  const listed = [];
  for (const paths of [list, list.toReversed()]) {
    writeFileSync(join(home, '名单.txt'), paths.join('\n'));
    listed.push(await check('--files-from', '名单.txt'));
  }
  expect(listed[1]).toEqual(listed[0]);
  for (const shard of ['1', '2']) {
    const args = ['check', '市', '--shard', `${shard}/2`, '--resume', shard, '-f', 'ndjson', '-f', 'text'];
    expect((await program(args, home)).code).toBe(0);
  }
  expect(await gouji('merge', '1', '2')).toEqual(whole);
}, 120_000);
