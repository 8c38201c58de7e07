import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { run } from '../../../src/batch/run.js';
import { told } from '../../../src/language/message.js';
import type { RunResult } from '../../../src/engine/outcome.js';
import { settle } from '../../../src/engine/waiver.js';
import { answersIn } from '../../../src/output/issue-list/read.js';
import type { RenderOptions } from '../../../src/output/formats.js';
import { COLUMNS } from '../../../src/output/issue-list/columns.js';
import { ISSUE_LIST, issueList } from '../../../src/output/issue-list/write.js';
import { workbookOf, type CellContent } from '../../../src/output/workbook/write-workbook.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import type { Document } from '../../../src/source/document.js';
import { readDocument } from '../../../src/source/read-document.js';
import { written } from '../rendered.js';

const FAULT = 'fixtures/made/planted-fault.xlsx';
const checked = await run([{ file: FAULT, folder: '.', named: true }], builtInRules(), (name) =>
  readDocument(name, readFileSync(name)),
);

const bytesOf = async (result: Parameters<typeof written>[1], format = ISSUE_LIST): Promise<Uint8Array> => {
  const linkTo: RenderOptions['linkTo'] = ({ sheet = '', cell = '' }) => ({
    target: '决算.xlsx',
    place: `'${sheet}'!${cell}`,
  });
  return (await written(format, result, { linkTo })).bytes;
};

const listOf = async (result: Parameters<typeof written>[1], format = ISSUE_LIST): Promise<Document> =>
  readDocument('清单.xlsx', await bytesOf(result, format));

/** The list with more written into it, as an auditor would: title → text, row by row. */
async function answered(rows: readonly Readonly<Record<string, string>>[]): Promise<Document> {
  const [list] = (await listOf(checked)).sheets;
  const cells = (list?.rows ?? []).map((row, index) =>
    COLUMNS.map(({ title }, column): CellContent => {
      const text = rows[index - 1]?.[told(title)] ?? row[column]?.shown ?? '';
      return { look: 'entry', text };
    }),
  );
  return readDocument('清单.xlsx', workbookOf([{ name: '改名', state: 'visible', widths: [], rows: cells }]));
}

test('the list has a row for each finding, what follows from one behind it, with the figures of the cell to mend', async () => {
  const { sheets } = await listOf(checked);
  const [head, ...rows] = sheets[0]?.rows ?? [];
  const column = (title: string): number => head?.findIndex((cell) => cell?.shown === title) ?? -1;
  const shown = (title: string): unknown[] => rows.map((row) => row[column(title)]?.shown);
  expect(shown('规则')).toEqual([expect.stringContaining('T3-ROW'), expect.stringContaining('T3-HIER')]);
  expect(shown('单元格')).toEqual(['E12', 'E12']);
  expect(shown('应为')).toEqual(['91.50', '91.50']);
  expect(shown('实为')).toEqual(['95.10', '95.10']);
  expect(shown('涉及金额（万元）')).toEqual(['3.60', '3.61']);
  expect(shown('问题描述')[1]).toContain('由第 1 条而来');
  expect(rows[0]?.[column('应为')]?.kind).toBe('number');
});

test('the list names the configuration that was used', async () => {
  const shown = async (result: Parameters<typeof listOf>[0]): Promise<unknown[]> =>
    (await listOf(result)).sheets[1]?.rows[1]?.map((cell) => cell?.shown) ?? [];
  expect(await shown({ ...checked, config: '某市/gouji.config.yaml' })).toEqual(
    expect.arrayContaining(['某市/gouji.config.yaml', '按此配置核对']),
  );
  expect(await shown(checked)).not.toContain('按此配置核对');
});

test('the other sheets count every check, and tell what was not checked', async () => {
  const { sheets } = await listOf(checked);
  const total = sheets[1]?.rows
    .at(-1)
    ?.map((cell) => cell?.shown)
    .slice(4);
  expect(total).toEqual(Object.values(checked.reports[0]?.outcomes ?? {}).map(String));
  expect(sheets[2]?.rows.flatMap((row) => row.map((cell) => cell?.shown))).toContain('没有绩效自评表');
});

