import { Decimal } from 'decimal.js';
import { convert, YUAN_PER_UNIT, zeroFigure, type Unit } from '../figure/figure.js';
import type { Formula, Reference, Term } from '../formula/resolve.js';
import { ECONOMIC_CLASSES, FUNCTION_CLASSES } from '../forms/catalogue.js';
import { TOTAL_LINE, type CodeClass, type Form, type FormId } from '../forms/form.js';
import { placeName } from '../model/location.js';
import { factOf, lineOf, type Fact, type Report, type Table } from '../model/report.js';
import type { Assumption, Judgement, Operand, Severity, Verdict } from './judgement.js';
import type { Check, FormulaRule } from './rule.js';

/** Evaluates an identity for every line and column that it speaks of. */
export function evaluate(rule: FormulaRule, report: Report): Judgement[] {
  return rule.checks.flatMap((check, index) => evaluateCheck(rule, check, index, report));
}

function evaluateCheck(rule: FormulaRule, check: Check, index: number, report: Report): Judgement[] {
  const terms = [...check.formula.left, ...check.formula.right];
  const blank = { ruleId: rule.id, severity: check.severity, operands: [], assumptions: [], places: [] };
  const instance = rule.checks.length > 1 ? `${index + 1}` : '';
  const absent = [
    ...new Set(
      referencesIn([...terms, ...check.when.flatMap(({ left, right }) => [...left, ...right])]).map(
        ({ form }) => form,
      ),
    ),
  ].filter((form) => !report.tables.has(form.id));
  if (absent.length > 0) {
    const reason = `未找到${absent.map(({ titles }) => titles[0] ?? '').join('、')}`;
    return [{ ...blank, instance, verdict: 'undecidable', reason }];
  }
  const condition = conditionOf(check.when, report);
  if (condition) return [{ ...blank, instance, ...condition }];
  const bindings = bindingsOf(terms, report);
  const judgements = bindings.flatMap((binding) => {
    const judged = judge(rule, check, binding, report);
    return judged
      ? [{ ...judged, instance: [instance, binding.line, binding.column].filter(Boolean).join('/') }]
      : [];
  });
  return onceInapplicable(judgements, instance);
}

/** A column that the place does not print is one reason, not one for every line. */
function onceInapplicable(judgements: readonly Judgement[], instance: string): Judgement[] {
  const seen = new Set<string | undefined>();
  return judgements.flatMap((judgement) => {
    if (judgement.verdict !== 'not-applicable') return [judgement];
    if (seen.has(judgement.reason)) return [];
    seen.add(judgement.reason);
    return [{ ...judgement, instance: seen.size === 1 ? instance : `${instance}#${seen.size}` }];
  });
}

const referencesIn = (terms: readonly Term[]): Reference[] =>
  terms.flatMap((term) => ('reference' in term ? [term.reference] : []));

/** Undefined when all conditions hold. */
function conditionOf(
  when: readonly Formula[],
  report: Report,
): Pick<Judgement, 'verdict' | 'reason'> | undefined {
  for (const formula of when) {
    const sides = operandsOf(formula, {}, report);
    if (sides.kind === 'inapplicable') return { verdict: 'not-applicable', reason: sides.reason };
    if (sides.kind === 'unknown') return { verdict: 'undecidable', reason: sides.reason };
    if (sides.kind === 'none') return { verdict: 'not-applicable', reason: `不具备前提：${formula.text}` };
    const { verdict } = compare(formula, sides.operands, false);
    if (verdict === 'fails') return { verdict: 'not-applicable', reason: `不具备前提：${formula.text}` };
  }
  return undefined;
}

/** The line and column that one instance of a formula stands for. */
interface Binding {
  readonly line?: string;
  readonly column?: string;
}

