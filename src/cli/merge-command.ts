import type { Answer } from '../batch/answer.js';
import { INTERRUPTED } from '../batch/unchecked.js';
import { checkBetween } from '../engine/check-between.js';
import { tellIn } from '../language/catalogues.js';
import { joined, zh } from '../language/message.js';
import { defined } from '../model/defined.js';
import { districtsBy } from '../rules/between/districts.js';
import { storeIn } from './answer-store.js';
import { documentReader } from '../batch/document-reader.js';
import type { FormatChoice } from './answer-by.js';
import { checkInTurn } from './check-in-turn.js';
import { exitCode } from './exit-code.js';
import { expectedBy } from './expected.js';
import { tellingBeside } from './former-outputs.js';
import { interruption } from './interruption.js';
import type { Kept } from './kept-answers.js';
import type { CheckOptions } from './main.js';
import { refuseSame } from './output-file.js';
import { ruleSet } from './rule-set.js';
import { settingsDigest } from './settings-digest.js';
import { manifestsIn, shardOf, type Manifest } from './shard.js';
import { targetsOf, type Target } from './targets.js';
import { UsageError } from './usage-error.js';

export type MergeOptions = Pick<CheckOptions, 'format' | 'output' | 'failOn' | 'jobs' | 'encoding'>;

/** gouji merge: tells of a run that was checked in shards, as if it had been checked at once; returns the exit code. */
export async function mergeCommand(folders: readonly string[], options: MergeOptions): Promise<number> {
  const { encoding, failOn, jobs } = options;
  const manifest = await sharedManifest(folders);
  const { inputs, archives, settings, ofDecisions } = manifest;
  const targets = mergeTargets(options, manifest);
  const outputs = targets.flatMap(({ file }) => file ?? []);
  await refuseSame(outputs);
  const problemsWith = await tellingBeside(manifest, outputs);
  const tell = await tellIn(settings.render.language);
  const rules = await ruleSet(settings.rules);
  const { policy, limits } = settings;
  const reader = documentReader(limits);
  const expected = await expectedBy(manifest.expected, reader.read).finally(reader.close);
  const { signal, release } = interruption(tell, encoding);
  const run = { ...defined({ jobs }), encoding, signal, kept: answersIn(folders, manifest) };
  const outline = await checkInTurn(
    inputs,
    targets,
    settings,
    { rules, archives },
    run,
    (problems, facts, unread) =>
      Promise.resolve({
        problems: [...problemsWith(problems), ...ofDecisions],
        ...defined({
          between: checkBetween(facts, rules.rules, {
            expected,
            unread,
            policy,
            waivers: settings.decisions?.waivers,
            tell,
          }),
          districtOf: districtsBy(expected),
        }),
      }),
  ).finally(release);
  return exitCode(outline, failOn);
}

/** What all shards say of the run that they are parts of. */
async function sharedManifest(folders: readonly string[]): Promise<Manifest> {
  const manifests = await manifestsIn(folders);
  const [manifest] = manifests;
  const isShared = new Set(manifests.map((one) => JSON.stringify(one))).size === 1;
  if (!manifest || !isShared)
    throw new UsageError(
      zh`各分片核对的文件、规则或选项不相同，不能合并；请删去过时的 .manifest 文件，或重新运行各分片`,
    );
  if ((await settingsDigest(manifest.settings)) !== manifest.digest)
    throw new UsageError(zh`分片以后程序或规则变了，不能合并；请用同样的程序和规则，或重新运行各分片`);
  return manifest;
}

/** Where each format goes: one of those that the shards wrote. */
function mergeTargets(options: MergeOptions, { settings: { formats } }: Manifest): (Target & FormatChoice)[] {
  const asked = options.format.length > 0 ? options.format : formats.slice(0, 1).map(({ format }) => format);
  return targetsOf({ ...options, format: asked }).map(({ format, ...target }) => {
    const written = formats.find((one) => one.format === format);
    if (!written) throw new UsageError(zh`分片没有 ${format} 格式的结果；分片时请加 --format ${format}`);
    return { ...written, ...target };
  });
}

/** The answers that shards left; what belongs together across them is worked out from the files. */
function answersIn(folders: readonly string[], manifest: Manifest): Kept {
  const stores = folders.map((folder) => storeIn(folder));
  const lacking = new Set<number>();
  return {
    answer: (workedOut, units): Answer => {
      const keys = new Map(units.map((unit, at) => [unit, manifest.keys[at] ?? '']));
      return async (asked) => {
        const [only = []] = asked;
        const key = keys.get(only);
        if (key === undefined) return workedOut(asked);
        for (const store of stores) {
          const answers = await store.get(key);
          if (answers) return answers;
        }
        lacking.add(shardOf(key, manifest.of));
        return [];
      };
    },
    lacking: () => {
      if (lacking.size === 0) return INTERRUPTED;
      const shards = [...lacking].sort((one, other) => one - other).map((index) => `${index}/${manifest.of}`);
      return zh`没有分片 ${joined(shards, zh`、`)} 的结果，请补跑后再合并`;
    },
    complaints: () => stores.flatMap((store) => store.complaints()),
  };
}
