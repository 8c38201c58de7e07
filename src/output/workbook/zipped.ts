import { zipSync } from 'fflate';

/** A package of parts, by name and in their order; the same parts make the same bytes, whenever and wherever. */
export function zipped(parts: Iterable<readonly [name: string, content: Uint8Array]>): Uint8Array {
  // The first day that a zip can tell, in the local time that it holds.
  return zipSync(Object.fromEntries(parts), { mtime: new Date(1980, 0, 1) });
}
