import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { UsageError } from './usage-error.js';

/** The text of a file that the user wrote for the program. */
export async function readText(file: string): Promise<string> {
  try {
    const bytes = await readFile(file);
    // Editors on Chinese Windows also save in its own code page.
    return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030').decode(bytes);
  } catch (cause) {
    throw new UsageError(`读不了 ${file}；请检查路径`, { cause });
  }
}
