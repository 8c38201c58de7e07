import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { toWorkbook } from '../../fixtures/grid.mjs';
import { hubei } from '../../fixtures/independent/layouts/hubei.mjs';
import { hunan } from '../../fixtures/independent/layouts/hunan.mjs';
import { shaanxi } from '../../fixtures/independent/layouts/shaanxi.mjs';
import { sichuan } from '../../fixtures/independent/layouts/sichuan.mjs';
import { yunnan } from '../../fixtures/independent/layouts/yunnan.mjs';
import { zhejiang } from '../../fixtures/independent/layouts/zhejiang.mjs';
import { henan } from '../../fixtures/layouts/henan.mjs';
import { oneSheet, pages, shanghai, yuan } from '../../fixtures/layouts/others.mjs';
import type { Unit } from '../../src/figure/figure.js';
import { readDocument } from '../../src/source/read-document.js';
import type { Document } from '../../src/source/document.js';
import { expectedOf, type DataFile, type Expected, type Row, type Tables } from '../published.js';
import { books, PARTS, type Books, type Demands } from './books.js';

interface Scale {
  readonly unit: Unit;
  readonly decimals: number;
}

type Files = Readonly<Record<string, Uint8Array>>;

interface Layout {
  readonly name: string;
  readonly scales: readonly Scale[];
  readonly demands: Demands;
  readonly stateCapitalColumns: '3' | '6';
  /** What of the data it leaves out. */
  readonly omits?: (figure: Expected) => boolean;
  /** What one printed unit of the data becomes in the cells. */
  readonly factor?: number;
  /** Rules that rightly find something in every department printed so. */
  readonly remarks?: readonly string[];
  readonly write: (data: DataFile, wide: readonly Row[]) => Files;
}

const TEN_THOUSAND: Scale = { unit: '万元', decimals: 2 };
const EXACT: Scale = { unit: '元', decimals: 2 };
const SCALES: readonly Scale[] = [
  TEN_THOUSAND,
  { unit: '万元', decimals: 4 },
  { unit: '千元', decimals: 2 },
  { unit: '元', decimals: 0 },
];
const house = { scales: SCALES, demands: {}, stateCapitalColumns: '3' } as const;
const independent = {
  scales: [TEN_THOUSAND],
  demands: { nothingEmpty: true },
  stateCapitalColumns: '6',
} as const;

const workbook = (sheets: readonly object[]): Files => ({ '部门.xlsx': toWorkbook(sheets) as Uint8Array });
const texts = (files: readonly (readonly [string, string])[]): Files =>
  Object.fromEntries(files.map(([name, text]) => [name, new TextEncoder().encode(text)]));

/** Every layout of the fixtures that prints any data. */
export const LAYOUTS: readonly Layout[] = [
  { ...house, name: 'henan', write: (data) => workbook(henan(data)) },
  {
    ...house,
    name: 'henan in 元',
    scales: [EXACT],
    demands: { exact: true },
    write: (data) => workbook(henan(data)),
  },
  { ...house, name: 'one sheet', write: (data) => workbook(oneSheet(data)) },
  { ...house, name: 'shanghai', write: (data) => workbook(shanghai(data)) },
  { ...house, name: 'pages', write: (data) => workbook(pages(data)) },
  {
    ...house,
    name: 'converted to 元',
    scales: [TEN_THOUSAND],
    factor: 10_000,
    write: (data) => workbook(yuan(data)),
  },
  {
    ...independent,
    name: 'hubei',
    omits: ({ form, column }) =>
      form === 'state-capital' && ['opening', 'revenue', 'closing'].includes(column),
    write: (data) => workbook(hubei(data)),
  },
  {
    ...independent,
    name: 'hunan',
    write: (data) => texts(hunan(data)),
  },
  { ...independent, name: 'shaanxi', write: (data) => workbook(shaanxi(data)) },
  // 国有资本 is printed there a second time, in other columns.
  { ...independent, name: 'sichuan', remarks: ['X-DOC'], write: (data) => workbook(sichuan(data)) },
  {
    ...independent,
    name: 'zhejiang',
    demands: { nothingEmpty: true, noDebt: true },
    write: (data) => workbook(zhejiang(data)),
  },
  {
    ...independent,
    name: 'yunnan',
    scales: [EXACT],
    demands: { nothingEmpty: true, exact: true },
    write: (data, wide) => workbook(yunnan(data, wide)),
  },
];

/** An invented department as a layout prints it. */
export interface Printed {
  readonly layout: Layout;
  readonly scale: Scale;
  readonly books: Books;
}

export const printedDepartment = (layout: Layout): fc.Arbitrary<Printed> =>
  fc.record({
    layout: fc.constant(layout),
    scale: fc.constantFrom(...layout.scales),
    books: books(layout.demands),
  });

/** How many units of the data are printed for an amount of the books. */
type Rounding = (parts: number) => number;

export const halfUp: Rounding = (parts) => Math.floor((parts + PARTS / 2) / PARTS);
/** Rounded the other way than it should be; what is exact stays. */
export const otherWay: Rounding = (parts) =>
  halfUp(parts) === Math.floor(parts / PARTS) ? Math.ceil(parts / PARTS) : Math.floor(parts / PARTS);

const inDigits =
  ({ decimals }: Scale, rounding: Rounding) =>
  (parts: number): string =>
    new Decimal(rounding(parts)).div(10 ** decimals).toFixed(decimals);

function print(part: unknown, amount: (parts: number) => string): unknown {
  if (typeof part === 'number') return amount(part);
  if (Array.isArray(part)) return part.map((each: unknown) => print(each, amount));
  return typeof part === 'object' && part !== null
    ? Object.fromEntries(Object.entries(part).map(([key, each]) => [key, print(each, amount)]))
    : part;
}

function dataOf({ layout, scale, books: { tables } }: Printed, rounding: Rounding): Tables {
  const capital = tables['state-capital'];
  const shown: Tables<number> =
    layout.stateCapitalColumns === '6'
      ? tables
      : {
          ...tables,
          'state-capital': {
            columns: '3',
            rows: capital.rows.map((row) => [...row.slice(0, 2), ...row.slice(4, 7)]),
          },
        };
  return print(shown, inDigits(scale, rounding)) as Tables;
}

/** The figures that the cells of the layout must give back, in one order whichever way they are rounded. */
export function figuresOf(printed: Printed, rounding: Rounding): Expected[] {
  const { factor = 1, omits } = printed.layout;
  return expectedOf(dataOf(printed, rounding))
    .filter((figure) => omits?.(figure) !== true)
    .map((figure) => ({ ...figure, printed: new Decimal(figure.printed).times(factor).toFixed() }));
}

/** Writes the department as its layout does, and reads the files. */
export async function documentsOf(
  printed: Printed,
  department = '云泽市镜湖区水务局',
): Promise<Document[]> {
  const { layout, scale, books: drawn } = printed;
  const data: DataFile = {
    department,
    fiscalYear: '2022',
    unit: scale.unit,
    ...dataOf(printed, halfUp),
  };
  const files = layout.write(data, print(drawn.wideGeneralBudget, inDigits(scale, halfUp)) as Row[]);
  return Promise.all(Object.entries(files).map(([name, bytes]) => readDocument(name, bytes)));
}
