import * as v from 'valibot';
import { joined, zh, type Message } from '../language/message.js';
import { nearestHint } from '../formula/nearest-name.js';
import type { Position } from '../formula/parse.js';
import { BookError } from './book-error.js';

/** Path into the data of a file: ["rules", 3, "formula"]. */
export type Path = readonly (string | number)[];

/**
 * Where a value stands in its file, 1-based, or its closest ancestor where the path leads to something missing;
 * undefined for what is built in.
 *
 * @param within the name before the value, or a character of it, told only where the text stands in the file as
 *   it reads
 */
export type Locate = (
  path: Path,
  within?: 'key' | { readonly text: string; readonly at: number },
) => Position | undefined;

/**
 * Data in the shape that a file should have.
 *
 * @param whole what is said where the file as a whole is of another kind
 * @throws BookError naming file, line, what was expected and the nearest known name
 */
export function shaped<Shape extends v.GenericSchema>(
  file: string,
  shape: Shape,
  data: unknown,
  locate: Locate,
  whole: Message,
): v.InferOutput<Shape> {
  const result = v.safeParse(shape, data);
  if (result.success) return result.output;
  const faults = result.issues.map((issue) => {
    const path = (issue.path ?? []).map(({ key }) => key as string | number);
    return { issue, path, owner: JSON.stringify(path.slice(0, -1)) };
  });
  // A misspelt name is missing under its right one as well: what stands there says more.
  const misspelt = new Set(faults.flatMap(({ issue, owner }) => (issue.expected === 'never' ? owner : [])));
  throw allOf(
    faults
      .filter(({ issue, owner }) => issue.received !== 'undefined' || !misspelt.has(owner))
      .map(({ issue, path }) =>
        wrongAt(file, path, describe(issue, path, shape, whole), (at) =>
          locate(at, issue.expected === 'never' ? 'key' : undefined),
        ),
      ),
  );
}

/** Mistakes of one file as one refusal, a line each. */
export const allOf = (faults: readonly BookError[]): BookError =>
  new BookError(joined([...new Map(faults.map(({ message, said }) => [message, said])).values()], '\n'));

/** The refusal of one value, naming its place. */
export function wrongAt(file: string, path: Path, message: Message, locate: Locate): BookError {
  const at = locate(path);
  const place = at ? `${file}:${at.line}:${at.column}` : `${file} ${path.join('.')}`;
  return new BookError(zh`${place}：${message}`);
}

function describe(issue: v.BaseIssue<unknown>, path: Path, shape: v.GenericSchema, whole: Message): Message {
  const name = path.at(-1);
  if (name === undefined) return whole;
  if (issue.expected === 'never') {
    return zh`不认识“${name}”这一项${nearestHint(String(name), keysAt(shape, path.slice(0, -1)))}`;
  }
  if (issue.received === 'undefined') return zh`缺少“${name}”`;
  if (issue.type === 'picklist') {
    const options = [...(issue.expected ?? '').matchAll(/[a-z][a-z-]*/gu)].map(([option]) => option);
    return zh`“${String(issue.input)}”不可用：${saidBy(issue)}${nearestHint(String(issue.input), options)}`;
  }
  return zh`“${name}”${saidBy(issue)}`;
}

/** A message as it is given to a shape, which takes texts alone. */
export const inShape = (message: Message): string => JSON.stringify(message);

/** What a shape says, if it is one that this program gave it. */
const saidBy = ({ message }: v.BaseIssue<unknown>): Message =>
  /^[{"]/u.test(message) ? (JSON.parse(message) as Message) : message;

/** Keys that the shape knows at a path. */
function keysAt(shape: unknown, path: Path): string[] {
  let node = shape as ShapeNode | undefined;
  for (const key of path) {
    const owner = bare(node);
    node = typeof key === 'number' ? owner?.item : (owner?.entries?.[key] ?? owner?.value);
  }
  return Object.keys(bare(node)?.entries ?? {});
}

interface ShapeNode {
  readonly entries?: Readonly<Record<string, ShapeNode>>;
  readonly item?: ShapeNode;
  /** Of a record, whatever its name. */
  readonly value?: ShapeNode;
  readonly wrapped?: ShapeNode;
  readonly pipe?: readonly ShapeNode[];
}

/** A shape without what makes it optional or follows it in a pipe. */
const bare = (node: ShapeNode | undefined): ShapeNode | undefined =>
  node?.wrapped ? bare(node.wrapped) : node?.pipe?.[0] && node.pipe[0] !== node ? bare(node.pipe[0]) : node;
