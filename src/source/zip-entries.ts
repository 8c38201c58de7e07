import { crc32, inflateRawSync } from 'node:zlib';

/** Content that is read piece by piece: a large file need not be held to find one thing in it. */
export interface Pieces {
  readonly length: number;
  /** Bytes from `start` up to `end`, both within. */
  readonly piece: (start: number, end: number) => Buffer;
}

export function piecesOf(bytes: Uint8Array): Pieces {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { length: buffer.length, piece: (start, end) => buffer.subarray(start, end) };
}

/** A zip that is damaged or made to mislead, or an entry in it that is encrypted. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault';

  constructor(
    readonly kind: 'damaged' | 'encrypted',
    options?: ErrorOptions,
  ) {
    super(kind, options);
  }
}

/** Where the central directory stands, and how much it lists. */
export interface Directory {
  readonly start: number;
  readonly size: number;
  readonly count: number;
}

/** What the central directory says of one entry. */
export interface Entry {
  readonly rawName: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
  /** Where the next entry begins, or the directory. */
  readonly end: number;
}

const END_OF_DIRECTORY = Buffer.from('PK\u0005\u0006', 'latin1');
const END_OF_DIRECTORY_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_LOCATOR_SIZE = 20;
const ZIP64_END_OF_DIRECTORY = 0x06064b50;
const ZIP64_END_OF_DIRECTORY_SIZE = 56;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_SIZE = 30;
const ZIP64_EXTRA = 1;
/** What a 32-bit (16-bit) field holds when its value stands in the zip64 record. */
const IN_ZIP64 = 0xffffffff;
const COUNT_IN_ZIP64 = 0xffff;

/**
 * Finds the central directory.
 *
 * @see APPNOTE.TXT 6.3.10, the .ZIP file format specification
 * @throws ZipFault
 */
export function directoryOf(zip: Pieces): Directory {
  return strictly(() => {
    const end = endOfDirectory(zip);
    const record = piece(zip, end, end + END_OF_DIRECTORY_SIZE);
    let count = record.readUInt16LE(10);
    let size = record.readUInt32LE(12);
    let start = record.readUInt32LE(16);
    let directoryEnd = end;
    if (count === COUNT_IN_ZIP64 || size === IN_ZIP64 || start === IN_ZIP64) {
      const locator = piece(zip, end - ZIP64_LOCATOR_SIZE, end);
      if (locator.readUInt32LE(0) !== ZIP64_LOCATOR) throw new ZipFault('damaged');
      directoryEnd = readInteger(locator, 8);
      const wide = piece(zip, directoryEnd, directoryEnd + ZIP64_END_OF_DIRECTORY_SIZE);
      if (wide.readUInt32LE(0) !== ZIP64_END_OF_DIRECTORY) throw new ZipFault('damaged');
      count = readInteger(wide, 32);
      size = readInteger(wide, 40);
      start = readInteger(wide, 48);
    }
    if (start + size !== directoryEnd) throw new ZipFault('damaged');
    return { start, size, count };
  });
}

/**
 * Reads the central directory: its entries in the order in which they stand in the file, none reaching into the next.
 *
 * @throws ZipFault
 */
export function entriesIn(zip: Pieces, { start, size, count }: Directory): Entry[] {
  return strictly(() => {
    const directory = piece(zip, start, start + size);
    const listed: Omit<Entry, 'end'>[] = [];
    let at = 0;
    for (let index = 0; index < count; index++) {
      if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new ZipFault('damaged');
      const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
      const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
      if (extraEnd > size) throw new ZipFault('damaged');
      const sizes = {
        size: directory.readUInt32LE(at + 24),
        packedSize: directory.readUInt32LE(at + 20),
        offset: directory.readUInt32LE(at + 42),
      };
      listed.push({
        rawName: directory.subarray(at + 46, nameEnd),
        flags: directory.readUInt16LE(at + 8),
        method: directory.readUInt16LE(at + 10),
        crc: directory.readUInt32LE(at + 16),
        ...widened(sizes, directory.subarray(nameEnd, extraEnd)),
      });
      at = extraEnd + directory.readUInt16LE(at + 32);
    }
    if (at !== size) throw new ZipFault('damaged');
    const sorted = listed.toSorted((one, other) => one.offset - other.offset);
    return sorted.map((entry, index) => {
      const end = sorted[index + 1]?.offset ?? start;
      const { offset, rawName, packedSize } = entry;
      if (offset + LOCAL_HEADER_SIZE + rawName.length + packedSize > end) throw new ZipFault('damaged');
      return { ...entry, end };
    });
  });
}

