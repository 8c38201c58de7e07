import { Decimal } from 'decimal.js';
import { inUnit, YUAN_PER_UNIT, zeroFigure, type Unit } from '../figure/figure.js';
import type { Formula, Reference, Term } from '../formula/resolve.js';
import { ECONOMIC_CLASSES, formOf, FUNCTION_CLASSES } from '../forms/catalogue.js';
import { TOTAL_LINE, type Form, type FormColumn, type FormLine } from '../forms/form.js';
import { joined, told, zh, type Message } from '../language/message.js';
import { groupBy } from '../model/group-by.js';
import { onceFor } from '../model/once-for.js';
import { placeKey, placeName } from '../model/location.js';
import {
  factOf,
  lineOf,
  type Fact,
  type Leftover,
  type Report,
  type Table,
  type TableLine,
} from '../model/report.js';
import { ONE } from './compare.js';
import type { Assumption, Judgement, Operand } from './judgement.js';

/** The line and column that one instance of a formula stands for. */
export interface Binding {
  readonly line: string | undefined;
  readonly column: string | undefined;
}

/** Columns of the side of the table that the lines stand on. */
export function columnsIn({ form: id, lines }: Reference, table: Table): string[] {
  const form = formOf(id);
  const side =
    lines.kind === 'one'
      ? form.lines.find(({ id }) => id === lines.line)?.group
      : lines.kind === 'codes'
        ? 'expenditure'
        : undefined;
  const printed = form.shape === 'items' ? form.columns : table.columns;
  return printed.flatMap(({ id }) => {
    const group = form.columns.find((column) => column.id === id)?.group;
    return form.groups.length === 0 || group === undefined || side === undefined || group === side
      ? [id]
      : [];
  });
}

/** Keys of the lines that a reference means; those below a code depend on the code. */
export function linesIn({ lines: set, form: id }: Reference, table: Table): string[] {
  if (set.kind === 'one') return [set.line];
  const form = formOf(id);
  const { lines, coded } = indexOf(table);
  switch (set.kind) {
    case 'every':
      return form.codes
        ? [...coded.map(({ key }) => key), ...lines.flatMap(({ key }) => (key === TOTAL_LINE ? [key] : []))]
        : lines.map(({ key }) => key);
    case 'codes':
      return coded
        .filter(({ code }) => set.length === undefined || code.length === set.length)
        .map(({ key }) => key)
        .concat(set.length === 3 ? unknownClasses(lines) : []);
    case 'children':
      return [];
    case 'pattern': {
      const pattern = new RegExp(`^${set.pattern.replaceAll('?', '\\d')}$`, 'u');
      return coded.filter(({ code }) => pattern.test(code)).map(({ key }) => key);
    }
    case 'part': {
      const personnel = new Set(
        ECONOMIC_CLASSES.filter(({ part }) => part === 'personnel').map(({ code }) => code),
      );
      // Where the table lists no class at all, what is below them.
      const level = coded.some(({ code }) => code.length === 3) ? 3 : 5;
      return coded
        .filter(
          ({ code }) =>
            code.length === level && personnel.has(code.slice(0, 3)) === (set.part === 'personnel'),
        )
        .map(({ key }) => key);
    }
    case 'members': {
      const ids = new Set(form.lines.filter(({ member }) => member === set.name).map(({ id }) => id));
      return lines
        .filter(({ key, unknown }) => ids.has(key) || (unknown && key.startsWith('unknown/revenue/')))
        .map(({ key }) => key);
    }
  }
}

const unknownClasses = (lines: Table['lines']): string[] =>
  lines.filter(({ key, unknown }) => unknown && key.startsWith('unknown/expenditure/')).map(({ key }) => key);

/** A reference of a formula with the table that it speaks of. */
interface BoundTerm {
  readonly side: Operand['side'];
  readonly factor: Decimal;
  readonly reference: Reference;
  readonly sum: boolean;
  readonly table: Table;
  /** The column that it names; undefined where each instance of the formula names one. */
  readonly column: Column | undefined;
  /** Lines of a sum that are the same for every instance of the formula. */
  readonly keys: readonly string[];
}