/** A formula about 科目 or .* is judged for each code and each column that one of its tables prints. */
function bindingsOf(terms: readonly Term[], report: Report): Binding[] {
  const references = terms.flatMap((term) => ('reference' in term ? [term] : []));
  const free = references.filter(({ sum }) => !sum).map(({ reference }) => reference);
  const lines = new Set<string>();
  for (const reference of free) {
    if (reference.lines.kind === 'one') continue;
    const table = report.tables.get(reference.form.id);
    for (const key of linesIn(reference, table, undefined)) {
      // A code printed twice is checked along its row, but not taken for another code of other tables.
      if (reference.lines.kind === 'every' || !key.includes('#')) lines.add(key);
    }
  }
  const everyColumn = free.filter(({ column }) => column.kind === 'every');
  const columns = new Set(
    everyColumn.flatMap((reference) => columnsIn(reference, report.tables.get(reference.form.id))),
  );
  const isFree = free.some(({ lines: set }) => set.kind !== 'one');
  const overLines: Binding[] = isFree ? [...lines].map((line) => ({ line })) : [{}];
  return everyColumn.length > 0
    ? overLines.flatMap((binding) => [...columns].map((column) => ({ ...binding, column })))
    : overLines;
}

/** Columns of the side of the table that the lines stand on. */
function columnsIn({ form, lines }: Reference, table: Table | undefined): string[] {
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

function linesIn(
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

type Operands =
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

function operandsOf(formula: Formula, binding: Binding, report: Report): Operands {
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
  return entries.map((entry) =>
    entry.kind === 'known' ? { ...entry, assumptions: [...entry.assumptions, ...open] } : entry,
  );
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
  if (lineForm && !lineForm.optional && lineForm.id !== TOTAL_LINE) {
    return { kind: 'unknown', reason: `${table.title}未找到“${lineForm.name}”行`, places: [missing] };
  }
  if (lineForm?.optional && form.codes === 'economic')
    return { kind: 'inapplicable', reason: `${table.title}没有“${lineForm.name}”行` };
  if (line === TOTAL_LINE) {
    // A table without any line of figures has no total either: its note must say that it is empty.
    const isEmpty = form.mayBeEmpty && table.lines.every(({ code }) => code === undefined);
    if (!isEmpty) return { kind: 'unknown', reason: `${table.title}未找到“合计”行`, places: [missing] };
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
    }));
}

function judge(
  rule: FormulaRule,
  check: Check,
  binding: Binding,
  report: Report,
): Omit<Judgement, 'instance'> | undefined {
  const sides = operandsOf(check.formula, binding, report);
  const base = { ruleId: rule.id, severity: check.severity, places: [] };
  switch (sides.kind) {
    case 'none':
      return undefined;
    case 'inapplicable':
      return { ...base, verdict: 'not-applicable', operands: [], assumptions: [], reason: sides.reason };
    case 'unknown':
      return {
        ...base,
        verdict: 'undecidable',
        operands: [],
        assumptions: [],
        reason: sides.reason,
        places: sides.places,
      };
    case 'operands': {
      const { operands, assumptions, unit } = sides;
      const compared = compare(check.formula, operands, rule.sameFact);
      const excused =
        sides.notes ||
        (rule.negativeExcuses && operands.some(({ value }) => value.isNegative() && !value.isZero()));
      const unprinted = compared.difference.isPositive() ? unprintedClasses(check.formula, report) : [];
      const severity =
        (excused || unprinted.length > 0) && check.severity === 'error'
          ? 'warning'
          : (compared.severity ?? check.severity);
      const missing = compared.verdict === 'fails' ? missingCode(operands) : undefined;
      return {
        ...base,
        ...(missing && { missing }),
        ...(unprinted.length > 0 && {
          advice: `表中没有印出${unprinted.map(({ name }) => name).join('、')}，差额可能在其中；请补列或说明`,
        }),
        severity: weaker(severity, check.severity),
        operands,
        assumptions,
        unit,
        relation: check.formula.relation,
        verdict: compared.verdict,
        difference: compared.difference,
        allowance: compared.allowance,
      };
    }
  }
}

/** The code that one of two tables lacks where both should print the same fact. */
function missingCode(operands: readonly Operand[]): Judgement['missing'] {
  const [absent, ...others] = operands.filter(({ printed }) => printed === undefined);
  if (operands.length !== 2 || others.length > 0 || absent?.form === undefined || absent.line === undefined)
    return undefined;
  return /^\d+$/u.test(absent.line) ? { form: absent.form, code: absent.line } : undefined;
}

