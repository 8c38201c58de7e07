import type { Profile, Profiles } from './profile.js';
import builtIn from './profiles.yaml';

// Checked by `loadProfiles` when the program is built.
export const BUILT_IN_PROFILES = builtIn as Profiles;

/** Schemes of a user before the built-in ones; one of the same id replaces the built-in. */
export function withProfiles(own: readonly Profile[], known: Profiles = BUILT_IN_PROFILES): Profiles {
  const ids = new Set(own.map(({ id }) => id));
  return { ...known, profiles: [...own, ...known.profiles.filter(({ id }) => !ids.has(id))] };
}