/** A formula bound to the tables of one report, ready to be worked out for any line and column. */
export interface BoundFormula {
  readonly formula: Formula;
  readonly terms: readonly BoundTerm[];
  readonly constants: readonly Operand[];
  /** Tables that the report lacks: without them the formula cannot be judged. */
  readonly absent: readonly Form[];
  /** The coarsest of its tables, in which it is judged. */
  readonly unit: Unit;
  /** Units taken for granted where tables are compared. */
  readonly unitAssumptions: readonly Assumption[];
  /** A note says that classified items are left out: sums need not come out. */
  readonly isWithheld: boolean;
  /** Columns that were not understood may belong to a sum over a row. */
  readonly columnOpenness: readonly Assumption[];
}

export function bindFormula(formula: Formula, report: Report): BoundFormula {
  const terms: BoundTerm[] = [];
  const constants: Operand[] = [];
  const absent: Form[] = [];
  const tables: Table[] = [];
  const bindTerm = (side: Operand['side'], term: Term): void => {
    if ('constant' in term) {
      constants.push(constantOperand(side, term));
      return;
    }
    const { reference, sum } = term;
    const table = report.tables.get(reference.form);
    if (!table) {
      absent.push(formOf(reference.form));
      return;
    }
    if (!tables.includes(table)) tables.push(table);
    const factor = term.factor === '1' ? ONE : new Decimal(term.factor);
    const column = reference.column.kind === 'one' ? columnOf(table, reference.column.id) : undefined;
    const keys = sum ? linesIn(reference, table) : [];
    terms.push({ side, factor, reference, sum, table, column, keys });
  };
  for (const term of formula.left) bindTerm('left', term);
  for (const term of formula.right) bindTerm('right', term);
  return {
    formula,
    terms,
    constants,
    absent,
    unit: coarsest(tables.map((table) => table.unit)),
    unitAssumptions: tables.length > 1 ? tables.filter(({ statedUnit }) => !statedUnit).map(assumedUnit) : [],
    isWithheld: tables.some((table) => indexOf(table).isWithheld),
    columnOpenness: isOverRow(terms) ? tables.flatMap((table) => indexOf(table).columnOpenness) : [],
  };
}

/** Whether a formula sums columns of one row. */
const isOverRow = (terms: readonly BoundTerm[]): boolean =>
  terms.length > 2 &&
  new Set(terms.map(({ table }) => table)).size === 1 &&
  new Set(terms.map(({ column }) => column)).size === terms.length &&
  terms.every(({ column, sum }) => column !== undefined && !sum);

export type Operands =
  | {
      readonly kind: 'operands';
      readonly operands: readonly Operand[];
      readonly assumptions: readonly Assumption[];
    }
  | { readonly kind: 'unknown'; readonly reason: Message; readonly places: Judgement['places'] }
  | { readonly kind: 'inapplicable'; readonly reason: Message }
  /** The sum it is about has no addends here; another rule asks whether it should. */
  | { readonly kind: 'none' };

/** The operands of one instance of a formula, or why it has none. */
export function operandsOf(bound: BoundFormula, binding: Binding): Operands {
  const operands: Operand[] = [];
  const unknown: UnknownEntry[] = [];
  const assumptions: Assumption[] = [];
  for (const term of bound.terms) {
    const entries = entriesOf(term, binding);
    if (entries.length === 0) return { kind: 'none' };
    for (const entry of entries) {
      if (entry.kind === 'inapplicable') return entry;
      if (entry.kind === 'unknown') unknown.push(entry);
      else {
        operands.push(asTerm(entry, term, bound.unit));
        if (entry.assumptions.length > 0) assumptions.push(...entry.assumptions);
      }
    }
    if (term.sum) assumptions.push(...indexOf(term.table).openness);
  }
  if (unknown.length > 0) {
    return {
      kind: 'unknown',
      reason: joined([...new Map(unknown.map(({ reason }) => [told(reason), reason])).values()], zh`；`),
      places: unknown.flatMap(({ places }) => places),
    };
  }
  operands.push(...bound.constants);
  assumptions.push(...bound.unitAssumptions, ...bound.columnOpenness);
  return {
    kind: 'operands',
    operands,
    assumptions: assumptions.length > 1 ? uniqueById(assumptions) : assumptions,
  };
}

