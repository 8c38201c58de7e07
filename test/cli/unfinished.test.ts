import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { replaceFile } from '../../src/cli/output-file.js';
import { pagesBeside } from '../../src/cli/pages.js';
import { unfinished } from '../../src/cli/unfinished.js';
import { program } from './program.js';

const ENDED = String(spawnSync(process.execPath, ['--version']).pid);
const OF_ANOTHER = String(process.ppid);
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gouji-'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

/** What a process has begun. */
const begunBy = (pid: string, name: string): string =>
  unfinished(join(home, name)).replace(`-${process.pid}.`, `-${pid}.`);

test('what a killed run left is cleared away, and what another is at is not', async () => {
  for (const pid of [ENDED, OF_ANOTHER, String(process.pid)]) writeFileSync(begunBy(pid, 'a.json'), '半');
  writeFileSync(begunBy(ENDED, 'b.json'), '半');
  await replaceFile(join(home, 'a.json'), '新');
  expect(readFileSync(join(home, 'a.json'), 'utf8')).toBe('新');
  const left = [begunBy(OF_ANOTHER, 'a.json'), begunBy(ENDED, 'b.json')];
  expect(
    readdirSync(home)
      .map((name) => join(home, name))
      .sort(),
  ).toEqual([...left, join(home, 'a.json')].sort());
});

test('so are the pages that it left', async () => {
  for (const pid of [ENDED, String(process.pid)]) {
    mkdirSync(begunBy(pid, 'a_files'));
    writeFileSync(join(begunBy(pid, 'a_files'), '00001.html'), '半');
  }
  const pages = pagesBeside(join(home, 'a.html'));
  await pages.write('00001.html', '新');
  await pages.finish();
  expect(readdirSync(home)).toEqual(['a_files']);
});

test('a run whose outputs lie in the folder that it checks says the same after one that was killed', async () => {
  writeFileSync(join(home, '决算.csv'), readFileSync('fixtures/published/xinhua-2023.one-sheet.csv'));
  const args = ['check', '.', '-f', 'text', '-f', 'ndjson=a.ndjson', '-f', 'html=a.html'];
  const before = await program(args, home);
  writeFileSync(begunBy(ENDED, 'a.ndjson'), '半');
  mkdirSync(begunBy(ENDED, 'a_files'));
  expect(await program(args, home)).toEqual(before);
  expect(readdirSync(home).sort()).toEqual(['a.html', 'a.ndjson', '决算.csv']);
});
