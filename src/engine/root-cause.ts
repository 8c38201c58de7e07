import { Decimal } from 'decimal.js';
import { formatAmount, inUnit, YUAN_PER_UNIT } from '../figure/figure.js';
import { formOf } from '../forms/catalogue.js';
import { TOTAL_LINE } from '../forms/form.js';
import { groupBy } from '../model/group-by.js';
import { placeKey } from '../model/location.js';
import type { Report } from '../model/report.js';
import type { Judgement, Operand, Severity } from '../rules/judgement.js';
import { zh, type Message } from '../language/message.js';
import type { Suspect } from './outcome.js';

/** A suspect of which the reason is yet to be told. */
export type Suspected = Omit<Suspect, 'reason'> & { readonly reason: Message };

/** A failure with what explains it. */
export interface Explained {
  readonly judgement: Judgement;
  readonly suspects: readonly Suspected[];
  /** The failure that this one follows from. */
  readonly cause: Pick<Judgement, 'ruleId' | 'instance'> | undefined;
}

/** One cell, and the figures that its identities leave it. */
interface Candidate {
  readonly operand: Operand;
  /** Failing identities that this cell alone can mend, all by the same figure. */
  readonly mends: readonly Judgement[];
  /** The figure that would mend them, in the unit of its table; undefined where only a bound is known. */
  readonly suggested: Decimal | undefined;
  /** Decimals of the cell, in the unit of its table. */
  readonly decimals: number;
  readonly spares: number;
}

interface Interval {
  readonly low: Decimal;
  readonly high: Decimal;
}

/** What one identity allows a figure to be, and for an equation the figure with which it holds exactly. */
interface Allowed extends Interval {
  readonly exact?: Decimal;
}

/**
 * Groups failures by the cell that explains them.
 *
 * A cell is suspect if one other figure in it would satisfy every identity it stands in: the failing ones
 * and those that hold now. The cell that mends most failures is taken first, then the rest. Where several
 * cells explain the same failures equally well, all are named.
 */
export function explain(
  failures: readonly Judgement[],
  all: readonly Judgement[],
  report: Report,
): Explained[] {
  if (failures.length === 0) return [];
  if (failures.length > MOST_FAILURES) {
    return failures.map((judgement) => ({ judgement, suspects: [], cause: undefined })).toSorted(byRank);
  }
  const identities = all.filter(({ operands, relation }) => relation !== undefined && operands.length > 0);
  const byCell = groupBy(
    identities.flatMap((judgement): Entry[] => judgement.operands.map((operand) => ({ judgement, operand }))),
    ({ operand }) => cellOf(operand),
  );
  const open = new Set(failures.filter(({ relation }) => relation !== undefined));
  const candidates = new Map<string, Candidate | undefined>();
  /** No more to be explained: the cells that it speaks of are weighed anew. */
  const close = (judgement: Judgement): void => {
    open.delete(judgement);
    for (const operand of judgement.operands) candidates.delete(cellOf(operand) ?? '');
  };
  const explained = new Map<Judgement, Explained>();

  /** Takes failures as consequences of another; the cause itself stays a finding without a suspect. */
  const attribute = (causes: readonly Cause[]): void => {
    for (const { cause, followers } of causes) {
      if (explained.get(cause)?.cause) continue; // itself a consequence
      for (const judgement of followers) {
        if (explained.has(judgement)) continue;
        close(judgement);
        explained.set(judgement, {
          judgement,
          suspects: [],
          cause: cause === judgement ? undefined : cause,
        });
      }
    }
  };
  const mendByCells = (atLeast: number): void => {
    while (open.size > 0) {
      const best = bestCandidates(open, byCell, candidates);
      const [first] = best;
      if (!first || first.mends.length < atLeast) break;
      const primary = mostTelling(first.mends);
      const suspects = best.length <= MOST_SUSPECTS ? best.map(toSuspect) : [];
      for (const judgement of first.mends) {
        explained.set(judgement, { judgement, suspects, cause: judgement === primary ? undefined : primary });
        close(judgement);
      }
    }
  };

  attribute(named(failures));
  attribute(wrongScores(failures));
  attribute(oddUnits(failures));
  // Two failures that one figure would mend say more of that figure than of an absent row or table.
  mendByCells(2);
  attribute(emptyTables(open, report));
  attribute(missingRows(failures));
  mendByCells(1);
  attribute(echoes(failures, [...explained.values()]));
  return failures
    .map((judgement) => explained.get(judgement) ?? { judgement, suspects: [], cause: undefined })
    .toSorted(byRank);
}

