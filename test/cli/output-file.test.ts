import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refuseSame, replacedBy, replaceFile } from '../../src/cli/output-file.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-'));
  await mkdir(join(folder, '甲'));
  await writeFile(join(folder, 'a.xlsx'), 'old', { mode: 0o640 });
  await symlink('a.xlsx', join(folder, 'link.xlsx'));
  await link(join(folder, 'a.xlsx'), join(folder, 'other name.xlsx'));
  await symlink('甲', join(folder, '乙'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('one file is known under every spelling', () => {
  test.each([
    ['the same path', 'a.xlsx', 'a.xlsx'],
    ['a detour', '甲/../a.xlsx', 'a.xlsx'],
    ['a link', 'link.xlsx', 'a.xlsx'],
    ['a second name', 'other name.xlsx', 'a.xlsx'],
    ['a file to be written', './new.json', 'new.json'],
    ['a file to be written into a folder that is a link', '甲/new.json', '乙/new.json'],
    ['a file to be written into a folder that is not there', 'x/new.json', 'x/y/../new.json'],
  ])('%s', async (_, one, other) => {
    const [first, second] = [`${folder}/${one}`, relative('.', `${folder}/${other}`)];
    await expect(refuseSame([first, second])).rejects.toThrow('两种格式不能写入同一个文件');
    expect(await replacedBy([first], [second])).toEqual([second]);
  });

  test('two files are two', async () => {
    const [one, other] = ['甲/a.json', 'a.json'].map((name) => join(folder, name));
    await expect(refuseSame([one ?? '', other ?? ''])).resolves.toBeUndefined();
  });
});

describe('a file is replaced whole', () => {
  test('nothing else is left beside it', async () => {
    const before = await readdir(folder);
    await replaceFile(join(folder, 'new.json'), '新');
    expect(await readFile(join(folder, 'new.json'), 'utf8')).toBe('新');
    expect(await readdir(folder)).toEqual([...before, 'new.json'].sort());
  });

  test('it keeps its mode', async () => {
    await replaceFile(join(folder, 'a.xlsx'), '新');
    expect((await stat(join(folder, 'a.xlsx'))).mode & 0o777).toBe(0o640);
  });

  test('a link stays one, and leads to what was written', async () => {
    await replaceFile(join(folder, 'link.xlsx'), '新');
    expect((await lstat(join(folder, 'link.xlsx'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, 'a.xlsx'), 'utf8')).toBe('新');
  });

  test.each([
    ['a folder', '甲', '这是文件夹，请给出文件名'],
    ['a folder that is not there', 'x/a.json', '没有这个文件夹'],
    ['a file taken for a folder', 'a.xlsx/a.json', '没有这个文件夹'],
    ['a name that is too long', 'x'.repeat(300), '文件名太长'],
  ])('what cannot be written is told, and nothing is changed: %s', async (_, name, reason) => {
    const before = await readdir(folder, { recursive: true });
    await expect(replaceFile(join(folder, name), '新')).rejects.toThrow(reason);
    expect(await readdir(folder, { recursive: true })).toEqual(before);
    expect(await readFile(join(folder, 'a.xlsx'), 'utf8')).toBe('old');
  });

  test.runIf(process.platform === 'linux')('a device that is full is told, and stays a device', async () => {
    await expect(replaceFile('/dev/full', '新')).rejects.toThrow('磁盘已满');
    expect((await stat('/dev/full')).isCharacterDevice()).toBe(true);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that is read-only is told', async () => {
    await chmod(folder, 0o555);
    await expect(replaceFile(join(folder, 'a.xlsx'), '新')).rejects.toThrow('没有写入的权限');
    await chmod(folder, 0o755);
  });
});
