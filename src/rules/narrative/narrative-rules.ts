import type { CustomRule } from '../rule.js';
import { relationRules } from './relation-rules.js';
import { sectionRules } from './section-rules.js';

/** The rules over the text: against the tables, against the sheets, and against itself. */
export const narrativeRules = (): CustomRule[] => [...sectionRules(), ...relationRules()];
