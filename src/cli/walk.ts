import { readdir, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { archiveAt, NOT_REGULAR } from '../batch/read-file.js';
import { zh, type Message } from '../language/message.js';
import { isOddlyNamed } from '../model/file-path.js';
import type { Archive } from '../source/archive.js';
import { isCopy } from './copy-mark.js';
import type { PathFilter } from './path-filter.js';

/** Something that was found in a folder, by its path with slashes. */
export interface Found {
  readonly path: string;
  /** Whether it is a file to read, what the user left out, or something that is said. */
  readonly kind: 'file' | 'unwanted' | 'unwanted-folder' | 'leftover' | 'skipped' | 'broken';
  /** What is said of it. */
  readonly why?: Message;
  /** The archive that it stands in. */
  readonly archive?: string;
}

/** By code unit, so that every machine reads files in the same order. */
export const byPath = ({ path: one }: Found, { path: other }: Found): number =>
  one < other ? -1 : one > other ? 1 : 0;

/** What Excel and WPS leave beside an open workbook. */
const LOCK = '~$';
/** That, what systems hide, and what macOS adds to archives. */
const isLeftover = (name: string): boolean =>
  name.startsWith(LOCK) || name.startsWith('.') || name === '__MACOSX';

/** Whether a path that was named, perhaps by the shell for a pattern, is such a file. */
export const isLockFile = (path: string): boolean => posix.basename(path).startsWith(LOCK);
export const NOT_FOR_CHECKING = zh`是临时文件或隐藏文件，没有检查`;

/**
 * Finds what lies in a folder and below it, and in archives there. Links to files are followed, links to folders are
 * not, so that no loop has no end.
 */
export async function walk(folder: string, filter: PathFilter): Promise<Found[]> {
  const found: Found[] = [];
  const waiting = [{ at: folder, within: '' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { at } = next;
    try {
      for (const entry of await readdir(at, { withFileTypes: true })) {
        const path = posix.join(at, entry.name);
        const within = posix.join(next.within, entry.name);
        if (entry.isDirectory()) {
          if (isLeftover(entry.name)) found.push({ path, kind: 'leftover', why: zh`是隐藏文件夹，没有进入` });
          else if (filter.entersFolder(within)) waiting.push({ at: path, within });
          else found.push({ path, kind: 'unwanted-folder' });
          continue;
        }
        const why = entry.isFile() || isLeftover(entry.name) ? undefined : await reasonToPassOver(path);
        if (why === undefined) found.push(...(await foundAt(path, within, filter)));
        else found.push({ path, kind: 'skipped', why });
      }
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      found.push({
        path: at,
        kind: 'broken',
        why: isOddlyNamed(at)
          ? zh`文件夹的名称不是 UTF-8 编码，打不开；请改名后再核对`
          : zh`打不开这个文件夹（${code}）；请检查权限`,
      });
    }
  }
  return found;
}

/**
 * What a file comes to, or all that is in it if it is an archive.
 *
 * @param within its path for the filter
 */
export async function foundAt(path: string, within: string, filter: PathFilter): Promise<Found[]> {
  let archive: Archive | undefined;
  try {
    archive = filter.entersFolder(within) ? await archiveAt(path) : undefined;
  } catch {
    return [{ path, kind: 'file' }]; // whoever reads it is told why it cannot be opened, whatever would be in it
  }
  if (archive?.names.length === 0) return [{ path, kind: 'skipped', why: zh`压缩包里没有文件` }];
  if (archive) return foundInArchive(archive, path, '', within, filter);
  return [{ path, ...fileKind(path, within, filter) }];
}

/**
 * What lies in a folder of an archive; nothing where there is no such folder.
 *
 * @param folder '' or a path that ends in a slash
 * @param within the path of the folder for the filter
 */
export function foundInArchive(
  archive: Archive,
  path: string,
  folder: string,
  within: string,
  filter: PathFilter,
): Found[] {
  return archive.names.flatMap((name) => {
    if (!name.startsWith(folder)) return [];
    const own = posix.join(within, name.slice(folder.length));
    return { path: `${path}/${name}`, archive: path, ...fileKind(name, own, filter) };
  });
}

function fileKind(path: string, within: string, filter: PathFilter): Pick<Found, 'kind' | 'why'> {
  // In an archive no folder was asked on the way.
  if (within.split('/').some(isLeftover)) return { kind: 'leftover', why: NOT_FOR_CHECKING };
  if (!filter.takesFile(within)) return { kind: 'unwanted' };
  return isCopy(path) ? { kind: 'skipped', why: zh`是标注副本，没有核对` } : { kind: 'file' };
}

/** Why an entry that is neither file nor folder is not read; undefined for a link to a file. */
async function reasonToPassOver(path: string): Promise<Message | undefined> {
  try {
    const target = await stat(path);
    if (target.isDirectory()) return zh`是指向文件夹的链接，没有进入`;
    return target.isFile() ? undefined : NOT_REGULAR;
  } catch {
    return zh`是失效的链接，指向的文件打不开`;
  }
}
