import { Decimal } from 'decimal.js';
import { formatAmount, YUAN_PER_UNIT } from '../../figure/figure.js';
import { TOTAL_LINE } from '../../forms/form.js';
import { joined, zh, type Message } from '../../language/message.js';
import { groupBy } from '../../model/group-by.js';
import { shownAt, type Judgement } from '../judgement.js';
import { amountText, cellPlace, suspectedBefore } from './cells.js';
import {
  consolidated,
  doubtAbout,
  GRAND_TOTALS,
  NOTHING,
  termsOf,
  TRANSFERS,
  type Amount,
  type Consolidation,
  type Sum,
  type TermCell,
} from './consolidation.js';
import type { ReportFacts } from './facts.js';
import { leading } from './leading.js';
import {
  incompleteness,
  membershipsIn,
  unknownDepartments,
  withOneMore,
  type Membership,
} from './membership.js';
import { codeLength } from './prior-year.js';
import { figureIn, ownerName, type BetweenJudgement, type Reports } from './reports.js';
import { sayingOf, TELLING_AMOUNTS, undecided } from './saying.js';

const ZERO = new Decimal(0);

const sayOf = {
  sum: sayingOf('DU-SUM', 'error'),
  offset: sayingOf('DU-OFF', 'warning'),
  list: sayingOf('DU-LIST', 'error'),
  same: sayingOf('DU-SAME', 'warning'),
} as const;

/** All that is judged of departments and their units, department by department: none is kept in mind. */
export function* judgeUnits(reports: Reports): Generator<BetweenJudgement, void, undefined> {
  for (const alternatives of groupBy(membershipsIn(reports), ({ department }) => department).values()) {
    const consolidation = likeliest(alternatives, reports);
    if (!consolidation) continue;
    const same = sameAsUnit(consolidation);
    yield* same;
    yield* judgeSums(
      consolidation,
      same.find(({ verdict }) => verdict === 'fails'),
    );
    yield* judgeOffsets(consolidation);
    yield* judgeLists(consolidation);
  }
  for (const { name, reason } of unknownDepartments(reports))
    yield undecided(sayOf.list, { file: reports.expected?.file ?? '', department: name }, 'unknown', reason);
}

/** Of what may be the units of a department those that sum up to it; where none do, all that may be. */
function likeliest(alternatives: readonly Membership[], reports: Reports): Consolidation | undefined {
  let last: Consolidation | undefined;
  for (const membership of alternatives) {
    last = consolidated(membership, reports);
    if (last.sumsUp) return last;
    // A list that lacks a unit is wrong once, and not in every sum.
    for (const more of withOneMore(membership, reports)) {
      const other = consolidated(more, reports);
      if (other.sumsUp) return other;
    }
    if (isJudged(last)) return last;
  }
  return last;
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
    sums.filter(({ outcome }) => outcome === 'fails'),
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
  const { outcome, unit } = sum;
  const instance = instanceOf(sum);
  if (outcome === 'offset') return;
  // Nearly every cell holds, and is counted only.
  if (outcome === 'holds') {
    yield sayOf.sum('holds', department, instance, {});
    return;
  }
  const terms = termsOf(sum);
  const places = placesOf(terms, department);
  if (outcome === 'open') {
    const unread = terms.find(({ cell }) => cell.state === 'unreadable');
    const reason = unread
      ? zh`${ownerName(unread.report)}${unread.table.title} ${unread.cell.label}不能读出`
      : (doubtAbout(sum) ?? '');
    yield sayOf.sum('undecidable', department, instance, { places, reason });
    return;
  }
  const figures = terms.map(({ cell }) => figureIn(cell.figure, unit));
  const actual = figures[0]?.value ?? ZERO;
  const decimals = Math.max(0, ...figures.map((figure) => figure.decimals));
  const amounts = { expected: actual.minus(sum.difference), actual, decimals, unit };
  const isWithheld = [department, ...units].some((report) => report.isWithheld);
  yield sayOf.sum(outcome, department, instance, {
    places,
    amounts,
    allowance: sum.allowance,
    reason: messageOf(sum, terms, amounts),
    ...(outcome === 'holds-within-rounding' && {
      ...tailsOf(department),
    }),
    ...(isWithheld && { severity: 'warning' as const }),
    ...(cause && outcome === 'fails' && { cause: { ruleId: cause.ruleId, instance: cause.instance } }),
  });
}

/** Tails between a department and its units are told once. */
const tailsOf = (department: ReportFacts): Pick<Judgement, 'sheet' | 'sheetName'> => ({
  sheet: `${department.department ?? ''} ${department.fiscalYear ?? ''} 与所属单位合计`,
  sheetName: zh`${ownerName(department)}与所属单位合计`,
});

