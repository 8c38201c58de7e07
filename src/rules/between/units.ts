import { Decimal } from 'decimal.js';
import { formatAmount, YUAN_PER_UNIT, type Unit } from '../../figure/figure.js';
import { FORMS } from '../../forms/catalogue.js';
import { TOTAL_LINE, type FormId } from '../../forms/form.js';
import { joined, zh, type Message } from '../../language/message.js';
import type { CellTable, CellTables } from '../../model/packed-tables.js';
import { shownAt, type Judgement } from '../judgement.js';
import { amountText, cellOf, cellPlace, type Cell } from './cells.js';
import type { ReportFacts } from './facts.js';
import { incompleteness, membershipsIn, type Membership } from './membership.js';
import { codeLength, doubtOf } from './prior-year.js';
import { figureIn, ownerName, type BetweenJudgement, type Reports } from './reports.js';
import { sayingOf, TELLING_AMOUNTS, undecided } from './saying.js';

/** A cell of the department, those of its units, and what stands between them. */
interface Sum {
  readonly form: FormId;
  readonly line: string;
  readonly column: string;
  readonly unit: Unit;
  readonly department: TermCell;
  readonly units: readonly TermCell[];
  /** What was struck out between units, in `unit`; zero where nothing was. */
  readonly offset: Amount;
  /** Department less sum of the units plus offset, in `unit`. */
  readonly difference: Decimal;
  readonly allowance: Decimal;
}

interface Amount {
  readonly value: Decimal;
  readonly halfUnit: Decimal;
}

interface TermCell {
  readonly report: ReportFacts;
  readonly table: CellTable;
  readonly cell: Cell;
}

/** What could not be compared, told once for a table or a column. */
interface Gap {
  readonly form: FormId;
  readonly instance: string;
  readonly reason: Message;
}

const ZERO = new Decimal(0);
const NOTHING: Amount = { value: ZERO, halfUnit: ZERO };

/** Payments between a department and its units: what one books as expenditure, the other books as revenue. */
const TRANSFERS = [
  { expenditure: 'remittanceToSuperior', revenue: 'remittanceFromSubordinates' },
  { expenditure: 'subsidyToSubordinates', revenue: 'subsidyFromSuperior' },
] as const;
const PAID: readonly string[] = TRANSFERS.map(({ expenditure }) => expenditure);
const RECEIVED: readonly string[] = TRANSFERS.map(({ revenue }) => revenue);

/** A membership worked out: every cell that can be summed, and what cannot. */
interface Consolidation extends Membership {
  readonly sums: readonly Sum[];
  readonly gaps: readonly Gap[];
  /** Whether the units sum up so nearly that none can be lacking. */
  readonly sumsUp: boolean;
}

const sayOf = {
  sum: sayingOf('DU-SUM', 'error'),
  offset: sayingOf('DU-OFF', 'warning'),
  list: sayingOf('DU-LIST', 'error'),
  same: sayingOf('DU-SAME', 'warning'),
} as const;

/** All that is judged of departments and their units, department by department: none is kept in mind. */
export function* judgeUnits(reports: Reports): Generator<BetweenJudgement, void, undefined> {
  for (const membership of membershipsIn(reports)) {
    const consolidation = consolidated(membership, reports);
    // Reports that merely lie together are units only if they sum up.
    if (membership.source === 'place' && !consolidation.sumsUp) continue;
    const same = sameAsUnit(consolidation);
    yield* same;
    yield* judgeSums(
      consolidation,
      same.find(({ verdict }) => verdict === 'fails'),
    );
    yield* judgeOffsets(consolidation);
    yield* judgeLists(consolidation);
  }
}

