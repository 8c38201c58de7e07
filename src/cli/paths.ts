import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import type { InputFile } from '../batch/run.js';
import type { Problem } from '../engine/outcome.js';

export interface Inputs {
  readonly files: readonly InputFile[];
  readonly problems: readonly Problem[];
}

/** What Excel and WPS leave beside an open workbook, and what systems hide. */
const IS_LEFTOVER = /^(?:~\$|\.)/u;

/** Turns paths, folders and globs into files, in stable order, each once. */
export async function inputsOf(paths: readonly string[]): Promise<Inputs> {
  const files = new Map<string, InputFile>();
  const problems: Problem[] = [];
  for (const path of paths) {
    const kind = await kindOf(path);
    if (kind === 'file') {
      files.set(path, inputFile(path, true));
    } else if (kind === 'folder') {
      const found = (await glob('**/*', { cwd: path, dot: false, followSymbolicLinks: false })).filter(
        (name) => !IS_LEFTOVER.test(basename(name)),
      );
      if (found.length === 0) problems.push({ file: path, message: '文件夹里没有文件', kind: 'broken' });
      for (const name of found.toSorted(compareNames)) addOnce(files, inputFile(join(path, name), false));
    } else if (isDynamicPattern(path)) {
      const found = (await glob(path.replaceAll('\\', '/'), { followSymbolicLinks: false })).filter(
        (name) => !IS_LEFTOVER.test(basename(name)),
      );
      if (found.length === 0)
        problems.push({ file: path, message: '没有文件符合这个通配符', kind: 'broken' });
      for (const name of found.toSorted(compareNames)) addOnce(files, inputFile(name, false));
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

function addOnce(files: Map<string, InputFile>, file: InputFile): void {
  if (!files.has(file.file)) files.set(file.file, file);
}

/** By code unit, so that every machine reads files in the same order. */
const compareNames = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

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
  return { file: path, folder: dirname(path), named };
}
