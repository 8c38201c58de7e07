import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FORMATS } from '../../src/output/formats.js';
import { encodeChinese } from '../../src/output/gb18030.js';

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const gouji = (
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  encoding = 'utf-8',
): Promise<Result> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['bin/gouji.js', ...args],
      { env: { PATH: process.env.PATH ?? '', ...env }, maxBuffer: 1 << 26, encoding: 'buffer' },
      (error, ...outputs) => {
        const [stdout = '', stderr = ''] = outputs.map((bytes) =>
          new TextDecoder(encoding, { fatal: true }).decode(bytes),
        );
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
  });

const FAULT = 'fixtures/made/planted-fault.xlsx';
const SOUND = 'fixtures/published/xinhua-2023.henan.xlsx';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('exit code', () => {
  test.each([
    ['a sound workbook', ['check', SOUND], 0],
    ['a fault', ['check', FAULT], 1],
    ['a fault, never failing', ['check', FAULT, '--fail-on', 'never'], 0],
    ['tails, failing on notes', ['check', SOUND, '--fail-on', 'note'], 1],
    ['a missing path', ['check', 'nowhere.xlsx'], 2],
    ['a missing path beside a fault: 2 outranks 1', ['check', FAULT, 'nowhere.xlsx'], 2],
    ['a broken workbook', ['check', 'fixtures/broken/truncated.xlsx'], 2],
    ['nothing recognised', ['check', 'fixtures/made/not-accounts.xlsx'], 2],
    ['no path', ['check'], 2],
    ['an unknown option', ['check', SOUND, '--frob'], 2],
    ['an unknown command', ['frob'], 2],
    ['an unknown format', ['check', SOUND, '--format', 'frob'], 2],
    ['an unknown rule', ['check', SOUND, '--only', 'T9-ROW'], 2],
    ['help', ['--help'], 0],
    ['version', ['--version'], 0],
  ])('%s', async (_, args, code) => {
    expect((await gouji(args)).code).toBe(code);
  });

  test('a text and a page without tables beside a workbook are listed, and fail nothing', async () => {
    const beside = await mkdtemp(join(folder, 'beside-'));
    await cp(SOUND, join(beside, '决算.xlsx'));
    await writeFile(join(beside, '说明.txt'), '一、收入情况\n收入增长。\n');
    await writeFile(join(beside, '说明.html'), '<html><body><p>收入增长。</p></body></html>');
    const { code, stdout } = await gouji(['check', beside]);
    expect(code).toBe(0);
    expect(stdout).toContain('未检查的文件 2');
  });
});

describe('a wrong call is answered in one Chinese line on stderr', () => {
  test.each([
    [['check', SOUND, '--frob'], '没有“--frob”这个选项'],
    [['check'], '缺少参数 路径'],
    [['frob'], '没有“frob”这个命令'],
    [['决算.xlsx'], '要核对文件，请写 gouji check 决算.xlsx'],
    [['check', SOUND, '--only', 'T3-ROWS'], '没有规则 T3-ROWS，最接近的是 T3-ROW'],
    [['check', SOUND, '-f', 'json='], '后面缺少文件名'],
    [['check', SOUND, '-f', 'json=a', '-f', 'text=./a'], '不能写入同一个文件'],
    [['check', SOUND, '--fromat', 'json'], '是否指 --format？'],
    [['check', SOUND, '--fail-on', 'big'], '可用：error, warning, note, never'],
  ])('%j', async (args, message) => {
    const { stdout, stderr } = await gouji(args);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('at ');
  });
});

