import { stat } from 'node:fs/promises';
import nativePath, { type PlatformPath } from 'node:path';
import { archiveAt, NOT_REGULAR, placeInArchive, type PlaceInArchive } from '../batch/read-file.js';
import type { InputFile } from '../batch/run.js';
import type { Problem } from '../engine/outcome.js';
import { zh, type Message } from '../language/message.js';
import { isOddlyNamed, ODDLY_NAMED } from '../model/file-path.js';
import { forMatching, pathFilter, type PathFilter } from './path-filter.js';
import { byPath, foundAt, foundInArchive, isLockFile, NOT_FOR_CHECKING, walk, type Found } from './walk.js';

export interface Inputs {
  readonly files: readonly InputFile[];
  readonly problems: readonly Problem[];
  /** Those that files are read from. */
  readonly archives: readonly string[];
}

export interface InputChoice {
  /** Patterns of what is wanted in folders and archives, see `pathFilter`. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** How the paths are written; a backslash parts folders on Windows and nowhere else. */
  readonly system?: PlatformPath;
}

const WILDCARD = /[*?[{]/u;

/** Turns paths, folders, archives and globs into files, in stable order, each once. */
export async function inputsOf(
  paths: readonly string[],
  { include = [], exclude = [], system = nativePath }: InputChoice = {},
): Promise<Inputs> {
  const filter = await pathFilter(include, exclude, system);
  const files = new Map<string, InputFile>();
  const problems = new Map<string, Problem>();
  const archives = new Set<string>();
  const say = (file: string, kind: Problem['kind'], message: Message): void => {
    problems.set(file, { file, message, kind });
  };
  for (const given of paths) {
    const path = slashed(given, system);
    const named = await namedBy(path, filter, system);
    if (named === undefined) {
      if (isLockFile(path)) say(path, 'skipped', NOT_FOR_CHECKING);
      else files.set(path, inputFile(path, true));
      continue;
    }
    if (named.found.every(({ kind }) => kind === 'leftover')) say(path, 'broken', named.nothing);
    for (const { path: file, kind, why = '', archive } of named.found.toSorted(byPath)) {
      if (archive !== undefined) archives.add(archive);
      if (kind === 'file') files.set(file, files.get(file) ?? inputFile(file, false));
      else if (why !== '') say(file, kind === 'broken' ? kind : 'skipped', why);
    }
    const count = (kind: Found['kind']): number => named.found.filter((one) => one.kind === kind).length;
    const unwanted = [count('unwanted'), count('unwanted-folder')] as const;
    if (unwanted.some((number) => number > 0))
      say(
        path,
        'skipped',
        zh`按 include、exclude 没有检查其中 ${unwanted[0]} 个文件、${unwanted[1]} 个文件夹`,
      );
  }
  return {
    files: [...files.values()],
    problems: [...problems.values()].filter(({ file }) => !files.has(file)),
    archives: [...archives],
  };
}

/** What a path leads to that is no file by itself, and what is said where that is nothing; undefined for a file. */
async function namedBy(
  path: string,
  filter: PathFilter,
  system: PlatformPath,
): Promise<{ readonly found: readonly Found[]; readonly nothing: Message } | undefined> {
  const kind = await kindOf(path);
  if (kind === 'folder') return { found: await walk(path, filter), nothing: zh`文件夹里没有文件` };
  if (kind === 'other') return { found: [], nothing: NOT_REGULAR };
  const place = kind === 'file' ? { archive: path, name: '' } : await placeInArchive(path);
  if (place) return inArchive(place, filter);
  if (WILDCARD.test(path))
    return { found: await find(path, filter, system), nothing: zh`没有文件符合这个通配符` };
  return {
    found: [],
    nothing: isOddlyNamed(path) ? ODDLY_NAMED : zh`找不到这个文件或文件夹`,
  };
}

/** The same for an archive, or for a file or folder in one. */
async function inArchive(
  { archive: path, name }: PlaceInArchive,
  filter: PathFilter,
): ReturnType<typeof namedBy> {
  // Whoever reads a damaged one is told why it cannot be opened.
  const archive = await archiveAt(path).catch(() => undefined);
  if (!archive || archive.names.includes(name)) return undefined;
  const folder = name === '' || name.endsWith('/') ? name : `${name}/`;
  return {
    found: foundInArchive(archive, path, folder, '', filter),
    nothing: name === '' ? zh`压缩包里没有文件` : zh`压缩包里没有这个文件或文件夹`,
  };
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
  return { folder: folder === '' ? '.' : folder, pattern: forMatching(pattern) };
}

async function find(path: string, filter: PathFilter, system: PlatformPath): Promise<Found[]> {
  const { glob } = await import('tinyglobby');
  const { folder, pattern } = splitGlob(path);
  const names = await glob(pattern, {
    cwd: folder,
    followSymbolicLinks: false,
    caseSensitiveMatch: system.sep === '/',
  });
  const found = await Promise.all(
    names.map((name) => foundAt(slashed(system.join(folder, name), system), name, filter)),
  );
  return found.flat();
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
