import type { Decimal } from 'decimal.js';
import { inUnit, type Unit } from '../../figure/figure.js';

/** By how much a comparison fails, and what the printed digits of its figures can hide. */
interface Gap {
  readonly difference: Decimal;
  readonly allowance: Decimal;
  readonly unit: Unit;
}

/**
 * Which failure each one follows from: one wrong figure makes every sum above it wrong by as much, as far as printed
 * digits tell. They come one by one, the most detailed first.
 *
 * @returns the first that is wrong by as much; the failure itself where none before it is
 */
export function leading<Failure>(): (failure: Failure, gap: Gap) => Failure {
  const leads: { readonly failure: Failure; readonly difference: Decimal; readonly allowance: Decimal }[] =
    [];
  return (failure, gap) => {
    const { value: difference, halfUnit: allowance } = inUnit(
      { value: gap.difference, halfUnit: gap.allowance, decimals: 0 },
      gap.unit,
      '元',
    );
    const before = leads.find(
      (lead) =>
        lead.difference.isNegative() === difference.isNegative() &&
        lead.difference.minus(difference).abs().lessThanOrEqualTo(lead.allowance.plus(allowance)),
    );
    if (before) return before.failure;
    leads.push({ failure, difference, allowance });
    return failure;
  };
}
