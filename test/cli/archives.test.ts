import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toGb18030 } from '../../fixtures/gb18030.mjs';
import { zip } from '../../fixtures/hostile/zip.mjs';
import { program } from './program.js';

const SOUND = readFileSync('fixtures/published/xinhua-2023.henan.xlsx');
const FAULT = readFileSync('fixtures/made/planted-fault.xlsx');
let home = '';

interface Told {
  readonly reports: readonly { readonly file: string; readonly findings: readonly { severity: string }[] }[];
  readonly problems: readonly { readonly file: string; readonly message: string; readonly allowed?: true }[];
  readonly summary: { readonly unreadable: number; readonly allowed?: number };
}
const checked = async (...args: string[]): Promise<{ code: number; told: Told }> => {
  const { code, stdout } = await program(['check', ...args, '-f', 'json'], home);
  return { code, told: JSON.parse(stdout) as Told };
};

/** The same two reports in a folder and in an archive, and a folder with files that cannot be read. */
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'gouji-'));
  for (const folder of ['某区/甲局', '某区/乙局', '坏', '名单'])
    mkdirSync(join(home, folder), { recursive: true });
  writeFileSync(join(home, '某区/甲局/决算.xlsx'), SOUND);
  writeFileSync(join(home, '某区/乙局/决算.xlsx'), FAULT);
  const entry = (name: string, data: Uint8Array, flags = 0) => ({
    name: Buffer.from(toGb18030(name)),
    data,
    flags,
  });
  writeFileSync(
    join(home, '某区.zip'),
    zip([entry('甲局/决算.xlsx', SOUND), entry('乙局/决算.xlsx', FAULT)]),
  );
  writeFileSync(
    join(home, '坏/区.zip'),
    zip([entry('决算.xlsx', SOUND), entry('密.xlsx', SOUND, 1), entry('../滑.xlsx', SOUND)]),
  );
  writeFileSync(join(home, '坏/坏.zip'), 'PK');
  writeFileSync(join(home, '坏/照片.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10]));
  writeFileSync(join(home, '坏/片.mov'), Buffer.alloc(9));
  copyFileSync('fixtures/broken/truncated.xlsx', join(home, '坏/断.xlsx'));
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

describe('an archive is checked as the folder that was packed', () => {
  test.each(['text', 'ndjson', 'csv'])('%s', async (format) => {
    const folder = await program(['check', '某区', '-f', format], home);
    const archive = await program(['check', '某区.zip', '-f', format], home);
    expect(archive.code).toBe(1);
    // A longer path ends a line elsewhere.
    const unwrapped = (told: string): string => (format === 'text' ? told.replace(/\s+/gu, '') : told);
    expect(unwrapped(archive.stdout.replaceAll('某区.zip/', '某区/'))).toBe(unwrapped(folder.stdout));
    expect(archive.stdout).toContain('某区.zip/乙局/决算.xlsx');
  });

  test('inspect reads a file in one', async () => {
    const { code, stdout } = await program(['inspect', '某区.zip/甲局/决算.xlsx'], home);
    expect(code).toBe(0);
    expect(stdout).toContain('某区.zip/甲局/决算.xlsx');
  });

  test('copies are put into folders, and nothing else is written', async () => {
    const { code } = await program(['check', '某区.zip', '某区', '--annotate', '标注'], home);
    expect(code).toBe(1);
    expect(readdirSync(join(home, '标注', '某区', '乙局')).sort()).toEqual([
      '决算(2).标注.xlsx',
      '决算.标注.xlsx',
    ]);
    expect(readdirSync(home).sort()).toEqual(['名单', '坏', '某区', '某区.zip', '标注']);
    rmSync(join(home, '标注'), { recursive: true });
  });

  test('an output never takes its place', async () => {
    const { code, stderr } = await program(['check', '某区.zip', '-o', '某区.zip'], home);
    expect(code).toBe(2);
    expect(stderr).toContain('覆盖');
  });
});

describe('files that cannot be read', () => {
  const BROKEN = ['坏/区.zip/../滑.xlsx', '坏/区.zip/密.xlsx', '坏/坏.zip', '坏/断.xlsx'];

  test('are each told in a line, those of other kinds without failing the run', async () => {
    const { code, told } = await checked('坏');
    expect(code).toBe(2);
    expect(told.reports.map(({ file }) => file)).toEqual(['坏/区.zip/决算.xlsx']);
    expect(told.problems.map(({ file }) => file).sort()).toEqual(
      [...BROKEN, '坏/照片.jpg', '坏/片.mov'].sort(),
    );
    expect(told.summary.unreadable).toBe(BROKEN.length);
  });

  test('are allowed up to a number, and told all the same', async () => {
    const { code, told } = await checked('坏', '--allow-unreadable', '4');
    expect(code).toBe(0);
    expect(told.summary).toMatchObject({ unreadable: 4, allowed: 4 });
    expect(
      told.problems
        .filter(({ allowed }) => allowed)
        .map(({ file }) => file)
        .sort(),
    ).toEqual(BROKEN);
  });

  test.each([
    ['beyond the number', ['坏', '--allow-unreadable', '3']],
    ['named', ['坏', '坏/断.xlsx', '--allow-unreadable', '4']],
    ['missing', ['坏', '无.xlsx', '--allow-unreadable', '4']],
  ])('fail the run as before: %s', async (_, args) => {
    expect((await checked(...args)).code).toBe(2);
  });

  test.each([
    ['text', '未能检查（已允许） 4：坏/区.zip/../滑.xlsx'],
    ['markdown', '未能检查（已允许）'],
    ['csv', '未能检查（已允许）'],
    ['junit', '<skipped type="未能检查（已允许）"'],
    ['html', '已允许 4'],
    ['github', '::warning file=坏/断.xlsx'],
    ['sarif', '"executionSuccessful": true'],
    ['ndjson', '"allowed":4'],
  ])('are told as allowed by %s', async (format, said) => {
    const { code, stdout } = await program(['check', '坏', '--allow-unreadable', '4', '-f', format], home);
    expect(code).toBe(0);
    expect(stdout).toContain(said);
  });
});

describe('paths in a list', () => {
  const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');
  test.each<[string, string | Uint8Array]>([
    ['UTF-8', '某区/甲局/决算.xlsx\n某区.zip/乙局\n'],
    [
      'UTF-8 with its mark, line ends of Windows and blank lines',
      '\ufeff某区/甲局/决算.xlsx\r\n\r\n  \r\n某区.zip/乙局',
    ],
    ['GB18030', toGb18030('某区/甲局/决算.xlsx\r\n某区.zip/乙局\r\n')],
    ['UTF-16, as a pipe of PowerShell writes it', utf16('某区/甲局/决算.xlsx\r\n某区.zip/乙局\r\n')],
  ])('%s', async (_, list) => {
    writeFileSync(join(home, '名单/名单.txt'), list);
    const { code, told } = await checked('--files-from', '名单/名单.txt');
    expect(told.reports.map(({ file }) => file)).toEqual(['某区.zip/乙局/决算.xlsx', '某区/甲局/决算.xlsx']);
    expect(code).toBe(1);
  });

  test('a missing one fails the run as a path that is given', async () => {
    writeFileSync(join(home, '名单/名单.txt'), '某区\n无.xlsx\n');
    const { code, told } = await checked('--files-from', '名单/名单.txt', '--allow-unreadable', '9');
    expect(code).toBe(2);
    expect(told.problems.map(({ file }) => file)).toEqual(['无.xlsx']);
  });

  test('an empty one is a wrong call', async () => {
    writeFileSync(join(home, '名单/名单.txt'), '\r\n');
    const { code, stderr } = await program(['check', '--files-from', '名单/名单.txt'], home);
    expect(code).toBe(2);
    expect(stderr).toContain('没有路径');
  });

  test('they come from the standard input', async () => {
    const stdout = await new Promise<string>((resolve) => {
      const child = execFile(
        process.execPath,
        [join(process.cwd(), 'bin/gouji.js'), 'check', '--files-from', '-', '-f', 'json'],
        { cwd: home },
        (_, said) => {
          resolve(said);
        },
      );
      child.stdin?.end('某区/甲局/决算.xlsx\n');
    });
    expect((JSON.parse(stdout) as Told).reports.map(({ file }) => file)).toEqual(['某区/甲局/决算.xlsx']);
  });
});

test('files are chosen on the command line, and in the config where it says nothing', async () => {
  writeFileSync(join(home, 'gouji.config.yaml'), 'paths: [某区]\nexclude: [乙局]\n');
  const config = ['--config', 'gouji.config.yaml'];
  const byConfig = await checked(...config);
  expect(byConfig.told.reports.map(({ file }) => file)).toEqual(['某区/甲局/决算.xlsx']);
  const byCall = await checked(...config, '--exclude', '甲局');
  expect(byCall.told.reports.map(({ file }) => file)).toEqual(['某区/乙局/决算.xlsx']);
  rmSync(join(home, 'gouji.config.yaml'));
});
