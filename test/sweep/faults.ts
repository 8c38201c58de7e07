import { Decimal } from 'decimal.js';
import * as XLSX from 'xlsx';
import { readPrinted } from '../../src/figure/printed.js';
import { formOf } from '../../src/forms/catalogue.js';
import type { FormId } from '../../src/forms/form.js';
import type { Location } from '../../src/model/location.js';
import type { Fact, Table, TableLine } from '../../src/model/report.js';
import type { Finding } from '../../src/engine/outcome.js';
import type { Document } from '../../src/source/document.js';
import { cellKey, coverageOf, placesOf } from './coverage.js';
import { moveRows, placeOf, withSheet, withTexts } from './edit.js';
import type { Workbook } from './workbook.js';

export const FAULT_KINDS = [
  '改一位数字',
  '两位对调',
  '漏一位',
  '小数点移位',
  '正负号反',
  '抄成邻格',
  '漏填',
  '删一行',
  '两行数字对调',
  '改科目代码',
  '改单位',
  '改年度',
  '改部门',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** One change that makes a workbook wrong. */
export interface Fault {
  readonly file: string;
  readonly form: FormId;
  readonly kind: FaultKind;
  /** Where and what, for people. */
  readonly text: string;
  /** Whether the identities can see it: then it must be found. */
  readonly isCovered: () => boolean;
  readonly apply: () => Document[];
  /** Whether a finding points to what was changed. */
  readonly isCited: (finding: Finding) => boolean;
}

type Figure = Extract<Fact, { state: 'figure' }>;

/** The digits of a printed figure without separators, as somebody would type them. */
const typed = ({ printed }: Figure): string => printed.normalize('NFKC').replace(/[\s,]/gu, '');

const replaceAt = (text: string, index: number, by: string): string =>
  `${text.slice(0, index)}${by}${text.slice(index + 1)}`;

/** Each slip of the hand as a new text; undefined where the figure does not allow it. `pick` varies the place. */
const SLIPS: Readonly<Partial<Record<FaultKind, (text: string, pick: number) => string | undefined>>> = {
  改一位数字: (text, pick) => {
    const index = pickFrom(digitsOf(text), pick);
    return index === undefined
      ? undefined
      : replaceAt(text, index, String((Number(text[index]) + 1 + (pick % 9)) % 10));
  },
  两位对调: (text, pick) => {
    const digits = digitsOf(text);
    const pairs = digits.flatMap((index, at): [number, number][] => {
      const next = digits[at + 1];
      return next !== undefined && text[index] !== text[next] ? [[index, next]] : [];
    });
    const pair = pickFrom(pairs, pick);
    if (!pair) return undefined;
    const [one, other] = pair;
    return replaceAt(replaceAt(text, one, text[other] ?? ''), other, text[one] ?? '');
  },
  漏一位: (text, pick) => {
    const whole = digitsOf(text).filter(
      (index) => index < (text.includes('.') ? text.indexOf('.') : Infinity),
    );
    const index = whole.length > 1 ? pickFrom(whole, pick) : undefined;
    return index === undefined ? undefined : replaceAt(text, index, '');
  },
  小数点移位: (text, pick) => {
    const [whole = '', fraction = ''] = text.split('.');
    if (pick % 2 === 0 && fraction !== '') return `${whole}${fraction.slice(0, 1)}.${fraction.slice(1)}`;
    return whole.length > 1 ? `${whole.slice(0, -1)}.${whole.slice(-1)}${fraction}` : undefined;
  },
  正负号反: (text) => (text.startsWith('-') ? text.slice(1) : `-${text}`),
  漏填: () => '',
};

const digitsOf = (text: string): number[] => [...text.matchAll(/\d/gu)].map(({ index }) => index);

function pickFrom<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % items.length];
}

const valueOf = (text: string): Decimal | undefined => {
  const printed = readPrinted(text);
  return printed.kind === 'figure'
    ? printed.value
    : printed.kind === 'unreadable'
      ? undefined
      : new Decimal(0);
};

