import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { program } from './program.js';

const BOOK = '本市.yaml';
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-'));
  await cp('fixtures/made/planted-fault.xlsx', join(folder, '决算.xlsx'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What a reader of the guide does in turn: writes a book, or calls the program and compares what it says. */
const steps = [
  ...readFileSync('docs/own-rules.zh-CN.md', 'utf8').matchAll(
    /^```(?<kind>yaml|console)\n(?<text>[\s\S]*?)^```/gmu,
  ),
].map(({ groups }) => ({ kind: groups?.kind, text: groups?.text ?? '' }));

const conforms = async (text: string): Promise<boolean> => {
  const schema = JSON.parse(await readFile('dist/rules.schema.json', 'utf8')) as object;
  return new Ajv({ allowUnionTypes: true }).compile(schema)(parse(text));
};

/** What a call says, without what the guide leaves out of it as "…". */
function asShown(said: string, shown: string): string {
  const [start = '', end] = shown.split('\n…\n');
  return end === undefined ? said : `${said.slice(0, start.length)}\n…\n${said.slice(-end.length)}`;
}

/** "$ command" and the lines that follow it. */
const callsIn = (text: string): { command: string; said: string }[] =>
  text
    .split(/^\$ /mu)
    .slice(1)
    .map((call) => {
      const [command = '', ...said] = call.split('\n');
      return { command, said: said.join('\n').trimEnd() };
    });

test('the guide to own rules does what it says, from its first step to its last', async () => {
  expect(steps.filter(({ kind }) => kind === 'yaml')).toHaveLength(4);
  for (const { kind, text } of steps) {
    if (kind === 'yaml') {
      await writeFile(join(folder, BOOK), text);
      expect(await conforms(text), text).toBe(true);
      continue;
    }
    for (const { command, said } of callsIn(text)) {
      const [, ...args] = command.split(' ');
      const { code, stdout, stderr } = await program(args, folder);
      expect(asShown(`${stdout}${stderr}`.trimEnd(), said), command).toBe(said);
      expect(code, command).toBe(stderr === '' ? 0 : 2);
    }
  }
});

test('gouji rules --check stands alone', async () => {
  const { code, stderr } = await program(['rules', '--check', BOOK, '--only', 'T3-ROW'], folder);
  expect(code).toBe(2);
  expect(stderr).toContain('选项 --check <文件> 不能和 --only <规则> 一起用');
});

test('gouji init --rules writes a book that is in order, names its schema, and is not overwritten', async () => {
  const { stdout } = await program(['init', '--rules', '新.yaml'], folder);
  expect(stdout).toBe('已写 新.yaml\n');
  const text = await readFile(join(folder, '新.yaml'), 'utf8');
  expect(text).toMatch(/^# yaml-language-server: \$schema=file:\/\/.*\/dist\/rules\.schema\.json\n/u);
  expect(await conforms(text)).toBe(true);
  expect((await program(['rules', '--check', '新.yaml'], folder)).code).toBe(0);
  expect((await program(['init', '--rules', '新.yaml'], folder)).stderr).toContain('已有 新.yaml，没有改动');
});
