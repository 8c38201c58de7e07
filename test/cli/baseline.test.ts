import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
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

const gouji = (...args: readonly string[]): ReturnType<typeof program> =>
  program(['check', ...args, '--baseline', '基线.json'], home);

interface Baseline {
  readonly baselineVersion: number;
  readonly findings: readonly Readonly<Record<string, string | number | null>>[];
}
const read = async (): Promise<Baseline> =>
  JSON.parse(await readFile(join(home, '基线.json'), 'utf8')) as Baseline;
const write = async (change: (findings: Baseline['findings']) => Baseline['findings']): Promise<void> => {
  const { baselineVersion, findings } = await read();
  await writeFile(join(home, '基线.json'), JSON.stringify({ baselineVersion, findings: change(findings) }));
};

test('what is known no longer counts, and the file is the same when written again', async () => {
  const { code, stdout, stderr } = await gouji('.', '--update-baseline');
  expect(code).toBe(0);
  expect(stderr).toBe('基线 4 条，写在 基线.json\n');
  expect(stdout).toContain('基线    基线中已有 4 · 新增 0');
  expect(stdout).not.toContain('基线.json');
  const written = await readFile(join(home, '基线.json'), 'utf8');
  expect((await gouji('.', '--fail-on', 'note')).code).toBe(0);
  await gouji('.', '--update-baseline');
  expect(await readFile(join(home, '基线.json'), 'utf8')).toBe(written);
});

test('a new finding counts', async () => {
  await gouji('.', '--update-baseline');
  await write((findings) => findings.filter(({ ruleId }) => ruleId !== 'T3-HIER'));
  const { code, stdout } = await gouji('.');
  expect(code).toBe(1);
  expect(stdout).toContain('错误 1\n  1  支出表上级科目等于下级科目之和  [T3-HIER]');
  expect(stdout).toContain('基线    基线中已有 3 · 新增 1');
});

test('a known finding with other figures counts again, and says that it changed', async () => {
  await gouji('.', '--update-baseline');
  await write((findings) =>
    findings.map((finding) => (finding.ruleId === 'T3-ROW' ? { ...finding, printed: '91.50' } : finding)),
  );
  const { code, stdout } = await gouji('.');
  expect(code).toBe(1);
  expect(stdout).toContain('已变动，不再算基线中已有');
  expect((await gouji('.', '-f', 'json')).stdout).toContain('"state": "changed"');
});

test('what was mended is counted, and leaves the baseline; what was not checked stays', async () => {
  await gouji('.', '--update-baseline');
  await cp('fixtures/published/xinhua-2023.henan.xlsx', join(home, '决算.xlsx'));
  const { code, stdout } = await gouji('.', '--skip', 'T3-HIER', '--update-baseline');
  expect(code).toBe(0);
  expect(stdout).toContain('基线中已有 2 · 未能核对 1 · 新增 0');
  expect((await read()).findings.map(({ ruleId }) => ruleId)).toContain('T3-HIER');
  expect((await gouji('.')).stdout).toContain('已消除 1');
});

test('what somebody accepted does not enter it', async () => {
  await writeFile(join(home, '配置.yaml'), 'waivers: [{ rule: T3-ROW, reason: 批复, who: 甲 }]\n');
  const { stdout } = await gouji('决算.xlsx', '--config', '配置.yaml', '--update-baseline');
  expect(stdout).toContain('已认可（甲）：批复');
  expect((await read()).findings.map(({ ruleId }) => ruleId)).not.toContain('T3-ROW');
});

test.each([
  ['that is missing', undefined, [], '没有基线文件 基线.json；先加 --update-baseline 写出'],
  ['that is no JSON', '{', [], '基线.json 不是基线文件'],
  ['of another kind', '{}', [], '基线.json'],
  [
    'that an output would replace',
    undefined,
    ['--update-baseline', '-f', 'json=基线.json'],
    '不能写入同一个文件',
  ],
])('a baseline %s is refused in one line', async (_, content, args, message) => {
  if (content !== undefined) await writeFile(join(home, '基线.json'), content);
  const { code, stdout, stderr } = await gouji('.', ...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});