function consolidated(membership: Membership, reports: Reports): Consolidation {
  const own = reports.tablesOf(membership.department);
  const units = membership.units.map((report) => ({ report, tables: reports.tablesOf(report) }));
  const sums: Sum[] = [];
  const gaps: Gap[] = [];
  for (const { id } of FORMS) {
    const table = own.get(id);
    const lacking = units.filter(({ tables }) => !tables.has(id));
    if (!table || lacking.length > 0) {
      const whose = table
        ? lacking.map(({ report }) => ownerName(report))
        : [ownerName(membership.department)];
      const isEmpty = [own, ...units.map(({ tables }) => tables)].every((tables) => isBlank(tables.get(id)));
      const title = FORMS.find((form) => form.id === id)?.titles[0] ?? id;
      if (!isEmpty) gaps.push({ form: id, instance: id, reason: zh`${joined(whose, zh`、`)}没有${title}` });
      continue;
    }
    const terms = units.flatMap(({ report, tables }) => {
      const unitTable = tables.get(id);
      return unitTable ? [{ report, table: unitTable }] : [];
    });
    const department = { report: membership.department, table };
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
      for (const line of linesOf([table, ...terms.map((term) => term.table)])) {
        const sum = sumOf({ form: id, line, column }, department, terms, offsetOf(line, column));
        if (sum) sums.push(sum);
      }
    }
  }
  return { ...membership, sums, gaps, sumsUp: sumsUp(sums) };
}

const isBlank = (table: CellTable | undefined): boolean =>
  !table ||
  [...table.facts.values()].every((fact) => fact.state !== 'unreadable' && fact.figure.value.isZero());

const hasAmounts = (table: CellTable, column: string): boolean =>
  [...table.facts.values()].some(
    (fact) => fact.column === column && fact.state === 'figure' && !fact.figure.value.isZero(),
  );

/** Lines of any of some tables, in order; those printed twice are not told apart between reports. */
const linesOf = (tables: readonly CellTable[]): string[] =>
  [...new Set(tables.flatMap(({ lines }) => lines.map(({ key }) => key)))].filter(
    (key) => !key.includes('#'),
  );

interface Term {
  readonly report: ReportFacts;
  readonly table: CellTable;
}

function sumOf(
  place: Pick<Sum, 'form' | 'line' | 'column'>,
  department: Term,
  units: readonly Term[],
  offset: Amount,
): Sum | undefined {
  const { line, column } = place;
  const withCell = (term: Term): TermCell[] => {
    const cell = cellOf(term.table, line, column);
    return cell ? [{ ...term, cell }] : [];
  };
  const [own] = withCell(department);
  const others = units.flatMap(withCell);
  if (!own || [own, ...others].every(({ cell }) => cell.state !== 'unreadable' && cell.figure.value.isZero()))
    return undefined;
  const { unit } = own.table;
  let difference = offset.value;
  let allowance = offset.halfUnit;
  for (const { cell } of [own, ...others]) {
    const { value, halfUnit } = figureIn(cell.figure, unit);
    if (value.isZero()) continue;
    difference = cell === own.cell ? difference.plus(value) : difference.minus(value);
    allowance = allowance.plus(halfUnit);
  }
  return { ...place, unit, department: own, units: others, offset, difference, allowance };
}

