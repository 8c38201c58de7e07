import type { CustomRule } from '../rule.js';
import { claimRules } from './claim-rules.js';
import { noteRules } from './note-rules.js';

/** What the sentences and indicators of a sheet say, against its money, its scores and other sheets. */
export const textRules = (): CustomRule[] => [...claimRules(), ...noteRules()];
