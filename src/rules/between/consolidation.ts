import { Decimal } from 'decimal.js';
import type { Unit } from '../../figure/figure.js';
import { FORMS } from '../../forms/catalogue.js';
import { TOTAL_LINE, type FormId } from '../../forms/form.js';
import { joined, zh, type Message } from '../../language/message.js';
import type { CellTable, CellTables } from '../../model/packed-tables.js';
import type { CellContent } from '../../model/report.js';
import { cellOf, type Cell } from './cells.js';
import type { ReportFacts } from './facts.js';
import type { Membership } from './membership.js';
import { codeLength, doubtOf } from './prior-year.js';
import { figureIn, ownerName, type Reports } from './reports.js';

/** A membership worked out: every cell that can be summed, and what cannot. */
export interface Consolidation extends Membership {
  readonly sums: readonly Sum[];
  readonly gaps: readonly Gap[];
  /** Whether the units sum up so nearly that none can be lacking. */
  readonly sumsUp: boolean;
}

/** A cell of the department, those of its units, and what stands between them. */
export interface Sum extends Place {
  readonly department: Term;
  readonly units: readonly Term[];
  /** The unit of measure of the amounts: that of the department's table. */
  readonly unit: Unit;
  /** What was struck out between units; zero where nothing was. */
  readonly offset: Amount;
  /** Department less sum of the units plus offset. */
  readonly difference: Decimal;
  readonly allowance: Decimal;
  readonly outcome: Outcome;
}

interface Place {
  readonly form: FormId;
  readonly line: string;
  readonly column: string;
}

/** Whose table a cell is looked up in. */
interface Term {
  readonly report: ReportFacts;
  readonly table: CellTable;
}

/** `open`: cells do not say enough; `offset`: payments between units that the department does not print. */
type Outcome = 'holds' | 'holds-within-rounding' | 'fails' | 'open' | 'offset';

export interface Amount {
  readonly value: Decimal;
  readonly halfUnit: Decimal;
}

/** What could not be compared, told once for a table or a column. */
interface Gap {
  readonly form: FormId;
  readonly instance: string;
  readonly reason: Message;
}

const ZERO = new Decimal(0);
export const NOTHING: Amount = { value: ZERO, halfUnit: ZERO };

/** Payments between a department and its units: what one books as expenditure, the other books as revenue. */
export const TRANSFERS = [
  { expenditure: 'remittanceToSuperior', revenue: 'remittanceFromSubordinates' },
  { expenditure: 'subsidyToSubordinates', revenue: 'subsidyFromSuperior' },
] as const;
const PAID: readonly string[] = TRANSFERS.map(({ expenditure }) => expenditure);
const RECEIVED: readonly string[] = TRANSFERS.map(({ revenue }) => revenue);

/** Sums up the units of a department, cell by cell. */
export function consolidated(membership: Membership, reports: Reports): Consolidation {
  if (membership.isFar) return { ...membership, sums: [], gaps: [], sumsUp: false };
  const own = reports.tablesOf(membership.department);
  const units = membership.units.map((report) => ({ report, tables: reports.tablesOf(report) }));
  const sums: Sum[] = [];
  const gaps: Gap[] = [];
  for (const { id, titles } of FORMS) {
    const table = own.get(id);
    const lacking = units.filter(({ tables }) => !tables.has(id));
    if (!table || lacking.length > 0) {
      const whose = table
        ? lacking.map(({ report }) => ownerName(report))
        : [ownerName(membership.department)];
      const isEmpty = [own, ...units.map(({ tables }) => tables)].every((tables) => isBlank(tables.get(id)));
      if (!isEmpty)
        gaps.push({ form: id, instance: id, reason: zh`${joined(whose, zh`、`)}没有${titles[0] ?? id}` });
      continue;
    }
    const department = { report: membership.department, table };
    const terms = units.flatMap(({ report, tables }) => {
      const unitTable = tables.get(id);
      return unitTable ? [{ report, table: unitTable }] : [];
    });
    const lines = linesOf([department, ...terms]);
    const offsetOf = offsetsFor(id, own, units);
    for (const { id: column, name } of table.columns) {
      if (!terms.every((term) => term.table.columns.some((other) => other.id === column))) {
        if (hasAmounts(table, column))
          gaps.push({
            form: id,
            instance: `${id}/${column}`,
            reason: zh`有的单位${table.title}没有“${name}”一栏`,
          });
        continue;
      }
      for (const line of lines)
        sums.push(...sumOf({ form: id, line, column }, department, terms, offsetOf(line, column)));
    }
  }
  return { ...membership, sums, gaps, sumsUp: sumsUp(sums) };
}

const isBlank = (table: CellTable | undefined): boolean => !table || table.facts().every(isNought);

/** Whether nothing stands there, or zero. */
const isNought = (content: CellContent | undefined): boolean =>
  !content || (content.state !== 'unreadable' && content.figure.value.isZero());

const hasAmounts = (table: CellTable, column: string): boolean =>
  table.lines.some(({ key }) => {
    const content = table.content(key, column);
    return content?.state === 'figure' && !isNought(content);
  });

/** Lines of any of some tables, in order; those printed twice are not told apart between reports. */
const linesOf = (terms: readonly Term[]): string[] =>
  [...new Set(terms.flatMap(({ table }) => table.lines.map(({ key }) => key)))].filter(
    (key) => !key.includes('#'),
  );

