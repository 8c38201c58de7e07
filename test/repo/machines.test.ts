import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tablesOf } from '../department.js';

const PAGE = readFileSync('docs/recipes/parallel.md', 'utf8');
const HAS_PARALLEL = spawnSync('parallel', ['--version'], { encoding: 'utf8' }).stdout.includes('GNU');

/** The commands below a heading, block by block. */
function commandsOf(heading: string): string[] {
  const [, section = ''] = new RegExp(`^## ${heading}$(.*?)(?=^## |(?![\\s\\S]))`, 'msu').exec(PAGE) ?? [];
  return Array.from(section.matchAll(/^```sh\n(.*?)^```$/gmsu), ([, commands = '']) => commands);
}

let root = '';
let home = '';
let whole: ReturnType<typeof run>;

/** Runs commands in the folder above that of the reports. */
function run(commands: string, env: NodeJS.ProcessEnv = {}): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', commands], {
    cwd: home,
    env: { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH ?? ''}`, ...env },
    encoding: 'utf8',
  });
  return { code: status, said: `${stdout}${stderr.replace(/^分片 .*\n/gmu, '')}` };
}

const results = (): string => readFileSync(join(home, '结果.ndjson'), 'utf8');

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gouji-machines-'));
  mkdirSync(join(root, 'bin'));
  symlinkSync(resolve('bin/gouji.js'), join(root, 'bin/gouji'));
  home = root;
  for (let index = 10; index < 20; index++) {
    mkdirSync(join(root, '某市2023', String(index)), { recursive: true });
    writeFileSync(join(root, '某市2023', String(index), '决算.csv'), tablesOf(`某区第${index}局`));
  }
  whole = run('gouji check 某市2023 --format text --format ndjson=结果.ndjson');
  expect(whole.code).toBe(0);
}, 60_000);
beforeEach(() => {
  home = mkdtempSync(join(root, 'home-'));
  symlinkSync('../某市2023', join(home, '某市2023'));
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const expected = (): string => readFileSync(join(root, '结果.ndjson'), 'utf8');

test.skipIf(!HAS_PARALLEL)(
  'with GNU parallel (skipped where it is not installed)',
  () => {
    const [commands = ''] = commandsOf('GNU parallel');
    expect(run(commands)).toEqual(whole);
    expect(results()).toBe(expected());
  },
  120_000,
);

test('the tasks of the Slurm array, and what the job after them runs', () => {
  const [submitting = ''] = commandsOf('Slurm');
  const [, last = '', folder = '', shards = ''] =
    /--array=1-(\d+) slurm\.sbatch (\S+) (\d+)\)/u.exec(submitting) ?? [];
  const [, merging = ''] = /--wrap='(.*?)'$/mu.exec(submitting) ?? [];
  expect(last).toBe(shards);
  const script = resolve('docs/recipes/slurm.sbatch');
  for (let task = 1; task <= Number(last); task++)
    expect(run(`sh ${script} ${folder} ${shards}`, { SLURM_ARRAY_TASK_ID: String(task) })).toEqual({
      code: 0,
      said: '',
    });
  expect(run(merging)).toEqual(whole);
  expect(results()).toBe(expected());
}, 120_000);
