import { told } from '../language/message.js';
import { readdir, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { NOT_REGULAR } from '../batch/read-file.js';
import type { Problem } from '../engine/outcome.js';

/** What Excel and WPS leave beside an open workbook, and what systems hide. */
export const isLeftover = (name: string): boolean => /^(?:~\$|\.)/u.test(name);

/** By code unit, so that every machine reads files in the same order. */
export const compareNames = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/**
 * Finds the files in a folder and below it. Links to files are followed, links to folders are not, so that
 * no loop has no end; what is passed over is said.
 *
 * @returns paths with slashes, in the order in which they are read
 */
export async function walk(
  folder: string,
): Promise<{ readonly files: string[]; readonly problems: Problem[] }> {
  const files: string[] = [];
  const problems: Problem[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const at = next;
    try {
      const entries = await readdir(at, { withFileTypes: true });
      for (const entry of entries) {
        if (isLeftover(entry.name)) continue;
        const path = posix.join(at, entry.name);
        if (entry.isDirectory()) waiting.push(path);
        else if (entry.isFile()) files.push(path);
        else {
          const passedOver = await reasonToPassOver(path);
          if (passedOver === undefined) files.push(path);
          else problems.push({ file: path, message: passedOver, kind: 'skipped' });
        }
      }
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      problems.push({ file: at, message: `打不开这个文件夹（${code}）；请检查权限`, kind: 'broken' });
    }
  }
  return { files: files.sort(compareNames), problems };
}

/** Why an entry that is neither file nor folder is not read; undefined for a link to a file. */
async function reasonToPassOver(path: string): Promise<string | undefined> {
  try {
    const target = await stat(path);
    if (target.isDirectory()) return '是指向文件夹的链接，没有进入';
    return target.isFile() ? undefined : told(NOT_REGULAR);
  } catch {
    return '是失效的链接，指向的文件打不开';
  }
}
