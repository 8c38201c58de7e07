import { describe, expect, test } from 'vitest';
import { toWorkbook, type Grid } from '../../fixtures/grid.mjs';
import { systemSheet } from '../../fixtures/layouts/evaluation.mjs';
import { told } from '../../src/language/message.js';
import { readReports } from '../../src/index.js';
import { recogniseSheets } from '../../src/recognise/recognise.js';
import type { Cell, Sheet } from '../../src/source/document.js';
import { readDocument } from '../../src/source/read-document.js';
import type { Evaluation, EvaluationSheet } from '../../src/model/evaluation.js';
import { mapCells, moveRows, retyped, withText } from '../sweep/edit.js';
import { bare, figuresIn, figuresRead, readEvaluationData } from '../evaluation.js';

const DATA = readEvaluationData('fixtures/data/xinhua-2023-evaluation.yaml');

async function evaluationIn(file: string): Promise<Evaluation> {
  const reports = await readReports([file]);
  expect(reports).toHaveLength(1);
  return reports[0]?.evaluation ?? { sheets: [], summaries: [] };
}

const named = (
  { sheets }: Evaluation,
  name: string | undefined,
  layout: string | undefined,
): EvaluationSheet[] =>
  sheets.filter(
    (sheet) =>
      sheet.layout === layout && sheet.name?.value.replace(/\s/gu, '') === name && !sheet.inKeyReport,
  );

