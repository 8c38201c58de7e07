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

/** Where every core has a thread that checks, marking beside them takes its time from them; later it does not. */
export function markBeside(isFree: boolean): void {
  setFlagsFromString(isFree ? '--concurrent-marking' : '--no-concurrent-marking');
}

/** Tables that are compared live longer than what is new and shorter than all: the heap may grow by half, not fivefold. */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
