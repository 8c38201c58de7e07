import type { Catalogue } from './message.js';
import batch from './english/batch.yaml';
import between from './english/between.yaml';
import commandLine from './english/command-line.yaml';
import engine from './english/engine.yaml';
import evaluation from './english/evaluation.yaml';
import explain from './english/explain.yaml';
import gate from './english/gate.yaml';
import inputs from './english/inputs.yaml';
import inspect from './english/inspect.yaml';
import narrative from './english/narrative.yaml';
import output from './english/output.yaml';
import overview from './english/overview.yaml';
import ownFiles from './english/own-files.yaml';
import reading from './english/reading.yaml';
import tables from './english/tables.yaml';
import workbooks from './english/workbooks.yaml';

/** Whatever is said to people, in English; a file for every part of the program that says it. */
export const ENGLISH = Object.assign(
  {},
  batch,
  between,
  commandLine,
  engine,
  evaluation,
  explain,
  gate,
  inputs,
  inspect,
  narrative,
  output,
  overview,
  ownFiles,
  reading,
  tables,
  workbooks,
) as Catalogue;
