import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pagesBeside } from '../../src/cli/pages.js';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gouji-'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

const folder = (): string => join(home, '报告_files');

test('pages are there when they are finished, in place of those of an earlier run', async () => {
  mkdirSync(folder());
  for (const name of ['00001.html', '00002.html']) writeFileSync(join(folder(), name), '旧');
  const pages = pagesBeside(join(home, '报告.html'));
  await pages.write('00001.html', '新');
  expect(readFileSync(join(folder(), '00001.html'), 'utf8')).toBe('旧');
  await pages.finish();
  expect(readdirSync(home)).toEqual(['报告_files']);
  expect(readdirSync(folder())).toEqual(['00001.html']);
  expect(readFileSync(join(folder(), '00001.html'), 'utf8')).toBe('新');
});

test('dropped pages leave what was there', async () => {
  mkdirSync(folder());
  writeFileSync(join(folder(), '00001.html'), '旧');
  const pages = pagesBeside(join(home, '报告.html'));
  await pages.write('00001.html', '新');
  await pages.drop();
  expect(readdirSync(home)).toEqual(['报告_files']);
  expect(readFileSync(join(folder(), '00001.html'), 'utf8')).toBe('旧');
});

test('a folder that holds anything else is not replaced', async () => {
  mkdirSync(folder());
  writeFileSync(join(folder(), '照片.jpg'), '');
  const pages = pagesBeside(join(home, '报告.html'));
  await expect(pages.write('00001.html', '新')).rejects.toThrow('照片.jpg');
  expect(readdirSync(home)).toEqual(['报告_files']);
});

test('without pages no folder is made; links lead there and back whatever the name', async () => {
  const pages = pagesBeside(join(home, '某市 #1.HTML'));
  await pages.finish();
  expect(readdirSync(home)).toEqual([]);
  expect([pages.folder, pages.back]).toEqual([
    '%E6%9F%90%E5%B8%82%20%231_files',
    '../%E6%9F%90%E5%B8%82%20%231.HTML',
  ]);
});
