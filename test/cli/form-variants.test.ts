import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/cli/read-config.js';
import { program } from './program.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-'));
  await mkdir(join(folder, '决算'));
  await writeFile(join(folder, '决算/三公.csv'), TABLE);
  await writeFile(join(folder, 'gouji.config.yaml'), CONFIG);
});
afterAll(() => rm(folder, { recursive: true }));

/** A table that says in words of its own what the form says otherwise; 接待费 is 0.10 too much. */
const TABLE = `某某局2023年度“三公”经费支出明细表,,
部门：某某局,,单位：万元
项目,预算数,本年支出数
合计,3.00,2.00
因公出国（境）费,0.00,0.00
公务用车购置及运行维护费,2.00,1.50
公务用车购置费,0.00,0.00
公务用车运行维护费,2.00,1.50
接待费,1.00,0.60
`;
const CONFIG = `forms:
  三公经费表:
    titles: [“三公”经费支出明细表]
    columns: { 决算数: [本年支出数] }
    lines: { 公务接待费: [接待费] }
`;

describe('words that a place prints', () => {
  test('are unknown without the config', async () => {
    const { code, stdout } = await program(['inspect', '决算', '--no-config'], folder);
    expect(code).toBe(2);
    expect(stdout).toContain('不是九张公开表之一');
  });

  test('are known with it as if they stood in the form', async () => {
    const { stdout } = await program(['inspect', '决算'], folder);
    expect(stdout).toContain('✓ A3:C9 公开09 财政拨款“三公”经费支出决算表');
    expect(stdout).toMatch(/A9 接待费 +公务接待费 +1\.00 0\.60/u);
  });

  test('take part in the check', async () => {
    const { code, stdout } = await program(['check', '决算', '--only', 'TP-TOT'], folder);
    expect(code).toBe(1);
    expect(stdout).toContain('[TP-TOT]');
    expect(stdout).toContain('配置    gouji.config.yaml');
  });

  test.each([
    ['三公费表: {}', '1:10：没有名为“三公费表”的表，最接近的是 三公经费表'],
    ['三公经费表: { title: [某某表] }', '1:19：不认识“title”这一项，最接近的是 titles'],
    ['三公经费表: { titles: [支出决算表] }', '“支出决算表”已是支出表的表题'],
    ['三公经费表: { titles: [三公经费明细] }', '表题“三公经费明细”应含“表”字'],
    [
      '三公经费表: { columns: { 决算: [支出数] } }',
      '1:30：没有名为“决算”的三公经费表的列，最接近的是 决算数',
    ],
    ['三公经费表: { columns: { 决算数: [预算] } }', '1:36：“预算”已是“预算数”的写法'],
    ['三公经费表: { columns: { 决算数: 支出数 } }', '“决算数”应为列表'],
    [
      '三公经费表: { lines: { 接待费: [招待费] } }',
      '没有名为“接待费”的三公经费表的行，最接近的是 公务接待费',
    ],
    ['三公经费表: { lines: { 公务接待费: [会议费] } }', '“会议费”已是“会议费”的写法'],
  ])('are refused where they are wrong: %s', (forms, message) => {
    expect(() => readConfig('c.yaml', `forms: { ${forms} }`)).toThrow(message);
  });

  test.each([
    [
      '收支总表: { columns: { 决算数: [决算/本年] } }',
      { form: 'summary', columns: { actual: ['决算/本年'] } },
    ],
    ['公开09: { lines: { total: [共计] } }', { form: 'three-public', lines: { total: ['共计'] } }],
  ])('are written for a table, column or line by its name or id: %s', (forms, variant) => {
    expect(readConfig('c.yaml', `forms: { ${forms} }`).variants).toMatchObject([variant]);
  });
});
