import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { figureOf, zeroFigure, type Precision } from '../figure/figure.js';
import { readAmount } from '../figure/printed.js';
import { ECONOMIC_CLASSES, FORMS, FUNCTION_CLASSES } from '../forms/catalogue.js';
import type { FormId } from '../forms/form.js';
import type { Message } from '../language/message.js';
import type { Location } from './location.js';
import type { CellContent, Fact, Report, Table } from './report.js';

/** A table with what its cells say, and no more: what reports are compared by. */
export interface CellTable extends Pick<Table, 'form' | 'title' | 'unit' | 'parts'> {
  /** Whether the table states its unit of measure, or that of its neighbours was taken. */
  readonly isUnitStated: boolean;
  readonly columns: readonly { readonly id: string; readonly name: string }[];
  readonly lines: readonly { readonly key: string; readonly label: string; readonly code?: string }[];
  /** What stands in a line and a column, without where; read when it is asked for: of most tables few cells are. */
  readonly content: (line: string, column: string) => CellContent | undefined;
  /** The same, with where it stands and what it is called. */
  readonly fact: (line: string, column: string) => Fact | undefined;
  /** All that it prints, line by line. */
  readonly facts: () => Fact[];
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
      state?: 'habitual' | { readonly reason: Message; readonly advice?: Message },
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
      ? { reason: fact.reason, ...(fact.advice && { advice: fact.advice }) }
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

function unpackTable(packed: PackedTable): CellTable {
  const { form, title, unit, isUnitStated, parts, columns } = packed;
  const lines = placedLines(packed);
  const lineBy = new Map(lines.map((line) => [line.key, line]));
  const columnBy = new Map(columns.map(([id], index) => [id, index]));
  const read = <Read>(
    reader: (packed: PackedTable, cell: PackedCell, line: PlacedLine, column: number) => Read,
    line: PlacedLine | undefined,
    column = -1,
  ): Read | undefined => {
    const cell = line?.cells[column] ?? 0;
    return line && cell !== 0 ? reader(packed, cell, line, column) : undefined;
  };
  return {
    form,
    title,
    unit,
    isUnitStated,
    parts,
    columns: columns.map(([id, name]) => ({ id, name })),
    lines: lines.map(({ key, label, code }) => ({ key, label, ...(code !== 0 && { code }) })),
    content: (line, column) => read(contentOf, lineBy.get(line), columnBy.get(column)),
    fact: (line, column) => read(factOf, lineBy.get(line), columnBy.get(column)),
    facts: () => lines.flatMap((line) => columns.flatMap((_, column) => read(factOf, line, column) ?? [])),
  };
}

/** A line with the row and the sheet that it stands in. */
interface PlacedLine {
  readonly key: string;
  readonly label: string;
  readonly code: string | 0;
  readonly cells: PackedLine[4];
  readonly row: number;
  readonly place: Pick<Location, 'file' | 'sheet'>;
}

function placedLines({ lines }: PackedTable): PlacedLine[] {
  let [row, place]: [number, PlacedLine['place']] = [0, { file: '' }];
  return lines.map(([key, label, code, step, cells, elsewhere]) => {
    row += step;
    if (elsewhere) {
      const [file, sheet] = elsewhere;
      place = sheet === undefined ? { file } : { file, sheet };
    }
    return { key, label, code, cells, row, place };
  });
}

function contentOf({ precision, unit }: PackedTable, cell: PackedCell): CellContent {
  const [text, , , state] = typeof cell === 'string' ? [cell] : cell;
  if (typeof state === 'object') return { state: 'unreadable', ...state };
  const printed = readAmount(text);
  if (printed.kind === 'figure') return { state: 'figure', figure: figureOf(printed, precision, unit) };
  return { state: 'blank', figure: zeroFigure(precision, unit), habitual: state === 'habitual' };
}

function factOf(packed: PackedTable, cell: PackedCell, line: PlacedLine, columnIndex: number): Fact {
  const [column = '', columnLabel = '', columnLetters = ''] = packed.columns[columnIndex] ?? [];
  const [printed, letters, row] = typeof cell === 'string' ? [cell, columnLetters, line.row] : cell;
  const address = letters === '' ? (row === 0 ? {} : { line: row }) : { cell: `${letters}${row}` };
  return {
    form: packed.form,
    line: line.key,
    column,
    lineLabel: line.label,
    columnLabel,
    printed,
    location: { ...line.place, ...address },
    ...contentOf(packed, cell),
  };
}
