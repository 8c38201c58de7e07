import nativePath from 'node:path';
import { pathToFileURL } from 'node:url';
import { quotedSheet, type Location } from '../model/location.js';
import type { Link } from '../output/workbook/write-workbook.js';
import type { Copy } from './copies.js';

/** Files that a spreadsheet program opens at a cell. */
const WORKBOOK = /\.(?:xls[xm]?|et|ods)$/iu;

/**
 * Links from a workbook to the places of findings: in the annotated copy of a file where there is one, else in the file.
 *
 * @param from the workbook, whose folder they are relative to
 */
export function linksFrom(
  from: string,
  copies: ReadonlyMap<string, Copy>,
  archives: readonly string[] = [],
): (location: Location) => Link | undefined {
  return (location) => {
    const copy = copies.get(location.file);
    // No program opens what is in an archive; the archive itself is opened, at no place.
    const archive = copy ? undefined : archives.find((one) => location.file.startsWith(`${one}/`));
    const path = copy?.path ?? archive ?? location.file;
    const { sheet, cell, range } = copy?.placeOf(location) ?? location;
    const at = cell ?? range;
    const isPlaced = sheet !== undefined && at !== undefined && WORKBOOK.test(path);
    return { target: uriOf(path, from), ...(isPlaced && { place: `${quotedSheet(sheet)}!${at}` }) };
  };
}

function uriOf(path: string, from: string): string {
  const relative = nativePath.relative(nativePath.dirname(from), path);
  // Another drive of Windows.
  if (nativePath.isAbsolute(relative)) return pathToFileURL(relative).href;
  return relative.split(nativePath.sep).map(encodeURIComponent).join('/');
}
