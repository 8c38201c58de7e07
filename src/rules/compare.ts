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
  // Zeros change nothing, and are most of what the tables print.
  const telling = operands.filter(({ value }) => !value.isZero());
  let difference = ZERO;
  let allowance = ZERO;
  for (const { side, factor, value, halfUnit } of telling) {
    const addend = factor === ONE ? value : factor.times(value);
    difference = side === 'left' ? difference.plus(addend) : difference.minus(addend);
    allowance = allowance.plus(factor === ONE ? halfUnit : factor.abs().times(halfUnit));
  }
  const excess = excessOf(relation, difference);
  if (excess === undefined || excess.isZero() || excess.isNegative())
    return { verdict: 'holds', difference, allowance };
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
