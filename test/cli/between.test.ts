import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FORMATS } from '../../src/output/formats.js';
import { program } from './program.js';

const folder = mkdtempSync(join(tmpdir(), 'gouji-between-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const gouji = (args: readonly string[]): ReturnType<typeof program> => program(args, process.cwd());
const LIST = join(folder, '名单.csv');
writeFileSync(
  LIST,
  '单位名称,级别,区划\n新华区政务服务和大数据管理局,部门,平顶山市\n财政局,部门,平顶山市新华区\n',
);
const file = join(folder, '一.xlsx');
copyFileSync('fixtures/published/xinhua-2023.henan.xlsx', file);

test('a list of those who must publish names who did not, in the streamed formats and the whole ones', async () => {
  const streamed = await gouji(['check', file, '--expected', LIST, '-f', 'ndjson', '--fail-on', 'warning']);
  const whole = await gouji(['check', file, '--expected', LIST, '-f', 'json']);
  const lines = streamed.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const { type, ...between } = lines[1] ?? {};
  expect(lines.map((line) => line.type)).toEqual(['report', 'between', 'summary']);
  expect(type).toBe('between');
  expect((JSON.parse(whole.stdout) as { between: object }).between).toEqual(between);
  expect(between).toMatchObject({
    findings: [
      { ruleId: 'BR-PUB', severity: 'warning', evidence: [{ location: { file: LIST, cell: 'A3' } }] },
    ],
  });
  expect([streamed.code, whole.code]).toEqual([1, 0]);
});

test.each(Object.keys(FORMATS).filter((format) => format !== 'xlsx'))('%s tells of it', async (format) => {
  const { stdout } = await gouji(['check', file, '--expected', LIST, '-f', format]);
  expect(stdout).toContain('BR-PUB');
});

test('a report alone has nothing to be told together', async () => {
  const { stdout } = await gouji(['check', file, '-f', 'json']);
  expect(JSON.parse(stdout)).not.toHaveProperty('between');
});

test('a baseline holds findings between reports', async () => {
  const baseline = join(folder, 'baseline.json');
  await gouji(['check', file, '--expected', LIST, '--baseline', baseline, '--update-baseline']);
  const { code, stdout } = await gouji([
    'check',
    file,
    '--expected',
    LIST,
    '--baseline',
    baseline,
    '--fail-on',
    'note',
    '-f',
    'json',
  ]);
  expect(code).toBe(0);
  expect((JSON.parse(stdout) as { between: { findings: object[] } }).between.findings).toMatchObject([
    { status: 'waived' },
  ]);
});

test('a list with an unknown level is refused with its line', async () => {
  writeFileSync(join(folder, '错.csv'), '某局,处室\n');
  const { code, stderr } = await gouji(['check', file, '--expected', join(folder, '错.csv')]);
  expect(code).toBe(2);
  expect(stderr).toContain('第 1 行的级别“处室”不认识');
});
