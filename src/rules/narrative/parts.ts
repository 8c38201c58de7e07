import type { Message } from '../../language/message.js';
import { compareSums, shownAmount, sumOf } from '../evaluation/amount.js';
import type { Say } from '../evaluation/outcomes.js';
import type { Judgement } from '../judgement.js';
import { figurePlace, plainTitle } from './clause.js';
import type { SaidAmount } from './lookup.js';

/** A sum of the text written out: its terms, what they come to, and by how much the whole is another. */
interface Sum {
  readonly terms: string;
  readonly sum: string;
  readonly gap: string;
}

/** An amount of the text against the parts that it tells of it. */
export function judgeParts(
  instance: string,
  whole: SaidAmount,
  parts: readonly SaidAmount[],
  failure: (sum: Sum) => { readonly reason: Message; readonly advice: Message },
  say: Say,
): Judgement {
  const sum = sumOf(parts.map(({ amount }) => amount));
  const { verdict, difference } = compareSums(whole.amount, sum);
  const places = [whole, ...parts].map(({ statement }) => figurePlace(statement.figure));
  const amounts = {
    expected: sum.value,
    actual: whole.amount.value,
    decimals: sum.decimals,
    unit: '万元' as const,
  };
  if (verdict === 'holds') return say.holds(instance, places, { amounts });
  if (verdict === 'holds-within-rounding')
    return say.within(instance, places, {
      amounts,
      sheet: plainTitle(whole.statement.figure.sentence.section),
    });
  const told = failure({
    terms: parts.map(({ amount }) => shownAmount(amount)).join(' + '),
    sum: shownAmount(sum),
    gap: shownAmount({ value: difference.abs(), decimals: sum.decimals }),
  });
  return say.fails(instance, places, { amounts, ...told });
}
