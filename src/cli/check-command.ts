import { resolve } from 'node:path';
import { documentReader } from '../batch/document-reader.js';
import { run, type ReadInput } from '../batch/run.js';
import type { RunResult } from '../engine/outcome.js';
import type { Location } from '../model/location.js';
import type { Link } from '../output/workbook/write-workbook.js';
import type { Copy } from './copies.js';
import { exitCode } from './exit-code.js';
import type { CheckOptions } from './main.js';
import { limitsOf } from './limit-options.js';
import { linksFrom } from './links.js';
import { inputsOf } from './paths.js';
import { print } from './print.js';
import { replaceFile } from './replace-file.js';
import { ruleSet } from './rule-set.js';
import { UsageError } from './usage-error.js';

type Render = (
  result: RunResult,
  options: {
    readonly color: boolean;
    readonly verbose: boolean;
    readonly tool: Tool;
    readonly linkTo: (place: Location) => Link | undefined;
  },
) => string | Uint8Array;

/** Format name → what prints it; loaded when it is asked for. */
const RENDERERS: Readonly<Record<string, () => Promise<Render>>> = {
  text: async () => (await import('../output/text.js')).renderText,
  json: async () => {
    const { renderJson } = await import('../output/json.js');
    return (result, { tool }) => renderJson(result, tool);
  },
  xlsx: async () => {
    const { renderIssueList } = await import('../output/issue-list/write.js');
    return (result, { linkTo }) => renderIssueList(result, linkTo);
  },
};

/** Formats that are no text. */
const BINARY: ReadonlySet<string> = new Set(['xlsx']);

interface Tool {
  readonly name: string;
  readonly version: string;
}

/** gouji check: reads, judges, prints; returns the exit code. */
export async function checkCommand(
  paths: readonly string[],
  options: CheckOptions,
  pkg: Tool,
): Promise<number> {
  const targets = targetsOf(options);
  const reader = documentReader(limitsOf(options));
  const { result, copies } = await check(paths, options, reader.read).finally(reader.close);
  const tool = { name: pkg.name, version: pkg.version };
  for (const { format, file } of targets) {
    const color = file === undefined && useColor();
    const render = await RENDERERS[format]?.();
    const verbose = options.verbose === true;
    const content = render?.(result, { color, verbose, tool, linkTo: linksFrom(file ?? '', copies) }) ?? '';
    if (file !== undefined) await replaceFile(file, content);
    else if (typeof content === 'string')
      await print(content, format === 'json' ? 'utf-8' : options.encoding);
  }
  return exitCode(result, options.failOn);
}

/** Reads and judges, settles what was decided before, and writes annotated copies where they are asked for. */
async function check(
  paths: readonly string[],
  { from, annotate, ...options }: CheckOptions,
  read: ReadInput,
): Promise<{ readonly result: RunResult; readonly copies: ReadonlyMap<string, Copy> }> {
  const { rules, profiles } = await ruleSet(options);
  const answers =
    from === undefined ? undefined : await (await import('./answers.js')).answersFrom(from, read);
  const { files, problems } = await inputsOf(paths);
  const inputs = files.filter(({ file }) => from === undefined || resolve(file) !== resolve(from));
  const checked = await run(inputs, rules, read, profiles);
  const settled = answers
    ? (await import('../engine/waiver.js')).settle(checked.reports, answers.waivers, today())
    : { reports: checked.reports };
  const { copies, problems: uncopied } =
    annotate === undefined
      ? { copies: new Map<string, Copy>(), problems: [] }
      : await (await import('./copies.js')).writeCopies(settled.reports, annotate, read, limitsOf(options));
  if (annotate !== undefined)
    await print(`标注副本 ${copies.size} 个，在 ${annotate}\n`, options.encoding, process.stderr);
  const allProblems = [...problems, ...checked.problems, ...(answers?.problems ?? []), ...uncopied];
  return { result: { ...settled, problems: allProblems }, copies };
}

/** As 2026-11-24, where the program runs. */
const today = (): string => new Date().toLocaleDateString('sv-SE');

interface Target {
  readonly format: string;
  readonly file?: string;
}

/** Where each format goes, refused where it cannot. */
function targetsOf(options: CheckOptions): Target[] {
  const targets = askedTargets(options);
  for (const { format, file } of targets) {
    if (file === undefined && BINARY.has(format))
      throw new UsageError(`${format} 是工作簿，不能显示在屏幕上；请写成 --format ${format}=疑点清单.xlsx`);
    if (file !== undefined && options.from !== undefined && resolve(file) === resolve(options.from))
      throw new UsageError('填好的清单不会被覆盖：--from 和 --format 请用不同的文件名');
  }
  return targets;
}

function askedTargets({ format: formats, output }: CheckOptions): Target[] {
  const targets = (formats.length === 0 ? ['text'] : formats).map((text): Target => {
    const [format = '', ...file] = text.split('=');
    if (!Object.hasOwn(RENDERERS, format)) {
      throw new UsageError(`没有“${format}”这种输出格式，可用：${Object.keys(RENDERERS).join('、')}`);
    }
    if (file.length === 0) return { format };
    const path = file.join('=');
    if (path === '') throw new UsageError(`“${text}”后面缺少文件名`);
    return { format, file: path };
  });
  const files = targets.flatMap(({ file }) => file ?? []);
  if (new Set(files).size < files.length) throw new UsageError('两种格式不能写入同一个文件');
  const onStdout = targets.filter(({ file }) => file === undefined);
  if (output !== undefined) {
    const [only, ...others] = onStdout;
    if (!only || others.length > 0) throw new UsageError('--output 只能配一种没有“=文件”的格式');
    return targets.map((target) => (target === only ? { ...target, file: output } : target));
  }
  if (onStdout.length > 1) throw new UsageError('只能有一种格式输出到屏幕，其余请写成“格式=文件”');
  return targets;
}

function useColor(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return process.stdout.isTTY && process.env.TERM !== 'dumb';
}
