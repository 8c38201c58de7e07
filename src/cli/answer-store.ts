import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { FolderAnswer } from '../batch/answer.js';
import type { Store } from '../batch/cached.js';
import { zh, type Message } from '../language/message.js';
import { reasonOf } from './output-file.js';

/** A folder that keeps what was worked out, and what was not as it should be with it. */
export interface StoreFolder<Value> extends Store<Value> {
  /** What people are told in the end. */
  readonly complaints: () => Message[];
}

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
const OTHERS = 0o077;

/** Why a folder cannot keep answers, or undefined: it is made where it is not there, for its owner alone. */
export async function storeRefusal(folder: string): Promise<Message | undefined> {
  try {
    await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
    const { mode, uid } = await stat(folder);
    // Windows keeps what is the user's own to the user, and knows no modes.
    if (process.platform === 'win32') return undefined;
    if (uid !== process.getuid?.()) return zh`${folder} 是别人的文件夹，不能用来续跑`;
    if ((mode & OTHERS) === 0) return undefined;
    if ((await readdir(folder)).length > 0)
      return zh`${folder} 别人也能进入；请先 chmod 700，或另给一个文件夹`;
    await chmod(folder, PRIVATE_FOLDER);
    return undefined;
  } catch (error) {
    return zh`用不了文件夹 ${folder}：${reasonOf(error)}`;
  }
}

/**
 * A folder with a file for each content that was answered: its digest in a line, then the answers. A file is there
 * whole or not at all; one that was damaged since is passed over.
 *
 * @param suffix what names of files end in
 */
export function storeIn<Value = FolderAnswer[]>(folder: string, suffix = 'answer'): StoreFolder<Value> {
  const damaged: string[] = [];
  let failure: unknown;
  const fileOf = (key: string): string => join(folder, `${key}.${suffix}`);
  return {
    get: async (key) => {
      let bytes: Buffer;
      try {
        bytes = await readFile(fileOf(key));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') damaged.push(fileOf(key));
        return undefined;
      }
      const value = valueIn(bytes) as Value | undefined;
      if (value === undefined) damaged.push(fileOf(key));
      return value;
    },
    put: async (key, value) => {
      if (failure !== undefined) return;
      const content = serialize(value);
      const unfinished = join(folder, `${key}.unfinished`);
      try {
        const whole = Buffer.concat([Buffer.from(`${digestOf(content)}\n`), content]);
        await writeFile(unfinished, whole, { mode: PRIVATE_FILE });
        await rename(unfinished, fileOf(key));
      } catch (error) {
        failure = error;
      }
    },
    complaints: () => [
      ...(damaged.length > 0
        ? [zh`存下的结果中有 ${damaged.length} 个文件已损坏，没有采用：如 ${damaged[0] ?? ''}`]
        : []),
      ...(failure === undefined ? [] : [zh`结果没能全部存入 ${folder}：${reasonOf(failure)}`]),
    ],
  };
}

const DIGEST_LENGTH = 64;

const digestOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

function valueIn(bytes: Buffer): unknown {
  const content = bytes.subarray(DIGEST_LENGTH + 1);
  if (bytes.toString('latin1', 0, DIGEST_LENGTH) !== digestOf(content)) return undefined;
  return deserialize(content);
}