/** Every fault that can be made in a workbook, each kind in each place. */
export function faultsIn({ file, documents, checked }: Workbook): Fault[] {
  const coverage = coverageOf(checked);
  const tables = [...checked.report.tables.values()];
  const every = tables.flatMap(({ facts }) => [...facts.values()]);

  /** A change of figures: it is covered where an equation sees it, and cited by any of its cells. */
  const inFigures = (
    fact: Figure,
    kind: FaultKind,
    changes: readonly (readonly [Fact, string])[],
    text: string,
  ): Fault => {
    const keys = new Set(changes.map(([{ location }]) => cellKey(location)));
    return {
      file,
      form: fact.form,
      kind,
      text: `${where(fact)} ${text}`,
      isCovered: () =>
        coverage.sees(
          new Map(
            changes.flatMap(([{ location }, shown]) => {
              const value = valueOf(shown);
              return value ? [[cellKey(location), value] as const] : [];
            }),
          ),
        ),
      apply: () =>
        withTexts(
          documents,
          changes.map(([{ location }, shown]) => [location, shown]),
        ),
      isCited: (finding) => placesOf(finding).some((place) => keys.has(cellKey(place))),
    };
  };

  const slips = every.filter(isFigure).flatMap((fact, index) =>
    Object.entries(SLIPS).flatMap(([kind, slip]): Fault[] => {
      const before = typed(fact);
      const after = slip(before, index * 7 + kind.length);
      if (after === undefined || valueOf(after)?.equals(fact.figure.value) === true) return [];
      return [inFigures(fact, kind as FaultKind, [[fact, after]], `${before} → ${after || '空白'}`)];
    }),
  );
  const copied = tables.flatMap((table) =>
    [...table.facts.values()].filter(isFigure).flatMap((fact): Fault[] => {
      const neighbour = neighbourOf(table, fact);
      if (!neighbour) return [];
      const after = typed(neighbour);
      return [inFigures(fact, '抄成邻格', [[fact, after]], `${typed(fact)} → ${after}`)];
    }),
  );
  const lines = tables.flatMap((table) => table.lines.map((line) => ({ table, line })));
  const swapped = lines.flatMap(({ table, line }): Fault[] => {
    const next = nextLine(table, line);
    const pairs = next ? pairsOf(table, line, next) : [];
    const [first] = pairs;
    if (!first || !next) return [];
    return [
      inFigures(
        first[0],
        '两行数字对调',
        pairs.flatMap(([one, other]) => [
          [one, typed(other)],
          [other, typed(one)],
        ]),
        `与 ${next.label} 对调`,
      ),
    ];
  });
  const deleted = lines.flatMap(({ table, line }): Fault[] => {
    const gone = every.filter(({ location }) => isSameRow(location, line.location));
    const [first] = gone.filter(isFigure).filter(({ figure }) => !figure.value.isZero());
    if (first?.form !== table.form) return [];
    const { row } = placeOf(line.location.cell ?? '');
    const fault = inFigures(
      first,
      '删一行',
      gone.map((fact) => [fact, '']),
      '整行删去',
    );
    return [
      {
        ...fault,
        apply: () =>
          withSheet(documents, line.location, (sheet) =>
            moveRows(sheet, (at) => (at === row ? undefined : at > row ? at - 1 : at)),
          ),
        // The cell is gone: what points into its table or names its line points to it.
        isCited: (finding) =>
          placesOf(finding).some((place) => isInside(place, table)) ||
          (line.code !== undefined && finding.message.includes(line.code)),
      },
    ];
  });
  const recoded = lines.flatMap(({ table, line }): Fault[] => {
    // Tables 01 and 04 print their classes by name alone.
    const cell = formOf(table.form).groups.length === 0 ? codeCell(documents, table, line) : undefined;
    const own = every.filter(({ form, line: key }) => form === table.form && key === line.key);
    const [first] = own.filter(isFigure).filter(({ figure }) => !figure.value.isZero());
    if (!cell || !first) return [];
    const { location, before, after } = cell;
    const zeros = new Map(own.map((fact) => [cellKey(fact.location), new Decimal(0)]));
    const code = line.code ?? '';
    const hasChildren = table.lines.some(
      (other) => other.code?.slice(0, code.length) === code && other !== line,
    );
    return [
      {
        file,
        form: table.form,
        kind: '改科目代码',
        text: `${where({ ...first, location })} ${before} → ${after}`,
        // Below the same parent its sums do not change: what another table prints of the code does.
        isCovered: () =>
          hasChildren ||
          code.length === 3 ||
          coverage.sees(zeros, ({ operands }) => new Set(operands.map(({ form }) => form)).size > 1),
        apply: () => withTexts(documents, [[location, after]]),
        isCited: (finding) => placesOf(finding).some((place) => isSameRow(place, location)),
      },
    ];
  });
  return [
    ...slips,
    ...copied,
    ...swapped,
    ...deleted,
    ...recoded,
    ...headFaults({ file, documents, tables }),
  ];
}

const isFigure = (fact: Fact): fact is Figure => fact.state === 'figure';

const where = ({ lineLabel, columnLabel, location }: Fact): string =>
  `${location.sheet ?? ''}!${location.cell ?? ''} ${lineLabel}·${columnLabel}`;

/** The figure to the right, or else below, that is another amount. */
function neighbourOf(table: Table, { location, line, figure }: Figure): Figure | undefined {
  const { row, column } = placeOf(location.cell ?? '');
  const others = [...table.facts.values()].filter(isFigure).filter((other) => {
    if (other.location.sheet !== location.sheet || other.figure.value.equals(figure.value)) return false;
    const place = placeOf(other.location.cell ?? '');
    return (
      (other.line === line && place.row === row && place.column > column) ||
      (place.column === column && place.row > row)
    );
  });
  const distance = (other: Figure): number => {
    const place = placeOf(other.location.cell ?? '');
    return place.row - row + (place.column - column);
  };
  return others.toSorted((one, other) => distance(one) - distance(other))[0];
}