/** Tables that print the amounts of every class, so that a class left out of a summary shows. */
const SETTLED_BY: Readonly<Partial<Record<FormId, readonly FormId[]>>> = {
  summary: ['expenditure'],
  'appropriation-summary': ['general-budget-expenditure'],
};

/**
 * Classes that a summary does not print, where no other table tells whether they hold an amount: then a sum
 * that falls short of its total needs an explanation only.
 */
function unprintedClasses({ left, right }: Formula, report: Report): readonly CodeClass[] {
  const sum = [...left, ...right].find(
    (term) => 'reference' in term && term.sum && term.reference.lines.kind === 'codes',
  );
  const form = sum && 'reference' in sum ? sum.reference.form : undefined;
  const settlers = form && SETTLED_BY[form.id];
  if (!form || !settlers || settlers.some((id) => report.tables.has(id))) return [];
  const printed = new Set(report.tables.get(form.id)?.lines.map(({ key }) => key));
  return FUNCTION_CLASSES.filter(({ code, inSummary }) => inSummary && !printed.has(code));
}

const weaker = (one: Severity, other: Severity): Severity => {
  const order: Severity[] = ['note', 'warning', 'error'];
  return order.indexOf(one) < order.indexOf(other) ? one : other;
};

const ZERO = new Decimal(0);

interface Comparison {
  readonly verdict: Extract<Verdict, 'holds' | 'holds-within-rounding' | 'fails'>;
  readonly difference: Decimal;
  readonly allowance: Decimal;
  readonly severity?: Severity;
}

/**
 * Judges Σ aᵢxᵢ on intervals: exact, within what the printed digits of the non-zero operands can hide
 * (closed interval), or impossible for any true values behind them.
 */
function compare({ relation }: Formula, operands: readonly Operand[], sameFact: boolean): Comparison {
  // Zeros change nothing, and are most of what the tables print.
  const telling = operands.filter(({ value }) => !value.isZero());
  const difference = telling.reduce(
    (sum, { side, factor, value }) =>
      side === 'left' ? sum.plus(factor.times(value)) : sum.minus(factor.times(value)),
    ZERO,
  );
  const allowance = telling.reduce(
    (sum, { factor, halfUnit }) => sum.plus(factor.abs().times(halfUnit)),
    ZERO,
  );
  const excess = excessOf(relation, difference);
  if (excess === undefined || excess.lessThanOrEqualTo(0)) return { verdict: 'holds', difference, allowance };
  if (sameFact && relation === '=') return compareTwins(operands, difference);
  const verdict =
    relation !== '<' && relation !== '>' && excess.lessThanOrEqualTo(allowance)
      ? 'holds-within-rounding'
      : 'fails';
  return { verdict, difference, allowance };
}

/** How far the relation is missed; undefined or at most zero when it holds exactly. */
function excessOf(relation: Formula['relation'], difference: Decimal): Decimal | undefined {
  switch (relation) {
    case '=':
      return difference.abs();
    case '≤':
      return difference;
    case '≥':
      return difference.negated();
    case '<':
      return difference.isNegative() && !difference.isZero() ? undefined : difference.abs().plus(1);
    case '>':
      return difference.isPositive() && !difference.isZero() ? undefined : difference.abs().plus(1);
  }
}

/**
 * The same fact printed twice: one unit of the last digit is 舍位平衡, two need an explanation, more is an
 * error. Across precisions the finer figure must lie in the interval of the coarser.
 */
function compareTwins(operands: readonly Operand[], difference: Decimal): Comparison {
  const steps = operands.filter(({ value }) => !value.isZero()).map(({ halfUnit }) => halfUnit.times(2));
  const coarse = Decimal.max(...steps, 0);
  const fine = Decimal.min(...steps, coarse);
  const gap = difference.abs();
  const allowance = coarse.equals(fine) ? coarse : coarse.div(2);
  if (gap.lessThanOrEqualTo(allowance)) return { verdict: 'holds-within-rounding', difference, allowance };
  const isTwoUnits = coarse.equals(fine) && gap.lessThanOrEqualTo(coarse.times(2)) && !coarse.isZero();
  return { verdict: 'fails', difference, allowance, ...(isTwoUnits && { severity: 'warning' }) };
}
