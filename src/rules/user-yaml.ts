import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import type { Position } from '../formula/parse.js';
import { BookError } from './book-error.js';

/** Data of a YAML file of the user with the places of its values. */
export interface UserYaml {
  readonly data: unknown;
  /** Where the value at a path stands, or its closest ancestor where the path leads to something missing. */
  readonly locate: (path: readonly (string | number)[]) => Position | undefined;
}

/**
 * Reads YAML with every scalar a string: 0101 stays a code and 1.10 a figure as printed.
 *
 * @throws BookError naming file, line and column of what is no YAML
 */
export function readYaml(file: string, text: string): UserYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const positionOf = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const [error] = document.errors;
  if (error) {
    const { line, column } = positionOf(error.pos[0]);
    throw new BookError(`${file}:${line}:${column}：不是规范的 YAML（${error.message}）`, { cause: error });
  }
  return {
    data: document.toJS(),
    locate: (path) => {
      const start = nearestNode(document.contents, path)?.range?.[0];
      return start === undefined ? undefined : positionOf(start);
    },
  };
}

function nearestNode(root: unknown, path: readonly (string | number)[]): Node | undefined {
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