const instanceOf = ({ form, line, column }: Pick<Sum, 'form' | 'line' | 'column'>): string =>
  `${form}/${line}/${column}`;

const placesOf = (terms: readonly TermCell[], department: ReportFacts): Judgement['places'] =>
  terms.map(({ report, table, cell }) =>
    report === department
      ? cellPlace('actual', ownerName(department), table, cell)
      : cellPlace('addend', report.department ?? report.file, table, cell),
  );

/** Longest sum written out in full. */
const MOST_TERMS = 12;

function messageOf(
  { unit, offset, difference }: Sum,
  [own, ...units]: readonly TermCell[],
  amounts: NonNullable<Judgement['amounts']>,
): Message {
  if (!own) return '';
  const telling = units.filter(({ cell }) => !cell.figure.value.isZero());
  const shown = telling
    .slice(0, MOST_TERMS)
    .map(({ report, cell }) => `${report.department ?? report.file} ${amountText(cell.figure, unit)}`);
  const more = telling.length - shown.length;
  const all = more > 0 ? zh`${shown.join(' + ')} + 另 ${more} 个单位` : shown.join(' + ');
  const terms = shown.length === 0 ? zh`${units.length} 个单位合计` : all;
  const less = offset.value.isZero()
    ? terms
    : zh`${terms} − 内部抵销 ${formatAmount(offset.value, amounts.decimals)}`;
  const total = formatAmount(amounts.expected, amounts.decimals);
  const gap = formatAmount(difference.abs(), amounts.decimals);
  const { report, table, cell } = own;
  const said = zh`${ownerName(report)}${table.title} ${cell.label}：部门 ${amountText(cell.figure, unit)} ≠ ${less} ＝ ${total}，差 ${gap}${unit}`;
  return joined([said, ...suspectedBefore([own, ...units])], '');
}

/**
 * Which failure each one follows from. A figure that a unit changed is wrong by as much in every sum above it: the most
 * detailed of these leads. Where most cells fail the reports are not of the same accounts, and the grand total leads.
 */
function leadsOf(failing: readonly Sum[], compared: number): ReadonlyMap<Sum, Sum> {
  const ranked = failing.toSorted((one, other) => detailOf(other) - detailOf(one));
  const whole =
    failing.length * 2 > compared ? failing.find(({ line }) => GRAND_TOTALS.includes(line)) : undefined;
  const leadOf = leading<Sum>();
  return new Map(ranked.map((sum) => [sum, whole ?? leadOf(sum, sum)]));
}

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
    const of = [paid, received].flatMap((sum) => sum ?? []);
    const places = of.flatMap((sum) => placesOf(termsOf(sum), department));
    if (of.some(({ outcome }) => outcome === 'open'))
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
  if (paid && received && areTwoSides(paid, received)) {
    const value = formatAmount(termsOf(paid)[0]?.cell.figure.value ?? ZERO, decimals);
    const reason = zh`${ownerName(department)}：所属单位之间的${paidName}与${receivedName}都是 ${value}${unit}，汇总时都没有抵销`;
    return sayOf.offset('fails', department, expenditure, { places, reason });
  }
  if (difference.isZero()) return sayOf.offset('holds', department, expenditure, { places });
  return difference.abs().lessThanOrEqualTo(allowance)
    ? sayOf.offset('holds-within-rounding', department, expenditure, {
        places,
        amounts,
        allowance,
        reason,
        ...tailsOf(department),
      })
    : sayOf.offset('fails', department, expenditure, { places, amounts, allowance, reason });
}

/** Whether some of the units book as paid what others, and they alone, book as received, and nothing is struck out. */
function areTwoSides(paid: Sum, received: Sum): boolean {
  if ([paid, received].some(({ outcome }) => outcome !== 'holds' && outcome !== 'holds-within-rounding'))
    return false;
  const [payers, receivers] = [paid, received].map((sum) =>
    termsOf(sum).filter(
      ({ report, cell }) => report !== sum.department.report && !cell.figure.value.isZero(),
    ),
  );
  if (!payers || !receivers || payers.length === 0 || receivers.length === 0) return false;
  const total = (terms: readonly TermCell[]): Decimal =>
    terms.reduce((sum, { cell }) => sum.plus(figureIn(cell.figure, paid.unit).value), ZERO);
  const gap = total(payers).minus(total(receivers)).abs();
  const others = new Set(payers.map(({ report }) => report));
  return gap.lessThanOrEqualTo(paid.allowance) && !receivers.some(({ report }) => others.has(report));
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
    const reason = consolidation.sumsUp
      ? zh`${ownerName(department)}的单位名单里没有${names}，却有它的报告，加上它合计才相符`
      : zh`${ownerName(department)}的单位名单里没有${names}，却有它的报告`;
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
