import { resolve, sep } from 'node:path';
import { documentReader } from '../batch/document-reader.js';
import { run, type InputFile, type ReadInput } from '../batch/run.js';
import type { Between, Problem, RunResult } from '../engine/outcome.js';
import type { RunOutline } from '../engine/outline.js';
import { settle, type Waiver } from '../engine/waiver.js';
import { tellIn } from '../language/catalogues.js';
import { districtsBy } from '../rules/between/districts.js';
import { zh, type Message, type Tell } from '../language/message.js';
import { defined } from '../model/defined.js';
import { DRAWING, type RenderOptions } from '../output/formats.js';
import { reportOptions, type FormatChoice, type Settings } from './answer-by.js';
import type { Copy } from './copies.js';
import { configFor } from './find-config.js';
import { exitCode } from './exit-code.js';
import type { CheckOptions } from './main.js';
import { limitsOf } from './limit-options.js';
import { expectedBy } from './expected.js';
import { refuse, tellingBeside } from './former-outputs.js';
import { interruption } from './interruption.js';
import { withListed } from './listed-paths.js';
import { refuseSame, replacedBy } from './output-file.js';
import { isPageOf, pagesFolder } from './pages.js';
import { inputsOf } from './paths.js';
import { print } from './print.js';
import { progressOn } from './progress.js';
import type { Config } from './read-config.js';
import { ruleSet, type RuleSet } from './rule-set.js';
import type { Shard } from './shard.js';
import { targetsOf, type Target } from './targets.js';
import { removeUnfinished } from './unfinished.js';
import { UsageError } from './usage-error.js';
import { compileLate } from './v8-settings.js';

/** gouji check: reads, judges, prints; returns the exit code. */
export async function checkCommand(
  given: readonly string[],
  asked: CheckOptions,
  isGiven: (option: string) => boolean,
  { name, version }: RenderOptions['tool'],
): Promise<number> {
  const listed = await withListed(given, asked.filesFrom);
  const tell = await tellIn(asked.lang);
  const config = await configFor(listed, asked, tell);
  const paths = listed.length > 0 ? listed : (config?.paths ?? []);
  if (paths.length === 0) throw new UsageError(zh`缺少参数 路径\n用 gouji --help 查看用法`);
  const options: CheckOptions = { ...asked, ...optionsOf(config, isGiven) };
  const targets = targetsOf(options);
  const { baseline, updateBaseline = false } = options;
  if (updateBaseline && baseline === undefined)
    throw new UsageError(zh`--update-baseline 要和 --baseline 文件 一起用`);
  const outputs = [
    ...targets.flatMap(({ file }) => file ?? []),
    ...(updateBaseline && baseline !== undefined ? [baseline] : []),
  ];
  await refuseSame(outputs);
  const tool = { name, version };
  const refusal = resumeRefusal(options, targets);
  if (refusal) throw new UsageError(refusal);
  const { signal, release } = interruption(tell, options.encoding);
  const reader = documentReader(limitsOf(options));
  try {
    const asking = { outputs, targets, tool, read: reader.read, signal, tell };
    if (isOfAll(options)) return exitCode(await checkAll(paths, asking, options, config), options.failOn);
    if (options.shard) return (await checkShare(options.shard, paths, asking, options, config)) ? 0 : 2;
    return exitCode(await checkEach(paths, asking, options, config), options.failOn);
  } finally {
    release();
    await reader.close();
  }
}

