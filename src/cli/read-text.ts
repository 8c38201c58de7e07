import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { zh } from '../language/message.js';
import { UsageError } from './usage-error.js';

/** The text of a file that the user wrote for the program. */
export async function readText(file: string): Promise<string> {
  try {
    return decoded(await readFile(file));
  } catch (cause) {
    throw new UsageError(zh`读不了 ${file}；请检查路径`, { cause });
  }
}

/** Text as Windows writes it in China: UTF-8, its own code page, or, by a pipe of PowerShell 5, UTF-16 with its mark. */
export function decoded(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : isUtf8(bytes) ? 'utf-8' : 'gb18030').decode(bytes);
}
