import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zh } from '../language/message.js';
import { reasonOf } from './output-file.js';
import { UsageError } from './usage-error.js';

/** Keeps texts out of memory: each is read when it is asked for. */
interface Shelf {
  /** Returns what reads the text again. */
  readonly put: (text: string) => () => string;
  readonly close: () => void;
}

/** A shelf in a file that nobody else can read, made when the first text is put there. */
export function shelfOf(): Shelf {
  let folder: string | undefined;
  let file: number | undefined;
  let end = 0;
  const opened = (): number => {
    folder = mkdtempSync(join(tmpdir(), 'gouji-'));
    const made = openSync(join(folder, 'shelf'), 'wx+', 0o600);
    // An open file lasts without its name, and what is killed leaves none; Windows keeps both.
    if (process.platform !== 'win32') rmSync(folder, { recursive: true });
    return made;
  };
  return {
    put: (text) => {
      const bytes = Buffer.from(text);
      const position = end;
      try {
        file ??= opened();
        writeSync(file, bytes, 0, bytes.length, position);
      } catch (cause) {
        throw new UsageError(zh`写不了临时文件（${tmpdir()}）：${reasonOf(cause)}`, { cause });
      }
      end += bytes.length;
      const { length } = bytes;
      return () => {
        const back = Buffer.alloc(length);
        if (file !== undefined) readSync(file, back, 0, length, position);
        return back.toString();
      };
    },
    close: () => {
      if (file !== undefined) closeSync(file);
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      [folder, file] = [undefined, undefined];
    },
  };
}
