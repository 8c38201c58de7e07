import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix, win32, type PlatformPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zip } from '../../fixtures/hostile/zip.mjs';
import { inputsOf, type InputChoice } from '../../src/cli/paths.js';
import { told } from '../../src/language/message.js';

const FILES = [
  '2023/a.xlsx',
  '2023/B.XLSX',
  '2023/~$a.xlsx',
  '2023/某局/c.xlsx',
  '决算(1)/d(本级).xlsx',
  '决算[2]/e.xlsx',
];

const LEFTOVER = '是临时文件或隐藏文件，没有检查';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gouji-'));
  for (const file of FILES) {
    await mkdir(join(root, dirname(file)), { recursive: true });
    await writeFile(join(root, file), 'x');
  }
});
afterAll(() => rm(root, { recursive: true }));

/** Files that a path below the root leads to, as they are printed, and what is said where it leads nowhere. */
const found = async (path: string, system: PlatformPath): Promise<string[]> => {
  const { files, problems } = await inputsOf([`${root}${system.sep}${path}`], { system });
  return [
    ...files.map(({ file }) => file.replace(`${root}/`, '')),
    ...problems.map(({ message }) => told(message)),
  ];
};

describe('paths written as on Windows', () => {
  test.each([
    ['a file', '2023\\a.xlsx', ['2023/a.xlsx']],
    ['a file written with slashes', '2023/a.xlsx', ['2023/a.xlsx']],
    ['a folder', '2023', ['2023/B.XLSX', '2023/a.xlsx', '2023/某局/c.xlsx', LEFTOVER]],
    ['a folder with its backslash', '2023\\', ['2023/B.XLSX', '2023/a.xlsx', '2023/某局/c.xlsx', LEFTOVER]],
    ['a glob, in any case', '2023\\*.xlsx', ['2023/B.XLSX', '2023/a.xlsx', LEFTOVER]],
    ['a deep glob', '2023\\**\\*.xlsx', ['2023/B.XLSX', '2023/a.xlsx', '2023/某局/c.xlsx', LEFTOVER]],
    ['a glob below a folder with parentheses', '决算(1)\\*.xlsx', ['决算(1)/d(本级).xlsx']],
    ['a glob with parentheses', '*(1)\\*(本级).xlsx', ['决算(1)/d(本级).xlsx']],
    ['a folder with brackets', '决算[2]', ['决算[2]/e.xlsx']],
    ['a glob that nothing matches', '2023\\*.ods', ['没有文件符合这个通配符']],
    ['a missing file with parentheses', '2023\\a(2).xlsx', ['找不到这个文件或文件夹']],
  ])('%s', async (_, path, files) => {
    expect(await found(path, win32)).toEqual(files);
  });

  test('a file is read once, whichever way it is written', async () => {
    const { files } = await inputsOf([`${root}\\2023\\a.xlsx`, `${root}/2023/a.xlsx`], { system: win32 });
    expect(files).toHaveLength(1);
  });

  test.each([
    ['a drive', 'Q:\\决算\\**\\*.xlsx', 'Q:/决算/**/*.xlsx'],
    ['a share', '\\\\server\\决算\\2023.xlsx', '//server/决算/2023.xlsx'],
  ])('%s is printed with slashes', async (_, path, printed) => {
    const { problems } = await inputsOf([path], { system: win32 });
    expect(problems.map(({ file }) => file)).toEqual([printed]);
  });
});

describe('paths written as elsewhere', () => {
  test.each([
    ['a glob, in its own case', '2023/*.xlsx', ['2023/a.xlsx', LEFTOVER]],
    [
      'a deep glob',
      '**/*.xlsx',
      ['2023/a.xlsx', '2023/某局/c.xlsx', '决算(1)/d(本级).xlsx', '决算[2]/e.xlsx', LEFTOVER],
    ],
    ['a backslash that takes a bracket as it stands', '决算\\[*/*.xlsx', ['决算[2]/e.xlsx']],
    ['a backslash does not part folders', '2023\\a.xlsx', ['找不到这个文件或文件夹']],
  ])('%s', async (_, path, files) => {
    expect(await found(path, posix)).toEqual(files);
  });

  test('a backslash in a name is a character like others', async () => {
    const folder = await mkdtemp(join(root, 'odd-'));
    await writeFile(join(folder, 'a\\b.xlsx'), 'x');
    const { files } = await inputsOf([folder], { system: posix });
    expect(files.map(({ file }) => file)).toEqual([`${folder}/a\\b.xlsx`]);
  });
});

test.each([
  ['relative', 'test/cli/golden', 'test/cli/golden/planted-fault.txt'],
  ['relative with a dot', './test/cli/golden/planted*', 'test/cli/golden/planted-fault.txt'],
  ['of a glob without folder', 'vitest.c*', 'vitest.config.ts'],
])('what is found keeps the form of the path given: %s', async (_, path, file) => {
  const { files } = await inputsOf([path], { system: posix });
  expect(files.map((input) => input.file)).toContain(file);
});