/** An amount of a table as a term of a formula: nearly always once, in the unit of its table. */
function asTerm(entry: KnownEntry, { side, factor, table }: BoundTerm, unit: Unit): Operand {
  const { operand } = entry;
  if (table.unit !== unit) return { ...operand, side, factor, ...inUnit(operand, table.unit, unit) };
  if (factor !== ONE) return { ...operand, side, factor };
  return side === 'left' ? operand : (entry.onRight ??= { ...operand, side });
}

const uniqueById = (assumptions: readonly Assumption[]): Assumption[] => [
  ...new Map(assumptions.map((one) => [one.id, one])).values(),
];

const coarsest = (units: readonly Unit[]): Unit =>
  units.reduce<Unit>(
    (coarse, unit) => (YUAN_PER_UNIT[unit] > YUAN_PER_UNIT[coarse] ? unit : coarse),
    units[0] ?? '万元',
  );

const assumedUnit = (table: Table): Assumption => ({
  id: `unit:${table.form}`,
  text: zh`${table.title}未注明金额单位，按${table.unit}计`,
  location: placeOf(table),
  isDefect: false,
  provable: true,
});

function constantOperand(
  side: Operand['side'],
  { constant, sign }: { constant: string; sign: 1 | -1 },
): Operand {
  return {
    side,
    factor: sign === 1 ? ONE : new Decimal(sign),
    lineLabel: constant,
    columnLabel: '',
    value: new Decimal(constant),
    halfUnit: new Decimal(0),
    decimals: 0,
    location: { file: '' },
    constant: true,
  };
}

/** What rules ask of one table again and again. */
interface TableIndex {
  /** Lines that are no part (其中) of another, and those of them that have a code. */
  readonly lines: readonly TableLine[];
  readonly coded: readonly CodedLine[];
  /** Columns that a rule asked for. */
  readonly columns: Map<string, Column>;
  /** Code → lines of the codes one level below it. */
  readonly children: ReadonlyMap<string, readonly TableLine[]>;
  /** Lines with amounts that were not understood may belong to any sum, or be the line that is absent. */
  readonly openness: readonly Assumption[];
  readonly columnOpenness: readonly Assumption[];
  /** Lines that the form does not know: each may be one that is absent, otherwise named. */
  readonly unknownLines: readonly Assumption[];
  readonly isWithheld: boolean;
}

/** A column of a table. */
interface Column {
  readonly table: Table;
  readonly form: Form;
  readonly id: string;
  readonly inForm: FormColumn | undefined;
  /** What people call it; nothing in a table whose amounts have but one column. */
  readonly label: string;
  readonly isPrinted: boolean;
  /** By line, once a rule asked for it. */
  readonly entries: Map<string, Entry>;
}

type CodedLine = TableLine & { readonly code: string };

const isCoded = (line: TableLine): line is CodedLine => line.code !== undefined;

const indexOf = onceFor((table: Table): TableIndex => {
  const lines = table.lines.filter(({ partOf }) => partOf === undefined);
  const coded = lines.filter(isCoded);
  return {
    columns: new Map(),
    lines,
    coded,
    children: groupBy(coded, ({ code }) => code.slice(0, -2)),
    openness: opennessOf(table, ({ hasAmount }) => hasAmount),
    columnOpenness: opennessOf(table, (leftover) => isUnknownColumn(leftover, table)),
    unknownLines: unknownLinesOf(table),
    isWithheld: saysWithheld(table),
  };
});

