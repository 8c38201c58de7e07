import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type ErrorCode, type Node } from 'yaml';
import { zh, type Message } from '../language/message.js';
import type { Position } from '../formula/parse.js';
import { BookError } from './book-error.js';
import type { Locate, Path } from './shape.js';

/** Data of a YAML file of the user with the places of its values. */
export interface UserYaml {
  readonly data: unknown;
  readonly locate: Locate;
}

/** Mistakes that people make in a file of this kind, and how to mend them. */
const MISTAKES: Partial<Record<ErrorCode, Message>> = {
  BAD_DQ_ESCAPE: zh`双引号里的 \\ 有特别含义，请改用单引号`,
  BAD_INDENT: zh`缩进不对：同一级的各行要左对齐`,
  BAD_SCALAR_START: zh`文字不能这样起头，请加引号`,
  BLOCK_AS_IMPLICIT_KEY: zh`一行里有两个“名称: 内容”；文字里有“: ”的要加引号`,
  DUPLICATE_KEY: zh`同一项写了两次`,
  MISSING_CHAR: zh`缺少逗号、引号或括号；列表里有 [ ] { } 的文字要加引号`,
  MULTILINE_IMPLICIT_KEY: zh`这一行没有“名称: ”，或者没有对齐`,
  TAB_AS_INDENT: zh`缩进要用空格，不能用制表符`,
  UNEXPECTED_TOKEN: zh`这里多了符号；看引号和括号是否成对，有 [ ] { } 的文字要加引号`,
};

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
    throw new BookError(
      zh`${file}:${line}:${column}：不是规范的 YAML（${MISTAKES[error.code] ?? error.message}）`,
      { cause: error },
    );
  }
  return {
    data: document.toJS(),
    locate: (path, within) => {
      const node = within === 'key' ? keyAt(document.contents, path) : nearestNode(document.contents, path);
      if (!node?.range) return undefined;
      const [start, end] = node.range;
      if (within === undefined || within === 'key') return positionOf(start);
      // A text that is folded or escaped does not stand in the file as it reads.
      const own = text.slice(start, end).indexOf(within.text);
      return own < 0 ? undefined : positionOf(start + own + within.at);
    },
  };
}

function nearestNode(root: unknown, path: Path): Node | undefined {
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

/** The name before the value at a path. */
function keyAt(root: unknown, path: Path): Node | undefined {
  const map = nearestNode(root, path.slice(0, -1));
  const pair = isMap(map)
    ? map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    : undefined;
  return isNode(pair?.key) ? pair.key : map;
}
