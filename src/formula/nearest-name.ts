import { distance } from 'fastest-levenshtein';
import { zh, type Message } from '../language/message.js';

/** "，最接近的是 T3-ROW", to be put behind what is said of an unknown name; empty where nothing is near. */
export function nearestHint(name: string, known: readonly string[]): Message {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : zh`，最接近的是 ${nearest}`;
}

/** The known name with the fewest differing characters; undefined when nothing is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(name, candidate) }))
    .toSorted((one, other) => one.edits - other.edits);
  const best = ranked[0];
  return best && best.edits < Math.max(name.length, best.candidate.length) ? best.candidate : undefined;
}
