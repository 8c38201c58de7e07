import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Limits } from '../source/limits.js';
import { UnreadableFile } from '../source/unreadable-file.js';
import { placeInArchive, readRegularFile } from './read-file.js';
import type { Folder } from './run.js';

/** What stands in files at a moment. */
export interface Content {
  /** In 64 hex digits: all that an answer depends on. */
  readonly key: string;
  /** Whether the files still are what they were then. */
  readonly isCurrent: () => Promise<boolean>;
}

/**
 * The content of folders, by the names of their files and every byte.
 *
 * @param settings a digest of all else that answers depend on
 */
export async function contentOf(
  folders: readonly Folder[],
  settings: string,
  limits: Limits,
): Promise<Content> {
  const files = folders.flat().map(({ file }) => file);
  const states = await Promise.all(files.map(stateOf));
  const hash = createHash('sha256').update(JSON.stringify([settings, folders]));
  for (const file of files) {
    const bytes = await bytesOf(file, limits);
    hash.update(`${typeof bytes} ${bytes.length} `).update(bytes);
  }
  return {
    key: hash.digest('hex'),
    isCurrent: async () =>
      (await Promise.all(files.map(stateOf))).every((state, index) => state === states[index]),
  };
}

/** The bytes of a file, or why they cannot be read: that is as much a part of the answer. */
async function bytesOf(file: string, limits: Limits): Promise<Uint8Array | string> {
  try {
    return await readRegularFile(file, limits);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    return (error as NodeJS.ErrnoException).code ?? '';
  }
}

/** Changes with every change of a file that the system knows of. */
async function stateOf(path: string): Promise<string> {
  try {
    const file = (await placeInArchive(path))?.archive ?? path;
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? '';
  }
}
