import betweenTables from './books/between-tables.yaml';
import withinTables from './books/within-tables.yaml';
import { betweenRules } from './between/between-rules.js';
import { BUILT_IN_PROFILES } from './evaluation/built-in-profiles.js';
import type { Profiles } from './evaluation/profile.js';
import { sheetRules } from './evaluation/sheet-rules.js';
import { departmentRules } from './evaluation/department-rules.js';
import { summaryRules } from './evaluation/summary-rules.js';
import { textRules } from './evaluation/text-rules.js';
import { narrativeRules } from './narrative/narrative-rules.js';
import { STRUCTURE_RULES } from './structure.js';
import { CODE_NAME_RULES } from './code-names.js';
import { DOCUMENT_RULES } from './document.js';
import type { FormulaRule, Rule } from './rule.js';

/**
 * The built-in rules in the order in which they are listed and judged.
 *
 * @param profiles scoring schemes of the self-evaluation
 */
export function builtInRules(profiles: Profiles = BUILT_IN_PROFILES): Rule[] {
  // The books are loaded by `loadBook` when the program is built.
  return [
    ...(withinTables as FormulaRule[]),
    ...(betweenTables as FormulaRule[]),
    ...STRUCTURE_RULES,
    ...CODE_NAME_RULES,
    ...DOCUMENT_RULES,
    ...sheetRules(profiles),
    ...textRules(),
    ...summaryRules(),
    ...departmentRules(),
    ...narrativeRules(),
    ...betweenRules(),
  ];
}
