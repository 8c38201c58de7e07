import { groupBy } from '../model/group-by.js';
import type { Folder, InputFile } from './run.js';

/** More files than that are no longer the reports of one department or two. */
const FILES_OF_A_FOLDER = 32;
const LONGEST_PART = 32;
/** One in so many names ends a part. */
const NAMES_A_PART = 16;

/**
 * What is checked at a time: a folder, or parts of one that holds very many files. The order is that of the
 * names, whatever order they are given in.
 */
export function unitsOf(files: readonly InputFile[]): Folder[] {
  const sorted = files.toSorted((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : 0));
  return [...groupBy(sorted, ({ folder }) => folder).values()].flatMap((folder) =>
    folder.length > FILES_OF_A_FOLDER
      ? partsOf(folder.map((input) => ({ ...input, amongMany: true as const })))
      : [folder],
  );
}

/** Where a part ends follows from the names at its end, so that a file that is added changes one part, not all. */
function partsOf(folder: Folder): Folder[] {
  const parts: InputFile[][] = [[]];
  for (const input of folder) {
    parts.at(-1)?.push(input);
    if (parts.at(-1)?.length === LONGEST_PART || endsPart(input.file)) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}

/** FNV-1a, of whose bits the upper ones depend on the whole name. */
function endsPart(name: string): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return (hash >>> 20) % NAMES_A_PART === 0;
}
