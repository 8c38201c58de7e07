import { zh } from '../language/message.js';
import { readFile, stat } from 'node:fs/promises';
import { beyond, MEGABYTE, type Limits } from '../source/limits.js';
import { UnreadableFile } from '../source/unreadable-file.js';

/** What is said of a pipe, a socket or a device: to read it might never end. */
export const NOT_REGULAR = zh`不是普通文件（是管道、设备之类）`;

/**
 * The content of a file.
 *
 * @throws UnreadableFile when it is no regular file (a pipe would never end), or too large
 */
export async function readRegularFile(path: string, limits: Limits): Promise<Uint8Array> {
  const found = await stat(path);
  if (!found.isFile()) throw new UnreadableFile(NOT_REGULAR, 'broken');
  if (found.size > limits.fileMegabytes * MEGABYTE) throw beyond(limits, 'fileMegabytes');
  return readFile(path);
}