/** The line printed below, on the same side of the same sheet. */
function nextLine(table: Table, line: TableLine): TableLine | undefined {
  const own = placeOf(line.location.cell ?? '');
  return table.lines
    .filter(({ location }) => {
      const place = placeOf(location.cell ?? '');
      return location.sheet === line.location.sheet && place.column === own.column && place.row > own.row;
    })
    .toSorted(
      (one, other) => placeOf(one.location.cell ?? '').row - placeOf(other.location.cell ?? '').row,
    )[0];
}

/** Figures of two lines, column by column, where they differ. */
function pairsOf(table: Table, one: TableLine, other: TableLine): [Figure, Figure][] {
  return table.columns.flatMap(({ id }): [Figure, Figure][] => {
    const of = (line: TableLine): Fact | undefined =>
      [...table.facts.values()].find((fact) => fact.line === line.key && fact.column === id);
    const [upper, lower] = [of(one), of(other)];
    return upper &&
      lower &&
      isFigure(upper) &&
      isFigure(lower) &&
      !upper.figure.value.equals(lower.figure.value)
      ? [[upper, lower]]
      : [];
  });
}

const isSameRow = (one: Location, other: Location): boolean =>
  one.cell !== undefined &&
  other.cell !== undefined &&
  one.sheet === other.sheet &&
  placeOf(one.cell).row === placeOf(other.cell).row;

function isInside({ sheet, cell, range }: Location, { parts }: Table): boolean {
  return parts.some((part) => {
    if (part.sheet !== sheet) return false;
    if (part.range === undefined || range !== undefined) return range === part.range;
    const { s, e } = XLSX.utils.decode_range(part.range);
    const { row, column } = placeOf(cell ?? 'A1');
    return row >= s.r && row <= e.r && column >= s.c && column <= e.c;
  });
}

/** The last cell of a line in which digits of its code stand, and the code with another last digit. */
function codeCell(
  documents: readonly Document[],
  table: Table,
  { code, location }: TableLine,
): { readonly location: Location; readonly before: string; readonly after: string } | undefined {
  if (code === undefined || location.cell === undefined) return undefined;
  const { row, column } = placeOf(location.cell);
  const amounts = [...table.facts.values()]
    .filter((fact) => isSameRow(fact.location, location))
    .map((fact) => placeOf(fact.location.cell ?? '').column)
    .filter((at) => at > column);
  const sheet = documents
    .find(({ file }) => file === location.file)
    ?.sheets.find(({ name }) => name === location.sheet);
  const cells = (sheet?.rows[row] ?? [])
    .slice(column, Math.min(...amounts))
    .flatMap((cell) => (cell && /^\s*\d/u.test(cell.shown.normalize('NFKC')) ? [cell] : []));
  const last = cells.at(-1);
  if (!last) return undefined;
  const before = last.shown.normalize('NFKC').trim();
  const after = before.replace(/^(?<head>\d*)(?<digit>\d)/u, (_, head: string, digit: string) => {
    return `${head}${String((Number(digit) + 3) % 10)}`;
  });
  return {
    location: { ...location, cell: XLSX.utils.encode_cell({ r: row, c: last.column }) },
    before,
    after,
  };
}

/** Unit, year and department in the head of one table. */
function headFaults({
  file,
  documents,
  tables,
}: {
  readonly file: string;
  readonly documents: readonly Document[];
  readonly tables: readonly Table[];
}): Fault[] {
  const heads = [
    { kind: '改单位', of: (table: Table) => table.statedUnit, change: otherUnit },
    { kind: '改年度', of: (table: Table) => table.fiscalYear, change: otherYear },
    { kind: '改部门', of: (table: Table) => table.department, change: otherDepartment },
  ] as const;
  return heads.flatMap(({ kind, of, change }) => {
    const stated = tables.flatMap((table) => of(table) ?? []);
    return tables.flatMap((table): Fault[] => {
      const own = of(table);
      const before = own && shownAt(documents, own.location);
      const after = before === undefined ? undefined : change(before);
      if (!own || after === undefined || after === before) return [];
      const key = cellKey(own.location);
      const others = stated.filter(({ location }) => cellKey(location) !== key);
      return [
        {
          file,
          form: table.form,
          kind,
          text: `${own.location.sheet ?? ''}!${own.location.cell ?? ''} ${before ?? ''} → ${after}`,
          isCovered: () => others.length > 1,
          apply: () => withTexts(documents, [[own.location, after]]),
          isCited: (finding) => placesOf(finding).some((place) => cellKey(place) === key),
        },
      ];
    });
  });
}

const otherUnit = (text: string): string =>
  text.includes('万元') ? text.replace('万元', '元') : text.replace(/元(?!.*元)/u, '万元');
const otherYear = (text: string): string =>
  text.replace(/20(?<year>\d\d)/u, (_, year: string) => `20${String(Number(year) - 1).padStart(2, '0')}`);
const otherDepartment = (text: string): string =>
  /(?:局|中心|委员会)/u.test(text) ? text.replace(/局|中心|委员会/u, '站') : text;

function shownAt(documents: readonly Document[], { file, sheet, cell = '' }: Location): string | undefined {
  const { row, column } = placeOf(cell);
  return documents.find((one) => one.file === file)?.sheets.find(({ name }) => name === sheet)?.rows[row]?.[
    column
  ]?.shown;
}