/** With more failures than this the workbook is not what it seems; to look for single cells is idle, and slow. */
const MOST_FAILURES = 2000;

interface Cause {
  readonly cause: Judgement;
  readonly followers: readonly Judgement[];
}

/** Failures of which their rule itself says what they follow from. */
function named(failures: readonly Judgement[]): Cause[] {
  return failures.flatMap((follower): Cause[] => {
    const { cause: said } = follower;
    const cause =
      said && failures.find(({ ruleId, instance }) => ruleId === said.ruleId && instance === said.instance);
    return cause ? [{ cause, followers: [follower] }] : [];
  });
}

/** One score that is wrong by so much, and what is wrong by the same where that score is added up. */
function wrongScores(failures: readonly Judgement[]): Cause[] {
  const compared = failures.flatMap((judgement) =>
    judgement.amounts
      ? [{ judgement, gap: judgement.amounts.actual.minus(judgement.amounts.expected).abs() }]
      : [],
  );
  const scoresOf = ({ places }: Judgement): string[] =>
    places.flatMap(({ role, location }) => (role === 'score' ? [placeKey(location)] : []));
  return compared.flatMap(({ judgement: cause, gap }): Cause[] => {
    const [score, ...others] = scoresOf(cause);
    if (score === undefined || others.length > 0) return [];
    const followers = compared.flatMap(({ judgement, gap: own }) =>
      judgement !== cause &&
      own.equals(gap) &&
      scoresOf(judgement).length > 1 &&
      scoresOf(judgement).includes(score)
        ? [judgement]
        : [],
    );
    return followers.length > 0 ? [{ cause, followers }] : [];
  });
}

/** What is no identity, but rests on nothing than amounts in the one cell that a finding names. */
function echoes(failures: readonly Judgement[], explained: readonly Explained[]): Cause[] {
  return explained.flatMap(({ judgement, suspects, cause }): Cause[] => {
    const [only, ...others] = suspects;
    if (!only || others.length > 0 || cause) return [];
    const followers = failures.filter(({ relation, places }) => {
      const amounts = places.filter(({ role }) => role === 'amount');
      return (
        relation === undefined &&
        amounts.length > 0 &&
        amounts.every(({ location }) => placeKey(location) === placeKey(only.location))
      );
    });
    return [{ cause: judgement, followers }];
  });
}

/** When more cells than this explain a failure equally well, naming them helps nobody. */
const MOST_SUSPECTS = 4;

/** A table in another unit than its neighbours fails what compares it with them. */
function oddUnits(failures: readonly Judgement[]): Cause[] {
  return failures.flatMap((cause): Cause[] => {
    const { oddUnit } = cause;
    if (oddUnit === undefined) return [];
    const followers = failures.filter((failure) => {
      const { operands, relation } = failure;
      if (relation === undefined || !operands.some(({ form }) => form === oddUnit)) return false;
      const isAcross = operands.some(({ form }) => form !== undefined && form !== oddUnit);
      return isAcross || isTailOfConversion(failure);
    });
    return [{ cause, followers }];
  });
}

/** Figures that a wrong label calls 元 are not exact after all: within their printed digits, they agree. */
function isTailOfConversion({ operands, difference }: Judgement): boolean {
  const printedSlack = operands
    .filter(({ value }) => !value.isZero())
    .reduce(
      (sum, { factor, decimals }) => sum.plus(factor.abs().times(new Decimal(10).pow(-decimals)).div(2)),
      new Decimal(0),
    );
  return difference?.abs().lessThanOrEqualTo(printedSlack) === true;
}

/** A row that one table lacks fails every identity that needs it there, and the sum above it. */
function missingRows(failures: readonly Judgement[]): Cause[] {
  return failures.flatMap((cause): Cause[] => {
    const { missing } = cause;
    if (!missing || cause.verdict !== 'fails') return [];
    const total = formOf(missing.form).groups.length > 0 ? 'totalExpenditure' : TOTAL_LINE;
    const parent = missing.code.length > 3 ? missing.code.slice(0, -2) : total;
    const twins = failures.filter(
      (other) =>
        other !== cause && other.missing?.form === missing.form && other.missing.code === missing.code,
    );
    const followers = failures.filter(
      ({ operands, relation }) =>
        relation !== undefined &&
        (operands.some(
          ({ form, line, printed }) =>
            form === missing.form && line === missing.code && printed === undefined,
        ) ||
          (operands.every(({ form }) => form === missing.form) &&
            operands[0]?.line === parent &&
            operands.length > 1 &&
            operands[1]?.line !== parent)),
    );
    return [{ cause, followers: [...twins, ...followers] }];
  });
}

