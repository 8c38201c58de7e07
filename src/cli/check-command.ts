import { resolve, sep } from 'node:path';
import { documentReader } from '../batch/document-reader.js';
import { run, type InputFile, type ReadInput } from '../batch/run.js';
import type { Problem, RunResult } from '../engine/outcome.js';
import type { Waiver } from '../engine/waiver.js';
import { tellIn } from '../language/catalogues.js';
import { zh, type Message } from '../language/message.js';
import { defined } from '../model/defined.js';
import { DRAWING, FORMATS, isStreamed, type Render, type RenderOptions } from '../output/formats.js';
import { withAllowed } from './allow-unreadable.js';
import type { Copy } from './copies.js';
import { configFor } from './find-config.js';
import { exitCode } from './exit-code.js';
import type { CheckOptions } from './main.js';
import { limitsOf } from './limit-options.js';
import type { Expected } from '../rules/between/expected.js';
import { expectedBy } from './expected.js';
import { tellingBeside, refuse } from './former-outputs.js';
import { interruption } from './interruption.js';
import { linksFrom } from './links.js';
import { withListed } from './listed-paths.js';
import { refuseSame, replacedBy, replaceFile } from './output-file.js';
import { inputsOf } from './paths.js';
import { print } from './print.js';
import { progressOn } from './progress.js';
import type { Config } from './read-config.js';
import { ruleSet } from './rule-set.js';
import { targetsOf, type Target } from './targets.js';
import { UsageError } from './usage-error.js';

/** gouji check: reads, judges, prints; returns the exit code. */
export async function checkCommand(
  given: readonly string[],
  asked: CheckOptions,
  isGiven: (option: string) => boolean,
  { name, version }: RenderOptions['tool'],
): Promise<number> {
  const listed = await withListed(given, asked.filesFrom);
  const config = await configFor(listed, asked);
  const paths = listed.length > 0 ? listed : (config?.paths ?? []);
  if (paths.length === 0) throw new UsageError('缺少参数 路径\n用 gouji --help 查看用法');
  const options: CheckOptions = { ...asked, ...optionsOf(config, isGiven) };
  const targets = targetsOf(options);
  const { baseline, updateBaseline = false } = options;
  if (updateBaseline && baseline === undefined)
    throw new UsageError('--update-baseline 要和 --baseline 文件 一起用');
  const outputs = [
    ...targets.flatMap(({ file }) => file ?? []),
    ...(updateBaseline && baseline !== undefined ? [baseline] : []),
  ];
  await refuseSame(outputs);
  const tool = { name, version };
  const inTurn = isInTurn(targets, options, config);
  const tell = await tellIn(options.lang);
  const refusal = resumeRefusal(options, targets, inTurn);
  if (refusal) throw new UsageError(tell(refusal));
  const { signal, release } = interruption(tell, options.encoding);
  try {
    if (inTurn) return await checkEach(paths, { outputs, targets, signal }, options, config, tool);
    return await checkTogether(paths, { outputs, targets, signal }, options, config, tool);
  } finally {
    release();
  }
}

/** Where files are checked from, what of them is written where, and what ends it before its time. */
interface Task {
  readonly outputs: readonly string[];
  readonly targets: readonly Target[];
  readonly signal: AbortSignal;
}

