import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { figureOf, zeroFigure, type Precision, type Unit } from '../figure/figure.js';
import { readPrinted } from '../figure/printed.js';
import { ECONOMIC_CLASSES, FORMS, FUNCTION_CLASSES } from '../forms/catalogue.js';
import type { FormId } from '../forms/form.js';
import type { Message } from '../language/message.js';
import type { Location } from './location.js';
import { factKey, type Fact, type Report, type Table } from './report.js';

/** A table with what its cells say, and no more: what reports are compared by. */
export interface CellTable extends Pick<Table, 'form' | 'title' | 'unit' | 'parts' | 'facts'> {
  /** Whether the table states its unit of measure, or that of its neighbours was taken. */
  readonly isUnitStated: boolean;
  readonly columns: readonly { readonly id: string; readonly name: string }[];
  readonly lines: readonly { readonly key: string; readonly label: string; readonly code?: string }[];
}

export type CellTables = ReadonlyMap<FormId, CellTable>;

interface PackedTable extends Pick<CellTable, 'form' | 'title' | 'unit' | 'isUnitStated' | 'parts'> {
  readonly precision: Precision;
  /** Letters: of the cell that stands first in it. */
  readonly columns: readonly (readonly [id: string, name: string, letters: string])[];
  readonly lines: readonly PackedLine[];
}

type PackedLine = readonly [
  key: string,
  label: string,
  code: string | 0,
  /** Rows below the line before it; of a text its line is what is counted. */
  step: number,
  /** By column; 0 where none stands. */
  cells: readonly (PackedCell | 0)[],
  /** The sheet that it and the lines below stand in, where it is another than before. */
  place?: readonly [file: string, sheet?: string],
];

/** What is printed; with it what cannot be told from the line, the column and the text. */
type PackedCell =
  | string
  | readonly [
      printed: string,
      letters: string,
      row: number,
      state?: 'habitual' | { readonly reason: Message },
    ];

/** Texts that most tables print: what is packed refers to them. */
const KNOWN_TEXTS = Buffer.from(
  JSON.stringify([
    FORMS.map(({ id, titles, lines, columns }) => [
      id,
      titles,
      [...lines, ...columns].map((entry) => [entry.id, entry.name]),
    ]),
    [...FUNCTION_CLASSES, ...ECONOMIC_CLASSES].map(({ code, name }) => [code, name]),
  ]),
);

/**
 * The cells of tables in little room: their printed texts and addresses as JSON, deflated, in base64. A text is what
 * threads, files and memory take alike.
 */
export function packTables({ tables }: Pick<Report, 'tables'>): string {
  if (tables.size === 0) return '';
  const packed = JSON.stringify([...tables.values()].map(packTable));
  return deflateRawSync(packed, { dictionary: KNOWN_TEXTS }).toString('base64');
}

function packTable(table: Table): PackedTable {
  const { form, title, unit, statedUnit, precision, parts } = table;
  const codes = new Map(table.lines.map(({ key, code }) => [key, code]));
  const columns = new Map<string, [string, string, string]>();
  const lines = new Map<string, Fact[]>();
  for (const fact of table.facts.values()) {
    const { column, columnLabel, location } = fact;
    if (!columns.has(column)) columns.set(column, [column, columnLabel, addressOf(location).letters]);
    lines.set(fact.line, [...(lines.get(fact.line) ?? []), fact]);
  }
  let [lastRow, lastPlace] = [0, ''];
  return {
    form,
    title,
    unit,
    isUnitStated: statedUnit !== undefined,
    precision,
    parts,
    columns: [...columns.values()],
    lines: [...lines].flatMap(([key, facts]): PackedLine[] => {
      const [first] = facts;
      if (!first) return [];
      const { file, sheet } = first.location;
      const { row } = addressOf(first.location);
      const place = sheet === undefined ? ([file] as const) : ([file, sheet] as const);
      const step = row - lastRow;
      const isElsewhere = place.join('\u0000') !== lastPlace;
      [lastRow, lastPlace] = [row, place.join('\u0000')];
      const cells = [...columns.values()].map(([id, , letters]) => {
        const fact = facts.find(({ column }) => column === id);
        return fact ? packCell(fact, letters, row) : 0;
      });
      const line = [key, first.lineLabel, codes.get(key) ?? 0, step, cells] as const;
      return [isElsewhere ? [...line, place] : line];
    }),
  };
}

