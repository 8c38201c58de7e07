import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zh } from '../language/message.js';
import type { Spool } from '../output/formats.js';
import { reasonOf } from './output-file.js';
import { UsageError } from './usage-error.js';

/** A spool, and what takes away what it leaves on disk. */
export interface OwnSpool extends Spool {
  readonly close: () => Promise<void>;
}

/** So many characters are kept in memory. */
const MOST_IN_MEMORY = 4_000_000;

/** Keeps texts: the first in memory, and when they grow many all in a file that nobody else can read. */
export function spoolOf(most: number = MOST_IN_MEMORY): OwnSpool {
  let inMemory: string[] = [];
  let size = 0;
  let folder: string | undefined;
  let file: FileHandle | undefined;
  /** Lengths of the texts in the file, in bytes. */
  const lengths: number[] = [];
  const spill = async (): Promise<void> => {
    try {
      if (!file) {
        folder = await mkdtemp(join(tmpdir(), 'gouji-'));
        file = await open(join(folder, 'spool'), 'wx+', 0o600);
        // An open file lasts without its name, and what is killed leaves none; Windows keeps both.
        if (process.platform !== 'win32') await rm(folder, { recursive: true });
      }
      const texts = inMemory.map((text) => Buffer.from(text));
      lengths.push(...texts.map(({ length }) => length));
      await file.appendFile(Buffer.concat(texts));
    } catch (cause) {
      throw new UsageError(zh`写不了临时文件（${tmpdir()}）：${reasonOf(cause)}`, { cause });
    }
    inMemory = [];
    size = 0;
  };
  return {
    put: async (text) => {
      inMemory.push(text);
      size += text.length;
      if (size > most) await spill();
    },
    texts: async function* () {
      let position = 0;
      for (const length of lengths) {
        const bytes = Buffer.alloc(length);
        await file?.read(bytes, 0, length, position);
        position += length;
        yield bytes.toString();
      }
      yield* inMemory;
    },
    close: async () => {
      await file?.close();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
      [folder, file] = [undefined, undefined];
    },
  };
}
