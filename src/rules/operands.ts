import { Decimal } from 'decimal.js';
import { convert, YUAN_PER_UNIT, zeroFigure, type Unit } from '../figure/figure.js';
import type { Formula, Reference, Term } from '../formula/resolve.js';
import { ECONOMIC_CLASSES, FUNCTION_CLASSES } from '../forms/catalogue.js';
import { TOTAL_LINE, type Form, type FormLine } from '../forms/form.js';
import { placeName } from '../model/location.js';
import { factOf, lineOf, type Fact, type Report, type Table } from '../model/report.js';
import type { Assumption, Judgement, Operand } from './judgement.js';

/** The line and column that one instance of a formula stands for. */
export interface Binding {
  readonly line?: string;
  readonly column?: string;
}

/** Columns of the side of the table that the lines stand on. */
export function columnsIn({ form, lines }: Reference, table: Table | undefined): string[] {
  const side =
    lines.kind === 'one'
      ? form.lines.find(({ id }) => id === lines.line)?.group
      : lines.kind === 'codes'
        ? 'expenditure'
        : undefined;
  const printed = form.shape === 'items' ? form.columns : (table?.columns ?? []);
  return printed.flatMap(({ id }) => {
    const group = form.columns.find((column) => column.id === id)?.group;
    return form.groups.length === 0 || group === undefined || side === undefined || group === side
      ? [id]
      : [];
  });
}

