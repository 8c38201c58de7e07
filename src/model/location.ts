/** Where something stands, or was searched for. A csv file's sheet is its base name. */
export interface Location {
  readonly file: string;
  readonly sheet?: string;
  readonly cell?: string;
  readonly range?: string;
}

/** "Sheet1!B7", "Sheet1!A1:F30" or the file's name: how people are told a place. */
export function placeName(location: Location): string {
  const inSheet = location.cell ?? location.range;
  if (location.sheet === undefined) return location.file;
  return inSheet === undefined ? location.sheet : `${location.sheet}!${inSheet}`;
}
