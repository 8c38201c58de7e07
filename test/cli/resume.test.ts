import { spawn } from 'node:child_process';
import {
  existsSync,
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
import { program } from './program.js';

const TABLES = readFileSync('fixtures/published/xinhua-2023.one-sheet.csv', 'utf8');
const REPORTS = 24;
let home = '';
let whole: Awaited<ReturnType<typeof program>>;

/** Reports in folders of their own, and a broken one. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'gouji-'));
  for (let index = 10; index < 10 + REPORTS; index++) {
    mkdirSync(join(home, '市', String(index)), { recursive: true });
    const tables = TABLES.replaceAll('平顶山市新华区政务服务和大数据管理局', `某区第${index}局`);
    writeFileSync(join(home, '市', String(index), '决算.csv'), tables);
  }
  writeFileSync(join(home, '市', '12', '坏.xlsx'), 'PK\u0003\u0004');
  whole = await program(['check', '市', '-f', 'ndjson'], home);
  expect(whole.stdout.split('\n')).toHaveLength(REPORTS + 2);
}, 120_000);
afterAll(() => {
  rmSync(home, { recursive: true });
});

const answersIn = (store: string): number =>
  existsSync(join(home, store))
    ? readdirSync(join(home, store)).filter((name) => name.endsWith('.answer')).length
    : 0;

/** Starts the program and kills it when it has kept so many answers, or before. */
async function killedAt(store: string, answers: number): Promise<void> {
  const gouji = spawn(
    process.execPath,
    [join(process.cwd(), 'bin/gouji.js'), 'check', '市', '-f', 'ndjson=结果.ndjson', '--resume', store],
    { cwd: home, stdio: 'ignore' },
  );
  const ended = new Promise((resolve) => gouji.on('exit', resolve));
  const timer = setInterval(() => {
    if (answersIn(store) >= answers) gouji.kill('SIGKILL');
  }, 5);
  await ended;
  clearInterval(timer);
}

test('killed again and again, it goes on from there: nothing is lost, nothing comes twice', async () => {
  for (const answers of [0, 5, 14]) await killedAt('续跑', answers);
  const before = answersIn('续跑');
  expect(before).toBeGreaterThanOrEqual(14);
  expect(existsSync(join(home, '结果.ndjson'))).toBe(false);
  expect(await program(['check', '市', '-f', 'ndjson', '--resume', '续跑'], home)).toEqual(whole);
  expect(answersIn('续跑')).toBe(REPORTS);
  expect(await program(['check', '市', '-f', 'ndjson', '--resume', '续跑', '--jobs', '1'], home)).toEqual(
    whole,
  );
}, 120_000);

test('a folder to resume from that lies in the folder that is checked is none of its files', async () => {
  const args = ['check', '市', '-f', 'ndjson', '--resume', '市/续跑'];
  expect(await program(args, home)).toEqual(whole);
  expect(await program(args, home)).toEqual(whole);
  rmSync(join(home, '市', '续跑'), { recursive: true });
}, 120_000);

test.each([
  ['a format that is not written report by report', ['-f', 'csv']],
  ['a baseline', ['--baseline', 'b.json', '--update-baseline']],
])('%s is refused', async (_, args) => {
  const { code, stdout, stderr } = await program(['check', '市', '--resume', '别的', ...args], home);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^gouji: --resume 只能配/u);
  expect(existsSync(join(home, '别的'))).toBe(false);
});
