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

/** Column letters and row number, as spreadsheets write them: (6, 1) → "B7". */
export function address(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return `${letters}${row + 1}`;
}

/** "B7:D9". */
export function rangeAddress(range: {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}): string {
  return `${address(range.top, range.left)}:${address(range.bottom, range.right)}`;
}