function packCell(fact: Fact, columnLetters: string, lineRow: number): PackedCell {
  const { letters, row } = addressOf(fact.location);
  const state =
    fact.state === 'unreadable'
      ? { reason: fact.reason }
      : fact.state === 'blank' && fact.habitual
        ? ('habitual' as const)
        : undefined;
  if (state === undefined && letters === columnLetters && row === lineRow) return fact.printed;
  return state === undefined ? [fact.printed, letters, row] : [fact.printed, letters, row, state];
}

/** A cell, or the line of a text; row 0 where there is neither. */
function addressOf({ cell, line }: Location): { readonly letters: string; readonly row: number } {
  const [, letters = '', row] = /^([A-Z]+)(\d+)$/u.exec(cell ?? '') ?? [];
  return { letters, row: Number(row ?? line ?? 0) };
}

/** The tables again. */
export function unpackTables(packed: string): CellTables {
  if (packed === '') return new Map();
  const json = inflateRawSync(Buffer.from(packed, 'base64'), { dictionary: KNOWN_TEXTS }).toString();
  return new Map(
    (JSON.parse(json) as readonly PackedTable[]).map((table) => [table.form, unpackTable(table)]),
  );
}

/** A table whose cells are read when they are asked for: of most only the columns are looked at. */
function unpackTable(packed: PackedTable): CellTable {
  const { form, title, unit, isUnitStated, parts, columns, lines } = packed;
  let facts: Map<string, Fact> | undefined;
  return {
    form,
    title,
    unit,
    isUnitStated,
    parts,
    columns: columns.map(([id, name]) => ({ id, name })),
    lines: lines.map(([key, label, code]) => ({ key, label, ...(code !== 0 && { code }) })),
    get facts() {
      facts ??= unpackFacts(packed);
      return facts;
    },
  };
}

function unpackFacts({ form, unit, precision, columns, lines }: PackedTable): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  let [lineRow, place]: [number, Pick<Location, 'file' | 'sheet'>] = [0, { file: '' }];
  for (const [key, lineLabel, , step, cells, elsewhere] of lines) {
    lineRow += step;
    if (elsewhere) {
      const [file, sheet] = elsewhere;
      place = sheet === undefined ? { file } : { file, sheet };
    }
    for (const [index, cell] of cells.entries()) {
      const [column = '', columnLabel = '', columnLetters = ''] = columns[index] ?? [];
      if (cell === 0) continue;
      const [printed, letters, row, state] = typeof cell === 'string' ? [cell, columnLetters, lineRow] : cell;
      const address = letters === '' ? (row === 0 ? {} : { line: row }) : { cell: `${letters}${row}` };
      const fact: BareFact = {
        form,
        line: key,
        column,
        lineLabel,
        columnLabel,
        printed,
        location: { ...place, ...address },
      };
      facts.set(factKey(key, column), withState(fact, precision, unit, state));
    }
  }
  return facts;
}

type BareFact = Omit<Extract<Fact, { state: 'figure' }>, 'state' | 'figure'>;

function withState(
  fact: BareFact,
  precision: Precision,
  unit: Unit,
  state: 'habitual' | { readonly reason: Message } | undefined,
): Fact {
  if (typeof state === 'object') return { ...fact, state: 'unreadable', reason: state.reason };
  const printed = readPrinted(fact.printed);
  if (printed.kind === 'figure')
    return { ...fact, state: 'figure', figure: figureOf(printed, precision, unit) };
  const figure = zeroFigure(precision, unit);
  return { ...fact, state: 'blank', figure, habitual: state === 'habitual' };
}
