import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { program } from './program.js';

const REPORTS = [
  'published/xinhua-2023.henan.xlsx',
  'published/xinhua-2023.one-sheet.csv',
  'made/planted-fault.xlsx',
];
let home = '';

/** A folder of thirty-six reports; the text of one, and a broken file, lie in folders of their own. */
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'gouji-'));
  const put = (folder: string, name: string, content: string | Buffer): void => {
    mkdirSync(join(home, '市', folder), { recursive: true });
    if (typeof content === 'string') copyFileSync(join('fixtures', content), join(home, '市', folder, name));
    else writeFileSync(join(home, '市', folder, name), content);
  };
  for (let index = 10; index < 46; index++) {
    const report = REPORTS[index % REPORTS.length] ?? '';
    put(`${index}`, report.replace(/^.*\./u, '决算.'), report);
  }
  put('文字', '说明.txt', 'narrative/lakeside-2022.txt');
  put('坏', '坏.xlsx', Buffer.from('PK\u0003\u0004'));
});
afterAll(() => {
  rmSync(home, { recursive: true });
});

describe.each(['text', 'ndjson'])('%s', (format) => {
  test('the same bytes on one core and on several, on the screen and in a file', async () => {
    const args = ['check', '市', '-f', format];
    const one = await program([...args, '--jobs', '1'], home);
    const several = await program([...args, '--jobs', '3'], home);
    const toFile = await program([...args, '--jobs', '2', '-o', `${format}.out`], home);
    expect(one.stdout.length).toBeGreaterThan(10_000);
    expect(several).toEqual(one);
    expect(toFile).toEqual({ ...one, stdout: '' });
  });
});

test('a number of cores must be a positive number', async () => {
  const { code, stderr } = await program(['check', '市', '--jobs', '0'], home);
  expect(code).toBe(2);
  expect(stderr).toContain('应为正整数');
});
