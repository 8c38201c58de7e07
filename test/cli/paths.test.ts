import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix, win32, type PlatformPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inputsOf } from '../../src/cli/paths.js';

const FILES = [
  '2023/a.xlsx',
  '2023/B.XLSX',
  '2023/~$a.xlsx',
  '2023/某局/c.xlsx',
  '决算(1)/d(本级).xlsx',
  '决算[2]/e.xlsx',
];

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
    ...problems.map(({ message }) => message),
  ];
};

describe('paths written as on Windows', () => {
  test.each([
    ['a file', '2023\\a.xlsx', ['2023/a.xlsx']],
    ['a file written with slashes', '2023/a.xlsx', ['2023/a.xlsx']],
    ['a folder', '2023', ['2023/B.XLSX', '2023/a.xlsx', '2023/某局/c.xlsx']],
    ['a folder with its backslash', '2023\\', ['2023/B.XLSX', '2023/a.xlsx', '2023/某局/c.xlsx']],
    ['a glob, in any case', '2023\\*.xlsx', ['2023/B.XLSX', '2023/a.xlsx']],
    ['a deep glob', '2023\\**\\*.xlsx', ['2023/B.XLSX', '2023/a.xlsx', '2023/某局/c.xlsx']],
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
    ['a glob, in its own case', '2023/*.xlsx', ['2023/a.xlsx']],
    [
      'a deep glob',
      '**/*.xlsx',
      ['2023/a.xlsx', '2023/某局/c.xlsx', '决算(1)/d(本级).xlsx', '决算[2]/e.xlsx'],
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
