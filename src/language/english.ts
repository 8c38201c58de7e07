import type { Catalogue } from './message.js';
import engine from './english/engine.yaml';
import gate from './english/gate.yaml';

/** Whatever is said to people, in English; a file for every part of the program that says it. */
export const ENGLISH: Catalogue = { ...(engine as Catalogue), ...(gate as Catalogue) };
