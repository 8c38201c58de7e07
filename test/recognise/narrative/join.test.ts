import { describe, expect, test } from 'vitest';
import { told } from '../../../src/language/message.js';
import { withNarratives, type FolderContent } from '../../../src/recognise/narrative/join.js';
import { reportTextOf, type ReportText } from '../../../src/recognise/narrative/narrative.js';
import { NO_EVALUATION } from '../../../src/model/evaluation.js';
import type { Report } from '../../../src/model/report.js';
import { LAKESIDE, shanghaiNarrative, textDocument } from '../../narrative.js';

const report = (department: string, fiscalYear: number, file = '表.xlsx'): Report => ({
  file,
  files: [file],
  department,
  fiscalYear,
  tables: new Map(),
  evaluation: NO_EVALUATION,
  covers: [],
  remarks: [],
});

function text(figures = LAKESIDE, file = '说明.txt'): ReportText {
  const found = reportTextOf(textDocument(shanghaiNarrative(figures), file));
  if (!found) throw new Error('no explanations');
  return found;
}

/** Of each report: its files, and why its text was taken. */
const joined = async (folders: readonly FolderContent[]): Promise<string[]> =>
  (await withNarratives(folders)).map(({ files, narrative }) =>
    [files.join('+'), ...(narrative?.joined ?? []).map((why) => told(why))].join('：'),
  );

const { department, year } = LAKESIDE;

describe('a text is of the report', () => {
  test.each<[string, readonly FolderContent[], readonly string[]]>([
    [
      'of its department and year in its folder',
      [{ reports: [report('湖滨区教育局', year, '教育.xlsx'), report(department, year)], texts: [text()] }],
      ['教育.xlsx', '表.xlsx+说明.txt：同一文件夹，部门和年度相同'],
    ],
    [
      'of its own file',
      [{ reports: [report('别名', 2020, '说明.txt'), report(department, year)], texts: [text()] }],
      ['说明.txt：与表在同一个文件', '表.xlsx'],
    ],
    [
      'that is the only one of the folder and says nothing else',
      [{ reports: [report('湖滨水务局', year)], texts: [text()] }],
      ['表.xlsx+说明.txt：文件夹里只有这一份报告，部门和年度没有矛盾'],
    ],
    [
      'in another folder, where there is but one',
      [
        { reports: [], texts: [text()] },
        { reports: [report(department, year)], texts: [] },
      ],
      ['表.xlsx+说明.txt：另一文件夹里部门和年度相同的唯一一份报告'],
    ],
  ])('%s', async (_, folders, expected) => {
    expect(await joined(folders)).toEqual(expected);
  });
});

describe('a text stays alone', () => {
  test.each<[string, readonly FolderContent[], string]>([
    [
      'of another year',
      [{ reports: [report(department, year - 1)], texts: [text()] }],
      '没有同部门、同年度的决算表',
    ],
    [
      'of the office itself',
      [{ reports: [report(`${department}（本级）`, year)], texts: [text()] }],
      '没有同部门、同年度的决算表',
    ],
    [
      'where two reports are alike',
      [
        {
          reports: [report(department, year, '一.xlsx'), report(department, year, '二.xlsx')],
          texts: [text()],
        },
      ],
      '同部门、同年度的报告有 2 份',
    ],
    [
      'as a second version',
      [{ reports: [report(department, year)], texts: [text(), text(LAKESIDE, '说明.docx')] }],
      '与 说明.txt 是同一部分的说明',
    ],
    [
      'beside the only report of a part of a folder',
      [{ reports: [report('湖滨水务局', year)], texts: [text()], isPart: true }],
      '没有同部门、同年度的决算表',
    ],
    ['without any report', [{ reports: [], texts: [text()] }], '没有同部门、同年度的决算表'],
  ])('%s', async (_, folders, why) => {
    const alone = (await withNarratives(folders)).at(-1);
    expect(alone?.tables.size).toBe(0);
    expect(alone).toMatchObject({ department, fiscalYear: year });
    expect(alone?.remarks.map((remark) => told(remark.text)).join()).toContain(why);
    expect(alone?.narrative?.statements.length).toBeGreaterThan(50);
  });
});

test('a text without explanations is none of a report', () => {
  expect(reportTextOf(textDocument(['读我', '本文件夹存放 2022 年度决算表。']))).toBeUndefined();
});
