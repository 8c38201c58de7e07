import { stat } from 'node:fs/promises';
import nativePath, { type PlatformPath } from 'node:path';
import type { InputFile } from '../batch/run.js';
import type { Problem } from '../engine/outcome.js';
import { isCopy } from './copy-mark.js';
import { compareNames, isLeftover, walk } from './walk.js';

export interface Inputs {
  readonly files: readonly InputFile[];
  readonly problems: readonly Problem[];
}

const WILDCARD = /[*?[{]/u;

/**
 * Turns paths, folders and globs into files, in stable order, each once.
 *
 * @param system how the paths are written; a backslash parts folders on Windows and nowhere else
 */
export async function inputsOf(paths: readonly string[], system: PlatformPath = nativePath): Promise<Inputs> {
  const files = new Map<string, InputFile>();
  const problems: Problem[] = [];
  const addFound = (found: readonly string[]): void => {
    for (const file of found) {
      if (isCopy(file)) problems.push({ file, message: '是标注副本，没有核对', kind: 'skipped' });
      else if (!files.has(file)) files.set(file, inputFile(file, false));
    }
  };
  for (const given of paths) {
    const path = slashed(given, system);
    const kind = await kindOf(path);
    if (kind === 'file') {
      files.set(path, inputFile(path, true));
    } else if (kind === 'folder') {
      const found = await walk(path);
      if (found.files.length + found.problems.length === 0)
        problems.push({ file: path, message: '文件夹里没有文件', kind: 'broken' });
      problems.push(...found.problems);
      addFound(found.files);
    } else if (kind === 'missing' && WILDCARD.test(path)) {
      const found = await find(path, system);
      if (found.length === 0)
        problems.push({ file: path, message: '没有文件符合这个通配符', kind: 'broken' });
      addFound(found);
    } else {
      problems.push({
        file: path,
        message: kind === 'missing' ? '找不到这个文件或文件夹' : '不是普通文件',
        kind: 'broken',
      });
    }
  }
  return { files: [...files.values()], problems };
}

/** The folder that a path or the fixed part of a glob names; undefined where it names a file, or nothing. */
export async function checkedFolder(
  given: string,
  system: PlatformPath = nativePath,
): Promise<string | undefined> {
  const path = slashed(given, system);
  const kind = await kindOf(path);
  if (kind === 'folder') return path;
  if (kind !== 'missing' || !WILDCARD.test(path)) return undefined;
  const { folder } = splitGlob(path);
  return (await kindOf(folder)) === 'folder' ? folder : undefined;
}

/** The one form in which paths are used and printed: with slashes, on Windows too, which takes both. */
function slashed(path: string, { sep }: PlatformPath): string {
  return path.replaceAll(sep, '/');
}

/**
 * A glob as the folder to search and what to find below it. Folders that are named in full stay out of the
 * pattern: a drive or a share cannot be matched.
 */
function splitGlob(path: string): { readonly folder: string; readonly pattern: string } {
  const inFull = path.slice(0, path.search(/[*?[{\\]/u));
  const border = inFull.lastIndexOf('/') + 1;
  const [folder, pattern] = [path.slice(0, border), path.slice(border)];
  // Parentheses are common in names of workbooks, and are meant as they stand.
  return { folder: folder === '' ? '.' : folder, pattern: pattern.replace(/(?<!\\)[()]/gu, '\\$&') };
}

async function find(path: string, system: PlatformPath): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const { folder, pattern } = splitGlob(path);
  const found = await glob(pattern, {
    cwd: folder,
    followSymbolicLinks: false,
    caseSensitiveMatch: system.sep === '/',
  });
  return found
    .filter((name) => !isLeftover(nativePath.posix.basename(name)))
    .map((name) => slashed(system.join(folder, name), system))
    .sort(compareNames);
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'missing' | 'other'> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'other';
  } catch {
    return 'missing'; // whatever the reason, the path leads nowhere; globs are tried next
  }
}

function inputFile(path: string, named: boolean): InputFile {
  return { file: path, folder: nativePath.posix.dirname(path), named };
}
