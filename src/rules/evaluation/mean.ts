import { Decimal } from 'decimal.js';
import { zh, type Message } from '../../language/message.js';
import { read, type PrintedNumber, type Reading } from '../../model/evaluation.js';
import { closenessOf, rounded, SCORE_DECIMALS, type Closeness } from './score.js';

const ZERO = new Decimal(0);

/** The score of a project, and what it may weigh in a mean: its 全年预算数. */
interface Scored {
  readonly score: Decimal;
  readonly budget: Decimal | undefined;
}

/** The scores that were read. */
export const scoresOf = (
  projects: readonly {
    readonly total?: Reading<PrintedNumber> | undefined;
    readonly budget?: Reading<PrintedNumber> | undefined;
  }[],
): Scored[] =>
  projects.flatMap(({ total, budget }) => {
    const score = read(total)?.value;
    return score ? [{ score, budget: read(budget)?.value }] : [];
  });

/** A printed mean against the scores that it is of, the calculation written out. */
export interface Mean {
  readonly expected: Decimal;
  readonly closeness: Closeness;
  /** It is not the plain mean, but the one weighted by budgets. */
  readonly isWeighted: boolean;
  readonly text: Message;
}

/**
 * 平均得分 recomputed (SU-AVG): the plain mean of the scores, at the decimals that are printed.
 *
 * @param projects at least one
 */
export function meanOf(
  printed: Pick<PrintedNumber, 'value' | 'decimals'>,
  projects: readonly Scored[],
): Mean {
  const isPrinted = (mean: Decimal): boolean => rounded(mean, printed.decimals).equals(printed.value);
  const sum = projects.reduce((one, { score }) => one.plus(score), ZERO);
  const expected = sum.div(projects.length);
  const closeness = isPrinted(expected) ? 'holds' : closenessOf(printed.value, expected);
  const weighted = weightedMean(projects);
  const isWeighted = closeness === 'fails' && weighted !== undefined && isPrinted(weighted);
  const other = isWeighted ? zh`；按全年预算加权平均则相符，请写明算法` : '';
  const plain = rounded(expected, SCORE_DECIMALS).toString();
  const text = zh`${projects.length} 个项目的平均是 ${sum.toString()} ÷ ${projects.length} ＝ ${plain}${other}`;
  return { expected, closeness, isWeighted, text };
}

function weightedMean(projects: readonly Scored[]): Decimal | undefined {
  let [sum, weight] = [ZERO, ZERO];
  for (const { budget, score } of projects) {
    if (!budget) return undefined;
    sum = sum.plus(budget.times(score));
    weight = weight.plus(budget);
  }
  return weight.isZero() ? undefined : sum.div(weight);
}
