import { createHash } from 'node:crypto';
import type { Judgement } from '../rules/judgement.js';

/** Rule and facts, never addresses or figures: a known finding survives an inserted row. */
export const identityOf = ({ ruleId, instance }: Pick<Judgement, 'ruleId' | 'instance'>): string =>
  `${ruleId}\u0000${instance}`;

/**
 * Sixteen hex digits that tell a finding from all others, in every run and version.
 *
 * @param identity of a finding: its rule and facts, never addresses or figures
 */
export function fingerprintOf(identity: string): string {
  return createHash('sha256').update(identity).digest('hex').slice(0, 16);
}
