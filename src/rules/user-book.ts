import { loadBook, type ExampleFault } from './book.js';
import type { FormulaRule } from './rule.js';
import { readYaml } from './user-yaml.js';

/**
 * Loads a rule book that a user brings.
 *
 * @param faultsIn works out the examples of a rule, where they are to show what they claim
 * @throws BookError naming file, line and column of every mistake
 */
export function readBook(
  file: string,
  text: string,
  faultsIn?: (rule: FormulaRule) => readonly ExampleFault[],
): FormulaRule[] {
  const { data, locate } = readYaml(file, text);
  return loadBook(file, data, locate, faultsIn);
}
