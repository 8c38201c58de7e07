import nativePath, { type PlatformPath } from 'node:path';
import { zh } from '../language/message.js';
import { UsageError } from './usage-error.js';

/** Which of the files in a folder are wanted, by their paths within it. */
export interface PathFilter {
  readonly takesFile: (within: string) => boolean;
  readonly entersFolder: (within: string) => boolean;
}

const EVERYTHING: PathFilter = { takesFile: () => true, entersFolder: () => true };

/**
 * A filter of patterns. One names files, or folders with all that is in them, at any depth where it has no slash:
 * `*.xlsx`, `旧数据`, `甲局/2023/**`.
 *
 * @param include files that match none are left out; none are where there is no pattern
 * @param system which parts folders and tells letters as its files do
 */
export async function pathFilter(
  include: readonly string[],
  exclude: readonly string[],
  system: PlatformPath = nativePath,
): Promise<PathFilter> {
  if (include.length + exclude.length === 0) return EVERYTHING;
  const { default: picomatch } = await import('picomatch');
  const matcherOf = (given: string): ((path: string) => boolean) => {
    const pattern = forMatching(given.replaceAll(system.sep, '/').replace(/^\.\/|\/$/gu, ''));
    if (pattern === '') throw new UsageError(zh`“${given}”不是通配符`);
    return picomatch(pattern, { basename: !pattern.includes('/'), nocase: system.sep === '\\', dot: true });
  };
  const [included, excluded] = [include, exclude].map((patterns) => {
    const matchers = patterns.map(matcherOf);
    return (path: string) => matchers.some((isMatch) => isMatch(path));
  }) as [(path: string) => boolean, (path: string) => boolean];
  return {
    takesFile: (within) => {
      const steps = stepsTo(within);
      return (include.length === 0 || steps.some(included)) && !steps.some(excluded);
    },
    entersFolder: (within) => !stepsTo(within).some(excluded),
  };
}

/** Parentheses are common in names of workbooks, and are meant as they stand. */
export const forMatching = (pattern: string): string => pattern.replace(/(?<!\\)[()]/gu, '\\$&');

/** a/b/c: a, a/b, a/b/c. */
const stepsTo = (path: string): string[] =>
  path.split('/').map((_, index, steps) => steps.slice(0, index + 1).join('/'));
