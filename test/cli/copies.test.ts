import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readDocument } from '../../src/source/read-document.js';
import { program } from './program.js';

const FAULT = 'fixtures/made/planted-fault.xlsx';

let root = '';
let home = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'gouji-'));
});
beforeEach(async () => {
  home = await mkdtemp(join(root, 'home-'));
  await cp(FAULT, join(home, '决算.xlsx'));
});
afterAll(() => rm(root, { recursive: true }));

const gouji = (...args: readonly string[]): ReturnType<typeof program> => program(['check', ...args], home);

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(join(home, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(home, folder).length + 1))
    .sort();

describe('--annotate', () => {
  test('writes a copy, leaves the original and the report as they are, and says so', async () => {
    const plain = await gouji('决算.xlsx');
    const { code, stdout, stderr } = await gouji('决算.xlsx', '--annotate', '标注');
    expect({ code, stdout }).toEqual({ code: plain.code, stdout: plain.stdout });
    expect(stderr).toBe('标注副本 1 个，在 标注\n');
    expect(await filesIn('标注')).toEqual(['决算.标注.xlsx']);
    expect(await readFile(join(home, '决算.xlsx'))).toEqual(await readFile(FAULT));
  });

  test('tells files of one name apart by their folders, and those of one folder by their suffixes', async () => {
    for (const folder of ['甲局', '乙局']) {
      await mkdir(join(home, folder));
      await cp(FAULT, join(home, folder, '决算.xlsx'));
    }
    await cp('fixtures/published/xinhua-2023.henan.xls', join(home, '甲局', '决算.xls'));
    await gouji('甲局', '乙局', '--annotate', '标注');
    expect(await filesIn('标注')).toEqual(
      ['乙局/决算.标注.xlsx', '甲局/决算.xls.标注.xlsx', '甲局/决算.标注.xlsx'].sort(),
    );
  });

  test('twice writes the same, and does not check the copies of the first time', async () => {
    const first = await gouji('.', '--annotate', '.');
    const copy = await readFile(join(home, '决算.标注.xlsx'));
    const second = await gouji('.', '--annotate', '.');
    expect(await readFile(join(home, '决算.标注.xlsx'))).toEqual(copy);
    expect(second.code).toBe(first.code);
    expect(second.stdout).toContain('决算.标注.xlsx：是标注副本，没有核对');
    expect(await filesIn('.')).toEqual(['决算.xlsx', '决算.标注.xlsx'].sort());
  });

  test('never writes to a checked file, nor through a link to one', async () => {
    await cp(FAULT, join(home, 'a.标注.xlsx'));
    await cp(FAULT, join(home, 'a.xlsx'));
    const refused = await gouji('a.xlsx', 'a.标注.xlsx', '--annotate', '.');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('会覆盖被核对的原件');
    expect(await readFile(join(home, 'a.标注.xlsx'))).toEqual(await readFile(FAULT));
    await mkdir(join(home, '标注'));
    await symlink(join(home, '决算.xlsx'), join(home, '标注', '决算.标注.xlsx'));
    expect((await gouji('决算.xlsx', '--annotate', '标注')).stderr).toContain('会覆盖被核对的原件');
    expect(await readFile(join(home, '决算.xlsx'))).toEqual(await readFile(FAULT));
  });

  test('into what is no folder is refused in one line, and the other outputs are written', async () => {
    await writeFile(join(home, '文件'), '');
    const { code, stdout, stderr } = await gouji('决算.xlsx', '--annotate', '文件');
    expect(code).toBe(2);
    expect(stdout).toContain('错误 1');
    expect(stderr).toMatch(/^gouji: 建不了文件夹 文件/u);
  });
});

describe('--format xlsx', () => {
  test('links each finding to the annotated copy, else to the original', async () => {
    await mkdir(join(home, '出'));
    const targetOf = async (...args: readonly string[]): Promise<string> => {
      await gouji('决算.xlsx', '--format', 'xlsx=出/清单.xlsx', ...args);
      const { unzipSync, strFromU8 } = await import('fflate');
      const parts = unzipSync(await readFile(join(home, '出', '清单.xlsx')));
      const relations = strFromU8(parts['xl/worksheets/_rels/sheet1.xml.rels'] ?? new Uint8Array());
      return decodeURIComponent(/Target="(?<target>[^"]*)"/u.exec(relations)?.groups?.target ?? '');
    };
    expect(await targetOf()).toBe('../决算.xlsx');
    expect(await targetOf('--annotate', '标注')).toBe('../标注/决算.标注.xlsx');
  });

  test.each([
    [['--format', 'xlsx'], '不能显示在屏幕上'],
    [['--format', 'xlsx=清单.xlsx', '--from', './清单.xlsx'], '请用不同的文件名'],
    [['--from', '决算.xlsx'], '不是疑点清单'],
    [['--from', '没有.xlsx'], '读不了 没有.xlsx'],
  ])('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await gouji('决算.xlsx', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  test('a list that comes back unanswered changes nothing, and is no input', async () => {
    await gouji('.', '--format', 'xlsx=清单.xlsx');
    const { code, stdout } = await gouji('.', '--from', '清单.xlsx');
    expect(code).toBe(1);
    expect(stdout).not.toContain('清单.xlsx');
    const list = await readDocument('清单.xlsx', await readFile(join(home, '清单.xlsx')));
    expect(list.sheets.map(({ name }) => name)).toEqual(['疑点清单', '核对合计', '未核对']);
  });
});