export function linesIn(
  { lines: set, form }: Reference,
  table: Table | undefined,
  parent: string | undefined,
): string[] {
  const lines = table?.lines.filter(({ partOf }) => partOf === undefined) ?? [];
  const coded = lines.flatMap(({ key, code }) => (code === undefined ? [] : [{ key, code }]));
  switch (set.kind) {
    case 'one':
      return [set.line];
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
      return parent === undefined
        ? []
        : coded
            .filter(({ code }) => code.length === parent.length + 2 && code.startsWith(parent))
            .map(({ key }) => key);
    case 'pattern': {
      const pattern = new RegExp(`^${set.pattern.replaceAll('?', '\\d')}$`, 'u');
      return coded.filter(({ code }) => pattern.test(code)).map(({ key }) => key);
    }
    case 'part': {
      const personnel = new Set(
        ECONOMIC_CLASSES.filter(({ part }) => part === 'personnel').map(({ code }) => code),
      );
      return coded
        .filter(({ code }) => code.length === 3 && personnel.has(code) === (set.part === 'personnel'))
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

export type Operands =
  | {
      readonly kind: 'operands';
      readonly operands: readonly Operand[];
      readonly assumptions: readonly Assumption[];
      readonly unit: Unit;
      readonly notes: boolean;
    }
  | { readonly kind: 'unknown'; readonly reason: string; readonly places: Judgement['places'] }
  | { readonly kind: 'inapplicable'; readonly reason: string }
  /** The sum it is about has no addends here; another rule asks whether it should. */
  | { readonly kind: 'none' };

export function operandsOf(formula: Formula, binding: Binding, report: Report): Operands {
  const found: { side: 'left' | 'right'; factor: Decimal; entry: Entry }[] = [];
  const constants: Operand[] = [];
  for (const side of ['left', 'right'] as const) {
    for (const term of formula[side]) {
      if ('constant' in term) {
        constants.push(constantOperand(side, term));
        continue;
      }
      const entries = entriesOf(term, binding, report);
      if (entries.length === 0 && term.reference.lines.kind === 'children') return { kind: 'none' };
      found.push(...entries.map((entry) => ({ side, factor: term.factor, entry })));
    }
  }
  const inapplicable = found.find(({ entry }) => entry.kind === 'inapplicable');
  if (inapplicable?.entry.kind === 'inapplicable') return inapplicable.entry;
  const unknown = found.flatMap(({ entry }) => (entry.kind === 'unknown' ? [entry] : []));
  if (unknown.length > 0) {
    return {
      kind: 'unknown',
      reason: [...new Set(unknown.map(({ reason }) => reason))].join('；'),
      places: unknown.flatMap(({ places }) => places),
    };
  }
  const known = found.flatMap(({ side, factor, entry }) =>
    entry.kind === 'known' ? [{ side, factor, ...entry }] : [],
  );
  const tables = new Set(known.map(({ table }) => table));
  const unit = coarsest([...tables].map((table) => table.unit));
  const operands = known.map(
    ({ side, factor, fact, table, lineLabel, columnLabel, line, column }): Operand => {
      const figure =
        fact && fact.state !== 'unreadable'
          ? convert(fact.figure, unit)
          : convert(zeroFigure(table.precision, table.unit), unit);
      const [place] = table.parts;
      return {
        side,
        factor,
        form: table.form,
        line,
        column,
        ownUnit: table.unit,
        lineLabel,
        columnLabel,
        ...(fact && { printed: fact.printed }),
        value: figure.value,
        halfUnit: figure.halfUnit,
        decimals: figure.decimals,
        location: fact?.location ?? place ?? { file: report.file },
      };
    },
  );
  const across = tables.size > 1 ? [...tables].filter((table) => !table.statedUnit).map(assumedUnit) : [];
  return {
    kind: 'operands',
    operands: [...operands, ...constants],
    assumptions: uniqueById([...known.flatMap(({ assumptions }) => assumptions), ...across]),
    unit,
    notes: [...tables].some(isWithheld),
  };
}

const uniqueById = (assumptions: readonly Assumption[]): Assumption[] => [
  ...new Map(assumptions.map((one) => [one.id, one])).values(),
];

const coarsest = (units: readonly Unit[]): Unit =>
  units.reduce<Unit>(
    (coarse, unit) => (YUAN_PER_UNIT[unit] > YUAN_PER_UNIT[coarse] ? unit : coarse),
    units[0] ?? '万元',
  );

const withheld = new WeakMap<Table, boolean>();

/** A note that classified items are left out: sums need not come out. */
function isWithheld(table: Table): boolean {
  const known = withheld.get(table);
  if (known !== undefined) return known;
  const found = table.notes.some(
    ({ text }) => text.includes('涉密') && !/(?:不涉及|没有|无)涉密/u.test(text),
  );
  withheld.set(table, found);
  return found;
}

const assumedUnit = (table: Table): Assumption => ({
  id: `unit:${table.form}`,
  text: `${table.title}未注明金额单位，按${table.unit}计`,
  location: table.parts[0] ?? { file: '' },
  isDefect: false,
  provable: true,
});

function constantOperand(
  side: 'left' | 'right',
  { constant, sign }: { constant: string; sign: 1 | -1 },
): Operand {
  return {
    side,
    factor: new Decimal(sign),
    lineLabel: constant,
    columnLabel: '',
    value: new Decimal(constant),
    halfUnit: new Decimal(0),
    decimals: 0,
    location: { file: '' },
    constant: true,
  };
}

type Entry =
  | {
      readonly kind: 'known';
      /** Undefined where an open list does not print the line: it is zero by absence. */
      readonly fact: Fact | undefined;
      readonly table: Table;
      readonly line: string;
      readonly column: string;
      readonly lineLabel: string;
      readonly columnLabel: string;
      readonly assumptions: readonly Assumption[];
    }
  | { readonly kind: 'unknown'; readonly reason: string; readonly places: Judgement['places'] }
  | { readonly kind: 'inapplicable'; readonly reason: string };

function entriesOf(term: Extract<Term, { reference: Reference }>, binding: Binding, report: Report): Entry[] {
  const { reference, sum } = term;
  const { form } = reference;
  const table = report.tables.get(form.id);
  if (!table) return [{ kind: 'unknown', reason: `未找到${form.titles[0] ?? ''}`, places: [] }];
  const column = reference.column.kind === 'one' ? reference.column.id : (binding.column ?? '');
  const keys = sum
    ? linesIn(reference, table, binding.line)
    : reference.lines.kind === 'one'
      ? [reference.lines.line]
      : [binding.line ?? ''];
  const entries = keys.map((key) => entryOf(form, table, key, column));
  if (!sum) return entries;
  const open = openness(table);
  if (entries.length === 0 && reference.lines.kind !== 'children')
    return [nothingListed(table, column, open)];
  return entries.map((entry) =>
    entry.kind === 'known' ? { ...entry, assumptions: [...entry.assumptions, ...open] } : entry,
  );
}

/** A sum over lines of which the table prints none: nought, unless the total beside it says otherwise. */
function nothingListed(table: Table, column: string, open: readonly Assumption[]): Entry {
  const location = table.parts[0] ?? { file: '' };
  const text = `${table.title}没有列示组成合计的各行`;
  const assumption: Assumption = {
    id: `unlisted:${table.form}`,
    text,
    location,
    isDefect: false,
    provable: true,
  };
  return {
    kind: 'known',
    fact: undefined,
    table,
    line: '',
    column,
    lineLabel: '各行（未列示）',
    columnLabel: '',
    assumptions: [...open, assumption],
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

function entryOf(form: Form, table: Table, line: string, column: string): Entry {
  const columnForm = form.columns.find(({ id }) => id === column);
  const columnName = columnForm?.name ?? column;
  const fact = factOf(table, line, column);
  const printedLine = lineOf(table, line);
  const lineForm = form.lines.find(({ id }) => id === line);
  const lineName = printedLine?.label ?? lineForm?.name ?? classLabel(form, line);
  const columnLabel = form.defaultColumn === column && form.shape === 'lines' ? '' : columnName;
  const label = columnLabel === '' ? lineName : `${lineName}·${columnLabel}`;
  const searched = table.parts[0] ?? { file: '' };
  const known = { kind: 'known', table, line, column, lineLabel: lineName, columnLabel } as const;
  if (fact) {
    if (fact.state === 'unreadable') {
      const where = placeName(fact.location);
      return {
        kind: 'unknown',
        reason: `${where}（${label}）读不出金额：${fact.reason}`,
        places: [{ role: 'unreadable', label, printed: fact.printed, location: fact.location }],
      };
    }
    return { ...known, fact, assumptions: [...blankAssumption(fact), ...lineAssumptions(table, line)] };
  }
  const hasColumn = table.columns.some(({ id }) => id === column) || form.shape === 'items';
  const missing = { role: 'searched', label, printed: '', location: searched };
  if (!hasColumn && columnForm) {
    if (columnForm.optional === 'inapplicable')
      return { kind: 'inapplicable', reason: `${table.title}没有“${columnName}”列` };
    if (columnForm.optional === false)
      return { kind: 'unknown', reason: `${table.title}未找到“${columnName}”列`, places: [missing] };
  }
  const isOwed =
    lineForm &&
    lineForm.id !== TOTAL_LINE &&
    (lineForm.member ? !mayBeLeftOut(form, table, lineForm) : !lineForm.optional);
  if (isOwed) {
    return { kind: 'unknown', reason: `${table.title}未找到“${lineForm.name}”行`, places: [missing] };
  }
  if (lineForm?.optional && form.codes === 'economic')
    return { kind: 'inapplicable', reason: `${table.title}没有“${lineForm.name}”行` };
  if (line === TOTAL_LINE) {
    // A table without any line of figures has no total either: its note must say that it is empty.
    const isEmpty = form.mayBeEmpty && table.lines.every(({ code }) => code === undefined);
    if (!isEmpty) return { kind: 'unknown', reason: `${table.title}未找到“合计”行`, places: [missing] };
  }
  // A class that is left out above its items is not nought.
  const isUnprinted =
    form.groups.length === 0 &&
    /^\d+$/u.test(line) &&
    table.lines.some(({ code }) => code !== undefined && code !== line && code.startsWith(line));
  if (isUnprinted) {
    return {
      kind: 'unknown',
      reason: `${table.title}没有列示 ${line}，却列有它的下级科目`,
      places: [missing],
    };
  }
  return { ...known, fact: undefined, lineLabel: `${lineName}（未列示）`, assumptions: openness(table) };
}

function classLabel(form: Form, line: string): string {
  if (form.groups.length === 0) return line;
  return FUNCTION_CLASSES.find(({ code }) => code === line)?.name ?? line;
}

function blankAssumption(fact: Fact): Assumption[] {
  if (fact.state !== 'blank' || fact.habitual) return [];
  const where = placeName(fact.location);
  return [
    {
      id: `blank:${where}`,
      text: `${where}（${fact.lineLabel}）空白，按零计`,
      location: fact.location,
      isDefect: true,
      provable: true,
    },
  ];
}

function lineAssumptions(table: Table, key: string): Assumption[] {
  const line = lineOf(table, key);
  if (!line?.unknown) return [];
  const where = placeName(line.location);
  return [
    {
      id: `line:${where}`,
      text: `${where}“${line.label}”不是已知的行，按同类计入`,
      location: line.location,
      isDefect: false,
      provable: true,
    },
  ];
}

/** Lines with amounts that were not understood may belong to any sum over the table, or be the absent line. */
function openness(table: Table): Assumption[] {
  return table.leftovers
    .filter(({ hasAmount }) => hasAmount)
    .map(({ location, text }) => ({
      id: `leftover:${placeName(location)}`,
      text: `${placeName(location)}“${text}”一行未识别，未计入`,
      location,
      isDefect: false,
      provable: false,
    }));
}