describe('what lies in a folder', () => {
  let folder = '';
  const put = async (file: string, content: string | Uint8Array = 'x'): Promise<void> => {
    await mkdir(join(folder, dirname(file)), { recursive: true });
    await writeFile(join(folder, file), content);
  };
  const zipOf = (...names: string[]): Uint8Array => zip(names.map((name) => ({ name, data: 'x' })));
  const choose = async (
    path: string,
    choice: InputChoice = {},
  ): Promise<{ files: string[]; said: string[]; named: string[] }> => {
    const { files, problems } = await inputsOf([join(folder, path)], { system: posix, ...choice });
    const short = (file: string): string => file.replace(folder, '').replace(/^\//u, '');
    return {
      files: files.map(({ file }) => short(file)),
      said: problems.map(({ file, message, kind }) => `${kind} ${short(file)} ${told(message)}`).sort(),
      named: files.flatMap(({ file, named }) => (named ? short(file) : [])),
    };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(root, 'untidy-'));
    await put('甲局/决算.xlsx');
    await put('甲局/旧/决算.xlsx');
    await put('甲局/.~lock.决算.xlsx#');
    await put('.git/config');
    await put(
      '乙区.zip',
      zipOf('丙局/决算.xlsx', '丙局/说明.docx', '丙局/~$决算.xlsx', '__MACOSX/丙局/._决算.xlsx'),
    );
    await put('坏.zip', 'PK');
    await put('空.zip', zip([]));
    await put('表.zip', zipOf('[Content_Types].xml', 'xl/workbook.xml'));
  });

  test('archives are folders, and what is passed over is named', async () => {
    const { files, said, named } = await choose('');
    expect(files).toEqual([
      '乙区.zip/丙局/决算.xlsx',
      '乙区.zip/丙局/说明.docx',
      '坏.zip',
      '甲局/决算.xlsx',
      '甲局/旧/决算.xlsx',
      '表.zip',
    ]);
    expect(said).toEqual([
      'skipped .git 是隐藏文件夹，没有进入',
      `skipped 乙区.zip/__MACOSX/丙局/._决算.xlsx ${LEFTOVER}`,
      `skipped 乙区.zip/丙局/~$决算.xlsx ${LEFTOVER}`,
      `skipped 甲局/.~lock.决算.xlsx# ${LEFTOVER}`,
      'skipped 空.zip 压缩包里没有文件',
    ]);
    expect(named).toEqual([]);
  });

  test.each<[string, string, string[], string[]]>([
    ['an archive', '乙区.zip', ['乙区.zip/丙局/决算.xlsx', '乙区.zip/丙局/说明.docx'], []],
    ['a folder in one', '乙区.zip/丙局', ['乙区.zip/丙局/决算.xlsx', '乙区.zip/丙局/说明.docx'], []],
    ['a file in one', '乙区.zip/丙局/决算.xlsx', ['乙区.zip/丙局/决算.xlsx'], ['乙区.zip/丙局/决算.xlsx']],
    ['a damaged one', '坏.zip', ['坏.zip'], ['坏.zip']],
    ['a workbook that is called so', '表.zip', ['表.zip'], ['表.zip']],
    ['a glob', '*区.zip', ['乙区.zip/丙局/决算.xlsx', '乙区.zip/丙局/说明.docx'], []],
  ])('%s is named', async (_, path, files, named) => {
    expect(await choose(path)).toMatchObject({ files, named });
  });

  test.each([
    ['空.zip', 'broken 空.zip 压缩包里没有文件'],
    ['乙区.zip/丁局', 'broken 乙区.zip/丁局 压缩包里没有这个文件或文件夹'],
  ])('%s leads nowhere', async (path, said) => {
    expect(await choose(path)).toEqual({ files: [], said: [said], named: [] });
  });

  test.each<[string, InputChoice, string[], string]>([
    [
      'a pattern without a slash, at any depth',
      { include: ['*.docx'] },
      ['乙区.zip/丙局/说明.docx', '坏.zip'],
      '4 个文件、0 个文件夹',
    ],
    [
      'a pattern with slashes, from the folder given',
      { include: ['甲局/*.xlsx'] },
      ['坏.zip', '甲局/决算.xlsx'],
      '4 个文件、0 个文件夹',
    ],
    [
      'a folder, an archive too',
      { include: ['旧', '乙区.zip'] },
      ['乙区.zip/丙局/决算.xlsx', '乙区.zip/丙局/说明.docx', '坏.zip', '甲局/旧/决算.xlsx'],
      '2 个文件、0 个文件夹',
    ],
    [
      'what is excluded, before what is included',
      { include: ['*.xlsx'], exclude: ['旧/', '*.zip'] },
      ['甲局/决算.xlsx'],
      '4 个文件、1 个文件夹',
    ],
    ['letters in their case', { include: ['*.XLSX'] }, ['坏.zip'], '5 个文件、0 个文件夹'],
    [
      'letters in any case, and backslashes, on Windows',
      { include: ['甲局\\旧\\*.XLSX'], system: win32 },
      ['坏.zip', '甲局/旧/决算.xlsx'],
      '4 个文件、0 个文件夹',
    ],
  ])('is chosen by %s; a damaged archive may hold it', async (_, choice, files, unwanted) => {
    const chosen = await choose('', choice);
    expect(chosen.files).toEqual(files);
    expect(chosen.said).toContain(`skipped  按 include、exclude 没有检查其中 ${unwanted}`);
  });
});
