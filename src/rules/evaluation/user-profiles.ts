import { readYaml } from '../user-yaml.js';
import { loadOwnProfiles } from './load-profiles.js';
import { BUILT_IN_PROFILES } from './built-in-profiles.js';
import type { Profile } from './profile.js';

/**
 * Loads the scoring schemes that a user brings.
 *
 * @throws BookError naming file, line and column
 */
export function readProfiles(file: string, text: string): Profile[] {
  const { data, locate } = readYaml(file, text);
  return loadOwnProfiles(
    file,
    data,
    BUILT_IN_PROFILES.habits.map(({ id }) => id),
    locate,
  );
}