/** Lengths of codes that are listed as headings: without a single amount, above codes that have some. */
const headingsOf = onceFor((table: Table): ReadonlySet<number> => {
  const { coded } = indexOf(table);
  const printed = new Set(
    [...table.facts.values()].flatMap(({ line, state }) => (state === 'blank' ? [] : [line])),
  );
  const withAmounts = new Set(coded.flatMap(({ key, code }) => (printed.has(key) ? [code.length] : [])));
  const longest = Math.max(...withAmounts);
  return new Set(
    coded.flatMap(({ code: { length } }) => (length < longest && !withAmounts.has(length) ? [length] : [])),
  );
});

/** Whether a note says that classified items are left out. */
export const saysWithheld = ({ notes }: Pick<Table, 'notes'>): boolean =>
  notes.some(({ text }) => text.includes('涉密') && !/(?:不涉及|没有|无)涉密/u.test(text));

/** Whether a column may be one of a sum over a row: no part of a column that is known. */
function isUnknownColumn({ extent, text }: Leftover, { columns }: Table): boolean {
  const above = text.split(PATH_MARK).slice(0, -1).join(PATH_MARK);
  const isPart =
    above !== '' &&
    columns.some(({ path }) => [path, path.slice(0, -1)].some((one) => one.join(PATH_MARK) === above));
  return extent === 'column' && !isPart && !ASIDE.test(text);
}

/** Between the levels of a header. */
const PATH_MARK = '→';

/** Columns that no sum of a row takes in. */
const ASIDE = /占|比|率|%|增减|增长|上年|去年|预算|备注|说明|序号|行次|编号|代码|编码/u;

const opennessOf = ({ leftovers }: Table, isOpen: (leftover: Leftover) => boolean): Assumption[] =>
  leftovers.filter(isOpen).map(({ location, text, extent = 'row' as const }) => ({
    id: `leftover:${placeKey(location)}`,
    text: zh`${placeName(location)}${text === '' ? '' : `“${text}”`}${EXTENT[extent]}未识别，未计入`,
    location,
    isDefect: false,
    provable: false,
  }));

const EXTENT = { row: zh`一行`, column: zh`一列`, page: zh`一页` };

const unknownLinesOf = ({ lines }: Table): Assumption[] =>
  lines
    .filter(({ unknown = false }) => unknown)
    .map(({ location, label }) => ({
      id: `unknown:${placeKey(location)}`,
      text: zh`${placeName(location)}“${label}”不是已知的行，可能就是它`,
      location,
      isDefect: false,
      provable: false,
    }));

interface KnownEntry {
  readonly kind: 'known';
  /**
   * As a term on the left, in the unit of its table. Nothing is printed where an open list omits the line:
   * it is zero by absence.
   */
  readonly operand: Operand;
  /** The same on the right, once a rule asked for it there. */
  onRight?: Operand;
  readonly assumptions: readonly Assumption[];
}

interface UnknownEntry {
  readonly kind: 'unknown';
  readonly reason: Message;
  readonly places: Judgement['places'];
}

type Entry = KnownEntry | UnknownEntry | { readonly kind: 'inapplicable'; readonly reason: Message };

/** Entries of a term; none where a code has nothing below it. */
function entriesOf({ reference, sum, table, column: own, keys }: BoundTerm, binding: Binding): Entry[] {
  const column = own ?? columnOf(table, binding.column ?? '');
  const { lines } = reference;
  if (!sum) return [entryOf(column, lines.kind === 'one' ? lines.line : (binding.line ?? ''))];
  if (lines.kind === 'children') {
    const children = indexOf(table).children.get(binding.line ?? '') ?? [];
    return children.map(({ key }) => entryOf(column, key));
  }
  return keys.length === 0 ? [nothingListed(column)] : keys.map((key) => entryOf(column, key));
}

const placeOf = (table: Table): Operand['location'] => table.parts[0] ?? { file: '' };

