import { Decimal } from 'decimal.js';
import type { Finding, Suspect } from '../engine/outcome.js';
import { zh, type Message } from '../language/message.js';

/** An amount in plain digits, with its own decimals where it has more than those that are customary beside it. */
export const amountText = (amount: Decimal, decimals: number): string =>
  amount.toFixed(Math.max(decimals, amount.decimalPlaces()));

/** What should stand at a place, what does, and by how much that is too much, as texts; empty where it is not known. */
interface Figures {
  readonly expected: string;
  readonly actual: Message;
  readonly difference: string;
  readonly unit: string;
}

/** Roles of the operands of an equation: which of them is wrong it does not say. */
const OPERANDS: ReadonlySet<string> = new Set(['actual', 'addend', 'subtrahend', 'absent']);

/**
 * The figures of a finding: of the cell that explains it where one is told, else of what is compared with what it should
 * be. Where an equation does not come out and no cell explains it, only by how much.
 *
 * @param suspect of several, the one that is shown
 */
export function figuresOf(finding: Finding, suspect: Suspect | undefined = finding.suspects[0]): Figures {
  const { decimals, unit = '' } = finding;
  if (suspect) {
    const [expected, actual] = [suspect.suggested, suspect.printed].map(plainAmount);
    const difference = expected && actual && amountText(actual.minus(expected), decimals);
    return {
      expected: suspect.suggested,
      actual: suspect.printed === '' ? zh`空白` : suspect.printed,
      difference: difference ?? '',
      unit: suspect.unit ?? unit,
    };
  }
  const text = (value: Decimal | undefined): string =>
    value === undefined ? '' : amountText(value, decimals);
  const difference = text(finding.difference);
  if (finding.evidence.some(({ role }) => OPERANDS.has(role)))
    return { expected: '', actual: '', difference, unit };
  return { expected: text(finding.expected), actual: text(finding.actual), difference, unit };
}

/** A plain number with or without separators; undefined for anything else. */
export function plainAmount(text: string): Decimal | undefined {
  return PLAIN_AMOUNT.test(text) ? new Decimal(text.replaceAll(',', '')) : undefined;
}

const PLAIN_AMOUNT = /^-?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,9})?$/u;

/** The number format in which a plain amount is written. */
export function formatLike(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole.includes(',') ? '#,##0' : '0'}${fraction === '' ? '' : `.${'0'.repeat(fraction.length)}`}`;
}
