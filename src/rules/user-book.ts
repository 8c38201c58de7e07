import { loadBook } from './book.js';
import type { FormulaRule } from './rule.js';
import { readYaml } from './user-yaml.js';

/**
 * Loads a rule book that a user brings.
 *
 * @throws BookError naming file, line and column
 */
export function readBook(file: string, text: string): FormulaRule[] {
  const { data, locate } = readYaml(file, text);
  return loadBook(file, data, locate);
}
