import {
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
import { deserialize, serialize } from 'node:v8';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/cli/shard.js';
import { tablesOf, textOf } from '../department.js';
import { program } from './program.js';

const OF = 2;
/** One that is told as it comes, one page, one with links and sheets, one that closes what it opened. */
const FORMATS = ['ndjson', 'html', 'xlsx', 'json'];
let home = '';

/** Thirty-six files in one folder, some of one department far apart; a text in a folder of its own; a broken file. */
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'gouji-'));
  const put = (folder: string, name: string, content: string): void => {
    mkdirSync(join(home, '市', folder), { recursive: true });
    writeFileSync(join(home, '市', folder, name), content);
  };
  for (let index = 10; index < 44; index++) put('平铺', `表${index}.csv`, tablesOf(`某区第${index}局`));
  for (const index of [11, 40]) put('平铺', `文${index}.txt`, textOf(`某区第${index}局`));
  put('文字', '说明.txt', textOf('某区第12局'));
  put('文字', '坏.xlsx', 'PK\u0003\u0004');
  const listed = [11, 12, 99].map((index) => `某区第${index}局,部门,某${index % 2 === 0 ? '东' : '西'}区\n`);
  writeFileSync(join(home, '名单.csv'), `单位名称,级别,区划\n${listed.join('')}`);
  for (let index = 1; index <= OF; index++) {
    const { code, stdout } = await shard(index, `片${index}`);
    expect([code, stdout]).toEqual([0, '']);
  }
}, 240_000);
afterAll(() => {
  rmSync(home, { recursive: true });
});

const formats = (asked: (format: string) => string): string[] =>
  ['text', ...FORMATS.map(asked)].flatMap((format) => ['-f', format]);

const CHECK = ['check', '市', '--expected', '名单.csv'];

const shard = (index: number, folder: string): ReturnType<typeof program> =>
  program([...CHECK, '--shard', `${index}/${OF}`, '--resume', folder, ...formats((format) => format)], home);

test('merged, every output is byte for byte that of one run', async () => {
  for (const folder of ['一', '并']) mkdirSync(join(home, folder));
  const whole = await program([...CHECK, ...formats((format) => `${format}=一/所有.${format}`)], home);
  expect(whole.code).toBe(2); // of the broken file
  expect(whole.stdout).toContain('某区第99局'); // who did not publish
  const merged = await program(
    ['merge', '片2', '片1', ...formats((format) => `${format}=并/所有.${format}`)],
    home,
  );
  expect(merged).toEqual(whole);
  for (const format of FORMATS) {
    const [one, other] = ['一', '并'].map((folder) => readFileSync(join(home, folder, `所有.${format}`)));
    expect(other?.equals(one ?? Buffer.of()), format).toBe(true);
  }
  const ndjson = readFileSync(join(home, '并', '所有.ndjson'), 'utf8');
  const files = ndjson
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { files?: string[] }).files?.join('+'));
  expect(files.filter(Boolean).sort()).toEqual([
    '市/平铺/表11.csv+市/平铺/文11.txt',
    '市/平铺/表12.csv+市/文字/说明.txt',
    '市/平铺/表40.csv+市/平铺/文40.txt',
  ]);
}, 240_000);

describe('what cannot be merged is said', () => {
  test('what a shard lacks, in one line', async () => {
    const answersIn = (folder: string): number =>
      readdirSync(join(home, folder)).filter((name) => name.endsWith('.answer')).length;
    const [lost, left] = answersIn('片1') > answersIn('片2') ? [1, 2] : [2, 1];
    mkdirSync(join(home, '缺'));
    const manifest = `${lost}-${OF}.manifest`;
    copyFileSync(join(home, `片${lost}`, manifest), join(home, '缺', manifest));
    const { code, stdout } = await program(['merge', '缺', `片${left}`, '-f', 'ndjson'], home);
    expect(code).toBe(2);
    const { problems } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
      problems: { message: string }[];
    };
    const lacking = problems
      .map(({ message }) => message)
      .filter((message) => message.includes('没有核对：'));
    expect(lacking).toHaveLength(1);
    expect(lacking[0]).toContain(`没有分片 ${lost}/${OF} 的结果`);
  }, 240_000);

  test.each([
    ['a folder without shards', ['merge', '市'], '里没有分片的结果'],
    ['a folder that is not there', ['merge', '无'], '打不开文件夹'],
    ['a format that the shards did not write', ['merge', '片1', '-f', 'csv'], '分片没有 csv 格式的结果'],
  ])('%s', async (_, args, why) => {
    const { code, stdout, stderr } = await program(args, home);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
  });

  test('shards of other files', async () => {
    mkdirSync(join(home, '旧'));
    const manifest = deserialize(readFileSync(join(home, '片1', `1-${OF}.manifest`))) as Manifest;
    const inputs = manifest.inputs.map((input) => ({ ...input, file: input.file.replace('表10', '表09') }));
    writeFileSync(join(home, '旧', `1-${OF}.manifest`), serialize({ ...manifest, inputs }));
    const { code, stderr } = await program(['merge', '旧', '片2'], home);
    expect(code).toBe(2);
    expect(stderr).toContain('不能合并');
  });
});

test.each([
  ['a number beyond the last', ['--shard', '3/2', '--resume', '别'], '应为“序号/总数”'],
  ['no folder', ['--shard', '1/2'], '--shard 要和 --resume'],
  ['a file to write', ['--shard', '1/2', '--resume', '别', '-o', 'a.txt'], '--shard 不写输出文件'],
])('a shard is refused with %s', async (_, args, why) => {
  const { code, stderr } = await program(['check', '市', ...args], home);
  expect(code).toBe(2);
  expect(stderr).toContain(why);
});
