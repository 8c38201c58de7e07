import type { CustomRule } from '../rule.js';
import { sectionRules } from './section-rules.js';

/** The rules over the text: against the tables, against the sheets, and against itself. */
export const narrativeRules = (): CustomRule[] => [...sectionRules()];
