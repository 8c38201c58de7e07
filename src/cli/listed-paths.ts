import { buffer } from 'node:stream/consumers';
import { zh } from '../language/message.js';
import { decoded, readText } from './read-text.js';
import { UsageError } from './usage-error.js';

/** The paths given, and those in a list, one a line; `-` is the standard input. */
export async function withListed(
  paths: readonly string[],
  list: string | undefined,
  stdin: NodeJS.ReadableStream = process.stdin,
): Promise<readonly string[]> {
  if (list === undefined) return paths;
  const text = list === '-' ? decoded(await buffer(stdin)) : await readText(list);
  const listed = text.split(/\r?\n/u).filter((line) => line.trim() !== '');
  if (listed.length === 0) throw new UsageError(zh`清单 ${list} 里没有路径；应为每行一个`);
  return [...paths, ...listed];
}