describe('the text report', () => {
  test('a fault is shown with its place, its sum, its difference and what to do', async () => {
    const { stdout, stderr } = await gouji(['check', FAULT]);
    expect(stderr).toBe('');
    await expect(stdout).toMatchFileSnapshot('golden/planted-fault.txt');
  });

  test('a clean report takes a few lines', async () => {
    const { stdout } = await gouji(['check', SOUND]);
    expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(9);
  });

  test.each([
    ['a pipe is not coloured', {}, [], false],
    ['colour can be forced', { FORCE_COLOR: '1' }, [], true],
    ['colour can be forced off', { FORCE_COLOR: '0' }, [], false],
    ['an empty FORCE_COLOR says nothing', { FORCE_COLOR: '' }, [], false],
    ['NO_COLOR outranks FORCE_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    ['an empty NO_COLOR says nothing', { FORCE_COLOR: '1', NO_COLOR: '' }, [], true],
    ['JSON is never coloured', { FORCE_COLOR: '1' }, ['--format', 'json'], false],
    ['colour outlives the encoding', { FORCE_COLOR: '1' }, ['--encoding', 'gb18030'], true],
  ])('%s', async (_, env, args, colored) => {
    const { stdout } = await gouji(
      ['check', FAULT, ...args],
      env,
      args[1] === 'gb18030' ? 'gb18030' : 'utf-8',
    );
    expect(stdout.includes('\u001b[')).toBe(colored);
  });

  test('--verbose gives every reason for what was not checked', async () => {
    const { stdout } = await gouji(['check', 'fixtures/made/missing-table.xlsx', '--verbose']);
    expect(stdout).toContain('未核对  TG-ROW 未找到政府性基金预算财政拨款收入支出决算表');
    expect(stdout).toContain('未核对  X-4GC 未找到政府性基金预算财政拨款收入支出决算表');
  });
});

describe('--encoding gb18030', () => {
  test.each([
    ['the report', ['check', FAULT]],
    ['the inspection', ['inspect', FAULT]],
    ['the rules', ['rules']],
    ['an explanation', ['explain', 'X-DOC']],
    ['a refusal', ['explain', 'T9-ROW']],
  ])('%s says the same in other bytes', async (_, args) => {
    const expected = await gouji(args);
    expect(await gouji([...args, '--encoding', 'gb18030'], {}, 'gb18030')).toEqual(expected);
    expect(expected.stdout + expected.stderr).toMatch(/\p{Script=Han}/u);
  });

  test('JSON stays UTF-8', async () => {
    const args = ['check', FAULT, '--format', 'json'];
    expect(await gouji([...args, '--encoding', 'gb18030'])).toEqual(await gouji(args));
  });
});

describe('paths', () => {
  test('a folder is read with what lies below it; what is no workbook is listed and fails nothing', async () => {
    const inner = join(folder, '某市', '某局');
    await mkdir(inner, { recursive: true });
    await cp(SOUND, join(inner, '决算.xlsx'));
    await writeFile(join(inner, '~$决算.xlsx'), 'x');
    await writeFile(join(folder, '某市', '报告.pdf'), '%PDF-1.7');
    const { code, stdout } = await gouji(['check', join(folder, '某市')]);
    expect(code).toBe(0);
    expect(stdout).toContain('表 9/9');
    expect(stdout).toContain('报告.pdf：是 PDF 文件');
    expect(stdout.replaceAll(/\s/gu, '')).toContain('~$决算.xlsx：是临时文件或隐藏文件，没有检查');
  });

  test('a pdf that was named fails the run', async () => {
    await writeFile(join(folder, '报告.pdf'), '%PDF-1.7');
    expect((await gouji(['check', join(folder, '报告.pdf'), SOUND])).code).toBe(2);
  });

  test('a glob', async () => {
    const { code, stdout } = await gouji(['check', 'fixtures/published/*.henan.xl*']);
    expect(code).toBe(0);
    expect(stdout).toContain('共 3 份报告');
  });

  test('nine files of one folder are one report', async () => {
    const { stdout } = await gouji(['check', 'fixtures/published/xinhua-2023.csv']);
    expect(stdout).toContain('等 9 个文件　表 9/9');
  });
});

describe('output files', () => {
  test('several formats at once, complete, and nothing else written', async () => {
    const target = await mkdtemp(join(folder, 'out-'));
    const { code, stdout } = await gouji([
      'check',
      FAULT,
      '-f',
      'text',
      '-f',
      `json=${join(target, 'a.json')}`,
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('T3-ROW');
    expect(JSON.parse(await readFile(join(target, 'a.json'), 'utf8'))).toMatchObject({
      summary: { errors: 2 },
    });
    expect(await readdir(target)).toEqual(['a.json']);
  });

  test('--output takes the one format', async () => {
    const target = join(folder, 'one.txt');
    const { stdout } = await gouji(['check', FAULT, '--output', target]);
    expect(stdout).toBe('');
    expect(await readFile(target, 'utf8')).toContain('T3-ROW');
  });

  test('what cannot be written keeps nothing else from being written', async () => {
    const target = await mkdtemp(join(folder, 'out-'));
    const { code, stdout, stderr } = await gouji([
      'check',
      FAULT,
      '-f',
      `sarif=${join(target, 'none', 'a.sarif')}`,
      '-f',
      `junit=${join(target, 'b.xml')}`,
      '-f',
      'text',
    ]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `gouji: 写不了 ${join(target, 'none', 'a.sarif')}：没有这个文件夹\n`,
    });
    expect(stdout).toContain('T3-ROW');
    expect(await readdir(target)).toEqual(['b.xml']);
  });

  test.each([
    ['a workbook', (file: string) => ['check', file, '-o', file]],
    ['a workbook found in a folder', (file: string) => ['check', dirname(file), '-f', `json=${file}`]],
    ['a rule book', (file: string) => ['check', FAULT, '--rules', file, '-o', file]],
  ])('%s that is read is not replaced', async (_, args) => {
    const file = join(await mkdtemp(join(folder, 'in-')), 'a.xlsx');
    await cp(args(file).includes('--rules') ? 'src/rules/books/within-tables.yaml' : FAULT, file);
    const before = await readFile(file);
    const { code, stderr } = await gouji(args(file));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `gouji: 不能让结果覆盖读入的文件 ${file}；请换一个文件名\n`,
    });
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  test.each(Object.keys(FORMATS))(
    'written into the folder that is checked, %s is the same again',
    async (format) => {
      const beside = await mkdtemp(join(folder, 'beside-'));
      await cp(FAULT, join(beside, '决算.xlsx'));
      const target = join(beside, `结果.${format}`);
      const written: string[] = [];
      for (let times = 0; times < 2; times++) {
        expect((await gouji(['check', beside, '-f', `${format}=${target}`])).code).toBe(1);
        written.push(await readFile(target, 'utf8'));
      }
      expect(written[1]).toBe(written[0]);
    },
  );

  test('a place that cannot be written to is said in one line', async () => {
    const { code, stderr } = await gouji(['check', FAULT, '--output', join(folder, 'none', 'a.txt')]);
    expect(code).toBe(2);
    expect(stderr).toContain('写不了');
  });
});

describe('rules', () => {
  test('--only and --skip take rules and families', async () => {
    const only = JSON.parse((await gouji(['check', FAULT, '-f', 'json', '--only', 'Tx-HIER'])).stdout) as {
      reports: { findings: { ruleId: string }[] }[];
    };
    expect(new Set(only.reports[0]?.findings.map(({ ruleId }) => ruleId))).toEqual(
      new Set(['T3-HIER', 'X-TAIL']),
    );
    expect((await gouji(['check', FAULT, '--skip', 'T3-ROW,tx-hier'])).code).toBe(0);
  });

  test('a book of the user adds rules, and replaces those of the same id', async () => {
    const book = join(folder, 'own.yaml');
    await writeFile(
      book,
      [
        'book: 自备',
        'rules:',
        '  - id: U-CAP',
        '    title: 项目支出不超过一百万元',
        '    severity: warning',
        '    formula: 支出表[合计].项目支出 ≤ 100',
        '    basis: 本单位规定。',
        '    failure: 说明原因。',
        '    examples: { holds: { "支出表[合计].项目支出": "99.00" }, fails: { "支出表[合计].项目支出": "101.00" } }',
      ].join('\n'),
    );
    const { code, stdout } = await gouji(['check', SOUND, '--rules', book, '--fail-on', 'warning']);
    expect(code).toBe(1);
    expect(stdout).toContain('支出决算表 合计：项目支出 115.98 ＞ 100，差 15.98万元');
    expect((await gouji(['rules', '--rules', book])).stdout).toContain('U-CAP');
    expect((await gouji(['explain', 'U-CAP', '--rules', book])).stdout).toContain(
      '支出表[合计].项目支出 ≤ 100',
    );
  });

  test.each([
    ['with the line ends of Windows', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['with a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['in GB18030', (text: string) => encodeChinese(text, 'gb18030')],
  ])('a book %s reads the same', async (_, encode) => {
    const book = join(folder, 'own.yaml');
    const text =
      'book: 自备\nrules:\n  - id: U-1\n    title: 题\n    severity: error\n    formula: 支出表[合计].开支 = 0\n    basis: 。\n    failure: 。\n    examples: { holds: {}, fails: {} }\n';
    await writeFile(book, text);
    const { stderr } = await gouji(['rules', '--rules', book]);
    await writeFile(book, encode(text));
    expect(await gouji(['rules', '--rules', book])).toEqual({ code: 2, stdout: '', stderr });
    expect(stderr).toContain('own.yaml:6:22：');
  });

  test.each([
    [
      'a wrong name',
      '    formula: 支出表[合计].基本开支 = 0',
      'own.yaml:6:22：没有名为“基本开支”的支出表的列，最接近的是“基本支出”',
    ],
    ['a wrong syntax', '    formula: 支出表[合计].基本支出 = = 0', 'own.yaml:6:29：应为'],
    ['an unknown key', '    formular: 支出表[合计].基本支出 = 0', '不认识“formular”这一项'],
  ])('a book with %s is refused with its place', async (_, line, message) => {
    const book = join(folder, 'own.yaml');
    await writeFile(
      book,
      `book: 自备\nrules:\n  - id: U-1\n    title: 题\n    severity: error\n${line}\n    basis: 。\n    failure: 。\n    examples: { holds: {}, fails: {} }\n`,
    );
    const { code, stderr } = await gouji(['check', SOUND, '--rules', book]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('explain shows formula, basis, and worked examples', async () => {
    const { stdout } = await gouji(['explain', 't3-row']);
    await expect(stdout).toMatchFileSnapshot('golden/explain-T3-ROW.txt');
  });
});

test('inspect gives range, columns, lines, leftovers and the reason of every refusal', async () => {
  const { code, stdout } = await gouji(['inspect', 'fixtures/independent/zhejiang.xlsx']);
  expect(code).toBe(0);
  expect(stdout).toContain('“收入决算表（分单位）” 未采用：表题是收入决算表，但各行是单位');
  const json = JSON.parse((await gouji(['inspect', SOUND, '-f', 'json'])).stdout) as {
    sheets: { tables: { form: string; location: { range: string } }[] }[];
  };
  expect(json.sheets[0]?.tables[0]).toMatchObject({ form: 'summary', location: { range: 'A5:F38' } });
});
