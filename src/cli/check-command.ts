import { rename, rm, writeFile } from 'node:fs/promises';
import { documentReader } from '../batch/document-reader.js';
import { run } from '../batch/run.js';
import type { RunResult } from '../engine/outcome.js';
import { exitCode } from './exit-code.js';
import type { CheckOptions } from './main.js';
import { limitsOf } from './limit-options.js';
import { inputsOf } from './paths.js';
import { print } from './print.js';
import { ruleSet } from './rule-set.js';
import { UsageError } from './usage-error.js';

type Render = (
  result: RunResult,
  options: { readonly color: boolean; readonly verbose: boolean; readonly tool: Tool },
) => string;

/** Format name → what prints it; loaded when it is asked for. */
const RENDERERS: Readonly<Record<string, () => Promise<Render>>> = {
  text: async () => (await import('../output/text.js')).renderText,
  json: async () => {
    const { renderJson } = await import('../output/json.js');
    return (result, { tool }) => renderJson(result, tool);
  },
};

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
  const { rules, profiles } = await ruleSet(options);
  const { files, problems } = await inputsOf(paths);
  const reader = documentReader(limitsOf(options));
  const checked = await run(files, rules, reader.read, profiles).finally(reader.close);
  const result: RunResult = { reports: checked.reports, problems: [...problems, ...checked.problems] };
  const tool = { name: pkg.name, version: pkg.version };
  for (const { format, file } of targets) {
    const color = file === undefined && useColor();
    const render = await RENDERERS[format]?.();
    const text = render?.(result, { color, verbose: options.verbose === true, tool }) ?? '';
    if (file === undefined) await print(text, format === 'json' ? 'utf-8' : options.encoding);
    else await replaceFile(file, text);
  }
  return exitCode(result, options.failOn);
}

interface Target {
  readonly format: string;
  readonly file?: string;
}

function targetsOf({ format: formats, output }: CheckOptions): Target[] {
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

/** The file is there complete or not at all. */
async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new UsageError(`写不了 ${file}；请检查文件夹是否存在、是否可写`, { cause });
  }
}
