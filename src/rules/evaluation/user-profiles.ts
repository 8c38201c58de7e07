import { BookError } from '../book-error.js';
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
  const { data, locate } = readYaml(text, ({ line, column }, message, cause) => {
    throw new BookError(`${file}:${line}:${column}：不是规范的 YAML（${message}）`, { cause });
  });
  return loadOwnProfiles(
    file,
    data,
    BUILT_IN_PROFILES.habits.map(({ id }) => id),
    locate,
  );
}
