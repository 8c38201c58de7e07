import { zh, type Message } from '../language/message.js';
import { beyond, MEGABYTE, type Limits } from './limits.js';
import { UnreadableFile } from './unreadable-file.js';
import {
  dataStart,
  directoryOf,
  entriesIn,
  piecesOf,
  unpacked,
  ZipFault,
  type Entry,
} from './zip-entries.js';

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

/**
 * Opens a zip package by its central directory, strictly: what other readers would see differently (parts
 * that overlap or share a name, headers that disagree) is refused.
 *
 * @throws UnreadableFile when the package is damaged
 */
export function openPackage(bytes: Uint8Array, limits: Limits): Package {
  const zip = piecesOf(bytes);
  const entries = new Map<string, { readonly name: string; readonly entry: Entry; readonly start: number }>();
  worded(() => {
    for (const entry of entriesIn(zip, directoryOf(zip))) {
      const name = entry.rawName.toString('utf8').replaceAll('\\', '/');
      const key = name.toLowerCase();
      if (entries.has(key)) throw new ZipFault('damaged');
      entries.set(key, { name, entry, start: dataStart(zip, entry) });
    }
  });
  let left = limits.unpackedMegabytes * MEGABYTE;
  return {
    names: [...entries.values()].map(({ name }) => name),
    has: (name) => entries.has(name.toLowerCase()),
    part: (name) => {
      const found = entries.get(name.toLowerCase());
      if (!found) return undefined;
      left -= found.entry.size;
      if (left < 0) throw beyond(limits, 'unpackedMegabytes');
      return worded(() => unpacked(zip, found.entry, found.start));
    },
  };
}

const FAULTS: Readonly<Record<ZipFault['kind'], Message>> = {
  damaged: zh`压缩结构已损坏，无法打开；请用 Excel 或 WPS 打开后另存，或重新索取`,
  encrypted: zh`压缩包设有密码；请去掉密码后另存`,
};

function worded<Value>(step: () => Value): Value {
  try {
    return step();
  } catch (cause) {
    throw cause instanceof ZipFault ? new UnreadableFile(FAULTS[cause.kind], 'broken', { cause }) : cause;
  }
}
