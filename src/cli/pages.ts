import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import nativePath from 'node:path';
import { zh } from '../language/message.js';
import type { Destination } from '../output/formats.js';
import { unwritable } from './output-file.js';
import { removeUnfinished, unfinished } from './unfinished.js';
import { UsageError } from './usage-error.js';

/** Pages that go with a file: all of them are there when they are finished, none when they are dropped. */
export interface Pages extends NonNullable<Destination['beside']> {
  readonly finish: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

/** What is found in a folder of pages, and nothing else. */
const PAGE = /^\d+\.html$/u;

/** The folder of the pages that go with a file, as browsers call one that they save. */
export const pagesFolder = (file: string): string => `${file.replace(/\.html?$/iu, '')}_files`;

/** Whether a file is one of the pages that go with one of some outputs. */
export const isPageOf = (file: string, outputs: readonly string[]): boolean =>
  PAGE.test(nativePath.basename(file)) &&
  outputs.some(
    (output) => nativePath.dirname(nativePath.resolve(file)) === nativePath.resolve(pagesFolder(output)),
  );

/** Writes the pages that go with a file into a folder beside it, which is made when the first is written. */
export function pagesBeside(file: string): Pages {
  const folder = pagesFolder(file);
  const temporary = unfinished(folder);
  let isMade = false;
  const refusing = async <Value>(step: Promise<Value>): Promise<Value> => {
    try {
      return await step;
    } catch (cause) {
      if (cause instanceof UsageError) throw cause;
      throw unwritable(folder, cause);
    }
  };
  return {
    folder: encodeURIComponent(nativePath.basename(folder)),
    back: `../${encodeURIComponent(nativePath.basename(file))}`,
    write: async (name, content) => {
      if (!isMade) {
        await refuseForeign(folder);
        await removeUnfinished(folder);
        await refusing(mkdir(temporary));
        isMade = true;
      }
      await refusing(writeFile(nativePath.join(temporary, name), content, { flag: 'wx' }));
    },
    finish: () =>
      refusing(
        (async () => {
          if (!isMade) return;
          const former = unfinished(folder, 'old');
          await rename(folder, former).catch((error: unknown) => {
            if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
          });
          await rename(temporary, folder);
          await rm(former, { recursive: true, force: true });
          isMade = false;
        })(),
      ),
    drop: async () => {
      if (isMade) await rm(temporary, { recursive: true, force: true });
    },
  };
}

/** A folder of that name that holds anything but pages is not replaced. */
async function refuseForeign(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw unwritable(folder, error);
  });
  const foreign = found.find((name) => !PAGE.test(name));
  if (foreign !== undefined)
    throw new UsageError(
      zh`${folder} 里有别的文件（${foreign}），没有覆盖；请换一个文件名，或移走这个文件夹`,
    );
}
