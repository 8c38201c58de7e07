import { createHash } from 'node:crypto';

/**
 * Sixteen hex digits that tell a finding from all others, in every run and version.
 *
 * @param identity of a finding: its rule and facts, never addresses or figures
 */
export function fingerprintOf(identity: string): string {
  return createHash('sha256').update(identity).digest('hex').slice(0, 16);
}
