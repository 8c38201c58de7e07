import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { program } from './program.js';

let root = '';
let home = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gouji-'));
});
beforeEach(async () => {
  home = await mkdtemp(join(root, 'home-'));
  await mkdir(join(home, '2023'));
  await cp('fixtures/made/planted-fault.xlsx', join(home, '2023', '决算.xlsx'));
});
afterAll(() => rm(root, { recursive: true }));

const gouji = (args: readonly string[], cwd = home): ReturnType<typeof program> => program(args, cwd);

const configure = (text: string, folder = '.'): Promise<void> =>
  writeFile(join(home, folder, 'gouji.config.yaml'), text);

const WAIVER =
  'waivers: [{ rule: T3-ROW, reason: 上级批复, who: 甲 }, { rule: T3-HIER, reason: 同上, who: 甲 }]\n';

describe('gouji.config.yaml', () => {
  test('gives paths, formats and the level that fails, relative to its folder', async () => {
    await configure('paths: [2023]\nformat: [text, json=结果.json]\nfailOn: never\n');
    await mkdir(join(home, '下级'));
    const { code, stdout, stderr } = await gouji(['check'], join(home, '下级'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('配置    ../gouji.config.yaml');
    expect(JSON.parse(await readFile(join(home, '结果.json'), 'utf8'))).toMatchObject({
      config: '../gouji.config.yaml',
      reports: [{ file: '../2023/决算.xlsx' }],
    });
  });

  test('gives way to the command line', async () => {
    await configure('paths: [没有]\nformat: [json]\nfailOn: never\nonly: [T2-ROW]\n');
    const { code, stdout } = await gouji([
      'check',
      '2023',
      '-f',
      'text',
      '--fail-on',
      'error',
      '--only',
      'T3-ROW',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('[T3-ROW]');
  });

  test('waives findings, and tells what met none', async () => {
    await configure(WAIVER.replace(']\n', ', { rule: T2-ROW, reason: 无, who: 乙, department: 别的局 }]\n'));
    const { code, stdout } = await gouji(['check', '2023']);
    expect(code).toBe(0);
    expect(stdout).toContain('已认可（甲）：上级批复');
    expect(stdout).toContain('未能核对：T2-ROW 别的局（gouji.config.yaml 第 1 行）');
  });

  test.each([
    ['until: 2020-01-01', '认可已过期（甲）：批复'],
    ['printed: 1.00', '已变动，认可失效（甲）：批复'],
  ])('a waiver with %s waives nothing, and says so', async (more, said) => {
    await configure(`waivers:\n  - { rule: T3-ROW, reason: 批复, who: 甲, ${more} }\n`);
    const text = await gouji(['check', '2023']);
    expect(text.code).toBe(1);
    expect(text.stdout).toContain(said);
    expect((await gouji(['check', '2023', '-f', 'json'])).stdout).toMatch(/"state": "(?:expired|changed)"/u);
  });

  test('changes severities by rule, and for one department', async () => {
    await configure('severity: { T3-ROW: note, T3-HIER: note }\n');
    expect((await gouji(['check', '2023'])).code).toBe(0);
    await configure(
      'departments:\n  - { name: 平顶山市新华区政务服务和大数据管理局, skip: [T3-HIER], severity: { tables: warning } }\n',
    );
    const { code, stdout } = await gouji(['check', '2023']);
    expect(code).toBe(0);
    expect(stdout).toContain('需说明 1');
    expect(stdout).not.toContain('T3-HIER');
  });

  test('inside what is checked decides nothing, and a closer one outside does', async () => {
    await configure(WAIVER, '2023');
    for (const path of ['.', '../2023', './*.xlsx']) {
      const { code, stderr } = await gouji(['check', path], join(home, '2023'));
      expect(code).toBe(1);
      expect(stderr).toContain('没有采用；确要采用请加 --config gouji.config.yaml');
    }
    expect((await gouji(['check', '.', '--config', 'gouji.config.yaml'], join(home, '2023'))).code).toBe(0);
    await configure(WAIVER);
    expect((await gouji(['check', '.'], join(home, '2023'))).code).toBe(0);
    expect((await gouji(['check', '.', '--no-config'], join(home, '2023'))).code).toBe(1);
  });

  test('that lies in the paths which it names is not used either', async () => {
    await configure(`paths: [.]\n${WAIVER}`);
    const { code, stderr } = await gouji(['check']);
    expect(code).toBe(2);
    expect(stderr).toContain('没有采用');
    expect(stderr).toContain('缺少参数 路径');
  });

  test.each([
    ['path: [2023]', '1:1：不认识“path”这一项，最接近的是 paths'],
    ['only: [T3-ROWS]', '1:8：没有规则 T3-ROWS，最接近的是 T3-ROW'],
    ['severity: { T3-ROW: eror }', '1:21：“eror”不可用：应为 error、warning 或 note，最接近的是 error'],
    ['waivers: [{ rule: T3-ROW, reason: 批复 }]', '1:11：缺少“who”'],
    ['waivers: [{ reason: 批复, who: 甲 }]', '应有 rule 或 fingerprint'],
    ['waivers: [{ rule: Tx-SUM, reason: 批复, who: 甲 }]', '没有规则 Tx-SUM'],
    ['waivers: [{ rule: T3-ROW, reason: 批复, who: 甲, until: 2026-02-30 }]', '不是日历上的日期'],
    ['limits: { maxFileSize: 0 }', '应为正整数'],
    ['paths: [', '不是规范的 YAML'],
  ])('%s is refused at its place', async (text, message) => {
    await configure(text);
    const { code, stdout, stderr } = await gouji(['check', '2023']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('gouji.config.yaml:1:');
    expect(stderr).toContain(message);
  });

  test('is named by every format', async () => {
    await configure('failOn: never\n');
    for (const format of ['text', 'json', 'ndjson', 'csv', 'markdown', 'sarif', 'junit', 'github'])
      expect((await gouji(['check', '2023', '-f', format])).stdout, format).toContain('gouji.config.yaml');
  });
});

describe('gouji init', () => {
  const conforms = async (text: string): Promise<boolean> => {
    const schema = JSON.parse(await readFile('dist/config.schema.json', 'utf8')) as object;
    return new Ajv({ allowUnionTypes: true }).compile(schema)(parse(text));
  };

  test('writes a config that is read, fits the schema, and is not overwritten', async () => {
    expect((await gouji(['init'])).code).toBe(0);
    const text = await readFile(join(home, 'gouji.config.yaml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=file:\/\/.*\/dist\/config\.schema\.json\n/u);
    expect(await conforms(text)).toBe(true);
    expect((await gouji(['check', '2023'])).code).toBe(1);
    const { code, stderr } = await gouji(['init']);
    expect(code).toBe(2);
    expect(stderr).toContain('已有 gouji.config.yaml，没有改动');
    expect(await readFile(join(home, 'gouji.config.yaml'), 'utf8')).toBe(text);
  });

  test('explains every setting by a line that the schema and the program take', async () => {
    await gouji(['init']);
    const text = await readFile(join(home, 'gouji.config.yaml'), 'utf8');
    const all = text.replace(/^# (?=[a-z]+:|  )/gmu, '');
    const schema = JSON.parse(await readFile('dist/config.schema.json', 'utf8')) as { properties: object };
    expect(Object.keys(parse(all) as object).sort()).toEqual(Object.keys(schema.properties).sort());
    expect(await conforms(all)).toBe(true);
    expect(await conforms('pahts: [2023]')).toBe(false);
  });

  test('names the schema of a package that is installed beside it', async () => {
    await mkdir(join(home, 'node_modules/gouji/dist'), { recursive: true });
    await writeFile(join(home, 'node_modules/gouji/dist/config.schema.json'), '{}');
    await gouji(['init']);
    expect(await readFile(join(home, 'gouji.config.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\/node_modules\/gouji\/dist\/config\.schema\.json\n/u,
    );
  });
});
