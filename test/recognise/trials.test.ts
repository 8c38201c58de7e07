import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { toWorkbook } from '../../fixtures/grid.mjs';
import { henan } from '../../fixtures/layouts/henan.mjs';
import { yuan } from '../../fixtures/layouts/others.mjs';
import { told } from '../../src/language/message.js';
import type { FormId } from '../../src/forms/form.js';
import { FORMS } from '../../src/forms/catalogue.js';
import { factOf, type Table } from '../../src/model/report.js';
import { recogniseSheets, reportsIn } from '../../src/recognise/recognise.js';
import type { Cell, Document, Sheet } from '../../src/source/document.js';
import { readDocument } from '../../src/source/read-document.js';
import { mapCells, moveColumns, placeOf, withColumn, withText } from '../sweep/edit.js';
import { expectedOf, readData } from '../published.js';

/** A department whose figures all differ, as Henan prints it: one sheet a table, in the order of the forms. */
const { data } = readData('fixtures/independent/lakeside-2022.yaml');
const DEPARTMENT = {
  ...data,
  'state-capital': {
    columns: '3',
    rows: data['state-capital'].rows.map((row) => [...row.slice(0, 2), ...row.slice(4, 7)]),
  },
};
const EXPECTED = expectedOf(DEPARTMENT);
const FORM_IDS = FORMS.map(({ id }) => id);

const tables = new Map<FormId, { readonly sheet: Sheet; readonly table: Table }>();

beforeAll(async () => {
  const document = await readDocument('部门.xlsx', toWorkbook(henan(DEPARTMENT)) as Uint8Array);
  const [report] = reportsIn(recogniseSheets(document));
  for (const [index, form] of FORM_IDS.entries()) {
    const [sheet, table] = [document.sheets[index], report?.tables.get(form)];
    if (sheet && table) tables.set(form, { sheet, table });
  }
});

function printed(form: FormId): { readonly sheet: Sheet; readonly table: Table } {
  const found = tables.get(form);
  if (!found) throw new Error(`no ${form}`);
  return found;
}

/** Whatever was not read just as it stands: left out with the reason given, or taken for something else. */
function readAmiss(sheet: Sheet, forms: readonly FormId[]): string[] {
  const document: Document = { file: '部门.xlsx', format: 'xlsx', sheets: [sheet], paragraphs: [] };
  const recognised = recogniseSheets(document);
  const found = reportsIn(recognised)[0]?.tables ?? new Map<FormId, Table>();
  const refusals = recognised.flatMap(({ outcomes }) =>
    outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [told(outcome.reason)] : [])),
  );
  const others = [...found.keys()].filter((form) => !forms.includes(form));
  return [
    ...refusals,
    ...others.map((form) => `${form} is not there`),
    ...forms.flatMap((form) => {
      const table = found.get(form);
      return table ? differences(table) : [];
    }),
    ...(refusals.length === 0
      ? forms.filter((form) => !found.has(form)).map((form) => `${form} is lost`)
      : []),
  ];
}

function differences(table: Table): string[] {
  const expected = EXPECTED.filter(({ form }) => form === table.form);
  const strange = [...table.facts.values()].filter(
    ({ line, column }) => !expected.some((one) => one.line === line && one.column === column),
  );
  return [
    ...strange.map(
      ({ line, column, printed: text }) => `${table.form} ${line} ${column}: ${text} from nowhere`,
    ),
    ...expected.flatMap(({ line, column, printed: figure }) => {
      const fact = factOf(table, line, column);
      const read = fact && fact.state !== 'unreadable' ? fact.figure.value.toFixed(2) : fact?.state;
      return read === figure ? [] : [`${table.form} ${line} ${column}: ${read ?? 'nothing'} for ${figure}`];
    }),
  ];
}

/** Columns of amounts that stand below the same headers; of 三公 those of the vehicles. */
function headerGroups({ columns, facts }: Table): number[][] {
  const vehicles = [...facts.values()]
    .filter(({ line }) => line.startsWith('vehicle'))
    .map(({ column, location }) => ({ above: column, location }));
  const headed = columns.map(({ path, location }) => ({ above: path.slice(0, -1).join('/'), location }));
  const groups = new Map<string, Set<number>>();
  for (const { above, location } of vehicles.length > 0 ? vehicles : headed) {
    groups.set(above, (groups.get(above) ?? new Set()).add(placeOf(location.cell ?? '').column));
  }
  return [...groups.values()].map((group) => [...group]).filter((group) => group.length > 1);
}

/** Moves columns below a header that is merged over them, which itself stays. */
function shuffle(sheet: Sheet, moves: ReadonlyMap<number, number>): Sheet {
  const isAcross = ({ row, column }: Cell): boolean =>
    sheet.merges.some(({ top, left, right }) => top === row && left === column && right > left);
  const rows = sheet.rows.map((cells) => {
    const moved: (Cell | undefined)[] = [];
    for (const cell of cells) {
      if (!cell) continue;
      const column = isAcross(cell) ? cell.column : (moves.get(cell.column) ?? cell.column);
      moved[column] = { ...cell, column };
    }
    return moved;
  });
  return { ...sheet, rows };
}

const CODED = [
  'revenue',
  'expenditure',
  'general-budget-expenditure',
  'government-fund',
  'state-capital',
] as const;

