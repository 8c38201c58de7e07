import type { Message } from '../language/message.js';
import type { Figure, Precision, Unit } from '../figure/figure.js';
import type { ColumnOf, FormId, LineOf } from '../forms/form-ids.js';
import type { Evaluation } from './evaluation.js';
import type { Location } from './location.js';
import type { Narrative } from './narrative.js';
import { onceFor } from './once-for.js';

/** One printed amount of one table: a line in a column. */
export type Fact = FactPlace & CellContent;

/** What stands in a cell of an amount column. */
export type CellContent =
  | { readonly state: 'figure'; readonly figure: Figure }
  /** Blank or a dash. It is zero only where the form leaves zeros blank, or an identity proves it. */
  | { readonly state: 'blank'; readonly figure: Figure; readonly habitual: boolean }
  | { readonly state: 'unreadable'; readonly reason: Message; readonly advice?: Message };

interface FactPlace {
  readonly form: FormId;
  /** Line id, or the code of a coded line. */
  readonly line: string;
  readonly column: string;
  /** "2010301 行政运行" or "本年支出合计". */
  readonly lineLabel: string;
  readonly columnLabel: string;
  /** The shown text, as printed. */
  readonly printed: string;
  readonly location: Location;
  /** The stored number, where the shown one is no rounding of it. */
  readonly stored?: string;
}

export interface TableLine {
  /** Line id, code, or for a line that the form does not know a key made of its label. */
  readonly key: string;
  /** Label as printed, blanks removed. */
  readonly label: string;
  readonly location: Location;
  readonly code?: string;
  /** Name beside the code. */
  readonly name?: string;
  /** Key of the line that this one is a part (其中) of. */
  readonly partOf?: string;
  /** Numbered like its neighbours but known to no form: it is summed, under reserve. */
  readonly unknown?: true;
  /** A code that already stood above. */
  readonly repeated?: true;
}

export interface TableColumn {
  readonly id: string;
  /** Header path from the top level down. */
  readonly path: readonly string[];
  readonly location: Location;
}

/** Something inside a table's range that was not understood, and why. */
export interface Leftover {
  readonly location: Location;
  readonly text: string;
  readonly reason: Message;
  /** An amount stands there: sums over the table may lack it. */
  readonly hasAmount: boolean;
  /** A column: sums over a row may lack its amounts. A page: so may everything. A row, where it is absent. */
  readonly extent?: 'column' | 'page';
  /** Of a column: how many amounts other than nought stand in it. */
  readonly amounts?: number;
}

/** A text beside a table: 注, 说明. */
export interface Note {
  readonly text: string;
  readonly location: Location;
}

/** A department name or year stated somewhere, and where. */
export interface Stated<Value> {
  readonly value: Value;
  readonly location: Location;
}

/** One of the nine tables, whole: parts cut by pages are joined. */
export interface Table {
  readonly form: FormId;
  /** 公开01 as printed; undefined where the place prints none. */
  readonly printedNumber?: string;
  readonly title: string;
  /** The title of another form, printed above it. */
  readonly wrongTitle?: Stated<string>;
  /** One entry a part, in reading order. */
  readonly parts: readonly Location[];
  readonly department?: Stated<string>;
  /** Other names given to the department around the table: a banner above it, a note below it. */
  readonly departmentMentions: readonly Stated<string>[];
  readonly fiscalYear?: Stated<number>;
  readonly unit: Unit;
  /** Absent where the table states no unit and that of its neighbours was taken under reserve. */
  readonly statedUnit?: Stated<Unit>;
  readonly precision: Precision;
  readonly columns: readonly TableColumn[];
  readonly lines: readonly TableLine[];
  readonly facts: ReadonlyMap<string, Fact>;
  readonly leftovers: readonly Leftover[];
  readonly notes: readonly Note[];
}

/** What is published for one department and year. */
export interface Report {
  /** The file, or the first of several. */
  readonly file: string;
  readonly files: readonly string[];
  readonly department?: string;
  readonly fiscalYear?: number;
  readonly unit?: Unit;
  readonly tables: ReadonlyMap<FormId, Table>;
  readonly evaluation: Evaluation;
  /** The text of the report; undefined where none was given. */
  readonly narrative?: Narrative;
  /** Texts of the sheets, for what must not be published: all that is no figure. */
  readonly texts?: readonly Note[];
  /** What the published files hold and do not show. */
  readonly hidden?: readonly Hidden[];
  /** Years stated on covers and banners outside the tables, and other years on later pages of a table. */
  readonly covers: readonly Stated<number>[];
  /** How the report was put together, where that needs saying. */
  readonly remarks: readonly Remark[];
}

/** Something that a file holds and does not show: what it is, not what it says. */
export interface Hidden {
  readonly what: Message;
  readonly location: Location;
}

export interface Remark {
  readonly text: Message;
  readonly location: Location;
  /** A table that was recognised and left aside. */
  readonly leftAside: boolean;
}

const linesByKey = onceFor(
  ({ lines }: Table): ReadonlyMap<string, TableLine> => new Map(lines.map((line) => [line.key, line])),
);

/** The line of a table by its key. */
export const lineOf = (table: Table, key: string): TableLine | undefined => linesByKey(table).get(key);

/** Key of a fact in its table. */
export function factKey(line: string, column: string): string {
  return `${line}\u0000${column}`;
}

/** The fact of a line in a column, or undefined where the table does not print it. */
export function factOf(table: Pick<Table, 'facts'>, line: string, column: string): Fact | undefined {
  return table.facts.get(factKey(line, column));
}

/**
 * The fact of a line in a column of one of the nine forms, its names checked by the compiler:
 * `factIn(report, 'expenditure', '2010301', 'basicExpenditure')`. Undefined where the report does not print it.
 */
export function factIn<Form extends FormId>(
  report: Report,
  form: Form,
  line: LineOf<Form>,
  column: ColumnOf<Form>,
): Fact | undefined {
  const table = report.tables.get(form);
  return table && factOf(table, line, column);
}

/** The year that the tables state, as the first of them does; a table under another year is told by itself. */
export const yearOfTables = ({
  tables,
  fiscalYear: year,
}: Report): (Stated<number> & { readonly title: string }) | undefined =>
  [...tables.values()].flatMap(({ title, fiscalYear }) =>
    fiscalYear && fiscalYear.value === year ? [{ title, ...fiscalYear }] : [],
  )[0];