describe('a list that is longer than a sheet', () => {
  const twice: RunResult = { ...checked, reports: [...checked.reports, ...checked.reports] };
  const split = listOf(twice, issueList(3));

  test('goes on in the next, under the same titles and with the same numbers', async () => {
    const { sheets } = await split;
    const lists = sheets.filter(({ name }) => name.startsWith('疑点清单'));
    expect(lists.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['疑点清单', 3],
      ['疑点清单(2)', 3],
    ]);
    expect(lists.map(({ rows }) => rows[0]?.map((cell) => cell?.shown))).toEqual(
      Array(2).fill(COLUMNS.map(({ title }) => told(title))),
    );
    expect(lists.flatMap(({ rows }) => rows.slice(1).map((row) => row[0]?.shown))).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]);
    expect(lists[1]?.rows[2]?.map((cell) => cell?.shown).join()).toContain('由第 3 条而来');
  });

  test('loses nothing of what the other sheets tell', async () => {
    const { sheets } = await split;
    const bodyOf = (all: Document['sheets'], name: string): unknown[] =>
      all
        .filter((sheet) => sheet.name.startsWith(name))
        .flatMap(({ rows }) => rows.slice(1).map((row) => row.map((cell) => cell?.shown)));
    const whole = (await listOf(twice)).sheets;
    for (const name of ['核对合计', '未核对']) {
      expect(bodyOf(whole, name).length).toBeGreaterThan(2);
      expect(bodyOf(sheets, name)).toEqual(bodyOf(whole, name));
    }
  });

  test('is read whole when it comes back', async () => {
    const lists = (await split).sheets.map((sheet) => ({
      ...sheet,
      rows: sheet.rows.map((row, index) =>
        COLUMNS.map(({ id }, column) => {
          const [first] = row;
          return first && index > 0 && id === 'decision' ? { ...first, shown: '认可' } : row[column];
        }),
      ),
    }));
    const answers = answersIn({ ...(await split), sheets: lists });
    expect(answers?.waivers).toHaveLength(4);
  });
});

test('the same run makes the same bytes', async () => {
  const [one, two] = [await bytesOf(checked), await bytesOf(checked)];
  expect(Buffer.compare(one, two)).toBe(0);
});

describe('a list that comes back', () => {
  test('waives what was accepted, and keeps who and why', async () => {
    const document = await answered([
      { 处理结果: '予以说明', 单位反馈: '上级批复', 核实人: '甲', 日期: '2026-11-24' },
      { 处理结果: ' 认可' },
    ]);
    const answers = answersIn(document);
    const { reports, followUps } = settle(checked, answers?.waivers ?? [], '2026-11-24');
    expect(followUps.map(({ state }) => state)).toEqual(['waived', 'waived']);
    const settled = reports[0]?.findings[0]?.settlement?.waiver;
    expect(settled).toMatchObject({ reason: '上级批复', who: '甲', date: '2026-11-24', wording: '予以说明' });
    expect(settled?.location).toEqual({ file: '清单.xlsx', sheet: '改名', cell: 'P2' });
  });

  test('leaves open what was answered and not decided, and writes it into the next list', async () => {
    const answers = answersIn(await answered([{ 单位反馈: '正在核实' }]));
    const settled = settle(checked, answers?.waivers ?? [], '2026-11-24');
    expect(settled.followUps.map(({ state }) => state)).toEqual(['open']);
    const next = await listOf({ ...checked, ...settled });
    expect(next.sheets[0]?.rows[1]?.map((cell) => cell?.shown)).toContain('正在核实');
  });

  test.each([
    ['a word that is not in the list', { 处理结果: '同意' }, 'open', 1],
    ['other figures', { 处理结果: '认可', 所据数字: '91.50；95.20' }, 'changed', 0],
    ['another year', { 处理结果: '认可', 年度: '2022' }, 'unchecked', 0],
  ])('accepts nothing with %s', async (_, row, state, problems) => {
    const answers = answersIn(await answered([row]));
    const { followUps } = settle(checked, answers?.waivers ?? [], '2026-11-24');
    expect(followUps.map((followUp) => followUp.state)).toEqual([state]);
    expect(answers?.problems).toHaveLength(problems);
  });

  test('is known by its titles: another workbook is none', async () => {
    expect(answersIn(await readDocument(FAULT, readFileSync(FAULT)))).toBeUndefined();
  });
});
