import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { zh, type Message } from '../language/message.js';
import { removeUnfinished, unfinished } from './unfinished.js';
import { UsageError } from './usage-error.js';

/** Refuses to write two outputs into one file, however its path is spelled. */
export async function refuseSame(outputs: readonly string[]): Promise<void> {
  const identities = await Promise.all(outputs.map(identityOf));
  if (new Set(identities).size < outputs.length) throw new UsageError(zh`两种格式不能写入同一个文件`);
}

/** Those of the inputs that an output would replace. */
export async function replacedBy(
  outputs: readonly string[],
  inputs: readonly string[],
): Promise<readonly string[]> {
  if (outputs.length === 0) return [];
  const identities = new Set(await Promise.all(outputs.map(identityOf)));
  const replaced = await Promise.all(inputs.map(async (file) => identities.has(await identityOf(file))));
  return inputs.filter((_, index) => replaced[index]);
}

/** What a file is known by; one that is yet to be written, by its folder and name. */
async function identityOf(path: string): Promise<string> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    const folder = dirname(resolve(path));
    return join(await realpath(folder).catch(() => folder), basename(path));
  }
}

/**
 * Writes a file so that it is there complete or as it was before; one that was there keeps its mode, and a link
 * stays one. Pipes and devices are written to.
 *
 * @throws UsageError when it cannot be written, saying why
 */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const replacement = await replacementOf(file);
  await replacement.write(content);
  await replacement.finish();
}

/** A file that is being written: all of it is there when it is finished, nothing when it is dropped. */
export interface Replacement {
  readonly write: (content: string | Uint8Array) => Promise<void>;
  readonly finish: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** The same for content that comes in pieces. Every step throws UsageError when it cannot be done, saying why. */
export async function replacementOf(file: string): Promise<Replacement> {
  const target = await realpath(file).catch(() => file);
  const former = await stat(target).catch(() => undefined);
  const isReplaced = !former || former.isFile();
  const temporary = unfinished(target);
  const removed = (): Promise<void> =>
    isReplaced ? rm(temporary, { force: true }).catch(() => undefined) : Promise.resolve();
  const refusing = async <Value>(step: Promise<Value>): Promise<Value> => {
    try {
      return await step;
    } catch (cause) {
      await removed();
      throw unwritable(file, cause);
    }
  };
  if (isReplaced) await removeUnfinished(target);
  const handle = await refusing(isReplaced ? open(temporary, 'wx') : open(target, 'w'));
  return {
    write: (content) => refusing(handle.writeFile(content)),
    finish: () =>
      refusing(
        (async () => {
          if (isReplaced) await handle.sync();
          await handle.close();
          if (former && isReplaced) await chmod(temporary, former.mode);
          if (isReplaced) await rename(temporary, target);
        })(),
      ),
    drop: async () => {
      await handle.close();
      await removed();
    },
  };
}

const REASONS: Readonly<Record<string, Message>> = {
  ENOENT: zh`没有这个文件夹`,
  ENOTDIR: zh`没有这个文件夹`,
  EISDIR: zh`这是文件夹，请给出文件名`,
  EACCES: zh`没有写入的权限`,
  EPERM: zh`没有写入的权限，或文件正被其他程序使用`,
  EROFS: zh`这里只能读，不能写`,
  ENOSPC: zh`磁盘已满`,
  EDQUOT: zh`磁盘配额已用完`,
  EBUSY: zh`文件正被其他程序使用，请关闭后重试`,
  ENAMETOOLONG: zh`文件名太长`,
};

/** Refuses an output that the system does not let be written, saying why. */
export const unwritable = (path: string, cause: unknown): UsageError =>
  new UsageError(zh`写不了 ${path}：${reasonOf(cause)}`, { cause });

/** Why the system did not write, in words. */
export function reasonOf(error: unknown): Message {
  const { code = '' } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? zh`系统不允许（${code}）`;
}