/** A sum over lines of which the table prints none: nought, unless the total beside it says otherwise. */
function nothingListed(column: Column): Entry {
  const { table } = column;
  const assumption: Assumption = {
    id: `unlisted:${table.form}`,
    text: zh`${table.title}没有列示组成合计的各行`,
    location: placeOf(table),
    isDefect: false,
    provable: true,
  };
  return {
    kind: 'known',
    operand: nought(column, '', '各行（未列示）', ''),
    assumptions: [assumption],
  };
}

/**
 * Whether a line of a set may be left out for being zero: the set's total is zero, or other lines of it are
 * printed. Where a total stands alone, its parts are unknown.
 */
function mayBeLeftOut(form: Form, table: Table, { member }: FormLine): boolean {
  if (member === undefined) return false;
  const set = form.lines.filter((line) => line.member === member);
  if (set.some(({ id }) => lineOf(table, id))) return true;
  const total = form.lines.find((line) => line.total === member);
  const fact = total && factOf(table, total.id, form.defaultColumn ?? '');
  return fact !== undefined && fact.state !== 'unreadable' && fact.figure.value.isZero();
}

function columnOf(table: Table, id: string): Column {
  const { columns } = indexOf(table);
  const known = columns.get(id);
  if (known) return known;
  const form = formOf(table.form);
  const inForm = form.columns.find((column) => column.id === id);
  const column: Column = {
    table,
    form,
    id,
    inForm,
    label: form.defaultColumn === id && form.shape === 'lines' ? '' : (inForm?.name ?? id),
    isPrinted:
      table.columns.some((printed) => printed.id === id) ||
      (form.shape === 'items' &&
        (table.facts.size === 0 || [...table.facts.values()].some((fact) => fact.column === id))),
    entries: new Map(),
  };
  columns.set(id, column);
  return column;
}

function entryOf(column: Column, line: string): Entry {
  const { table, id, entries } = column;
  const known = entries.get(line);
  if (known) return known;
  const fact = factOf(table, line, id);
  const entry = fact ? printedEntry(column, fact) : absentEntry(column, line);
  entries.set(line, entry);
  return entry;
}

/** What people call an amount. */
const labelOf = (lineLabel: string, { label }: Column): string =>
  label === '' ? lineLabel : `${lineLabel}·${label}`;

function printedEntry(column: Column, fact: Fact): Entry {
  const { table, form } = column;
  const { line, printed, location } = fact;
  const printedLine = lineOf(table, line);
  const lineLabel =
    printedLine?.label ?? form.lines.find(({ id }) => id === line)?.name ?? classLabel(form, line);
  if (fact.state === 'unreadable') {
    const where = placeName(location);
    const label = labelOf(lineLabel, column);
    return {
      kind: 'unknown',
      reason: zh`${where}（${label}）读不出金额：${fact.reason}`,
      places: [{ role: 'unreadable', label, printed, location }],
    };
  }
  if (fact.state === 'blank' && headingsOf(table).has(printedLine?.code?.length ?? 0)) {
    const places = [{ role: 'searched', label: labelOf(lineLabel, column), printed, location }];
    return { kind: 'unknown', reason: zh`${table.title}的上级科目只列名称，没有金额`, places };
  }
  const { value, halfUnit, decimals } = fact.figure;
  return {
    kind: 'known',
    operand: {
      side: 'left',
      factor: ONE,
      form: table.form,
      line,
      column: column.id,
      ownUnit: table.unit,
      lineLabel,
      columnLabel: column.label,
      value,
      halfUnit,
      decimals,
      printed,
      location,
    },
    assumptions: assumptionsOf(fact, printedLine),
  };
}