/** What is asked for besides options. */
interface Asking {
  /** Every file that is to be written. */
  readonly outputs: readonly string[];
  readonly targets: readonly Target[];
  readonly tool: RenderOptions['tool'];
  readonly read: ReadInput;
  /** Ends the run before its time. */
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

/** A copy of a file shows what all reports say of it, and a baseline is of all of them. */
const isOfAll = ({ annotate, updateBaseline = false }: CheckOptions): boolean =>
  annotate !== undefined || updateBaseline;

/** Why answers cannot be kept as it is asked for. */
function resumeRefusal(options: CheckOptions, targets: readonly Target[]): Message | undefined {
  const { resume, shard } = options;
  if (resume !== undefined && isOfAll(options))
    return zh`--resume 不能与 --annotate、--update-baseline 一起用`;
  if (shard && resume === undefined) return zh`--shard 要和 --resume 文件夹 一起用：结果存在那里`;
  if (shard && targets.some(({ file }) => file !== undefined))
    return zh`--shard 不写输出文件；全部完成后用 gouji merge 文件夹 --format 格式=文件 写出`;
  return undefined;
}

/** What is checked, and what is told of files besides. */
interface Chosen {
  readonly inputs: readonly InputFile[];
  readonly archives: readonly string[];
  /** Of files that are not checked. */
  readonly problems: readonly Problem[];
  /**
   * Everything to tell of files, once they are checked.
   *
   * @throws UsageError when an output would replace what was read
   */
  readonly problemsWith: (checked: readonly Problem[]) => readonly Problem[];
}

/** The files to check; none of them may be replaced by an output. */
async function chosen(
  paths: readonly string[],
  { outputs }: Pick<Asking, 'outputs'>,
  options: CheckOptions,
  config: Config | undefined,
): Promise<Chosen> {
  const {
    from,
    baseline,
    updateBaseline = false,
    rules,
    profile,
    expected,
    include,
    exclude,
    resume,
  } = options;
  // Outputs may lie in the folder that is checked.
  for (const output of outputs.flatMap((file) => [file, pagesFolder(file)])) await removeUnfinished(output);
  const { files, problems, archives } = await inputsOf(paths, { include, exclude });
  const own = [from, baseline, expected].flatMap((file) => (file === undefined ? [] : resolve(file)));
  const isOwn = (file: string): boolean =>
    own.includes(file) || (resume !== undefined && file.startsWith(resolve(resume) + sep));
  // The pages of an earlier run lie beside the output that replaces them.
  const inputs = files.filter(({ file }) => !isOwn(resolve(file)) && !isPageOf(file, outputs));
  const named = inputs.flatMap((input) => (input.named ? input.file : []));
  refuse(
    await replacedBy(outputs, [
      ...rules,
      ...profile,
      ...(config ? [config.file] : []),
      ...(expected === undefined ? [] : [expected]),
      ...(baseline === undefined || updateBaseline ? [] : [baseline]),
      ...named,
      ...archives,
    ]),
  );
  const problemsWith = await tellingBeside(
    { problems, inputs, allowUnreadable: options.allowUnreadable },
    outputs,
  );
  return { inputs, archives, problems, problemsWith };
}

/** What a run judges by that is written elsewhere than in its command line. */
interface Decided {
  readonly waivers: readonly Waiver[];
  /** Of the list that came back, rows that could not be understood. */
  readonly problems: readonly Problem[];
  /** Whether anything was given that decides on findings: what became of it is then told, even of nothing. */
  readonly isGiven: boolean;
}

async function decidedBefore(
  { from, baseline, updateBaseline = false }: CheckOptions,
  config: Config | undefined,
  read: ReadInput,
): Promise<Decided> {
  const answers =
    from === undefined ? undefined : await (await import('./answers.js')).answersFrom(from, read);
  const known =
    baseline === undefined
      ? undefined
      : await (await import('./baseline.js')).readBaseline(baseline, updateBaseline);
  const waivers = [...(config?.waivers ?? []), ...(answers?.waivers ?? []), ...(known ?? [])];
  return {
    waivers,
    problems: answers?.problems ?? [],
    isGiven: answers !== undefined || known !== undefined || waivers.length > 0,
  };
}

/** What a run is made of that writes report by report. */
interface Prepared {
  readonly rules: RuleSet;
  readonly settings: Settings;
  readonly decided: Decided;
  readonly chosen: Chosen;
  readonly targets: readonly (Target & FormatChoice)[];
}

async function prepared(
  paths: readonly string[],
  asking: Asking,
  options: CheckOptions,
  config: Config | undefined,
): Promise<Prepared> {
  const common = settingsOf(options, config, asking);
  // Refuses before the first file is read.
  const rules = await ruleSet(common.rules, config?.refuseUnknown);
  const decided = await decidedBefore(options, config, asking.read);
  // What is kept may be written anywhere.
  const isShown = options.resume === undefined;
  const targets = asking.targets.map((target) => withColor(target, isShown));
  const settings: Settings = {
    ...common,
    formats: targets.map(({ format, color }) => ({ format, color })),
    ...(decided.isGiven && { decisions: { waivers: decided.waivers, today: today() } }),
  };
  return { rules, settings, decided, targets, chosen: await chosen(paths, asking, options, config) };
}

/** Checks report by report; returns what the run is judged by. */
async function checkEach(
  paths: readonly string[],
  asking: Asking,
  options: CheckOptions,
  config: Config | undefined,
): Promise<RunOutline> {
  const { encoding, jobs, resume } = options;
  const { signal, tell, read } = asking;
  const { rules, settings, decided, targets, chosen } = await prepared(paths, asking, options, config);
  const { inputs, archives, problemsWith } = chosen;
  const expected = await expectedBy(options.expected, read);
  const { checkInTurn } = await import('./check-in-turn.js');
  const { checkBetween } = await import('../engine/check-between.js');
  const kept =
    resume === undefined ? undefined : await (await import('./kept-answers.js')).keptIn(resume, settings);
  return checkInTurn(
    inputs,
    targets,
    settings,
    { rules, archives },
    { ...defined({ jobs, kept }), encoding, signal },
    async (checked, facts, unread) => {
      const { waivers } = decided;
      const workedOut = (): Between | undefined =>
        checkBetween(facts, rules.rules, { expected, unread, policy: config?.policy, waivers, tell });
      const between = kept?.together
        ? await kept.together([facts, expected, unread], rules.rules, workedOut)
        : workedOut();
      return {
        problems: [...problemsWith(checked), ...decided.problems],
        ...defined({ between, districtOf: districtsBy(expected) }),
      };
    },
  );
}

/** Does one share of a run and keeps what came of it; returns whether all of the share is done. */
async function checkShare(
  shard: Shard,
  paths: readonly string[],
  asking: Asking,
  options: CheckOptions,
  config: Config | undefined,
): Promise<boolean> {
  const { encoding, jobs, resume = '', allowUnreadable, expected } = options;
  const { settings, decided, chosen } = await prepared(paths, asking, options, config);
  const { inputs, archives, problems } = chosen;
  const { checkShard } = await import('./shard.js');
  return checkShard(
    shard,
    resume,
    {
      inputs,
      archives,
      settings,
      problems,
      ofDecisions: decided.problems,
      ...defined({ allowUnreadable, expected }),
    },
    { jobs, encoding, signal: asking.signal, tell: asking.tell },
  );
}

/** Checks all reports before the first is written, for what is asked of all of them together. */
async function checkAll(
  paths: readonly string[],
  asking: Asking,
  options: CheckOptions,
  config: Config | undefined,
): Promise<RunOutline> {
  const { annotate, baseline, updateBaseline = false, encoding } = options;
  const { read, targets, signal, tell } = asking;
  compileLate();
  const settings = settingsOf(options, config, asking);
  const { rules, profiles } = await ruleSet(settings.rules, config?.refuseUnknown);
  const decided = await decidedBefore(options, config, read);
  const { inputs, archives, problemsWith } = await chosen(paths, asking, options, config);
  const { policy, variants } = settings;
  const keepsImages = targets.some(({ format }) => DRAWING.has(format));
  const progress = progressOn(process.stderr, inputs.length, tell);
  const readOn: ReadInput = async (file) => {
    try {
      return await read(file);
    } finally {
      progress.advance([file]);
    }
  };
  const expected = await expectedBy(options.expected, read);
  const { waivers } = decided;
  const runOptions = { profiles, policy, variants, keepsImages, tell, expected, waivers, signal };
  const checked = await run(inputs, rules, readOn, runOptions).finally(progress.clear);
  const settleWith = (waivers: readonly Waiver[]): Pick<RunResult, 'reports' | 'between' | 'followUps'> =>
    decided.isGiven ? settle(checked, waivers, today()) : checked;
  let settled = settleWith(decided.waivers);
  if (updateBaseline && signal.aborted) {
    const said = zh`运行被中断，基线 ${baseline ?? ''} 没有改写`;
    await print(`${tell(said)}\n`, encoding, process.stderr);
  } else if (updateBaseline && baseline !== undefined) {
    const written = await (await import('./baseline.js')).writeBaseline(baseline, settled);
    settled = settleWith([...decided.waivers.filter(({ origin }) => origin === undefined), ...written]);
    await print(`${tell(zh`基线 ${written.length} 条，写在 ${baseline}`)}\n`, encoding, process.stderr);
  }
  const {
    copies,
    problems: uncopied,
    failure,
  } = annotate === undefined
    ? { copies: new Map<string, Copy>(), problems: [], failure: undefined }
    : await (
        await import('./copies.js')
      ).writeCopies(settled.reports, annotate, read, limitsOf(options), tell);
  if (annotate !== undefined && !failure)
    await print(`${tell(zh`标注副本 ${copies.size} 个，在 ${annotate}`)}\n`, encoding, process.stderr);
  const { writeAll } = await import('./write-all.js');
  const problems = [...problemsWith(checked.problems), ...decided.problems, ...uncopied];
  const written = await reportOptions(settings.render, { rules });
  const outline = await writeAll(
    { ...settled, problems },
    targets.map((target) => withColor(target)),
    written,
    { copies, archives, encoding, ...defined({ districtOf: districtsBy(expected) }) },
  );
  if (failure) throw failure;
  return outline;
}

const settingsOf = (
  { rules, profile, only, skip, verbose = false, lang: language, ...options }: CheckOptions,
  config: Config | undefined,
  { tool }: Asking,
): Omit<Settings, 'formats' | 'decisions'> => ({
  rules: { rules, profile, only, skip },
  policy: config?.policy,
  variants: config?.variants,
  limits: limitsOf(options),
  render: { verbose, language, tool, ...(config && { config: config.file }) },
});

/** What the config says where the command line is silent. */
const optionsOf = (config: Config | undefined, isGiven: (option: string) => boolean): Partial<CheckOptions> =>
  Object.fromEntries(Object.entries(config?.options ?? {}).filter(([option]) => !isGiven(option)));

/** As 2026-11-24, where the program runs. */
const today = (): string => new Date().toLocaleDateString('sv-SE');

const withColor = (target: Target, isShown = true): Target & FormatChoice => ({
  ...target,
  color: isShown && target.file === undefined && useColor(),
});

function useColor(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return process.stdout.isTTY && process.env.TERM !== 'dumb';
}
