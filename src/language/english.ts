import type { Catalogue } from './message.js';
import batch from './english/batch.yaml';
import between from './english/between.yaml';
import engine from './english/engine.yaml';
import evaluation from './english/evaluation.yaml';
import gate from './english/gate.yaml';
import inputs from './english/inputs.yaml';
import narrative from './english/narrative.yaml';
import overview from './english/overview.yaml';
import reading from './english/reading.yaml';
import tables from './english/tables.yaml';

/** Whatever is said to people, in English; a file for every part of the program that says it. */
export const ENGLISH = Object.assign(
  {},
  batch,
  between,
  engine,
  evaluation,
  gate,
  inputs,
  narrative,
  overview,
  reading,
  tables,
) as Catalogue;
