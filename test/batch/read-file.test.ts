import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zip } from '../../fixtures/hostile/zip.mjs';
import { archiveAt, readRegularFile } from '../../src/batch/read-file.js';
import { DEFAULT_LIMITS } from '../../src/source/limits.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-'));
});
afterAll(() => rm(folder, { recursive: true }));

const textAt = async (path: string): Promise<string> =>
  Buffer.from(await readRegularFile(join(folder, path), DEFAULT_LIMITS)).toString();

test('a file in an archive is read by its path, and again when the archive changes', async () => {
  const path = join(folder, 'ab.zip');
  await writeFile(path, zip([{ name: 'a/b.csv', data: '1' }]));
  expect(await textAt('ab.zip/a/b.csv')).toBe('1');
  const archive = await archiveAt(path);
  expect(await archiveAt(path)).toBe(archive);
  await writeFile(path, zip([{ name: 'a/b.csv', data: '2' }]));
  await utimes(path, 1, 1);
  expect(await textAt('ab.zip/a/b.csv')).toBe('2');
});

test.each([
  ['in no archive', 'ab.zip/c.csv', '压缩包里没有这个文件'],
  ['in a damaged one', 'cut.zip/c.csv', '压缩包已损坏'],
  ['that is a damaged one', 'cut.zip', '压缩包已损坏'],
])('a file %s is refused', async (_, path, said) => {
  await writeFile(join(folder, 'ab.zip'), zip([{ name: 'a/b.csv', data: '1' }]));
  await writeFile(join(folder, 'cut.zip'), zip([{ name: 'c.csv' }]).subarray(0, -1));
  await expect(textAt(path)).rejects.toThrow(said);
});

test.each([
  ['a workbook', 'large.xlsx', 'broken'],
  ['a film', 'large.mp4', 'unsupported'],
])('a file that is too large fails a run where it may be an account: %s', async (_, name, kind) => {
  await writeFile(join(folder, name), Buffer.alloc(2 ** 21));
  const reading = readRegularFile(join(folder, name), { ...DEFAULT_LIMITS, fileMegabytes: 1 });
  await expect(reading).rejects.toMatchObject({
    kind,
    message: expect.stringContaining('超过 1 MB') as string,
  });
});
