import type { CheckedReport, Finding } from '../src/engine/outcome.js';
import type { Location } from '../src/model/location.js';

/** A cell as a key: file, sheet and address. */
export const cellKey = ({ file, sheet = '', cell = '' }: Location): string =>
  `${file}\u0000${sheet}\u0000${cell}`;

/** The cells whose figures stand in an equation that came out right: moved far enough, they must be found. */
export function coveredCells({ judgements }: CheckedReport): Map<string, Location> {
  const covered = new Map<string, Location>();
  for (const { verdict, relation, operands } of judgements) {
    if (relation !== '=' || (verdict !== 'holds' && verdict !== 'holds-within-rounding')) continue;
    for (const { location, printed } of operands) {
      if (printed !== undefined && location.cell !== undefined) covered.set(cellKey(location), location);
    }
  }
  return covered;
}

/** Findings that ask for something to be done. */
export const pressing = ({ findings }: CheckedReport): Finding[] =>
  findings.filter(({ severity }) => severity !== 'note');

/** Every place that a finding shows or suspects. */
export const placesOf = ({ evidence, suspects }: Finding): Location[] =>
  [...evidence, ...suspects].map(({ location }) => location);
