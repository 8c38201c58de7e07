import { zh } from '../language/message.js';
import { crc32, inflateRawSync } from 'node:zlib';
import { beyond, MEGABYTE, type Limits } from './limits.js';
import { UnreadableFile } from './unreadable-file.js';

/** The parts of a zip package; a part is unpacked when it is asked for. */
export interface Package {
  /** Names as stored, with forward slashes. They are looked up, and never name a file on disk. */
  readonly names: readonly string[];
  /** Whether there is a part of this name, in any case. */
  readonly has: (name: string) => boolean;
  /**
   * The content of a part, by its name in any case; undefined when there is none.
   *
   * @throws UnreadableFile when it is damaged or unpacks beyond the limit
   */
  readonly part: (name: string) => Uint8Array | undefined;
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

/**
 * Opens a zip package by its central directory, strictly: what other readers would see differently (parts
 * that overlap or share a name, headers that disagree) is refused, and a part counts only with its declared
 * size and checksum. Zip libraries for Node check at most one of these.
 *
 * @see APPNOTE.TXT 6.3.10, the .ZIP file format specification
 * @throws UnreadableFile when the package is damaged
 */
export function openPackage(bytes: Uint8Array, limits: Limits): Package {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, { readonly entry: Entry; readonly start: number }>();
  try {
    const { directory, listed } = readDirectory(buffer);
    let free = 0;
    for (const entry of listed.toSorted((one, other) => one.offset - other.offset)) {
      const start = dataStart(buffer, entry);
      const isKnown = entries.has(entry.name.toLowerCase());
      if (isKnown || entry.offset < free || start + entry.packedSize > directory) throw damaged();
      free = start + entry.packedSize;
      entries.set(entry.name.toLowerCase(), { entry, start });
    }
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw cause;
    throw damaged(cause); // a header that reaches beyond the end of the file
  }
  let left = limits.unpackedMegabytes * MEGABYTE;
  return {
    names: [...entries.values()].map(({ entry }) => entry.name),
    has: (name) => entries.has(name.toLowerCase()),
    part: (name) => {
      const found = entries.get(name.toLowerCase());
      if (!found) return undefined;
      left -= found.entry.size;
      if (left < 0) throw beyond(limits, 'unpackedMegabytes');
      return unpack(buffer, found.entry, found.start);
    },
  };
}

const damaged = (cause?: unknown): UnreadableFile =>
  new UnreadableFile(zh`压缩结构已损坏，无法打开；请用 Excel 或 WPS 打开后另存，或重新索取`, 'broken', {
    cause,
  });

const END_OF_DIRECTORY = Buffer.from('PK\u0005\u0006', 'latin1');
const END_OF_DIRECTORY_SIZE = 22;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_END_OF_DIRECTORY = 0x06064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const ZIP64_EXTRA = 1;
/** What a 32-bit (16-bit) field holds when its value stands in the zip64 record. */
const IN_ZIP64 = 0xffffffff;
const COUNT_IN_ZIP64 = 0xffff;

function readDirectory(buffer: Buffer): { directory: number; listed: Entry[] } {
  const end = endOfDirectory(buffer);
  let count = buffer.readUInt16LE(end + 10);
  let size = buffer.readUInt32LE(end + 12);
  let directory = buffer.readUInt32LE(end + 16);
  let directoryEnd = end;
  if (count === COUNT_IN_ZIP64 || size === IN_ZIP64 || directory === IN_ZIP64) {
    if (buffer.readUInt32LE(end - 20) !== ZIP64_LOCATOR) throw damaged();
    directoryEnd = readInteger(buffer, end - 12);
    if (buffer.readUInt32LE(directoryEnd) !== ZIP64_END_OF_DIRECTORY) throw damaged();
    count = readInteger(buffer, directoryEnd + 32);
    size = readInteger(buffer, directoryEnd + 40);
    directory = readInteger(buffer, directoryEnd + 48);
  }
  if (directory + size !== directoryEnd) throw damaged();
  const listed: Entry[] = [];
  let at = directory;
  for (let index = 0; index < count; index++) {
    if (buffer.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged();
    const nameEnd = at + 46 + buffer.readUInt16LE(at + 28);
    const extraEnd = nameEnd + buffer.readUInt16LE(at + 30);
    if (extraEnd > directoryEnd) throw damaged();
    const flags = buffer.readUInt16LE(at + 8);
    const sizes = {
      size: buffer.readUInt32LE(at + 24),
      packedSize: buffer.readUInt32LE(at + 20),
      offset: buffer.readUInt32LE(at + 42),
    };
    listed.push({
      name: nameAt(buffer, at + 46, nameEnd),
      flags,
      method: buffer.readUInt16LE(at + 10),
      crc: buffer.readUInt32LE(at + 16),
      ...widened(sizes, buffer.subarray(nameEnd, extraEnd)),
    });
    at = extraEnd + buffer.readUInt16LE(at + 32);
  }
  if (at !== directoryEnd) throw damaged();
  return { directory, listed };
}

/**
 * Where the record stands that closes the file. A comment of up to 64 kB may follow it; where that hides
 * another such record, two readers would see two packages.
 */
function endOfDirectory(buffer: Buffer): number {
  const last = buffer.length - END_OF_DIRECTORY_SIZE;
  const found: number[] = [];
  const tail = buffer.subarray(Math.max(0, last - 0xffff));
  for (let at = tail.indexOf(END_OF_DIRECTORY); at !== -1; at = tail.indexOf(END_OF_DIRECTORY, at + 1)) {
    const comment = at + END_OF_DIRECTORY_SIZE;
    if (comment <= tail.length && comment + tail.readUInt16LE(at + 20) === tail.length)
      found.push(buffer.length - tail.length + at);
  }
  const [end] = found;
  if (end === undefined || found.length > 1) throw damaged();
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
  if (!Number.isSafeInteger(value)) throw damaged();
  return value;
}

const nameAt = (buffer: Buffer, start: number, end: number): string =>
  buffer.toString('utf8', start, end).replaceAll('\\', '/');

function dataStart(buffer: Buffer, { name, offset }: Entry): number {
  if (buffer.readUInt32LE(offset) !== LOCAL_HEADER) throw damaged();
  const nameEnd = offset + 30 + buffer.readUInt16LE(offset + 26);
  if (nameAt(buffer, offset + 30, nameEnd) !== name) throw damaged();
  return nameEnd + buffer.readUInt16LE(offset + 28);
}

const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;

function unpack(buffer: Buffer, { flags, method, crc, packedSize, size }: Entry, start: number): Uint8Array {
  if ((flags & ENCRYPTED) !== 0) throw new UnreadableFile(zh`压缩包设有密码；请去掉密码后另存`, 'broken');
  if (method !== STORED && method !== DEFLATED) throw damaged();
  const packed = buffer.subarray(start, start + packedSize);
  let content: Buffer;
  try {
    // A part that grows beyond its declared size stops there.
    content = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
  } catch (cause) {
    throw damaged(cause);
  }
  if (content.length !== size || crc32(content) !== crc) throw damaged();
  return content;
}
