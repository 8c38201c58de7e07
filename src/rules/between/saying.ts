import type { Message } from '../../language/message.js';
import { judgement, type Judgement, type Severity, type Verdict } from '../judgement.js';
import type { BetweenJudgement } from './reports.js';

export type About = BetweenJudgement['about'];
type More = Partial<
  Pick<
    Judgement,
    'places' | 'amounts' | 'reason' | 'advice' | 'cause' | 'sheet' | 'sheetName' | 'allowance' | 'difference'
  >
> & { readonly severity?: Severity };

/** Says what a rule between reports came to. */
export type Say = (verdict: Verdict, about: About, instance: string, more: More) => BetweenJudgement;

/** The judgements of one rule. What they are told of by stands in the instance: two reports have not the same. */
export const sayingOf =
  (ruleId: string, severity: Severity): Say =>
  (verdict, { file, department, fiscalYear }, instance, more) => ({
    ...judgement(ruleId, severity, {
      verdict,
      instance: [department ?? file, fiscalYear ?? '', instance].join('/'),
      ...more,
    }),
    about: {
      file,
      ...(department !== undefined && { department }),
      ...(fiscalYear !== undefined && { fiscalYear }),
    },
  });

/** What all that a rule says of a department or unit and a year is known by. */
export const wholeOf = (ruleId: string, { department, fiscalYear }: Owned): string =>
  [ruleId, department ?? '', fiscalYear ?? ''].join('/');

interface Owned {
  readonly department?: string | undefined;
  readonly fiscalYear?: number | undefined;
}

/** Whether a judgement is of the department or unit as a whole, and of no line or other report. */
export const isOfWhole = ({ instance }: BetweenJudgement): boolean => instance.endsWith('/');

/** A reason for what could not be decided. */
export const undecided = (say: Say, about: About, instance: string, reason: Message): BetweenJudgement =>
  say('undecidable', about, instance, { reason });

/** Fewer different amounts than these may be the same by chance. */
export const TELLING_AMOUNTS = 8;
