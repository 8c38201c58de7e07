import { joined, zh, type Message } from '../../language/message.js';
import type { Judgement, Severity, Verdict } from '../judgement.js';
import { judgement } from '../judgement.js';

export type Place = Judgement['places'][number];
type More = Partial<Pick<Judgement, 'reason' | 'advice' | 'amounts' | 'sheet' | 'severity'>>;
/** What a failure or an undecided test says. */
type Said = More & { readonly reason: Message };

export interface Say {
  readonly holds: (instance: string, places: readonly Place[], more?: More) => Judgement;
  readonly within: (instance: string, places: readonly Place[], more?: More) => Judgement;
  readonly fails: (instance: string, places: readonly Place[], more: Said) => Judgement;
  readonly undecidable: (instance: string, places: readonly Place[], reason: Message) => Judgement;
  readonly inapplicable: (reason: Message, instance?: string) => Judgement;
}

/** The judgements of one rule. */
export function sayingsOf(ruleId: string, severity: Severity): Say {
  const say =
    (verdict: Verdict) =>
    (instance: string, places: readonly Place[], more: More = {}): Judgement =>
      judgement(ruleId, more.severity ?? severity, { instance, verdict, places, ...more });
  return {
    holds: say('holds'),
    within: say('holds-within-rounding'),
    fails: say('fails'),
    undecidable: (instance, places, reason) => say('undecidable')(instance, places, { reason }),
    inapplicable: (reason, instance = '') => say('not-applicable')(instance, [], { reason }),
  };
}

/** One thing that is wrong. */
export interface Fault {
  /** Instance of its judgement where it stands alone. */
  readonly key: string;
  /** What it is called in a list: the name of the project. */
  readonly name: Message;
  readonly text: Message;
  readonly places: readonly Place[];
  readonly amounts?: Judgement['amounts'];
  readonly sheet?: string;
  readonly severity?: Severity;
}

export type Heading = (count: number, severity: Severity | undefined) => Message;

/** With more faults of one kind than these they are told as one. */
const MOST_TOLD_SINGLY = 3;
const MOST_NAMED = 8;

/**
 * One finding for each of few faults, one for all of many.
 *
 * @param heading what the faults of one severity have in common, with their count
 */
export function told(say: Say, faults: readonly Fault[], heading: Heading): Judgement[] {
  return [...new Set(faults.map(({ severity }) => severity))].flatMap((severity) => {
    const own = faults.filter((fault) => fault.severity === severity);
    const more = severity && { severity };
    if (own.length <= MOST_TOLD_SINGLY) {
      return own.map(({ key, text, places, amounts, sheet }) =>
        say.fails(key, places, {
          reason: text,
          ...(amounts && { amounts }),
          ...(sheet !== undefined && { sheet }),
          ...more,
        }),
      );
    }
    const places = own.flatMap((fault) => fault.places);
    const reason = zh`${heading(own.length, severity)}：${listed(own.map(({ name }) => name))}`;
    return [say.fails(severity === undefined ? 'all' : `all/${severity}`, places, { reason, ...more })];
  });
}

/** Names for a sentence; of many the first ones and their number. */
export function listed(names: readonly Message[]): Message {
  const shown = joined(names.slice(0, MOST_NAMED), zh`、`);
  return names.length > MOST_NAMED ? zh`${shown}等 ${names.length} 个` : shown;
}
