import type { CustomRule } from '../rule.js';
import { wordingRules } from './wording-rules.js';
import { boundRules } from './bound-rules.js';
import { disclosureRules } from './disclosure-rules.js';
import { performanceRules } from './performance-rules.js';
import { relationRules } from './relation-rules.js';
import { sectionRules } from './section-rules.js';

/** The rules over the text: against the tables, against the sheets, and against itself. */
export const narrativeRules = (): CustomRule[] => [
  ...sectionRules(),
  ...boundRules(),
  ...relationRules(),
  ...wordingRules(),
  ...disclosureRules(),
  ...performanceRules(),
];