/** A table without a single amount fails every identity that expects one from it: one cause, said once. */
function emptyTables(open: ReadonlySet<Judgement>, report: Report): Cause[] {
  return [...report.tables.values()].flatMap((table): Cause[] => {
    if ([...table.facts.values()].some((fact) => fact.state !== 'unreadable' && !fact.figure.value.isZero()))
      return [];
    const followers = [...open].filter(
      ({ operands }) => operands.length === 2 && operands.some(({ form }) => form === table.form),
    );
    const primary = mostTelling(followers);
    return primary ? [{ cause: primary, followers }] : [];
  });
}

const SEVERITY_RANK = { error: 0, warning: 1, note: 2 };

/**
 * The most severe first, and what follows from another behind its like.
 *
 * @param cause what it follows from
 */
export const rankOf = (severity: Severity, cause: unknown): number =>
  SEVERITY_RANK[severity] * 2 + (cause === undefined ? 0 : 1);

const byRank = (one: Explained, other: Explained): number =>
  rankOf(one.judgement.severity, one.cause) - rankOf(other.judgement.severity, other.cause);

/** Cells that are printed; what an open list leaves out has no cell to mend. */
function cellOf({ location, constant }: Operand): string | undefined {
  return constant === true || location.cell === undefined
    ? undefined
    : `${location.file}\u0000${placeKey(location)}`;
}

interface Entry {
  readonly judgement: Judgement;
  readonly operand: Operand;
}

/**
 * The cells that explain most of the open failures, equally well.
 *
 * @param known what each cell explains, as far as it was worked out; it is completed here
 */
function bestCandidates(
  open: ReadonlySet<Judgement>,
  byCell: ReadonlyMap<string, readonly Entry[]>,
  known: Map<string, Candidate | undefined>,
): Candidate[] {
  const candidates: Candidate[] = [];
  const seen = new Set<string>();
  for (const { operands } of open) {
    for (const operand of operands) {
      const key = cellOf(operand);
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      if (!known.has(key)) known.set(key, candidateAt(byCell.get(key) ?? [], open));
      const candidate = known.get(key);
      if (candidate) candidates.push(candidate);
    }
  }
  const most = candidates.reduce((sum, { mends }) => Math.max(sum, mends.length), 0);
  const widest = candidates.filter(({ mends }) => mends.length === most);
  // A cell that many holding identities vouch for with its new figure is the better explanation.
  const vouched = widest.reduce((sum, { spares }) => Math.max(sum, spares), 0);
  const best = widest.filter(({ spares }) => spares === vouched);
  const [first] = best;
  return first ? best.filter(({ mends }) => mends.every((judgement) => first.mends.includes(judgement))) : [];
}

function candidateAt(entries: readonly Entry[], open: ReadonlySet<Judgement>): Candidate | undefined {
  const failing = entries.filter(({ judgement }) => open.has(judgement));
  const [first] = failing;
  if (!first) return undefined;
  let interval: Interval | undefined;
  const exact: { figure: Decimal; slack: Decimal }[] = [];
  let spares = 0;
  for (const { judgement, operand } of entries) {
    const isOpen = open.has(judgement);
    // Failures that other cells explained already speak no more for or against this one.
    if (judgement.verdict !== 'holds' && judgement.verdict !== 'holds-within-rounding' && !isOpen) continue;
    const allowed = figuresAllowed(judgement, operand);
    if (!allowed) continue;
    interval = interval ? intersect(interval, allowed) : allowed;
    if (interval.low.greaterThan(interval.high)) return undefined;
    if (allowed.exact) exact.push({ figure: allowed.exact, slack: allowed.high.minus(allowed.low) });
    // An inequality that holds does not vouch for a figure, it merely does not forbid it.
    if (!isOpen && judgement.relation === '=') spares++;
  }
  if (!interval) return undefined;
  if (interval.high.isNegative() && !first.operand.value.isNegative() && !mayBeNegative(first.operand))
    return undefined;
  const suggested = bestFigure(interval, exact);
  const { operand, judgement } = first;
  const mends = failing.map((entry) => entry.judgement);
  return { operand, mends, suggested, decimals: ownDecimals(operand, judgement), spares };
}

