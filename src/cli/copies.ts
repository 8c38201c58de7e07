import { mkdir, realpath } from 'node:fs/promises';
import nativePath from 'node:path';
import { readRegularFile } from '../batch/read-file.js';
import type { ReadInput } from '../batch/run.js';
import type { CheckedReport, Problem } from '../engine/outcome.js';
import { zh, type Tell } from '../language/message.js';
import type { Location } from '../model/location.js';
import { annotated } from '../output/annotated-copy/annotate.js';
import { converted } from '../output/annotated-copy/conversion.js';
import { marksOf, type Mark } from '../output/annotated-copy/marks.js';
import { DEFAULT_LIMITS, type Limits } from '../source/limits.js';
import { sniff } from '../source/sniff.js';
import { UnreadableFile } from '../source/unreadable-file.js';
import { openPackage } from '../source/zip.js';
import { COPY_MARK } from './copy-mark.js';
import { replaceFile } from './output-file.js';
import { UsageError } from './usage-error.js';

/** An annotated copy. */
export interface Copy {
  readonly path: string;
  /** Where a place of the original is in it. */
  readonly placeOf: (location: Location) => Location;
}

/**
 * Writes an annotated copy of each checked file below a folder, in folders as the originals are; an original is never
 * written to. A file that cannot be copied is a problem and stops no other.
 *
 * @returns `failure`: why no more copies could be written, if so
 */
export async function writeCopies(
  reports: readonly CheckedReport[],
  folder: string,
  read: ReadInput,
  limits: Limits,
  tell: Tell,
): Promise<{
  readonly copies: ReadonlyMap<string, Copy>;
  readonly problems: readonly Problem[];
  readonly failure?: UsageError;
}> {
  const files = [...new Set(reports.flatMap(({ report }) => report.files))];
  const originals = new Set(await Promise.all(files.map((file) => realpath(file).catch(() => file))));
  const marks = marksOf(reports, tell);
  const nameOf = namesBelow(files);
  const copies = new Map<string, Copy>();
  const problems: Problem[] = [];
  for (const file of files) {
    const content = await contentOf(file, marks.get(file) ?? [], read, limits, tell).catch(unreadable);
    if ('said' in content) {
      problems.push({ file, message: zh`没有标注副本：${content.said}`, kind: 'broken' });
      continue;
    }
    const { bytes, isConversion, placeOf } = content;
    const path = nativePath.join(folder, nameOf(file, isConversion));
    if (originals.has(await realpath(path).catch(() => path)))
      throw new UsageError(zh`标注副本 ${path} 会覆盖被核对的原件；请另选文件夹`);
    try {
      await makeFolder(nativePath.dirname(path));
      await replaceFile(path, bytes);
      copies.set(file, { path, placeOf });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      return { copies, problems, failure: error };
    }
  }
  return { copies, problems };
}

function unreadable(error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile) return error;
  throw error;
}

async function contentOf(
  file: string,
  marks: readonly Mark[],
  read: ReadInput,
  limits: Limits,
  tell: Tell,
): Promise<Pick<Copy, 'placeOf'> & { readonly bytes: Uint8Array; readonly isConversion: boolean }> {
  const bytes = await readRegularFile(file, limits);
  const content = sniff(file, bytes, limits);
  if (content.kind === 'xlsx') {
    return {
      bytes: marks.length === 0 ? bytes : annotated(content.pack, marks, tell),
      isConversion: false,
      placeOf: (location) => location,
    };
  }
  const { bytes: plain, placeOf } = converted(await read(file), tell);
  const moved = marks.map((mark) => ({ ...mark, location: placeOf(mark.location) }));
  return { bytes: annotated(openPackage(plain, DEFAULT_LIMITS), moved, tell), isConversion: true, placeOf };
}

/** Names for copies: folders as they are below the one that holds all files, and none twice. */
function namesBelow(files: readonly string[]): (file: string, isConversion: boolean) => string {
  const folderOf = (file: string): string[] =>
    nativePath.dirname(nativePath.resolve(file)).split(nativePath.sep);
  const [first = [], ...others] = files.map(folderOf);
  const differing = first.findIndex((step, index) => others.some((other) => other[index] !== step));
  const shared = differing < 0 ? first.length : differing;
  const taken = new Set<string>();
  return (file, isConversion) => {
    const { name, ext } = nativePath.parse(file);
    const isOwn = !isConversion && /^\.xl[st][xm]$/iu.test(ext);
    // A drive is no folder, and an archive none that copies can be put into.
    const folders = folderOf(file)
      .slice(shared)
      .map((step) => step.replace(':', '').replace(/\.zip$/iu, ''));
    for (let copy = 1; ; copy++) {
      const mark = `${copy === 1 ? '' : `(${copy})`}${COPY_MARK}`;
      const path = nativePath.join(...folders, isOwn ? `${name}${mark}${ext}` : `${name}${ext}${mark}.xlsx`);
      if (taken.has(path.toLowerCase())) continue;
      taken.add(path.toLowerCase());
      return path;
    }
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new UsageError(zh`建不了文件夹 ${folder}；请检查路径和权限`, { cause });
  }
}