/**
 * Where the content of an entry begins: behind a header that must agree with the directory, and so that it ends
 * before the next entry does begin.
 *
 * @throws ZipFault
 */
export function dataStart(zip: Pieces, { rawName, offset, packedSize, end }: Entry): number {
  return strictly(() => {
    const header = piece(zip, offset, offset + LOCAL_HEADER_SIZE);
    if (header.readUInt32LE(0) !== LOCAL_HEADER) throw new ZipFault('damaged');
    const nameStart = offset + LOCAL_HEADER_SIZE;
    const nameEnd = nameStart + header.readUInt16LE(26);
    const start = nameEnd + header.readUInt16LE(28);
    const isSame = withSlashes(piece(zip, nameStart, nameEnd)) === withSlashes(rawName);
    if (!isSame || start + packedSize > end) throw new ZipFault('damaged');
    return start;
  });
}

const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

/**
 * The content of an entry, which counts only with its declared size and checksum. Zip libraries for Node check
 * at most one of these.
 *
 * @throws ZipFault
 */
export function unpacked(zip: Pieces, entry: Entry, start = dataStart(zip, entry)): Uint8Array {
  const { flags, method, crc, packedSize, size } = entry;
  if ((flags & ENCRYPTED) !== 0) throw new ZipFault('encrypted');
  return strictly(() => {
    if (method !== STORED && method !== DEFLATED) throw new ZipFault('damaged');
    const packed = piece(zip, start, start + packedSize);
    // Content that grows beyond its declared size stops there.
    const content =
      method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
    if (content.length !== size || crc32(content) !== crc) throw new ZipFault('damaged');
    return content;
  });
}

/**
 * Where the record stands that closes the file. A comment may follow it; where that hides another such record,
 * two readers would see two packages.
 */
function endOfDirectory(zip: Pieces): number {
  const tailStart = Math.max(0, zip.length - END_OF_DIRECTORY_SIZE - LONGEST_COMMENT);
  const tail = piece(zip, tailStart, zip.length);
  const found: number[] = [];
  for (let at = tail.indexOf(END_OF_DIRECTORY); at !== -1; at = tail.indexOf(END_OF_DIRECTORY, at + 1)) {
    const comment = at + END_OF_DIRECTORY_SIZE;
    if (comment <= tail.length && comment + tail.readUInt16LE(at + 20) === tail.length)
      found.push(tailStart + at);
  }
  const [end] = found;
  if (end === undefined || found.length > 1) throw new ZipFault('damaged');
  return end;
}

/** Sizes of an entry, those that do not fit 32 bits (or that the writer chose to) taken from its zip64 field. */
function widened<Sizes extends Readonly<Record<string, number>>>(sizes: Sizes, extra: Buffer): Sizes {
  if (!Object.values(sizes).includes(IN_ZIP64)) return sizes;
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== ZIP64_EXTRA)
    at += 4 + extra.readUInt16LE(at + 2);
  at += 4;
  // The values stand in the order of the fields that they replace.
  const wide = Object.entries(sizes).map(([name, value]) => {
    if (value !== IN_ZIP64) return [name, value];
    at += 8;
    return [name, readInteger(extra, at - 8)];
  });
  return Object.fromEntries(wide) as Sizes;
}

function readInteger(buffer: Buffer, at: number): number {
  const value = Number(buffer.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value)) throw new ZipFault('damaged');
  return value;
}

/** Some writers part folders with a backslash in one of the two headers; in bytes, whatever their encoding. */
const withSlashes = (rawName: Buffer): string => rawName.toString('latin1').replaceAll('\\', '/');

function piece(zip: Pieces, start: number, end: number): Buffer {
  if (start < 0 || end < start || end > zip.length) throw new ZipFault('damaged');
  return zip.piece(start, end);
}

/** Whatever a header makes fail that says what is not so, such as one that reaches beyond the end of the file. */
function strictly<Value>(step: () => Value): Value {
  try {
    return step();
  } catch (cause) {
    if (cause instanceof ZipFault || isSystemError(cause)) throw cause;
    throw new ZipFault('damaged', { cause });
  }
}

/** The file itself could not be read. */
const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