/** What was struck out of a cell of 01, 02 or 03, as the cells of payments between units show it. */
function offsetsFor(
  form: FormId,
  own: CellTables,
  units: readonly { readonly tables: CellTables }[],
): (line: string, column: string) => Amount {
  const table = own.get(form);
  if (!table) return () => NOTHING;
  const struck = (of: FormId, cells: readonly (readonly [string, string])[]): Amount =>
    cells.reduce<Amount>((sum, [line, column]) => {
      const less = cellAmount(own.get(of), line, column, table.unit);
      return units.reduce<Amount>(
        (rest, { tables }) => {
          const more = cellAmount(tables.get(of), line, column, table.unit);
          return { value: rest.value.plus(more.value), halfUnit: rest.halfUnit.plus(more.halfUnit) };
        },
        { value: sum.value.minus(less.value), halfUnit: sum.halfUnit.plus(less.halfUnit) },
      );
    }, NOTHING);
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

function cellAmount(table: CellTable | undefined, line: string, column: string, unit: Unit): Amount {
  const cell = table && cellOf(table, line, column);
  return cell ? figureIn(cell.figure, unit) : NOTHING;
}

/** A cell of the payments themselves: what it lacks was struck out, and DU-OFF asks whether rightly. */
const isTransfer = ({ form, line, column }: Pick<Sum, 'form' | 'line' | 'column'>): boolean =>
  (form === 'expenditure' && PAID.includes(column)) ||
  (form === 'revenue' && RECEIVED.includes(column)) ||
  (form === 'summary' && RECEIVED.includes(line));

type Outcome = 'holds' | 'holds-within-rounding' | 'fails' | 'open' | 'offset';

function outcomeOf(sum: Sum): Outcome {
  const { department, units, difference, allowance } = sum;
  if ([department, ...units].some(({ cell }) => cell.state === 'unreadable')) return 'open';
  if (difference.isZero()) return 'holds';
  if (difference.abs().lessThanOrEqualTo(allowance)) return 'holds-within-rounding';
  if (isTransfer(sum) && difference.isNegative()) return 'offset';
  return doubtAbout(sum) ? 'open' : 'fails';
}

const doubtAbout = ({ department, units }: Sum): Message | undefined =>
  doubtOf(
    [department, ...units].map(({ cell }) => cell),
    [department, ...units].map(({ table }) => table),
  );

/** Of the cells that are compared, those that may differ where the units are all there: one in so many. */
const DISPUTED_AT_MOST = 5;
const TOTALS: readonly string[] = ['grandTotalRevenue', 'grandTotalExpenditure'];

/**
 * Whether units that no list vouches for are all there: a unit that is lacking is lacking in the grand totals, and in
 * most of what it spends money on.
 */
function sumsUp(sums: readonly Sum[]): boolean {
  const failing = sums.filter((sum) => outcomeOf(sum) === 'fails');
  const holds = (sum: Sum): boolean => !failing.includes(sum) && outcomeOf(sum) !== 'open';
  const totals = sums.filter(({ form, line }) => form === 'summary' && TOTALS.includes(line));
  return totals.some(holds) && failing.length * DISPUTED_AT_MOST <= sums.length;
}

const isJudged = ({ isComplete, sumsUp: addsUp }: Consolidation): boolean => isComplete || addsUp;

/** Every cell of a department against the sum of its units. */
function* judgeSums(
  consolidation: Consolidation,
  same: BetweenJudgement | undefined,
): Generator<BetweenJudgement, void, undefined> {
  const { department, sums, gaps } = consolidation;
  if (!isJudged(consolidation)) {
    yield undecided(sayOf.sum, department, '', incompleteness(consolidation));
    return;
  }
  for (const { instance, reason } of gaps) yield undecided(sayOf.sum, department, instance, reason);
  const leads = leadsOf(
    sums.filter((sum) => outcomeOf(sum) === 'fails'),
    sums.length,
  );
  for (const sum of sums) {
    const lead = leads.get(sum);
    const cause =
      same ?? (lead && lead !== sum ? sayOf.sum('fails', department, instanceOf(lead), {}) : undefined);
    yield* sumJudgement(sum, consolidation, cause);
  }
}

function* sumJudgement(
  sum: Sum,
  { department, units }: Consolidation,
  cause: Pick<Judgement, 'ruleId' | 'instance'> | undefined,
): Generator<BetweenJudgement, void, undefined> {
  const outcome = outcomeOf(sum);
  const instance = instanceOf(sum);
  if (outcome === 'offset') return;
  // Nearly every cell holds, and is counted only.
  if (outcome === 'holds') {
    yield sayOf.sum('holds', department, instance, {});
    return;
  }
  const places = [
    cellPlace('actual', ownerName(department), sum.department.table, sum.department.cell),
    ...sum.units.map(({ report, table, cell }) =>
      cellPlace('addend', report.department ?? report.file, table, cell),
    ),
  ];
  if (outcome === 'open') {
    const unread = [sum.department, ...sum.units].find(({ cell }) => cell.state === 'unreadable');
    const reason = unread
      ? zh`${ownerName(unread.report)}${unread.table.title} ${unread.cell.label}不能读出`
      : (doubtAbout(sum) ?? '');
    yield sayOf.sum('undecidable', department, instance, { places, reason });
    return;
  }
  const decimals = Math.max(
    0,
    ...[sum.department, ...sum.units].map(({ cell }) => figureIn(cell.figure, sum.unit).decimals),
  );
  const actual = figureIn(sum.department.cell.figure, sum.unit).value;
  const amounts = { expected: actual.minus(sum.difference), actual, decimals, unit: sum.unit };
  const isWithheld = [department, ...units].some((report) => report.isWithheld);
  yield sayOf.sum(outcome, department, instance, {
    places,
    amounts,
    allowance: sum.allowance,
    reason: messageOf(sum, department, amounts),
    ...(outcome === 'holds-within-rounding' && {
      sheet: `${department.department ?? ''} ${department.fiscalYear ?? ''} 与所属单位合计`,
    }),
    ...(isWithheld && { severity: 'warning' as const }),
    ...(cause && outcome === 'fails' && { cause: { ruleId: cause.ruleId, instance: cause.instance } }),
  });
}

const instanceOf = ({ form, line, column }: Pick<Sum, 'form' | 'line' | 'column'>): string =>
  `${form}/${line}/${column}`;

/** Longest sum written out in full. */
const MOST_TERMS = 12;

function messageOf(sum: Sum, department: ReportFacts, amounts: NonNullable<Judgement['amounts']>): Message {
  const { unit, offset } = sum;
  const telling = sum.units.filter(({ cell }) => !cell.figure.value.isZero());
  const shown = (telling.length === 0 ? sum.units.slice(0, 1) : telling.slice(0, MOST_TERMS)).map(
    ({ report, cell }) => `${report.department ?? report.file} ${amountText(cell.figure, unit)}`,
  );
  const more = telling.length - shown.length;
  const terms = more > 0 ? zh`${shown.join(' + ')} + 另 ${more} 个单位` : shown.join(' + ');
  const less = offset.value.isZero()
    ? terms
    : zh`${terms} − 内部抵销 ${formatAmount(offset.value, amounts.decimals)}`;
  const total = formatAmount(amounts.expected, amounts.decimals);
  const gap = formatAmount(sum.difference.abs(), amounts.decimals);
  const own = amountText(sum.department.cell.figure, unit);
  return zh`${ownerName(department)}${sum.department.table.title} ${sum.department.cell.label}：部门 ${own} ≠ ${less} ＝ ${total}，差 ${gap}${unit}`;
}

/**
 * Which failure each one follows from. A figure that a unit changed is wrong by as much in every sum above it: the most
 * detailed of these leads. Where most cells fail the reports are not of the same accounts, and the grand total leads.
 */
function leadsOf(failing: readonly Sum[], compared: number): ReadonlyMap<Sum, Sum> {
  const ranked = failing.toSorted((one, other) => detailOf(other) - detailOf(one));
  const whole = failing.length * 2 > compared ? failing.find(({ line }) => TOTALS.includes(line)) : undefined;
  const leads = new Map<string, Sum>();
  for (const sum of ranked) {
    const key = inYuan(sum.difference, sum.unit);
    if (!leads.has(key)) leads.set(key, sum);
  }
  return new Map(failing.map((sum) => [sum, whole ?? leads.get(inYuan(sum.difference, sum.unit)) ?? sum]));
}

const inYuan = (amount: Decimal, unit: Unit): string => amount.times(YUAN_PER_UNIT[unit]).toString();

/** Items before classes before totals, and a kind of expenditure before the sum of all kinds. */
function detailOf({ form, line, column }: Sum): number {
  const isSum = ['total', 'totalRevenue', 'totalExpenditure'].includes(column);
  return codeLength(line) * 4 + (isSum ? 0 : 2) + (form === 'expenditure' ? 1 : 0);
}

/** What was struck out as paid is what was struck out as received. */
function* judgeOffsets(consolidation: Consolidation): Generator<BetweenJudgement, void, undefined> {
  const { department, sums } = consolidation;
  if (!isJudged(consolidation)) return;
  for (const { expenditure, revenue } of TRANSFERS) {
    const paid = sums.find(
      ({ form, line, column }) => form === 'expenditure' && line === TOTAL_LINE && column === expenditure,
    );
    const received = sums.find(({ form, line }) => form === 'summary' && line === revenue);
    if (!paid && !received) continue;
    const places = [paid, received].flatMap((sum) =>
      sum
        ? [sum.department, ...sum.units].map(({ report, table, cell }) =>
            cellPlace(
              report === department ? 'actual' : 'addend',
              report.department ?? report.file,
              table,
              cell,
            ),
          )
        : [],
    );
    if ([paid, received].some((sum) => sum && outcomeOf(sum) === 'open'))
      yield sayOf.offset('undecidable', department, expenditure, {
        places,
        reason: zh`内部往来的金额不能读出`,
      });
    else yield offsetJudgement({ department, expenditure }, paid, received, places);
  }
}

function offsetJudgement(
  { department, expenditure }: { readonly department: ReportFacts; readonly expenditure: string },
  paid: Sum | undefined,
  received: Sum | undefined,
  places: Judgement['places'],
): BetweenJudgement {
  const unit = (paid ?? received)?.unit ?? '万元';
  // The department prints so much less than its units: that was struck out.
  const struck = (sum: Sum | undefined): Amount =>
    sum
      ? {
          value: sum.difference.negated().times(YUAN_PER_UNIT[sum.unit]).div(YUAN_PER_UNIT[unit]),
          halfUnit: sum.allowance.times(YUAN_PER_UNIT[sum.unit]).div(YUAN_PER_UNIT[unit]),
        }
      : NOTHING;
  const [ofPaid, ofReceived] = [struck(paid), struck(received)];
  const difference = ofPaid.value.minus(ofReceived.value);
  const allowance = ofPaid.halfUnit.plus(ofReceived.halfUnit);
  const decimals = 2;
  const amounts = { expected: ofReceived.value, actual: ofPaid.value, decimals, unit };
  const [paidName, receivedName] =
    expenditure === 'remittanceToSuperior'
      ? [zh`上缴上级支出`, zh`附属单位上缴收入`]
      : [zh`对附属单位补助支出`, zh`上级补助收入`];
  const reason = zh`${ownerName(department)}：${paidName}抵销 ${formatAmount(ofPaid.value, decimals)}，${receivedName}抵销 ${formatAmount(ofReceived.value, decimals)}，差 ${formatAmount(difference.abs(), decimals)}${unit}`;
  if (difference.isZero()) return sayOf.offset('holds', department, expenditure, { places });
  const sheet = `${department.department ?? ''} ${department.fiscalYear ?? ''} 与所属单位合计`;
  return difference.abs().lessThanOrEqualTo(allowance)
    ? sayOf.offset('holds-within-rounding', department, expenditure, {
        places,
        amounts,
        allowance,
        reason,
        sheet,
      })
    : sayOf.offset('fails', department, expenditure, { places, amounts, allowance, reason });
}

/** The units that a department lists are those that were given and summed. */
function* judgeLists(consolidation: Consolidation): Generator<BetweenJudgement, void, undefined> {
  const { department, units, listed, stated, missing, unlisted } = consolidation;
  if (!listed) return;
  const say = sayOf.list;
  const places = [
    shownAt('listed', zh`单位名单`, listed.words, listed.location),
    ...units.map((unit) => reportPlace('given', unit)),
  ];
  if (unlisted.length > 0) {
    const names = joined(unlisted.map(ownerName), zh`、`);
    const reason = zh`${ownerName(department)}的单位名单里没有${names}，却有它的报告`;
    yield say('fails', department, 'unlisted', { places, reason });
  }
  if (listed.count === 0 && stated !== undefined && consolidation.sumsUp && stated !== units.length) {
    yield say('fails', department, 'count', {
      places,
      amounts: { expected: new Decimal(units.length), actual: new Decimal(stated), decimals: 0, unit: '个' },
      reason: zh`${ownerName(department)}写有 ${stated} 个单位，合计相符的却是 ${units.length} 个`,
    });
  } else if (missing.length > 0) {
    yield say('fails', department, 'missing', {
      severity: 'warning',
      places,
      reason: zh`${ownerName(department)}列出 ${listed.count} 个单位，没有见到 ${missing.length} 个的报告：${joined(missing, zh`、`)}`,
      advice: zh`补齐这些单位的报告后再核对合计；没有公开的，查明原因`,
    });
  } else if (listed.count > 0 && unlisted.length === 0) yield say('holds', department, '', { places });
}

const reportPlace = (role: string, report: ReportFacts): Judgement['places'][number] =>
  shownAt(role, ownerName(report), '', { file: report.file });

/** No unit has just the figures of its department while there are others. */
function sameAsUnit({ department, units, stated, listed, source }: Consolidation): BetweenJudgement[] {
  const count = Math.max(units.length, stated ?? 0, listed?.count ?? 0);
  if (count < 2 || department.amounts < TELLING_AMOUNTS || source === 'place') return [];
  const same = units.filter(({ figures }) => figures === department.figures);
  const places = [department, ...(same.length > 0 ? same : units)].map((report) =>
    reportPlace('report', report),
  );
  if (same.length === 0) return [sayOf.same('holds', department, '', { places })];
  const names = joined(same.map(ownerName), zh`、`);
  const reason = zh`${ownerName(department)}有 ${count} 个单位，${names}的全部金额却与部门的相同`;
  return [sayOf.same('fails', department, '', { places, reason })];
}
