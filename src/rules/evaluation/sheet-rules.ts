import type { CustomRule } from '../rule.js';
import { FUNDING_RULES } from './funding-rules.js';
import { INDICATOR_RULES } from './indicator-rules.js';
import type { Profiles } from './profile.js';
import { ruleOverSheets } from './sheet-judgement.js';
import { TOTAL_RULES } from './total-rules.js';

/** The rules over the figures of single self-evaluation sheets, under the given scoring schemes. */
export function sheetRules(profiles: Profiles): CustomRule[] {
  return [...FUNDING_RULES, ...TOTAL_RULES, ...INDICATOR_RULES].map((rule) => ruleOverSheets(rule, profiles));
}
