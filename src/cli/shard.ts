import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { cached } from '../batch/cached.js';
import { contentOf, type Content } from '../batch/content.js';
import type { Folder, InputFile } from '../batch/run.js';
import { unitsOf } from '../batch/units.js';
import type { Problem } from '../engine/outcome.js';
import { zh, type Tell } from '../language/message.js';
import type { Settings } from './answer-by.js';
import { storeIn, storeRefusal } from './answer-store.js';
import { replaceFile } from './output-file.js';
import { print, type EncodingChoice } from './print.js';
import { progressOn } from './progress.js';
import { settingsDigest } from './settings-digest.js';
import { UsageError } from './usage-error.js';
import { workshopFor } from './workshop.js';

/** One of `of` parts of a run. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** What a shard leaves beside its answers: all that is needed to tell of the whole run. */
export interface Manifest {
  readonly of: number;
  readonly inputs: readonly InputFile[];
  readonly archives: readonly string[];
  /** The content of every unit of the run, in its order. */
  readonly keys: readonly string[];
  readonly settings: Settings;
  /** Of the settings and the program. */
  readonly digest: string;
  /** What there is to tell of files besides. */
  readonly problems: readonly Problem[];
  /** What there is to tell of the list of findings that came back. */
  readonly ofDecisions: readonly Problem[];
  readonly allowUnreadable?: number;
  /** The list of those that must publish. */
  readonly expected?: string;
}

const MANIFEST = /^\d+-\d+\.manifest$/u;

/** Which part of a run a content falls to: every machine comes to the same without asking the others. */
export const shardOf = (key: string, of: number): number => (Number.parseInt(key.slice(0, 12), 16) % of) + 1;

/**
 * Does one part of a run, and leaves its answers and a manifest in a folder.
 *
 * @returns whether all of it is done
 * @throws UsageError when the folder is not fit for it
 */
export async function checkShard(
  { index, of }: Shard,
  folder: string,
  { inputs, settings, ...beside }: Omit<Manifest, 'of' | 'keys' | 'digest'>,
  run: {
    readonly jobs: number | undefined;
    readonly encoding: EncodingChoice;
    readonly signal: AbortSignal;
    readonly tell: Tell;
  },
): Promise<boolean> {
  const { signal, encoding, tell } = run;
  const refusal = await storeRefusal(folder);
  if (refusal) throw new UsageError(refusal);
  const digest = await settingsDigest(settings);
  const units = unitsOf(inputs);
  const known: { readonly unit: Folder; readonly content: Content }[] = [];
  for (const unit of units) {
    if (signal.aborted) return false;
    known.push({ unit, content: await contentOf([unit], digest, settings.limits) });
  }
  const keys = known.map(({ content }) => content.key);
  const manifest: Manifest = { of, inputs, keys, settings, digest, ...beside };
  await replaceFile(join(folder, `${index}-${of}.manifest`), serialize(manifest));

  const own = known.filter(({ content }) => shardOf(content.key, of) === index);
  const ownUnits = own.map(({ unit }) => unit);
  const { answer, atOnce, close } = await workshopFor(ownUnits, settings, run.jobs);
  const store = storeIn(folder);
  const total = ownUnits.flat().length;
  const progress = progressOn(process.stderr, total, tell);
  let done = 0;
  const waiting = own.values();
  const answerUnits = async (): Promise<void> => {
    for (const { unit, content } of waiting) {
      if (signal.aborted) return;
      await cached(answer, store, () => Promise.resolve(content))([unit]);
      done += unit.length;
      progress.advance(unit.map(({ file }) => file));
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, answerUnits));
  } finally {
    progress.clear();
    await close();
  }
  const complaints = store.complaints();
  const said = zh`分片 ${index}/${of}：核对了全部 ${inputs.length} 个文件中的 ${done} 个，还有 ${total - done} 个没有核对；各分片都完成后用 gouji merge 合并`;
  for (const message of [...complaints, said]) await print(`${tell(message)}\n`, encoding, process.stderr);
  return done === total && complaints.length === 0;
}

/** The manifests in folders. */
export async function manifestsIn(folders: readonly string[]): Promise<Manifest[]> {
  const manifests: Manifest[] = [];
  for (const folder of folders) {
    let names: string[];
    try {
      names = (await readdir(folder)).filter((name) => MANIFEST.test(name)).sort();
    } catch (cause) {
      throw new UsageError(zh`打不开文件夹 ${folder}；请检查路径和权限`, { cause });
    }
    if (names.length === 0)
      throw new UsageError(zh`${folder} 里没有分片的结果；先用 gouji check --shard 核对`);
    for (const name of names) {
      const file = join(folder, name);
      try {
        manifests.push(deserialize(await readFile(file)) as Manifest);
      } catch (cause) {
        throw new UsageError(zh`${file} 已损坏；请重新运行这个分片`, { cause });
      }
    }
  }
  return manifests;
}
