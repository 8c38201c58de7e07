import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { zh } from '../language/message.js';
import { isArchiveName, openArchive, type Archive } from '../source/archive.js';
import { beyond, MEGABYTE, type Limits } from '../source/limits.js';
import { kindOfUnknown } from '../source/sniff.js';
import { UnreadableFile } from '../source/unreadable-file.js';
import type { Pieces } from '../source/zip-entries.js';

/** What is said of a pipe, a socket or a device: to read it might never end. */
export const NOT_REGULAR = zh`不是普通文件（是管道、设备之类）`;

/**
 * The content of a file, or of one within an archive: 某区.zip/甲局/决算.xlsx.
 *
 * @throws UnreadableFile when it is no regular file (a pipe would never end), or too large
 */
export async function readRegularFile(path: string, limits: Limits): Promise<Uint8Array> {
  const place = await placeInArchive(path);
  if (place) {
    const archive = await archiveAt(place.archive);
    const content = archive && reading(place.archive, (zip) => archive.content(zip, place.name, limits));
    if (!content) throw new UnreadableFile(zh`压缩包里没有这个文件`, 'broken');
    return content;
  }
  const found = await stat(path);
  if (!found.isFile()) throw new UnreadableFile(NOT_REGULAR, 'broken');
  // A damaged archive says so in words of its own, and may be larger than any file in it.
  if (isArchiveName(path)) await archiveAt(path);
  if (found.size > limits.fileMegabytes * MEGABYTE)
    throw new UnreadableFile(beyond(limits, 'fileMegabytes').said, kindOfUnknown(path));
  return readFile(path);
}

/** An archive on disk, and the path of a file or folder within it. */
export interface PlaceInArchive {
  readonly archive: string;
  readonly name: string;
}

/** Where a path leads into an archive; undefined where it does not. */
export async function placeInArchive(path: string): Promise<PlaceInArchive | undefined> {
  for (const { index } of path.matchAll(/(?<=\.zip)\//giu)) {
    const archive = path.slice(0, index);
    // A folder may be called so too.
    const isFile = await stat(archive).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isFile) return { archive, name: path.slice(index + 1) };
  }
  return undefined;
}

/** Archives whose directory is kept: files are read in the order of their paths, one archive after the other. */
const MOST_KEPT = 4;
const kept = new Map<string, { readonly state: string; readonly archive: Archive | undefined }>();

/**
 * The archive that a file is; undefined where it is another kind of file, such as a workbook. Its directory is read
 * once, unless the file changes.
 *
 * @throws UnreadableFile when it is damaged, or passes a limit
 */
export async function archiveAt(path: string): Promise<Archive | undefined> {
  if (!isArchiveName(path)) return undefined;
  const found = await stat(path);
  if (!found.isFile()) return undefined;
  const state = stateOf(found);
  const known = kept.get(path);
  if (known?.state === state) return known.archive;
  const archive = reading(path, (zip) => openArchive(zip));
  kept.delete(path);
  kept.set(path, { state, archive });
  for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
  return archive;
}

const stateOf = ({ dev, ino, size, mtimeMs }: Stats): string => [dev, ino, size, mtimeMs].join(':');

/** Reads a file here and there, as a zip asks for it: an archive may be larger than memory. */
function reading<Value>(path: string, read: (zip: Pieces) => Value): Value {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    return read({
      length: size,
      piece: (start, end) => {
        const bytes = Buffer.allocUnsafeSlow(end - start);
        let at = 0;
        while (at < bytes.length) {
          const count = readSync(descriptor, bytes, at, bytes.length - at, start + at);
          if (count === 0) break; // it was cut off meanwhile
          at += count;
        }
        return bytes.subarray(0, at);
      },
    });
  } finally {
    closeSync(descriptor);
  }
}
