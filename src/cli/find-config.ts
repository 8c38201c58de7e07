import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { zh, type Tell } from '../language/message.js';
import { checkedFolder } from './paths.js';
import type { ConfigOptions } from './main.js';
import { print } from './print.js';
import type { Config } from './read-config.js';
import { readText } from './read-text.js';

export const CONFIG_FILE = 'gouji.config.yaml';

/**
 * The config of a run: the one that is named, else the closest one from the working directory upwards that does not
 * lie inside what is checked, which is told. A folder that somebody delivers must not decide on its own findings.
 *
 * @param named false where none is wanted
 * @throws UsageError, BookError
 */
export async function configFor(
  paths: readonly string[],
  { config: named, encoding }: Omit<ConfigOptions, 'lang'>,
  tell: Tell,
): Promise<Config | undefined> {
  if (named === false) return undefined;
  if (named !== undefined) return read(named);
  for (const file of await upwards()) {
    const config = (await isInside(file, paths)) ? undefined : await read(file);
    if (config && (paths.length > 0 || !(await isInside(file, config.paths)))) return config;
    const message = zh`${file} 在被核对的文件夹里，没有采用；确要采用请加 --config ${file}`;
    await print(`${tell(message)}\n`, encoding, process.stderr);
  }
  return undefined;
}

async function upwards(): Promise<string[]> {
  const found: string[] = [];
  for (let folder = resolve(''), last = ''; folder !== last; [folder, last] = [dirname(folder), folder]) {
    const file = join(folder, CONFIG_FILE);
    const isThere = await stat(file).then(
      (entry) => entry.isFile(),
      () => false,
    );
    if (isThere) found.push(relative('', file).replaceAll(sep, '/'));
  }
  return found;
}

async function isInside(file: string, paths: readonly string[]): Promise<boolean> {
  const place = await realpath(file);
  for (const path of paths) {
    const folder = await checkedFolder(path);
    const steps = folder === undefined ? '..' : relative(await realpath(folder), place);
    if (!isAbsolute(steps) && steps.split(sep)[0] !== '..') return true;
  }
  return false;
}

async function read(file: string): Promise<Config> {
  const text = await readText(file);
  const { readConfig } = await import('./read-config.js');
  return readConfig(file, text);
}