/** Identities over several tables may be in another unit than the cell. */
const ownDecimals = (operand: Operand, { unit }: Judgement): number =>
  unit === undefined || operand.ownUnit === undefined
    ? operand.decimals
    : inUnit(operand, unit, operand.ownUnit).decimals;

/** Of the figures that single equations ask for, the one asked for most sharply among those that all allow. */
function bestFigure(
  { low, high }: Interval,
  exact: readonly { figure: Decimal; slack: Decimal }[],
): Decimal | undefined {
  const allowed = exact.filter(
    ({ figure }) => figure.greaterThanOrEqualTo(low) && figure.lessThanOrEqualTo(high),
  );
  const [sharpest] = allowed.toSorted((one, other) => one.slack.comparedTo(other.slack));
  if (sharpest) return sharpest.figure;
  return low.greaterThan(FAR.negated()) && high.lessThan(FAR) ? low.plus(high).div(2) : undefined;
}

/** Balances may be negative; to mend a sum by any other negative figure explains nothing. */
const mayBeNegative = ({ line = '', column = '' }: Operand): boolean =>
  [line, column].some((id) => /^(?:opening|closing)/u.test(id));

const intersect = (one: Interval, other: Interval): Interval => ({
  low: Decimal.max(one.low, other.low),
  high: Decimal.min(one.high, other.high),
});

const FAR = new Decimal('1e15');

/** The figures of one operand with which an identity would hold, given the others as printed. */
function figuresAllowed(
  { operands, relation, difference, unit }: Judgement,
  operand: Operand,
): Allowed | undefined {
  if (!difference || !relation) return undefined;
  const own = operands.filter((other) => cellOf(other) === cellOf(operand));
  const weight = own.reduce(
    (sum, { side, factor }) => (side === 'left' ? sum.plus(factor) : sum.minus(factor)),
    new Decimal(0),
  );
  if (weight.isZero()) return undefined;
  const slack = operands
    .reduce((sum, { factor, halfUnit }) => sum.plus(factor.abs().times(halfUnit)), new Decimal(0))
    .div(weight.abs());
  // The figure that brings left minus right to nothing.
  const figure = operand.value.minus(difference.div(weight));
  // Identities over several tables may be in another unit than the cell.
  const toOwnUnit = (amount: Decimal): Decimal =>
    unit === undefined || operand.ownUnit === undefined || unit === operand.ownUnit
      ? amount
      : amount.times(YUAN_PER_UNIT[unit]).div(YUAN_PER_UNIT[operand.ownUnit]);
  const low = toOwnUnit(figure.minus(slack));
  const high = toOwnUnit(figure.plus(slack));
  if (relation === '=') return { low, high, exact: toOwnUnit(figure) };
  const mustNotExceed = relation === '≤' || relation === '<';
  return mustNotExceed === weight.isPositive() ? { low: FAR.negated(), high } : { low, high: FAR };
}

/** The identity with the fewest figures says most plainly what is wrong; errors before warnings. */
function mostTelling(failures: readonly Judgement[]): Judgement | undefined {
  const weigh = ({ severity, operands }: Judgement): number =>
    SEVERITY_RANK[severity] * 1000 + operands.filter(({ value }) => !value.isZero()).length;
  return failures.toSorted((one, other) => weigh(one) - weigh(other))[0];
}

/** Least decimals that amounts are written with; in 元 converted from 万元 the last ones are zeros. */
const AMOUNT_DECIMALS = 2;

function toSuspect({ operand, mends, suggested, decimals: own, spares }: Candidate): Suspected {
  const decimals = Math.max(own, AMOUNT_DECIMALS);
  const figure = suggested?.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
  return {
    location: operand.location,
    printed: operand.printed ?? '',
    suggested: figure ? formatAmount(figure, decimals) : '',
    ...(operand.ownUnit && { unit: operand.ownUnit }),
    reason:
      spares > 0
        ? zh`改这一格即可使 ${mends.length} 条不符的关系成立，且与另 ${spares} 条相符的关系不矛盾`
        : zh`改这一格即可使 ${mends.length} 条不符的关系成立`,
  };
}