/** Checks all, then writes of all; returns the exit code. */
async function checkTogether(
  paths: readonly string[],
  { outputs, targets, signal }: Task,
  options: CheckOptions,
  config: Config | undefined,
  tool: RenderOptions['tool'],
): Promise<number> {
  const draws = targets.some(({ format }) => DRAWING.has(format));
  const reader = documentReader(limitsOf(options));
  const asked = { outputs, draws, signal };
  const { result, copies, archives } = await check(paths, asked, options, config, reader.read).finally(
    reader.close,
  );
  await write(result, targets, options, { tool, copies, archives });
  return exitCode(result, options.failOn);
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
  outputs: readonly string[],
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
  const tell = await tellIn(options.lang);
  const { files, problems, archives } = await inputsOf(paths, { include, exclude, tell });
  const own = [from, baseline, expected].flatMap((file) => (file === undefined ? [] : resolve(file)));
  const isOwn = (file: string): boolean =>
    own.includes(file) || (resume !== undefined && file.startsWith(resolve(resume) + sep));
  const inputs = files.filter(({ file }) => !isOwn(resolve(file)));
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

/** Whether every output can be written report by report: nothing is asked of all reports together. */
const isInTurn = (
  targets: readonly Target[],
  { from, annotate, baseline }: CheckOptions,
  config: Config | undefined,
): boolean =>
  targets.every(({ format }) => isStreamed(format)) &&
  from === undefined &&
  annotate === undefined &&
  baseline === undefined &&
  (config?.waivers ?? []).length === 0;

/** Why answers cannot be kept as it is asked for. */
function resumeRefusal(
  { resume, shard }: CheckOptions,
  targets: readonly Target[],
  inTurn: boolean,
): Message | undefined {
  if (resume !== undefined && !inTurn)
    return zh`--resume 只能配 text、ndjson 格式，并且不能与 --annotate、--from、--baseline 或配置里的认可一起用`;
  if (shard && resume === undefined) return zh`--shard 要和 --resume 文件夹 一起用：结果存在那里`;
  if (shard && targets.some(({ file }) => file !== undefined))
    return zh`--shard 不写输出文件；全部完成后用 gouji merge 文件夹 --format 格式=文件 写出`;
  return undefined;
}

/** Checks report by report; returns the exit code. */
async function checkEach(
  paths: readonly string[],
  { outputs, targets, signal }: Task,
  options: CheckOptions,
  config: Config | undefined,
  tool: RenderOptions['tool'],
): Promise<number> {
  const {
    rules,
    profile,
    only,
    skip,
    verbose = false,
    lang: language,
    encoding,
    jobs,
    resume,
    shard,
  } = options;
  const asked = { rules, profile, only, skip };
  // Refuses before the first file is read.
  const { rules: all } = await ruleSet(asked, config?.refuseUnknown);
  const limits = limitsOf(options);
  const expected = await expectedBy(options.expected, limits);
  const { inputs, problems, problemsWith } = await chosen(paths, outputs, options, config);
  const streamed = targets.flatMap(({ format, ...target }) =>
    isStreamed(format)
      ? // What is kept may be written anywhere.
        [{ format, color: target.file === undefined && resume === undefined && useColor(), ...target }]
      : [],
  );
  const settings = {
    rules: asked,
    policy: config?.policy,
    variants: config?.variants,
    limits,
    formats: streamed.map(({ format, color }) => ({ format, color })),
    render: { verbose, language, tool },
  };
  const beside = config && { config: config.file };
  const { allowUnreadable, expected: list } = options;
  const tell = await tellIn(language);
  if (shard && resume !== undefined) {
    const { checkShard } = await import('./shard.js');
    const isDone = await checkShard(
      shard,
      resume,
      { inputs, settings, problems, ...defined({ allowUnreadable, expected: list }), ...beside },
      { jobs, encoding, signal, tell },
    );
    return isDone ? 0 : 2;
  }
  const { checkInTurn } = await import('./check-in-turn.js');
  const { checkBetween } = await import('../engine/check-between.js');
  const kept =
    resume === undefined
      ? undefined
      : await (await import('./kept-answers.js')).keptIn(resume, settings, tell);
  const outline = await checkInTurn(
    inputs,
    streamed,
    settings,
    { ...defined({ jobs, kept }), encoding, signal },
    (checked, facts) => {
      const between = checkBetween(facts, all, { expected, policy: config?.policy, tell });
      return { problems: problemsWith(checked), ...(between && { between }), ...beside };
    },
  );
  return exitCode(outline, options.failOn);
}

type Copies = ReadonlyMap<string, Copy>;
type Settled = Pick<RunResult, 'reports' | 'between' | 'followUps'>;

/** Reads and judges, settles what was decided before, and writes annotated copies where they are asked for. */
async function check(
  paths: readonly string[],
  { outputs, draws, signal }: Pick<Task, 'outputs' | 'signal'> & { readonly draws: boolean },
  options: CheckOptions,
  config: Config | undefined,
  read: ReadInput,
): Promise<{ readonly result: RunResult; readonly copies: Copies; readonly archives: readonly string[] }> {
  const { from, annotate, baseline, updateBaseline = false } = options;
  const { rules, profiles } = await ruleSet(options, config?.refuseUnknown);
  const answers =
    from === undefined ? undefined : await (await import('./answers.js')).answersFrom(from, read);
  const known =
    baseline === undefined
      ? undefined
      : await (await import('./baseline.js')).readBaseline(baseline, updateBaseline);
  const { inputs, archives, problemsWith } = await chosen(paths, outputs, options, config);
  const { policy, variants } = config ?? {};
  const tell = await tellIn(options.lang);
  const expected = await expectedBy(options.expected, limitsOf(options));
  const progress = progressOn(process.stderr, inputs.length, tell);
  const readOn: ReadInput = async (file) => {
    try {
      return await read(file);
    } finally {
      progress.advance([file]);
    }
  };
  const runOptions = { profiles, policy, variants, keepsImages: draws, tell, expected, signal };
  const checked = await run(inputs, rules, readOn, runOptions).finally(progress.clear);
  const problems = problemsWith(checked.problems);
  const decided = [...(config?.waivers ?? []), ...(answers?.waivers ?? [])];
  const settleWith = async (waivers: readonly Waiver[]): Promise<Settled> =>
    answers || known || waivers.length > 0
      ? (await import('../engine/waiver.js')).settle(checked, waivers, today())
      : { reports: checked.reports, ...(checked.between && { between: checked.between }) };
  let settled = await settleWith([...decided, ...(known ?? [])]);
  if (updateBaseline && signal.aborted) {
    const said = zh`运行被中断，基线 ${baseline ?? ''} 没有改写`;
    await print(`${tell(said)}\n`, options.encoding, process.stderr);
  } else if (updateBaseline && baseline !== undefined) {
    const written = await (await import('./baseline.js')).writeBaseline(baseline, settled);
    settled = await settleWith([...decided, ...written]);
    await print(`基线 ${written.length} 条，写在 ${baseline}\n`, options.encoding, process.stderr);
  }
  const { copies, problems: uncopied } =
    annotate === undefined
      ? { copies: new Map<string, Copy>(), problems: [] }
      : await (await import('./copies.js')).writeCopies(settled.reports, annotate, read, limitsOf(options));
  if (annotate !== undefined)
    await print(`标注副本 ${copies.size} 个，在 ${annotate}\n`, options.encoding, process.stderr);
  const told = [...problems, ...(answers?.problems ?? []), ...uncopied];
  const images = checked.images && { images: checked.images };
  const used = config && { config: config.file };
  return { result: { ...settled, problems: told, ...images, ...used }, copies, archives };
}

/** What the config says where the command line is silent. */
const optionsOf = (config: Config | undefined, isGiven: (option: string) => boolean): Partial<CheckOptions> =>
  Object.fromEntries(Object.entries(config?.options ?? {}).filter(([option]) => !isGiven(option)));

/** As 2026-11-24, where the program runs. */
const today = (): string => new Date().toLocaleDateString('sv-SE');

/** Writes every output that can be written, then tells of those that could not. */
async function write(
  result: RunResult,
  targets: readonly Target[],
  { verbose = false, encoding, lang }: CheckOptions,
  {
    tool,
    copies,
    archives,
  }: {
    readonly tool: RenderOptions['tool'];
    readonly copies: Copies;
    readonly archives: readonly string[];
  },
): Promise<void> {
  const tell = await tellIn(lang);
  const failures: UsageError[] = [];
  for (const { format, file } of targets) {
    const render: Render = await FORMATS[format]();
    const color = file === undefined && useColor();
    const linkTo = linksFrom(file ?? '', copies, archives);
    const content = render(result, { color, verbose, language: lang, tell, tool, linkTo });
    try {
      if (file !== undefined) await replaceFile(file, content);
      else if (typeof content === 'string') await print(content, format === 'text' ? encoding : 'utf-8');
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new UsageError(failures.map(({ message }) => message).join('；'));
}

function useColor(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return process.stdout.isTTY && process.env.TERM !== 'dumb';
}
