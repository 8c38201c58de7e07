import { distance } from 'fastest-levenshtein';

/** The known name with the fewest differing characters; undefined when nothing is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(name, candidate) }))
    .toSorted((one, other) => one.edits - other.edits);
  const best = ranked[0];
  return best && best.edits < Math.max(name.length, best.candidate.length) ? best.candidate : undefined;
}
