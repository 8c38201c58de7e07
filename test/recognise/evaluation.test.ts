import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { toWorkbook, type Grid } from '../../fixtures/grid.mjs';
import { systemSheet } from '../../fixtures/layouts/evaluation.mjs';
import { readReports } from '../../src/index.js';
import type { Evaluation, EvaluationSheet } from '../../src/model/evaluation.js';
import { bare, figuresIn, figuresRead, readEvaluationData } from '../evaluation.js';

const DATA = readEvaluationData('fixtures/data/xinhua-2023-evaluation.yaml');

async function evaluationIn(file: string): Promise<Evaluation> {
  const reports = await readReports([file]);
  expect(reports).toHaveLength(1);
  return reports[0]?.evaluation ?? { sheets: [], summaries: [] };
}

const named = ({ sheets }: Evaluation, name: string | undefined, layout: string | undefined): EvaluationSheet[] =>
  sheets.filter((sheet) => sheet.layout === layout && sheet.name?.value.replace(/\s/gu, '') === name && !sheet.inKeyReport);

describe.each(['xinhua-2023', 'xinhua-2023.with-tables', 'xinhua-2023.one-sheet', 'xinhua-2023.messy'])(
  'the published sheets in %s',
  async (file) => {
    const evaluation = await evaluationIn(`fixtures/evaluation/${file}.xlsx`);

    test.each(DATA.projects.map((project) => [`${project.form ?? ''} ${project.name ?? ''}`, project] as const))(
      'every figure of %s is read',
      (_, project) => {
        const [sheet, ...others] = named(evaluation, project.name, project.form);
        expect(others).toEqual([]);
        expect(sheet && figuresRead(sheet)).toEqual(figuresIn(project));
      },
    );

    test('every figure of the department sheet is read', () => {
      const [sheet] = evaluation.sheets.filter(({ form }) => form === 'department-evaluation');
      expect(sheet && figuresRead(sheet)).toEqual(figuresIn(DATA.departmentSheet));
      expect(sheet?.department?.value).toBe(DATA.department);
    });

    test('every figure of the summary is read', () => {
      const rows = evaluation.summaries.flatMap((summary) => summary.rows);
      const read = rows.map(({ name, budget, executed, rate, groups, total, flag, mode }) =>
        [
          bare(name),
          ...[budget, executed, rate, ...groups.map(({ points }) => points), total, flag, mode].map((reading) =>
            bare(reading?.printed),
          ),
        ].join(' '),
      );
      expect(read).toEqual(DATA.summary.rows.map((row) => row.slice(-12).map(bare).join(' ')));
    });

    test('the sheet inside the report on the key project is told from the project’s own', () => {
      const copies = evaluation.sheets.filter(({ inKeyReport }) => inKeyReport);
      expect(copies.map(({ name }) => name?.value)).toEqual([DATA.keyProject.name]);
    });
  },
);

describe('halves without their first half', async () => {
  const { sheets } = await evaluationIn('fixtures/evaluation/xinhua-2023.messy.xlsx');
  const halves = sheets.filter(({ layout }) => layout === 'unknown');

  test('are used for what they hold', () => {
    expect(halves.map((half) => figuresRead(half))).toEqual(DATA.fragments.map((half) => figuresIn(half)));
  });

  test('say what they lack', () => {
    expect(halves.map(({ gaps }) => gaps[0]?.text)).toEqual(DATA.fragments.map(() => '缺上半部分（项目名称、资金）'));
  });
});

describe.each(['anhui-2022', 'yunnan-2022', 'shanghai-2022'])('the national form in %s', async (file) => {
  const { sheets } = await evaluationIn(`fixtures/evaluation/${file}.xlsx`);

  test('is read without a gap', () => {
    expect(sheets.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(sheets.map(({ layout }) => layout)).toEqual(['national', 'national', 'national']);
    expect(sheets.map(({ indicators }) => indicators.length)).toEqual([8, 7, 7]);
  });

  test('weights and scores add up to the total', () => {
    for (const { funding, indicators, total } of sheets) {
      const sum = (of: 'weight' | 'score'): number =>
        [funding[0], ...indicators].reduce((whole, row) => whole + Number(row?.[of]?.printed ?? 0), 0);
      expect(sum('weight')).toBe(100);
      expect(sum('score')).toBeCloseTo(Number(total?.score?.printed), 6);
    }
  });
});
