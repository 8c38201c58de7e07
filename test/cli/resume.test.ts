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
import { tablesOf } from '../department.js';
import { program } from './program.js';

const REPORTS = 24;
let home = '';
let whole: Awaited<ReturnType<typeof program>>;

/** Reports in folders of their own, and a broken one. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'gouji-'));
  for (let index = 10; index < 10 + REPORTS; index++) {
    mkdirSync(join(home, '市', String(index)), { recursive: true });
    writeFileSync(join(home, '市', String(index), '决算.csv'), tablesOf(`某区第${index}局`));
  }
  writeFileSync(join(home, '市', '12', '坏.xlsx'), 'PK\u0003\u0004');
  whole = await program(['check', '市', '-f', 'ndjson'], home);
  expect(reportsIn(whole.stdout)).toHaveLength(REPORTS);
}, 120_000);
afterAll(() => {
  rmSync(home, { recursive: true });
});

const reportsIn = (ndjson: string): string[] =>
  ndjson.split('\n').filter((line) => line.startsWith('{"type":"report"'));

const answersIn = (store: string): number =>
  existsSync(join(home, store))
    ? readdirSync(join(home, store)).filter((name) => name.endsWith('.answer')).length
    : 0;

/** Starts the program, sends it a signal when it has kept so many answers or before, and says how it ended. */
async function endedBy(signal: NodeJS.Signals, store: string, answers: number): Promise<number | null> {
  const gouji = spawn(
    process.execPath,
    [join(process.cwd(), 'bin/gouji.js'), 'check', '市', '-f', 'ndjson=结果.ndjson', '--resume', store],
    { cwd: home, stdio: 'ignore' },
  );
  const ended = new Promise<number | null>((resolve) => gouji.on('exit', resolve));
  const timer = setInterval(() => {
    if (answersIn(store) < answers) return;
    gouji.kill(signal);
    clearInterval(timer);
  }, 5);
  const code = await ended;
  clearInterval(timer);
  return code;
}

test('killed again and again, it goes on from there: nothing is lost, nothing comes twice', async () => {
  for (const answers of [0, 5, 14]) await endedBy('SIGKILL', '续跑', answers);
  const before = answersIn('续跑');
  expect(before).toBeGreaterThanOrEqual(14);
  expect(existsSync(join(home, '结果.ndjson'))).toBe(false);
  expect(await program(['check', '市', '-f', 'ndjson', '--resume', '续跑'], home)).toEqual(whole);
  expect(answersIn('续跑')).toBe(REPORTS);
  expect(await program(['check', '市', '-f', 'ndjson', '--resume', '续跑', '--jobs', '1'], home)).toEqual(
    whole,
  );
}, 120_000);

test('told to stop, it writes what is finished, says in one line what is not, and goes on from there', async () => {
  expect(await endedBy('SIGINT', '停', 3)).toBe(2);
  const written = readFileSync(join(home, '结果.ndjson'), 'utf8');
  rmSync(join(home, '结果.ndjson'));
  const reports = reportsIn(written);
  expect(reportsIn(whole.stdout).filter((line) => reports.includes(line))).toEqual(reports);
  const { problems } = JSON.parse(written.trimEnd().split('\n').at(-1) ?? '') as {
    problems: { message: string }[];
  };
  const [, others] = /连同另外 (\d+) 个文件没有核对：运行被中断/u.exec(problems.at(-1)?.message ?? '') ?? [];
  expect(reports.length).toBeGreaterThanOrEqual(3);
  const broken = problems.length - 1;
  expect(reports.length + broken + 1 + Number(others)).toBe(REPORTS + 1);
  expect(await program(['check', '市', '-f', 'ndjson', '--resume', '停'], home)).toEqual(whole);
}, 120_000);

test('a folder to resume from that lies in the folder that is checked is none of its files', async () => {
  const args = ['check', '市', '-f', 'ndjson', '--resume', '市/续跑'];
  expect(await program(args, home)).toEqual(whole);
  expect(await program(args, home)).toEqual(whole);
  rmSync(join(home, '市', '续跑'), { recursive: true });
}, 120_000);

test.each([
  ['copies', ['--annotate', '副本']],
  ['a baseline that is written', ['--baseline', 'b.json', '--update-baseline']],
])('%s are refused', async (_, args) => {
  const { code, stdout, stderr } = await program(['check', '市', '--resume', '别的', ...args], home);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^gouji: --resume 不能与/u);
  expect(existsSync(join(home, '别的'))).toBe(false);
});