/** An amount that the table does not print: zero where its list is open, else unknown or none. */
function absentEntry(column: Column, line: string): Entry {
  const { table, form, inForm } = column;
  const lineForm = form.lines.find(({ id }) => id === line);
  const lineName = lineOf(table, line)?.label ?? lineForm?.name ?? classLabel(form, line);
  const unknown = (reason: Message): UnknownEntry => ({
    kind: 'unknown',
    reason: zh`${table.title}${reason}`,
    places: [{ role: 'searched', label: labelOf(lineName, column), printed: '', location: placeOf(table) }],
  });
  if (!column.isPrinted && inForm) {
    if (inForm.optional === 'inapplicable')
      return { kind: 'inapplicable', reason: zh`${table.title}没有“${inForm.name}”列` };
    if (inForm.optional === false) return unknown(zh`未找到“${inForm.name}”列`);
  }
  const isOwed =
    lineForm &&
    lineForm.id !== TOTAL_LINE &&
    (lineForm.member ? !mayBeLeftOut(form, table, lineForm) : !lineForm.optional);
  if (isOwed) return unknown(zh`未找到“${lineForm.name}”行`);
  if (lineForm?.optional && form.codes === 'economic')
    return { kind: 'inapplicable', reason: zh`${table.title}没有“${lineForm.name}”行` };
  if (line === TOTAL_LINE) {
    // A table without any line of figures has no total either: its note must say that it is empty.
    const isEmpty = form.mayBeEmpty && table.lines.every(({ code }) => code === undefined);
    if (!isEmpty) return unknown(zh`未找到“合计”行`);
  }
  // A class that is left out above its items is not nought.
  const isUnprinted =
    form.groups.length === 0 &&
    /^\d+$/u.test(line) &&
    table.lines.some(({ code }) => code !== undefined && code !== line && code.startsWith(line));
  if (isUnprinted) return unknown(zh`没有列示 ${line}，却列有它的下级科目`);
  // Nor is one below a code that has an amount and is broken down into nothing.
  const { coded, children, openness, unknownLines, columnOpenness } = indexOf(table);
  const upper = line.slice(0, -2);
  const above =
    /^\d{5,7}$/u.test(line) && !children.has(upper) ? coded.find(({ code }) => code === upper) : undefined;
  const amount = above && factOf(table, above.key, column.id);
  if (above && amount?.state === 'figure' && !amount.figure.value.isZero())
    return unknown(zh`${above.label}有金额而没有列出下级科目`);
  return {
    kind: 'known',
    operand: nought(column, line, `${lineName}（未列示）`),
    assumptions: [...openness, ...unknownLines, ...(form.groups.length > 0 ? columnOpenness : [])],
  };
}

/** The zero of what a table does not list. */
function nought(
  { table, id: column, label }: Column,
  line: string,
  lineLabel: string,
  columnLabel = label,
): Operand {
  const { value, halfUnit, decimals } = zeroFigure(table.precision, table.unit);
  return {
    side: 'left',
    factor: ONE,
    form: table.form,
    line,
    column,
    ownUnit: table.unit,
    lineLabel,
    columnLabel,
    value,
    halfUnit,
    decimals,
    location: placeOf(table),
  };
}

function classLabel(form: Form, line: string): string {
  if (form.groups.length === 0) return line;
  return FUNCTION_CLASSES.find(({ code }) => code === line)?.name ?? line;
}

/** What is taken for true of a printed amount: that a blank is nought, and that an unknown line is of its kind. */
function assumptionsOf(fact: Fact, line: TableLine | undefined): Assumption[] {
  const assumptions: Assumption[] = [];
  if (fact.state === 'blank' && !fact.habitual) {
    const { location, lineLabel } = fact;
    assumptions.push({
      id: `blank:${placeKey(location)}`,
      text: zh`${placeName(location)}（${lineLabel}）空白，按零计`,
      location,
      isDefect: true,
      provable: true,
    });
  }
  if (line?.unknown) {
    const { location, label } = line;
    assumptions.push({
      id: `line:${placeKey(location)}`,
      text: zh`${placeName(location)}“${label}”不是已知的行，按同类计入`,
      location,
      isDefect: false,
      provable: true,
    });
  }
  return assumptions;
}
