import type { Catalogue } from './message.js';
import batch from './english/batch.yaml';
import engine from './english/engine.yaml';

/** Whatever is said to people, in English; a file for every part of the program that says it. */
export const ENGLISH: Catalogue = { ...(engine as Catalogue), ...(batch as Catalogue) };
