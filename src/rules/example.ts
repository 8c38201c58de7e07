import { figureOf, zeroFigure, type Precision, type Unit } from '../figure/figure.js';
import { readPrinted } from '../figure/printed.js';
import { formOf, FORMS, FUNCTION_CLASSES } from '../forms/catalogue.js';
import { TOTAL_LINE, type Form } from '../forms/form.js';
import { sentence } from '../language/message.js';
import { factKey, type Fact, type Report, type Table, type TableLine } from '../model/report.js';
import { address } from '../model/location.js';
import { evaluationOf } from './example-evaluation.js';
import { narrativeOf, type Refer } from './example-narrative.js';
import { placeOf, type Place } from './example-place.js';
import type { Example } from './rule.js';

const FILE = '算例.xlsx';
const PRECISION: Precision = { decimals: 2, basis: 'customary' };

/**
 * Builds the report that an example describes: all nine tables with every line and column of their forms
 * printed as 0.00, but for the figures, codes, names, heads and notes that the example gives.
 */
export function reportOf(example: Example): Report {
  const file = example.file ?? FILE;
  const given = Object.entries(example.figures).map(([key, printed]) => ({ ...placeOf(key), printed }));
  const tables = FORMS.map((form) =>
    tableOf(
      form,
      example,
      given.filter((figure) => figure.form === form.id),
    ),
  );
  const narrative = narrativeOf(example, referTo);
  const [department] = Object.values(example.departments ?? {});
  const [year] = Object.values(example.years ?? {});
  return {
    file,
    files: [file],
    ...(department !== undefined && { department }),
    ...(year !== undefined && { fiscalYear: Number(year) }),
    unit: '万元',
    tables: new Map(tables.map((table) => [table.form, table])),
    evaluation: evaluationOf(example, file),
    ...(narrative && { narrative }),
    ...(example.loose && {
      texts: example.loose.map((text, row) => ({
        text,
        location: { file, sheet: '自评', cell: address(row, 0) },
      })),
    }),
    ...(example.hidden && {
      hidden: example.hidden.map((what) => ({
        what: sentence(what),
        location: { file, sheet: '自评' },
      })),
    }),
    covers: [],
    remarks: [],
  };
}

/** The cell that a text speaks of, and what it may be called. */
function referTo(text: string): ReturnType<Refer> {
  const { form, line, column } = placeOf(text);
  const named = formOf(form);
  const label =
    line === TOTAL_LINE
      ? named.columns.find(({ id }) => id === column)?.name
      : named.lines.find(({ id }) => id === line)?.name;
  return { form, line, column, label: label ?? line };
}

interface GivenFigure extends Place {
  readonly printed: string;
}

function tableOf(form: Form, example: Example, given: readonly GivenFigure[]): Table {
  const sheet = form.name;
  const file = example.file ?? FILE;
  const lines = linesOf(form, example, given);
  const columns = form.columns.map(({ id, name }, index) => ({
    id,
    path: [name],
    location: { file, sheet, cell: address(0, index + 2) },
  }));
  const unit = unitOf(example.units?.[form.name]);
  const facts = lines.flatMap((line, row) =>
    form.columns.map((column, index): [string, Fact] => {
      const figure = given.find((one) => keyOf(one) === line.key && one.column === column.id);
      const cell = address(row + 1, index + 2);
      const [printed = '', stored] = (figure?.printed ?? '0.00').split(' ← ');
      const place = {
        form: form.id,
        line: line.key,
        column: column.id,
        lineLabel: line.label,
        columnLabel: column.name,
        printed,
        location: { file, sheet, cell },
        ...(stored !== undefined && { stored }),
      };
      return [factKey(line.key, column.id), factOf(place, unit)];
    }),
  );
  const head = { file, sheet, cell: 'A1' };
  const department = example.departments?.[form.name];
  const year = example.years?.[form.name];
  const note = example.notes?.[form.name];
  return {
    form: form.id,
    title: form.titles[0] ?? form.name,
    parts: [{ file, sheet, range: `A1:${address(lines.length, form.columns.length + 1)}` }],
    ...(department !== undefined && { department: { value: department, location: head } }),
    ...(year !== undefined && { fiscalYear: { value: Number(year), location: head } }),
    departmentMentions: [],
    unit,
    statedUnit: { value: unit, location: head },
    precision: PRECISION,
    columns,
    lines,
    facts: new Map(facts),
    leftovers: [],
    notes:
      note === undefined
        ? []
        : [{ text: note, location: { file, sheet, cell: address(lines.length + 1, 0) } }],
  };
}

const keyOf = ({ line, part }: GivenFigure): string => (part === undefined ? line : `${line}/${part}`);

const unitOf = (name: string | undefined): Unit => (name === '元' || name === '千元' ? name : '万元');

function linesOf(form: Form, example: Example, given: readonly GivenFigure[]): TableLine[] {
  const known = new Set(form.lines.map(({ id }) => id));
  const named = Object.keys(example.names ?? {}).flatMap((key) => codeIn(key, form));
  const listed = example.codes?.[form.name] ?? [];
  const inFigures = given.flatMap(({ line }) => (known.has(line) ? [] : [line]));
  const classes = form.groups.length > 0 ? FUNCTION_CLASSES.map(({ code }) => code) : [];
  const codes = listed.length > 0 ? listed : [...new Set([...classes, ...named, ...inFigures])].sort();
  const lines =
    form.codes && form.groups.length === 0 && known.has(TOTAL_LINE)
      ? form.lines.filter(({ id }) => id === TOTAL_LINE)
      : [];
  const all: {
    key: string;
    label: string;
    code?: string;
    name?: string;
    partOf?: string;
    repeated?: true;
  }[] = [
    ...lines.map(({ id, name }) => ({ key: id, label: name })),
    ...codes.map((code, index) => {
      const name =
        example.names?.[`${form.name}[${code}]`] ??
        FUNCTION_CLASSES.find((known) => known.code === code)?.name ??
        '';
      const copies = codes.slice(0, index).filter((other) => other === code).length;
      return {
        key: copies === 0 ? code : `${code}#${copies + 1}`,
        label: form.groups.length > 0 ? name : `${code} ${name}`.trim(),
        code,
        name,
        ...(copies > 0 && { repeated: true as const }),
      };
    }),
    ...form.lines
      .filter(({ id }) => !lines.some((line) => line.id === id))
      .map(({ id, name }) => ({ key: id, label: name })),
    ...given.flatMap((figure) =>
      figure.part === undefined
        ? []
        : [{ key: keyOf(figure), label: `其中:${figure.part}`, partOf: figure.line }],
    ),
  ];
  return all.map((line, row) => ({
    ...line,
    location: { file: example.file ?? FILE, sheet: form.name, cell: address(row + 1, 0) },
  }));
}

function codeIn(key: string, form: Form): string[] {
  const match = /^(?<table>.+)\[(?<code>\d+)\]$/u.exec(key)?.groups;
  return match?.table === form.name && match.code !== undefined ? [match.code] : [];
}

type FactPlace = Omit<Extract<Fact, { state: 'figure' }>, 'state' | 'figure'>;

function factOf(place: FactPlace, unit: Unit): Fact {
  const printed = readPrinted(place.printed);
  switch (printed.kind) {
    case 'figure':
      return { ...place, state: 'figure', figure: figureOf(printed, PRECISION, unit) };
    case 'blank':
    case 'dash':
      return { ...place, state: 'blank', figure: zeroFigure(PRECISION, unit), habitual: false };
    case 'unreadable':
      return { ...place, state: 'unreadable', reason: printed.reason };
  }
}
