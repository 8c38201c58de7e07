import type { Catalogue } from './message.js';
import engine from './english/engine.yaml';
import overview from './english/overview.yaml';

/** Whatever is said to people, in English; a file for every part of the program that says it. */
export const ENGLISH: Catalogue = { ...(engine as Catalogue), ...(overview as Catalogue) };