describe.each([...CODED, 'appropriation-summary', 'three-public'] as const)('%s', (form) => {
  test('with the columns of each header in any order', () => {
    const { sheet, table } = printed(form);
    const groups = headerGroups(table);
    expect(groups.length).toBeGreaterThan(0);
    const orders = fc.tuple(
      ...groups.map((group) => fc.shuffledSubarray(group, { minLength: group.length })),
    );
    fc.assert(
      fc.property(orders, (shuffled) => {
        const moves = new Map(
          groups.flatMap((group, at) =>
            group.map((column, index) => [column, shuffled[at]?.[index] ?? column]),
          ),
        );
        expect(readAmiss(shuffle(sheet, moves), [form])).toEqual([]);
      }),
      { numRuns: 10, seed: 2022 },
    );
  });
});

/** Their columns alone do not tell them apart. */
const SAME_HEADER: readonly FormId[] = ['general-budget-expenditure', 'government-fund', 'state-capital'];

describe.each(FORM_IDS)('%s', (form) => {
  test('without its title, right or refused where others have the same header', () => {
    const { sheet, table } = printed(form);
    const untitled = mapCells(sheet, (cell) => (cell.shown === table.title ? undefined : cell));
    const refusal = SAME_HEADER.includes(form) ? [expect.stringContaining('无法区分；请补上表题')] : [];
    expect(readAmiss(untitled, [form])).toEqual(refusal);
  });

  test('without its unit', () => {
    const { sheet } = printed(form);
    const without = mapCells(sheet, (cell) => (cell.shown.startsWith('金额单位') ? undefined : cell));
    expect(readAmiss(without, [form])).toEqual([]);
  });

  test.each([
    ['序号', 'on the left', (row: number) => String(row + 1)],
    ['备注', 'on the right', () => '见说明'],
    ['备注', 'on the right', (row: number) => `${row}.50`],
    ['上年数', 'before the last', (row: number) => `${row * 7}.25`],
    ['上年数', 'on the right', (row: number) => `${row * 7}.25`],
    ['上年决算数', 'on the right', (row: number) => `${row * 7}.25`],
    ['增减%', 'on the right', (row: number) => `${row}.30%`],
    ['增减额', 'on the right', (row: number) => `${row}.30`],
  ] as const)('with a column %s of its own %s', (header, side, value) => {
    const { sheet, table } = printed(form);
    const places = [...table.facts.values()].map(({ location }) => placeOf(location.cell ?? ''));
    const last = Math.max(...places.map(({ column }) => column));
    const at = { 'on the left': 0, 'before the last': last, 'on the right': last + 1 }[side];
    const top = Math.max(...table.columns.map(({ location }) => placeOf(location.cell ?? '').row));
    const rows = [...new Set(places.map(({ row }) => row))];
    const wider = rows.reduce(
      (changed, row, index) => withText(changed, { row, column: at }, value(index)),
      withText(withColumn(sheet, at), { row: top, column: at }, header),
    );
    expect(readAmiss(wider, [form])).toEqual([]);
  });

  test('with an empty column before its last', () => {
    const { sheet, table } = printed(form);
    const columns = [...table.facts.values()].map(({ location }) => placeOf(location.cell ?? '').column);
    expect(readAmiss(withColumn(sheet, Math.max(...columns)), [form])).toEqual([]);
  });

  test.each([0, 1])('beside each other table, %i empty columns between', (gap) => {
    const { sheet } = printed(form);
    const width = Math.max(...sheet.rows.map((cells) => cells.length));
    for (const other of FORM_IDS.filter((id) => id !== form)) {
      const beside = moveColumns(printed(other).sheet, (column) => column + width + gap);
      const height = Math.max(sheet.rows.length, beside.rows.length);
      const rows = Array.from({ length: height }, (_, row) => {
        const cells = [...(sheet.rows[row] ?? [])];
        for (const cell of beside.rows[row] ?? []) if (cell) cells[cell.column] = cell;
        return cells;
      });
      const both = { ...sheet, rows, merges: [...sheet.merges, ...beside.merges] };
      expect(readAmiss(both, [form, other])).toEqual([]);
    }
  });
});

test('a blank total behind a label merged over whole groups is blank, not unreadable', () => {
  const { sheet, table } = printed('general-budget-basic-expenditure');
  const total = factOf(table, 'operatingCost', 'actual');
  const blanked = withText(sheet, placeOf(total?.location.cell ?? ''), '');
  const [report] = reportsIn(
    recogniseSheets({ file: '部门.xlsx', format: 'xlsx', sheets: [blanked], paragraphs: [] }),
  );
  const read = report?.tables.get('general-budget-basic-expenditure');
  expect(read && factOf(read, 'operatingCost', 'actual')).toMatchObject({
    state: 'blank',
    location: total?.location,
  });
});

test('a table of few amounts is converted from 万元 where its neighbours are', async () => {
  const nothing = Object.fromEntries(
    Object.keys(DEPARTMENT['three-public'].决算数).map((item) => [item, '0.00']),
  );
  const few = { ...nothing, 合计: '0.05', 公务接待费: '0.05' };
  const sheets = yuan({ ...DEPARTMENT, 'three-public': { 预算数: few, 决算数: nothing } });
  const [report] = reportsIn(
    recogniseSheets(await readDocument('部门.xlsx', toWorkbook(sheets) as Uint8Array)),
  );
  expect(report?.tables.get('three-public')?.precision).toEqual({ decimals: -2, basis: 'converted' });
});