/** Nothing where the cell is zero everywhere, as most cells are. */
function sumOf(place: Place, department: Term, units: readonly Term[], offset: Amount): Sum[] {
  const { line, column } = place;
  const contentIn = ({ table }: Term): CellContent | undefined => table.content(line, column);
  const [own, others] = [contentIn(department), units.map(contentIn)];
  if (isNought(own) && others.every(isNought)) return [];
  const { unit } = department.table;
  const owned = amountIn(own, unit);
  let difference = offset.value.plus(owned.value);
  let allowance = offset.halfUnit.plus(owned.halfUnit);
  for (const content of others) {
    const { value, halfUnit } = amountIn(content, unit);
    if (value.isZero()) continue;
    difference = difference.minus(value);
    allowance = allowance.plus(halfUnit);
  }
  const isUnread = [own, ...others].some((content) => content?.state === 'unreadable');
  const sum = { ...place, department, units, unit, offset, difference, allowance };
  return [{ ...sum, outcome: isUnread ? 'open' : outcomeOf(sum) }];
}

/** An amount in a unit of measure; nothing where none can be read. */
const amountIn = (content: CellContent | undefined, unit: Unit): Amount =>
  content && content.state !== 'unreadable' ? figureIn(content.figure, unit) : NOTHING;

function outcomeOf(sum: Omit<Sum, 'outcome'>): Outcome {
  const { difference, allowance } = sum;
  if (difference.isZero()) return 'holds';
  if (difference.abs().lessThanOrEqualTo(allowance)) return 'holds-within-rounding';
  if (isTransfer(sum) && difference.isNegative()) return 'offset';
  return doubtAbout(sum) ? 'open' : 'fails';
}

/** A cell of the payments themselves: what it lacks was struck out, and DU-OFF asks whether rightly. */
const isTransfer = ({ form, line, column }: Place): boolean =>
  (form === 'expenditure' && PAID.includes(column)) ||
  (form === 'revenue' && RECEIVED.includes(column)) ||
  (form === 'summary' && RECEIVED.includes(line));

/** Why a difference proves nothing, if so. */
export const doubtAbout = (sum: Omit<Sum, 'outcome'>): Message | undefined => {
  const terms = termsOf(sum);
  return doubtOf(
    terms.map(({ cell }) => cell),
    terms.map(({ table }) => table),
  );
};

export interface TermCell extends Term {
  readonly cell: Cell;
}

/** The cells of a sum, that of the department first. */
export const termsOf = ({ department, units, line, column }: Omit<Sum, 'outcome'>): TermCell[] =>
  [department, ...units].flatMap((term) => {
    const cell = cellOf(term.table, line, column);
    return cell ? [{ ...term, cell }] : [];
  });

/** What was struck out of a cell of 01, 02 or 03, as the cells of payments between units show it. */
function offsetsFor(
  form: FormId,
  own: CellTables,
  units: readonly { readonly tables: CellTables }[],
): (line: string, column: string) => Amount {
  const unit = own.get(form)?.unit;
  if (unit === undefined) return () => NOTHING;
  const struck = (of: FormId, cells: readonly (readonly [string, string])[]): Amount => {
    let { value, halfUnit } = NOTHING;
    for (const [line, column] of cells) {
      const less = amountIn(own.get(of)?.content(line, column), unit);
      value = value.minus(less.value);
      halfUnit = halfUnit.plus(less.halfUnit);
      for (const { tables } of units) {
        const more = amountIn(tables.get(of)?.content(line, column), unit);
        value = value.plus(more.value);
        halfUnit = halfUnit.plus(more.halfUnit);
      }
    }
    return { value, halfUnit };
  };
  const paid = onceByKey((line) =>
    struck(
      'expenditure',
      PAID.map((column) => [line, column] as const),
    ),
  );
  const received = onceByKey((line) =>
    struck(
      'revenue',
      RECEIVED.map((column) => [line, column] as const),
    ),
  );
  const receivedInAll = onceByKey(() =>
    struck(
      'summary',
      RECEIVED.map((line) => [line, 'actual'] as const),
    ),
  );
  return (line, column) => {
    if (form === 'expenditure') return column === 'totalExpenditure' ? paid(line) : NOTHING;
    if (form === 'revenue') return column === 'totalRevenue' ? received(line) : NOTHING;
    if (form !== 'summary' || column !== 'actual') return NOTHING;
    if (line === 'totalRevenue' || line === 'grandTotalRevenue') return receivedInAll('');
    if (line === 'totalExpenditure' || line === 'grandTotalExpenditure') return paid(TOTAL_LINE);
    return codeLength(line) > 0 ? paid(line) : NOTHING;
  };
}

function onceByKey(work: (key: string) => Amount): (key: string) => Amount {
  const known = new Map<string, Amount>();
  return (key) => {
    const amount = known.get(key) ?? work(key);
    known.set(key, amount);
    return amount;
  };
}

/** Of the cells that are compared, those that may differ where the units are all there: one in so many. */
const DISPUTED_AT_MOST = 5;
export const GRAND_TOTALS: readonly string[] = ['grandTotalRevenue', 'grandTotalExpenditure'];

/**
 * Whether units that no list vouches for are all there: a unit that is lacking is lacking in the grand totals, and in
 * most of what it spends money on.
 */
function sumsUp(sums: readonly Sum[]): boolean {
  const failing = sums.filter(({ outcome }) => outcome === 'fails');
  return (
    sums.some(
      ({ form, line, outcome }) =>
        form === 'summary' && GRAND_TOTALS.includes(line) && outcome !== 'fails' && outcome !== 'open',
    ) && failing.length * DISPUTED_AT_MOST <= sums.length
  );
}
