import { setFlagsFromString } from 'node:v8';

/**
 * Code is compiled to the machine's own only when it has run eight times as often as V8 would wait for. Most of what
 * is checked runs once for a figure, and what was compiled for it is lost at every full collection: compiling took a
 * quarter of a long run. It is set once the program is loaded, whose kept code V8 takes under the settings only that
 * it was kept with.
 */
export function compileLate(): void {
  setFlagsFromString('--interrupt-budget=540672');
}

/**
 * Where every core has a thread that checks, a full collection is done at once, not in steps beside the work: helpers
 * would take their time from it, and what is made between the steps would outlive the collection, at times several times
 * as much as what lives. Later, with cores to spare, it is as V8 has it.
 */
export function collectAtOnce(isBusy: boolean): void {
  setFlagsFromString(isBusy ? '--no-incremental-marking' : '--incremental-marking');
}

/** Tables that are compared live longer than what is new and shorter than all: the heap may grow by half, not fivefold. */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
