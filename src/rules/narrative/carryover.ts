import type { FormId } from '../../forms/form.js';
import type { Narrative, Sentence } from '../../model/narrative.js';
import { factOf, type Fact, type Report } from '../../model/report.js';
import { sectionRule } from './sections.js';

const ASSERTS =
  /(?:全部|均|已|予以|资金|余额)?结转(?:至?下年|到下年|下年|等|使用)|结转(?:和)?结余(?:资金)?(?:数额)?(?:较大|\d)/u;
const DENIES =
  /没有[^，。；]{0,12}结转|无[^，。；]{0,12}结转|结转[^，。；]{0,8}(?:为0|为零|0(?:\.0+)?万元)|不结转|未结转|不存在/u;

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
    const asserts = ASSERTS.test(sentence.text) && !DENIES.test(sentence.text);
    const denies = DENIES.test(sentence.text) && sentence.text.includes('结转');
    if (!asserts && !denies) return [];
    const path = [...(sentence.section?.path ?? []), sentence.section?.title ?? ''].join('');
    const fund = path.includes('国有资本') ? 'state-capital' : 'government-fund';
    const cells = CLOSING[fund].flatMap(([form, line, column]) => {
      const table = report.tables.get(form);
      return (table && factOf(table, line, column)) ?? [];
    });
    return [{ instance: fund, sentence, asserts, cells }];
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
