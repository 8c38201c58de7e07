import { YUAN_PER_UNIT, type Unit } from '../../figure/figure.js';
import type { PrintedNumber, Reading } from '../../model/evaluation.js';
import type { GridCell } from '../grid.js';

const UNIT = /\((?:(?:金额)?单位:)?(?<unit>万元|千元|元)\)|单位:(?<stated>万元|千元|元)$/u;

/** The unit of measure that cells at the head of a sheet state, 万元 where they state none. */
export function unitIn(cells: readonly GridCell[]): Unit {
  const stated = cells
    .map(({ label }) => UNIT.exec(label)?.groups)
    .map((groups) => groups?.unit ?? groups?.stated)
    .find((unit) => unit !== undefined);
  return (stated ?? '万元') as Unit;
}

/** An amount in 万元, whatever its sheet is printed in. */
export function inWan(reading: Reading<PrintedNumber>, unit: Unit): Reading<PrintedNumber> {
  if (reading.state !== 'read' || unit === '万元') return reading;
  const factor = YUAN_PER_UNIT['万元'] / YUAN_PER_UNIT[unit];
  const { value, decimals, percent } = reading.value;
  return {
    ...reading,
    value: { value: value.div(factor), decimals: decimals + Math.log10(factor), percent },
  };
}
