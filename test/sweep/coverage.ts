import { Decimal } from 'decimal.js';
import type { CheckedReport, Finding } from '../../src/engine/outcome.js';
import { YUAN_PER_UNIT } from '../../src/figure/figure.js';
import type { Location } from '../../src/model/location.js';
import type { Judgement, Operand } from '../../src/rules/judgement.js';

/** A cell as a key: file, sheet and address. */
export const cellKey = ({ file, sheet = '', cell = '' }: Location): string =>
  `${file}\u0000${sheet}\u0000${cell}`;

/** Findings that ask for something to be done. */
export const pressing = ({ findings }: CheckedReport): Finding[] =>
  findings.filter(({ severity }) => severity !== 'note');

/** Every place that a finding shows or suspects. */
export const placesOf = ({ evidence, suspects }: Finding): Location[] =>
  [...evidence, ...suspects].map(({ location }) => location);

/** An equation that came out right, exactly or within rounding. */
type Equation = Judgement & Required<Pick<Judgement, 'difference' | 'unit'>>;

/** What the equations of a report can see of a change to its figures. */
export interface Coverage {
  /** Cells whose figures stand in an equation that came out right. */
  readonly cells: ReadonlyMap<string, readonly Equation[]>;
  /**
   * Whether new values break at least one such equation by more than rounding can hide.
   *
   * @param values new value of each changed cell, in the unit of its table
   * @param counts which equations are asked; all, if not said
   */
  readonly sees: (values: ReadonlyMap<string, Decimal>, counts?: (equation: Equation) => boolean) => boolean;
}

export function coverageOf({ judgements, rules }: CheckedReport): Coverage {
  const sameFact = new Set(
    rules.flatMap((rule) => (rule.kind === 'formula' && rule.sameFact ? [rule.id] : [])),
  );
  const cells = new Map<string, Equation[]>();
  for (const judgement of judgements) {
    const { verdict, relation, difference, unit } = judgement;
    if (relation !== '=' || (verdict !== 'holds' && verdict !== 'holds-within-rounding')) continue;
    if (difference === undefined || unit === undefined) continue;
    for (const { location, printed } of judgement.operands) {
      if (printed === undefined || location.cell === undefined) continue;
      const key = cellKey(location);
      cells.set(key, [...(cells.get(key) ?? []), { ...judgement, difference, unit }]);
    }
  }
  return {
    cells,
    sees: (values, counts = () => true) => {
      const asked = new Set([...values.keys()].flatMap((key) => cells.get(key) ?? []));
      return [...asked].some(
        (equation) => counts(equation) && isBroken(equation, values, sameFact.has(equation.ruleId)),
      );
    },
  };
}

function isBroken(equation: Equation, values: ReadonlyMap<string, Decimal>, sameFact: boolean): boolean {
  let difference = new Decimal(0);
  let allowance = new Decimal(0);
  let step = new Decimal(0);
  for (const operand of equation.operands) {
    const value = valueIn(operand, values, equation);
    const term = operand.factor.times(value);
    difference = operand.side === 'left' ? difference.plus(term) : difference.minus(term);
    if (value.isZero()) continue;
    const half = operand.value.isZero() ? halfOf(operand) : operand.halfUnit;
    allowance = allowance.plus(operand.factor.abs().times(half));
    step = Decimal.max(step, half.times(2));
  }
  return difference.abs().greaterThan(sameFact ? Decimal.max(allowance, step) : allowance);
}

function valueIn(
  { location, value, printed, ownUnit }: Operand,
  values: ReadonlyMap<string, Decimal>,
  { unit }: Equation,
): Decimal {
  const changed = printed === undefined ? undefined : values.get(cellKey(location));
  return changed === undefined || ownUnit === undefined
    ? value
    : changed.times(YUAN_PER_UNIT[ownUnit]).div(YUAN_PER_UNIT[unit]);
}

/** Half a unit of the last digit, of what was nought and is so no longer. */
const halfOf = ({ decimals }: Operand): Decimal => new Decimal(10).pow(-decimals).div(2);
