import type { Decimal } from 'decimal.js';
import type { Unit } from '../figure/figure.js';
import type { Relation } from '../formula/parse.js';
import type { FormId } from '../forms/form.js';
import type { Message } from '../language/message.js';
import type { Location } from '../model/location.js';

export const VERDICTS = ['holds', 'holds-within-rounding', 'fails', 'not-applicable', 'undecidable'] as const;
export type Verdict = (typeof VERDICTS)[number];

export const SEVERITIES = ['error', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something taken for true without proof; an identity that holds with it confirms it. */
export interface Assumption {
  readonly id: string;
  /** What is assumed, for people: "Sheet3!D9 空白按零计". */
  readonly text: Message;
  readonly location: Location;
  /** Whether the document is at fault if it proves wrong: a missing figure is, an unknown line need not be. */
  readonly isDefect: boolean;
  /** Whether an equation that holds with it proves it: rows that were not understood may belong elsewhere. */
  readonly provable: boolean;
}

/** One operand of an identity with its place, whichever way the identity went. */
export interface Operand {
  readonly side: 'left' | 'right';
  /** Sign times coefficient on its own side. */
  readonly factor: Decimal;
  readonly form?: FormId;
  readonly line?: string;
  readonly column?: string;
  /** Unit of measure of its table; value and halfUnit are in that of the judgement. */
  readonly ownUnit?: Unit;
  /** "2010301 行政运行"; the constant itself for a constant. */
  readonly lineLabel: string;
  /** Name of the column; empty in a table whose amounts have but one. */
  readonly columnLabel: string;
  /** As printed; empty for a blank, undefined for what stands nowhere. */
  readonly printed?: string;
  readonly value: Decimal;
  readonly halfUnit: Decimal;
  /** Decimals of its display, in the unit of the judgement. */
  readonly decimals: number;
  /** The cell, or for an absent line the range that was searched. */
  readonly location: Location;
  /** A constant of the formula has no cell. */
  readonly constant?: true;
}

/** What one identity, or one other test, came to for one line, column or place. */
export interface Judgement {
  readonly ruleId: string;
  /** Tells this instance from others of its rule: lines, codes and columns, never addresses or figures. */
  readonly instance: string;
  readonly verdict: Verdict;
  /** Severity if it fails. */
  readonly severity: Severity;
  readonly operands: readonly Operand[];
  readonly relation?: Relation;
  readonly unit?: Unit;
  /** Left minus right. */
  readonly difference?: Decimal;
  readonly allowance?: Decimal;
  readonly assumptions: readonly Assumption[];
  /** Why it could not be decided or does not apply; for tests that are no identity, what was found. */
  readonly reason?: Message;
  /** What to do, where the rule knows better than the identity does. */
  readonly advice?: Message;
  /** Places to show for tests that are no identity. */
  readonly places: readonly {
    readonly role: string;
    readonly label: Message;
    readonly printed: string;
    readonly location: Location;
  }[];
  /** A code that one table lacks: what follows from that is its consequence. */
  readonly missing?: { readonly form: FormId; readonly code: string };
  /** A table whose unit of measure is in doubt: what it says against other tables follows from that. */
  readonly oddUnit?: FormId;
  /** Whether an undecidable outcome is itself a finding: the document owes something. */
  readonly owed?: Severity;
  /** For a test that compares two numbers and is no identity over the tables: what should stand there, and what does. */
  readonly amounts?: Amounts;
  /** Title of the self-evaluation sheet that it is about: its tails are rolled up for the sheet. */
  readonly sheet?: string;
  /** What people are told in place of that title, where it is none that is printed. */
  readonly sheetName?: Message;
  /** The failure that this one follows from, where the rule knows it. */
  readonly cause?: { readonly ruleId: string; readonly instance: string };
}

export interface Amounts {
  readonly expected: Decimal;
  readonly actual: Decimal;
  /** Decimals that both are shown with. */
  readonly decimals: number;
  readonly unit: Unit | '分' | '%' | '个';
}

/** What was judged without comparing amounts: a test that is no identity, or one that could not be worked out. */
export function judgement(
  ruleId: string,
  severity: Severity,
  outcome: Pick<Judgement, 'instance' | 'verdict'> & Partial<Judgement>,
): Judgement {
  return { ruleId, severity, operands: [], assumptions: [], places: [], ...outcome };
}

export const shownAt = (
  role: string,
  label: Message,
  printed: string,
  location: Location,
): Judgement['places'][number] => ({ role, label, printed, location });
