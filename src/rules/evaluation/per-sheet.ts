import type { Message } from '../../language/message.js';
import type { Report } from '../../model/report.js';
import type { Amounts, Judgement } from '../judgement.js';
import type { CustomRule } from '../rule.js';
import { sayingsOf, told, type Fault, type Heading, type Place } from './outcomes.js';
import { NO_SHEETS, sheetPlace, type NamedSheet } from './sheets.js';

/** What a sheet comes to; undefined where it has nothing that the rule speaks of. */
export type SheetOutcome =
  | { readonly verdict: 'holds'; readonly places: readonly Place[] }
  | {
      readonly verdict: 'holds-within-rounding';
      readonly places: readonly Place[];
      readonly amounts: Amounts;
    }
  | ({ readonly verdict: 'fails' } & Pick<Fault, 'text' | 'places' | 'amounts' | 'severity'>)
  | { readonly verdict: 'undecidable'; readonly reason: Message; readonly places?: readonly Place[] }
  | undefined;

type Meta = Omit<CustomRule, 'kind' | 'area' | 'judge' | 'family'>;

/** A rule about the self-evaluation. */
export const evaluationRule = (meta: Meta, judge: CustomRule['judge']): CustomRule => ({
  kind: 'custom',
  area: 'evaluation',
  ...meta,
  judge,
});

interface PerSheet extends Meta {
  readonly sheets: (report: Report) => readonly NamedSheet[];
  /** What many failing sheets have in common. */
  readonly heading: Heading;
  /** Why it applies to no sheet. */
  readonly none: Message;
}

/** A rule that is judged sheet by sheet. */
export function perSheetRule(
  { sheets: sheetsIn, heading, none, ...meta }: PerSheet,
  judge: (sheet: NamedSheet, report: Report) => SheetOutcome,
): CustomRule {
  const say = sayingsOf(meta.id, meta.severity);
  return evaluationRule(meta, (report) => {
    const sheets = sheetsIn(report);
    if (sheets.length === 0) return [say.inapplicable(NO_SHEETS)];
    const faults: Fault[] = [];
    const others = sheets.flatMap((one): Judgement[] => {
      const outcome = judge(one, report);
      const sheet = { sheet: one.title };
      switch (outcome?.verdict) {
        case undefined:
          return [];
        case 'holds':
          return [say.holds(one.key, outcome.places, sheet)];
        case 'holds-within-rounding':
          return [say.within(one.key, outcome.places, { ...sheet, amounts: outcome.amounts })];
        case 'undecidable':
          return [say.undecidable(one.key, outcome.places ?? sheetPlace(one), outcome.reason)];
        case 'fails':
          faults.push({ key: one.key, name: one.name, sheet: one.title, ...outcome });
          return [];
      }
    });
    const judged = [...told(say, faults, heading), ...others];
    return judged.length > 0 ? judged : [say.inapplicable(none)];
  });
}
