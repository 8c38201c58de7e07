import type { InputFile } from '../batch/run.js';
import type { Problem } from '../engine/outcome.js';

/**
 * Marks what could not be checked as allowed, where no more files are concerned than the user allows. A path that
 * was named is never one of them: it was meant by itself.
 */
export function withAllowed(
  problems: readonly Problem[],
  inputs: readonly InputFile[],
  most: number,
): readonly Problem[] {
  const found = new Set(inputs.flatMap(({ file, named }) => (named ? [] : file)));
  const isConcerned = ({ file, kind, unchecked }: Problem): boolean =>
    kind === 'broken' && unchecked === undefined && found.has(file);
  const concerned = new Set(problems.filter(isConcerned).map(({ file }) => file));
  if (concerned.size > most) return problems;
  return problems.map((problem) => (isConcerned(problem) ? { ...problem, kind: 'allowed' } : problem));
}
