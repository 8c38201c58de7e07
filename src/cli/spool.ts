import type { Spool } from '../output/formats.js';
import { shelfOf } from './shelf.js';

/** A spool, and what takes away what it leaves on disk. */
export interface OwnSpool extends Spool {
  readonly close: () => void;
}

/** So many characters are kept in memory. */
const MOST_IN_MEMORY = 4_000_000;

/** Keeps texts: the first in memory, and when they grow many all on a shelf. */
export function spoolOf(most: number = MOST_IN_MEMORY): OwnSpool {
  let inMemory: string[] = [];
  let size = 0;
  const shelf = shelfOf();
  const shelved: (() => string)[] = [];
  return {
    put: (text) => {
      inMemory.push(text);
      size += text.length;
      if (size <= most) return;
      shelved.push(...inMemory.map(shelf.put));
      inMemory = [];
      size = 0;
    },
    texts: function* () {
      for (const read of shelved) yield read();
      yield* inMemory;
    },
    close: shelf.close,
  };
}
