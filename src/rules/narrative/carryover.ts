import type { FormId } from '../../forms/form.js';
import type { Narrative, Sentence } from '../../model/narrative.js';
import { factOf, type Fact, type Report } from '../../model/report.js';
import { sectionRule } from './sections.js';

/** Of the year before: what was there when the year began, or was used of it. */
const OF_OPENING = /年初|上年|上一年|期初|以前年度/u;
const AT_THE_END = /年末|期末|下年/u;
const AMOUNT = /(?<digits>\d[\d,]*(?:\.\d+)?)[百千万亿]*元/u;
const ASSERTS =
  /(?:全部|均|已|予以|资金|余额)?结转(?:至?下年|到下年|下年|等|使用)|结转(?:和)?结余(?:资金)?(?:数额)?较大/u;
const DENIES =
  /没有[^，。；]{0,12}结转|无[^，。；]{0,12}(?:结转|结余)|结转[^，。；]{0,8}为零|不结转|未结转|不存在/u;

/** What a sentence says of a closing balance: that there is one, or none; undefined where it says neither, or both. */
export function closingSaid(text: string): 'some' | 'none' | undefined {
  const said = new Set(
    (text.match(/[^，；。]+/gu) ?? []).flatMap((clause): ('some' | 'none')[] => {
      const own = clause.slice(Math.max(0, clause.search(/年末|期末/u)));
      if (!/结转|结余/u.test(own) || (OF_OPENING.test(own) && !AT_THE_END.test(own))) return [];
      const digits = AMOUNT.exec(own)?.groups?.digits;
      if (digits !== undefined) return [/[1-9]/u.test(digits) ? 'some' : 'none'];
      if (DENIES.test(own)) return ['none'];
      return ASSERTS.test(own) ? ['some'] : [];
    }),
  );
  const [only, other] = said;
  return other === undefined ? only : undefined;
}

/** Balances that the sections of the funds speak of. */
const CLOSING: Readonly<Record<'government-fund' | 'state-capital', readonly [FormId, string, string][]>> = {
  'government-fund': [
    ['government-fund', 'total', 'closing'],
    ['appropriation-summary', 'closingCarryover', 'governmentFundBudget'],
  ],
  'state-capital': [
    ['state-capital', 'total', 'closing'],
    ['appropriation-summary', 'closingCarryover', 'stateCapitalOperatingBudget'],
  ],
};

export interface Carryover {
  readonly instance: string;
  readonly sentence: Sentence;
  readonly asserts: boolean;
  /** What the tables print of the closing balance. */
  readonly cells: readonly Fact[];
}

/** What the fund sections say of a closing balance, in words. */
export function carryovers(narrative: Narrative, report: Report): Carryover[] {
  const found = narrative.sentences.flatMap((sentence): Carryover[] => {
    if (sectionRule(sentence.section) !== 'N-7') return [];
    const said = closingSaid(sentence.text);
    if (said === undefined) return [];
    const path = [...(sentence.section?.path ?? []), sentence.section?.title ?? ''].join('');
    const fund = path.includes('国有资本') ? 'state-capital' : 'government-fund';
    const cells = CLOSING[fund].flatMap(([form, line, column]) => {
      const table = report.tables.get(form);
      return (table && factOf(table, line, column)) ?? [];
    });
    return [{ instance: fund, sentence, asserts: said === 'some', cells }];
  });
  // Several sentences on one fund are told apart.
  return found.map((one, index) => {
    const copies = found.slice(0, index).filter(({ instance }) => instance === one.instance).length;
    return copies === 0 ? one : { ...one, instance: `${one.instance}#${copies + 1}` };
  });
}

export const isNil = (fact: Fact): boolean => fact.state !== 'unreadable' && fact.figure.value.isZero();

/** Assertions of a balance where the tables print none. */
export const assertedCarryover = (narrative: Narrative, report: Report): Carryover[] =>
  carryovers(narrative, report).filter(
    ({ asserts, cells }) => asserts && cells.length > 0 && cells.every(isNil),
  );
