import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FORMATS } from '../../src/output/formats.js';
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

const FILES = Object.keys(FORMATS).map((format) => `${format}.out`);
const ALL = Object.keys(FORMATS).flatMap((format) => ['-f', `${format}=${format}.out`]);
const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(FILES.map((name) => [name, readFileSync(join(folder, name)).toString('latin1')]));

describe('the same bytes on one core and on several', () => {
  test('on the screen and in a file', async () => {
    const one = await program(['check', '市', '--jobs', '1'], home);
    const several = await program(['check', '市', '--jobs', '3'], home);
    const toFile = await program(['check', '市', '--jobs', '2', '-o', 'text.out'], home);
    expect(one.stdout.length).toBeGreaterThan(10_000);
    expect(several).toEqual(one);
    expect(toFile).toEqual({ ...one, stdout: '' });
  });

  test('in every format at once, with a baseline and what was decided', async () => {
    await program(['check', '市/14', '--baseline', '基线.json', '--update-baseline'], home);
    writeFileSync(
      join(home, 'gouji.config.yaml'),
      'waivers:\n  - { rule: T3-HIER, reason: 上级批复, who: 甲 }\n  - { rule: T1-BAL, reason: 无, who: 甲 }\n',
    );
    const args = ['check', '市', '--baseline', '基线.json', '--config', 'gouji.config.yaml', ...ALL];
    const one = await program([...args, '--jobs', '1'], home);
    const before = filesOf(home);
    const several = await program([...args, '--jobs', '3'], home);
    expect(several).toEqual(one);
    expect(filesOf(home)).toEqual(before);
    // All reports are checked before the first is written.
    const whole = await program([...args, '--annotate', '标注'], home);
    expect(whole.code).toBe(one.code);
    // Links of the list lead to the copies then.
    expect({ ...filesOf(home), 'xlsx.out': '' }).toEqual({ ...before, 'xlsx.out': '' });
    expect(Buffer.from(before['text.out'] ?? '', 'latin1').toString()).toMatch(
      /处理结果 {2}已认可 1[\s\S]*基线 {4}基线中已有 [1-9]/u,
    );
  });
}, 120_000);

test('a number of cores must be a positive number', async () => {
  const { code, stderr } = await program(['check', '市', '--jobs', '0'], home);
  expect(code).toBe(2);
  expect(stderr).toContain('应为正整数');
});
