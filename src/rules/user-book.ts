import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import type { Position } from '../formula/parse.js';
import { BookError, loadBook, type BookPath } from './book.js';
import type { FormulaRule } from './rule.js';

/**
 * Loads a rule book that a user brings.
 *
 * @throws BookError naming file, line and column
 */
export function readBook(file: string, text: string): FormulaRule[] {
  const lines = new LineCounter();
  // failsafe: 0101 stays a code and 1.10 a figure as printed.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new BookError(`${file}:${line}:${col}：不是规范的 YAML（${error.message}）`, { cause: error });
  }
  const locate = (path: BookPath): Position | undefined => {
    const node = nearestNode(document.contents, path);
    const start = node?.range?.[0];
    if (start === undefined) return undefined;
    const { line, col } = lines.linePos(start);
    return { line, column: col };
  };
  return loadBook(file, document.toJS(), locate);
}

/** The node at a path, or its closest ancestor where the path leads to something missing. */
function nearestNode(root: unknown, path: BookPath): Node | undefined {
  let node = isNode(root) ? root : undefined;
  for (const key of path) {
    const next: unknown = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.value
      : isSeq(node)
        ? node.items[Number(key)]
        : undefined;
    if (!isNode(next)) break;
    node = next;
  }
  return node;
}
