import { BookError, loadBook } from './book.js';
import type { FormulaRule } from './rule.js';
import { readYaml } from './user-yaml.js';

/**
 * Loads a rule book that a user brings.
 *
 * @throws BookError naming file, line and column
 */
export function readBook(file: string, text: string): FormulaRule[] {
  const { data, locate } = readYaml(text, ({ line, column }, message, cause) => {
    throw new BookError(`${file}:${line}:${column}：不是规范的 YAML（${message}）`, { cause });
  });
  return loadBook(file, data, locate);
}
