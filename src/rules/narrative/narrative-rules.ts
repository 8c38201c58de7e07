import type { CustomRule } from '../rule.js';
import { boundRules } from './bound-rules.js';
import { performanceRules } from './performance-rules.js';
import { relationRules } from './relation-rules.js';
import { sectionRules } from './section-rules.js';

/** The rules over the text: against the tables, against the sheets, and against itself. */
export const narrativeRules = (): CustomRule[] => [
  ...sectionRules(),
  ...boundRules(),
  ...relationRules(),
  ...performanceRules(),
];