describe.each(['xinhua-2023', 'xinhua-2023.with-tables', 'xinhua-2023.one-sheet', 'xinhua-2023.messy'])(
  'the published sheets in %s',
  async (file) => {
    const evaluation = await evaluationIn(`fixtures/evaluation/${file}.xlsx`);

    test.each(
      DATA.projects.map((project) => [`${project.form ?? ''} ${project.name ?? ''}`, project] as const),
    )('every figure of %s is read', (_, project) => {
      const [sheet, ...others] = named(evaluation, project.name, project.form);
      expect(others).toEqual([]);
      expect(sheet && figuresRead(sheet)).toEqual(figuresIn(project));
    });

    test('every figure of the department sheet is read', () => {
      const [sheet] = evaluation.sheets.filter(({ form }) => form === 'department-evaluation');
      expect(sheet && figuresRead(sheet)).toEqual(figuresIn(DATA.departmentSheet));
      expect(sheet?.department?.value).toBe(DATA.department);
      expect([sheet?.goal?.text, sheet?.completion?.text]).toEqual([
        DATA.departmentSheet.goal,
        DATA.departmentSheet.achieved,
      ]);
    });

    test('every figure of the summary is read', () => {
      const rows = evaluation.summaries.flatMap((summary) => summary.rows);
      const read = rows.map(({ name, budget, executed, rate, groups, total, flag, mode }) =>
        [
          bare(name),
          ...[budget, executed, rate, ...groups.map(({ points }) => points), total, flag, mode].map(
            (reading) => bare(reading?.printed),
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
    expect(halves.map(({ gaps }) => told(gaps[0]?.text ?? ''))).toEqual(
      DATA.fragments.map(() => '缺上半部分（项目名称、资金）'),
    );
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

test('a sheet below the heading of a report on single projects is a copy, in a text too', async () => {
  const rows = ORIGINAL.rows.map((cells) => Array.from(cells, (cell) => cell?.shown ?? '').join('\t'));
  const lines = [...rows, '', '项目支出绩效评价报告', '一、基本情况', ...rows];
  const document = await readDocument('报告.txt', Buffer.from(lines.join('\n')));
  const sheets = recogniseSheets(document).flatMap(({ evaluation }) => evaluation.sheets);
  expect(sheets.map(({ inKeyReport }) => inKeyReport === true)).toEqual([false, true]);
});

/** A project whose indicators are of all kinds, as the system prints it. */
const PROJECT = DATA.projects.find(({ form, indicators }) => form === 'system' && '成本指标' in indicators);
const [ORIGINAL = { name: '', state: 'visible', rows: [], merges: [] }] = (
  await readDocument(
    '自评.xlsx',
    toWorkbook([{ name: '自评', grid: systemSheet(PROJECT, DATA) as Grid }]) as Uint8Array,
  )
).sheets;

describe('a sheet whose print was damaged', () => {
  const original = ORIGINAL;
  const bottom = original.rows.length - 1;
  const rowOf = (text: string): number =>
    original.rows.findIndex((cells) => cells.some((cell) => cell?.shown.startsWith(text)));
  const indicatorRow = rowOf('产出指标');
  const fundingRow = rowOf('年初预算数');

  test.each<readonly [string, (sheet: Sheet) => Sheet]>([
    ['an indicator one cell to the right', (sheet) => shiftRow(sheet, indicatorRow + 1, 1)],
    ['every indicator one cell to the right', (sheet) => shiftRows(sheet, indicatorRow, bottom - 1, 1)],
    [
      'funding lines one cell to the right of their header',
      (sheet) => shiftRows(sheet, fundingRow + 1, fundingRow + 4, 1),
    ],
    [
      'points behind the labels of the first level',
      (sheet) =>
        mapCells(sheet, (cell) =>
          /^(?:成本|产出|效益|满意度)指标$/u.test(cell.shown) ? retyped(cell, `${cell.shown}（30分）`) : cell,
        ),
    ],
    [
      'a column 评分标准 of the place before the targets',
      (sheet) => withOwnColumn(shiftRows(sheet, rowOf('一级指标'), bottom, 0), rowOf('一级指标'), bottom - 1),
    ],
    ['without merges', (sheet) => ({ ...sheet, merges: [] })],
    ['blank rows between all rows', (sheet) => moveRows(sheet, (row) => row * 2)],
    ['columns moved to the right', (sheet) => shiftRows(sheet, 0, bottom, 3)],
    ['title and header repeated by a page', (sheet) => repeatHead(sheet, indicatorRow + 2)],
    [
      'text rows above and below',
      (sheet) =>
        withText(
          withText(
            moveRows(sheet, (row) => row + 3),
            { row: 0, column: 0 },
            '十三、预算绩效情况说明',
          ),
          { row: bottom + 5, column: 0 },
          '（三）重点绩效评价结果如下，详见正文。',
        ),
    ],
    ['name above the sheet, the department in its cell', (sheet) => nameAbove(sheet)],
  ])('is read all the same: %s', (_, damage) => {
    const [sheet, ...others] = sheetsIn(damage(original));
    expect(others).toEqual([]);
    expect(sheet?.name?.value).toBe(PROJECT?.name);
    expect(sheet && figuresRead(sheet)).toEqual(PROJECT && figuresIn(PROJECT));
    expect(sheet?.gaps).toEqual([]);
  });

  test.each<readonly [string, (sheet: Sheet) => Sheet, RegExp]>([
    ['no total', (sheet) => rowsWithout(sheet, bottom), /缺总分/u],
    ['no funding header', (sheet) => rowsWithout(sheet, fundingRow), /缺项目资金/u],
    ['an indicator cut to its name', (sheet) => cutRow(sheet, indicatorRow + 1, 3), /没有读懂，未核对/u],
    ['no name', (sheet) => withText(sheet, { row: rowOf('项目名称'), column: 1 }, ''), /没有读出项目名称/u],
  ])('says what it lacks: %s', (_, damage, gap) => {
    const gaps = sheetsIn(damage(original)).flatMap((sheet) => sheet.gaps.map(({ text }) => told(text)));
    expect(gaps).toEqual([expect.stringMatching(gap)]);
  });

  test.each([
    ['', 'blank'],
    ['合格', 'unreadable'],
    ['-3', 'read'],
    ['10分', 'read'],
  ])('a score cell with “%s” is %s', (text, state) => {
    const column = original.rows[indicatorRow]?.findLastIndex((cell) => cell?.kind === 'number') ?? 0;
    const [sheet] = sheetsIn(withText(original, { row: indicatorRow, column: column - 1 }, text));
    const scores = sheet?.indicators.map(({ score }) => score?.state) ?? [];
    expect(scores).toHaveLength(PROJECT ? figuresIn(PROJECT).length - 9 : 0);
    expect(scores.filter((one) => one === state).length).toBeGreaterThan(0);
    expect(sheet?.gaps).toEqual([]);
  });

  test('amounts in 元 are the same amounts', () => {
    const inYuan = mapCells(original, (cell) =>
      cell.shown === '项目资金(万元)'
        ? retyped(cell, '项目资金(元)')
        : cell.row > fundingRow &&
            cell.row <= fundingRow + 4 &&
            cell.kind === 'number' &&
            cell.column >= 2 &&
            cell.column <= 4
          ? retyped(cell, String(Math.round(Number(cell.stored) * 10_000)))
          : cell,
    );
    const amounts = ([sheet]: readonly EvaluationSheet[]): string[] =>
      (sheet?.funding ?? []).flatMap(({ budget, executed }) =>
        [budget, executed].map((reading) =>
          reading?.state === 'read' ? reading.value.value.toString() : '',
        ),
      );
    expect(amounts(sheetsIn(inYuan))).toEqual(amounts(sheetsIn(original)));
  });
});

function sheetsIn(sheet: Sheet): EvaluationSheet[] {
  return recogniseSheets({ file: '自评.xlsx', format: 'xlsx', sheets: [sheet], paragraphs: [] }).flatMap(
    ({ evaluation }) => evaluation.sheets,
  );
}

const shiftRow = (sheet: Sheet, row: number, by: number): Sheet => shiftRows(sheet, row, row, by);

/** Cells of some rows moved sideways; merges there are undone, as where a page was copied. */
function shiftRows(sheet: Sheet, top: number, bottom: number, by: number): Sheet {
  const rows = sheet.rows.map((cells, row) => {
    if (row < top || row > bottom) return cells;
    const moved: (Cell | undefined)[] = [];
    for (const cell of cells) if (cell) moved[cell.column + by] = { ...cell, column: cell.column + by };
    return moved;
  });
  return { ...sheet, rows, merges: sheet.merges.filter((merge) => merge.bottom < top || merge.top > bottom) };
}

/** A column of the place's own between names and targets. */
function withOwnColumn(sheet: Sheet, header: number, bottom: number): Sheet {
  const rows = sheet.rows.map((cells, row) => {
    if (row < header || row > bottom) return cells;
    const moved: (Cell | undefined)[] = [];
    for (const cell of cells) {
      if (!cell) continue;
      const column = cell.column < FIRST_VALUE ? cell.column : cell.column + 1;
      moved[column] = { ...cell, column };
    }
    const shown = row === header ? '评分标准' : '按完成比例计分';
    moved[FIRST_VALUE] = { row, column: FIRST_VALUE, kind: 'text', shown, stored: shown, hidden: false };
    return moved;
  });
  return { ...sheet, rows };
}
const FIRST_VALUE = 3;

const rowsWithout = (sheet: Sheet, row: number): Sheet => ({
  ...sheet,
  rows: sheet.rows.map((cells, index) => (index === row ? [] : cells)),
});

const cutRow = (sheet: Sheet, row: number, after: number): Sheet => ({
  ...sheet,
  rows: sheet.rows.map((cells, index) => (index === row ? cells.slice(0, after + 1) : cells)),
});

/** Title and indicator header once more above a row, as on a new page. */
function repeatHead(sheet: Sheet, row: number): Sheet {
  const header = sheet.rows.findIndex((cells) => cells.some((cell) => cell?.shown === '三级指标'));
  const longer = moveRows({ ...sheet, merges: [] }, (index) => (index < row ? index : index + 2));
  const copy = (from: number, to: number): (Cell | undefined)[] =>
    (sheet.rows[from] ?? []).map((cell) => cell && { ...cell, row: to });
  const rows = [...longer.rows];
  rows[row] = copy(0, row);
  rows[row + 1] = copy(header, row + 1);
  return { ...longer, rows };
}

/** The name on a line of its own, and in its cell the department. */
function nameAbove(sheet: Sheet): Sheet {
  const row = sheet.rows.findIndex((cells) => cells.some((cell) => cell?.shown === '项目名称'));
  const name = sheet.rows[row]?.[1]?.shown ?? '';
  const lower = moveRows({ ...sheet, merges: [] }, (index) => (index < row ? index : index + 1));
  return withText(withText(lower, { row, column: 0 }, name), { row: row + 1, column: 1 }, DATA.department);
}
