import { rename, rm, writeFile } from 'node:fs/promises';
import { UsageError } from './usage-error.js';

/** Writes a file that is there complete or not at all. */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new UsageError(`写不了 ${file}；请检查文件夹是否存在、是否可写，文件是否正打开着`, { cause });
  }
}
