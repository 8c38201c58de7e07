import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { isOver } from '../engine/waiver.js';
import type { Settings } from './answer-by.js';
import { readText } from './read-text.js';

/** In 64 hex digits: all that answers depend on but the files that are checked. */
export async function settingsDigest({ decisions, ...settings }: Settings): Promise<string> {
  const { rules, profile } = settings.rules;
  // The day matters where the time of a decision is over.
  const decided = decisions?.waivers.map((waiver) => [waiver, isOver(waiver, decisions.today)]);
  const books = await Promise.all([...rules, ...profile].map(readText));
  const hash = createHash('sha256')
    .update(process.version)
    .update(JSON.stringify([settings, decided, books]));
  for (const script of await scripts()) hash.update(await readFile(script));
  return hash.digest('hex');
}

/** The program, as it was built. */
async function scripts(): Promise<URL[]> {
  const folder = new URL('.', import.meta.url);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.cjs'));
  return names.sort().map((name) => new URL(name, folder));
}
