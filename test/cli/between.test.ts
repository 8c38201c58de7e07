import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { tablesOf } from '../department.js';
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

test('the overview ranks the districts of the list, in the streamed formats and the whole ones', async () => {
  const list = join(folder, '区划.csv');
  const names = ['政务服务和大数据管理局', '水务局', '司法局'];
  const paths = names.map((name) => join(folder, `${name}.csv`));
  for (const [index, name] of names.entries()) writeFileSync(paths[index] ?? '', tablesOf(name));
  writeFileSync(list, `名称,区划\n${names[0]},东安区\n${names[1]},西宁区\n${names[2]},西宁区\n`);
  for (const more of [[], ['--annotate', join(folder, '副本')]]) {
    const { stdout } = await gouji(['check', ...paths, '--expected', list, '-f', 'ndjson', ...more]);
    const { overview } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
      overview: { districts: { folder: null; ranked: { district: string; reports: number }[] } };
    };
    expect(overview.districts.folder).toBeNull();
    expect(overview.districts.ranked.map(({ district, reports }) => [district, reports])).toEqual([
      ['西宁区', 2],
      ['东安区', 1],
    ]);
  }
});

test('a report alone has nothing to be told together', async () => {
  const { stdout } = await gouji(['check', file, '-f', 'json']);
  expect(JSON.parse(stdout)).not.toHaveProperty('between');
});

test('what reports came to together is kept from run to run, and worked out again where that is damaged', async () => {
  const store = join(folder, '续跑');
  const args = ['check', file, '--expected', LIST, '-f', 'json', '-f', `text=${join(folder, '结果.txt')}`];
  const first = await gouji(args);
  const again = [...args, '--resume', store];
  for (const what of ['worked out', 'kept']) expect(await gouji(again), what).toEqual(first);
  const [name = '', ...others] = readdirSync(store).filter((each) => each.endsWith('.between'));
  expect(others).toEqual([]);
  const bytes = readFileSync(join(store, name));
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(join(store, name), bytes);
  const { stderr, ...rest } = await gouji(again);
  expect({ ...rest, stderr: '' }).toEqual(first);
  expect(stderr).toContain('有 1 个文件已损坏');
  // Another list is another question.
  writeFileSync(LIST, readFileSync(LIST, 'utf8').replace('财政局', '教育局'));
  expect((await gouji(again)).stdout).toContain('教育局');
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
