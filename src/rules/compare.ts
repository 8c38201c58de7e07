import { Decimal } from 'decimal.js';
import type { Formula } from '../formula/resolve.js';
import type { Operand, Severity, Verdict } from './judgement.js';

const ZERO = new Decimal(0);
/** The factor of nearly every term; it is known by identity and costs no multiplication. */
export const ONE = new Decimal(1);

export interface Comparison {
  readonly verdict: Extract<Verdict, 'holds' | 'holds-within-rounding' | 'fails'>;
  readonly difference: Decimal;
  readonly allowance: Decimal;
  readonly severity?: Severity;
}

/**
 * Judges Σ aᵢxᵢ on intervals: exact, within what the printed digits of the non-zero operands can hide
 * (closed interval), or impossible for any true values behind them.
 */
export function compare({ relation }: Formula, operands: readonly Operand[], sameFact: boolean): Comparison {
  let difference = ZERO;
  let allowance = ZERO;
  for (const { side, factor, value, halfUnit } of operands) {
    // Zeros change nothing, and are most of what the tables print.
    if (value.isZero()) continue;
    const addend = factor === ONE ? value : factor.times(value);
    difference = side === 'left' ? sum(difference, addend) : difference.minus(addend);
    allowance = sum(allowance, factor === ONE ? halfUnit : factor.abs().times(halfUnit));
  }
  if (satisfies(relation, difference)) return { verdict: 'holds', difference, allowance };
  if (sameFact && relation === '=') return compareTwins(operands, difference);
  const isStrict = relation === '<' || relation === '>';
  const verdict =
    !isStrict && difference.abs().lessThanOrEqualTo(allowance) ? 'holds-within-rounding' : 'fails';
  return { verdict, difference, allowance };
}

const sum = (one: Decimal, other: Decimal): Decimal => (one === ZERO ? other : one.plus(other));

/** Whether left minus right is what the relation asks, exactly. */
function satisfies(relation: Formula['relation'], difference: Decimal): boolean {
  if (difference.isZero()) return relation === '=' || relation === '≤' || relation === '≥';
  return difference.isNegative()
    ? relation === '≤' || relation === '<'
    : relation === '≥' || relation === '>';
}

/**
 * The same fact printed twice: one unit of the last digit is 舍位平衡, two need an explanation, more is an
 * error. Across precisions the finer figure must lie in the interval of the coarser.
 */
export function compareTwins(
  operands: readonly Pick<Operand, 'value' | 'halfUnit'>[],
  difference: Decimal,
): Comparison {
  const steps = operands.filter(({ value }) => !value.isZero()).map(({ halfUnit }) => halfUnit.times(2));
  const coarse = Decimal.max(...steps, 0);
  const fine = Decimal.min(...steps, coarse);
  const gap = difference.abs();
  const allowance = coarse.equals(fine) ? coarse : coarse.div(2);
  if (gap.lessThanOrEqualTo(allowance)) return { verdict: 'holds-within-rounding', difference, allowance };
  const isTwoUnits = coarse.equals(fine) && gap.lessThanOrEqualTo(coarse.times(2)) && !coarse.isZero();
  return { verdict: 'fails', difference, allowance, ...(isTwoUnits && { severity: 'warning' }) };
}
