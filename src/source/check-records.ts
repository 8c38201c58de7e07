/*
 * The old binary formats are chains of records. The general library reads such a chain as far as it goes; one
 * that is cut short or leads astray is refused here, so that no part of a table passes for the whole.
 */

/** A chain of records that does not hold together. */
export class RecordFault extends Error {
  override readonly name = 'RecordFault';
}

const BEGIN = 0x0809;
const END = 0x000a;
const SHEET = 0x0085;
const PASSWORD = 0x002f;
/** FORMULA, BLANK, NUMBER, LABEL, BOOLERR, RK, LABELSST: each begins with row and column. */
const CELLS = new Set([0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027e, 0x00fd]);

/**
 * Checks the workbook stream of an .xls (BIFF8).
 *
 * @see [MS-XLS] §2.1.4 Record, §2.1.7 Substreams
 * @throws RecordFault
 */
export function checkWorkbookStream(stream: Uint8Array): void {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const starts = checkSubstream(view, 0);
  if (new Set(starts).size < starts.length) throw new RecordFault('two sheets in one place');
  for (const start of starts) checkSubstream(view, start);
}

/** Walks from a BOF to its EOF, charts within it included; returns where the sheets begin that it lists. */
function checkSubstream(view: DataView, start: number): number[] {
  const sheets: number[] = [];
  const cells = new Set<number>();
  let depth = 0;
  for (let at = start; ;) {
    if (at + 4 > view.byteLength) throw new RecordFault('cut short');
    const type = view.getUint16(at, true);
    const length = view.getUint16(at + 2, true);
    const data = at + 4;
    if (data + length > view.byteLength) throw new RecordFault('cut short');
    if (at === start && type !== BEGIN) throw new RecordFault('no sheet begins here');
    if (type === BEGIN) depth++;
    if (type === END && --depth === 0) return sheets;
    if (type === PASSWORD) throw new RecordFault('password');
    if (type === SHEET && length >= 4) sheets.push(view.getUint32(data, true));
    if (depth === 1 && CELLS.has(type) && length >= 4) {
      const place = view.getUint16(data, true) * 0x10000 + view.getUint16(data + 2, true);
      if (cells.has(place)) throw new RecordFault('a cell twice');
      cells.add(place);
    }
    at = data + length;
  }
}

/** BrtEndSheet, 130, as its two bytes stand. */
const END_OF_SHEET = 0x0182;

/**
 * Checks a sheet part of an .xlsb.
 *
 * @see [MS-XLSB] §2.1.4 Record
 * @throws RecordFault
 */
export function checkBinarySheet(part: Uint8Array): void {
  let at = 0;
  let type = 0;
  const nextByte = (): number => {
    const byte = part[at++];
    if (byte === undefined) throw new RecordFault('cut short');
    return byte;
  };
  while (at < part.length) {
    type = nextByte();
    if ((type & 0x80) !== 0) type += nextByte() * 0x100;
    let length = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = nextByte();
      length += (byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) break;
    }
    at += length;
  }
  if (at !== part.length || type !== END_OF_SHEET) throw new RecordFault('cut short');
}
