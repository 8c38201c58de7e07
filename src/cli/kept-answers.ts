import { createHash } from 'node:crypto';
import { Decimal } from 'decimal.js';
import type { Answer } from '../batch/answer.js';
import { cached } from '../batch/cached.js';
import { contentOf } from '../batch/content.js';
import type { Folder } from '../batch/run.js';
import { INTERRUPTED } from '../batch/unchecked.js';
import type { Between, BetweenFinding } from '../engine/outcome.js';
import type { Message } from '../language/message.js';
import { isBetween, type Rule } from '../rules/rule.js';
import type { Settings } from './answer-by.js';
import { storeIn, storeRefusal } from './answer-store.js';
import { settingsDigest } from './settings-digest.js';
import { UsageError } from './usage-error.js';

/** Answers that need not be worked out. */
export interface Kept {
  /** @param units what is asked for, one at a time, before anything is asked for together */
  readonly answer: (workedOut: Answer, units: readonly Folder[]) => Answer;
  /**
   * What reports came to together; absent where that is not kept.
   *
   * @param given all that it follows from but the settings
   */
  readonly together?: (
    given: readonly unknown[],
    rules: readonly Rule[],
    workedOut: () => Between | undefined,
  ) => Promise<Between | undefined>;
  /** Why files are told as not checked, where some are. */
  readonly lacking: () => Message;
  /** What people are told in the end. */
  readonly complaints: () => readonly Message[];
}

/**
 * Answers kept in a folder from run to run.
 *
 * @throws UsageError when the folder is not fit for it
 */
export async function keptIn(folder: string, settings: Settings): Promise<Kept> {
  const refusal = await storeRefusal(folder);
  if (refusal) throw new UsageError(refusal);
  const store = storeIn(folder);
  const together = storeIn<string>(folder, 'between');
  const digest = await settingsDigest(settings);
  return {
    answer: (workedOut) => cached(workedOut, store, (folders) => contentOf(folders, digest, settings.limits)),
    together: async (given, rules, workedOut) => {
      const key = keyOf(digest, given);
      const known = await together.get(key);
      if (known !== undefined) return unpacked(known, rules);
      const between = workedOut();
      if (between) await together.put(key, packed(between));
      return between;
    },
    lacking: () => INTERRUPTED,
    complaints: () => [...store.complaints(), ...together.complaints()],
  };
}

/** In 64 hex digits. */
function keyOf(digest: string, given: readonly unknown[]): string {
  const hash = createHash('sha256').update(digest);
  // Piece by piece: all reports of a province are more than a string can hold.
  for (const item of given.flat()) hash.update(`${JSON.stringify(item)}\n`);
  return hash.digest('hex');
}

/** As JSON, without the rules, which are functions. */
const packed = (between: Between): string => JSON.stringify({ ...between, rules: undefined });

function unpacked(json: string, all: readonly Rule[]): Between {
  const between = JSON.parse(json) as Omit<Between, 'rules' | 'findings'> & {
    readonly findings: readonly Packed<BetweenFinding>[];
  };
  return { ...between, findings: between.findings.map(withAmounts), rules: all.filter(isBetween) };
}

/** Amounts as texts, and nothing where they are undefined. */
type Packed<Value> = Omit<Value, AmountName> & Partial<Record<AmountName, string>>;
type AmountName = 'expected' | 'actual' | 'difference' | 'allowance';

function withAmounts({
  expected,
  actual,
  difference,
  allowance,
  ...finding
}: Packed<BetweenFinding>): BetweenFinding {
  const amount = (text: string | undefined): Decimal | undefined =>
    text === undefined ? undefined : new Decimal(text);
  return {
    ...finding,
    expected: amount(expected),
    actual: amount(actual),
    difference: amount(difference),
    allowance: amount(allowance),
  };
}
