import { documentReader } from '../batch/document-reader.js';
import { run } from '../batch/run.js';
import type { Problem, RunResult } from '../engine/outcome.js';
import { DRAWING, FORMATS, type Format, type Render, type RenderOptions } from '../output/formats.js';
import { exitCode } from './exit-code.js';
import type { CheckOptions } from './main.js';
import { limitsOf } from './limit-options.js';
import { refuseSame, replacedBy, replaceFile } from './output-file.js';
import { inputsOf } from './paths.js';
import { print } from './print.js';
import { ruleSet } from './rule-set.js';
import { UsageError } from './usage-error.js';

/** gouji check: reads, judges, prints; returns the exit code. */
export async function checkCommand(
  paths: readonly string[],
  options: CheckOptions,
  { name, version }: RenderOptions['tool'],
): Promise<number> {
  const targets = targetsOf(options);
  const outputs = targets.flatMap(({ file }) => file ?? []);
  await refuseSame(outputs);
  const { rules, profiles } = await ruleSet(options);
  const { files, problems } = await inputsOf(paths);
  const found = files.flatMap(({ file, named }) => (named ? [] : file));
  const given = [
    ...options.rules,
    ...options.profile,
    ...files.flatMap(({ file, named }) => (named ? file : [])),
  ];
  refuse(await replacedBy(outputs, given));
  const former = await replacedBy(outputs, found);
  const reader = documentReader(limitsOf(options));
  const draws = targets.some(({ format }) => DRAWING.has(format));
  const checked = await run(files, rules, reader.read, profiles, draws).finally(reader.close);
  // What an earlier run wrote into the folder is no input, and nothing to be told of.
  const isFormer = ({ file, kind }: Problem): boolean => kind === 'skipped' && former.includes(file);
  const left = checked.problems.filter(isFormer).map(({ file }) => file);
  refuse(former.filter((file) => !left.includes(file)));
  const result: RunResult = {
    reports: checked.reports,
    problems: [...problems, ...checked.problems.filter((problem) => !isFormer(problem))],
    ...(checked.images && { images: checked.images }),
  };
  await write(result, targets, options, { name, version });
  return exitCode(result, options.failOn);
}

interface Target {
  readonly format: Format;
  readonly file?: string;
}

/** Writes every output that can be written, then tells of those that could not. */
async function write(
  result: RunResult,
  targets: readonly Target[],
  { verbose = false, encoding, lang }: CheckOptions,
  tool: RenderOptions['tool'],
): Promise<void> {
  const failures: UsageError[] = [];
  for (const { format, file } of targets) {
    const render: Render = await FORMATS[format]();
    const text = render(result, { color: file === undefined && useColor(), verbose, language: lang, tool });
    try {
      if (file === undefined) await print(text, format === 'text' ? encoding : 'utf-8');
      else await replaceFile(file, text);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new UsageError(failures.map(({ message }) => message).join('；'));
}

function refuse(replaced: readonly string[]): void {
  const [file] = replaced;
  if (file !== undefined) throw new UsageError(`不能让结果覆盖读入的文件 ${file}；请换一个文件名`);
}

function targetsOf({ format: formats, output }: CheckOptions): Target[] {
  const targets = (formats.length === 0 ? ['text'] : formats).map((text): Target => {
    const [format = '', ...file] = text.split('=');
    if (!isFormat(format)) {
      throw new UsageError(`没有“${format}”这种输出格式，可用：${Object.keys(FORMATS).join('、')}`);
    }
    if (file.length === 0) return { format };
    const path = file.join('=');
    if (path === '') throw new UsageError(`“${text}”后面缺少文件名`);
    return { format, file: path };
  });
  const onStdout = targets.filter(({ file }) => file === undefined);
  if (output !== undefined) {
    const [only, ...others] = onStdout;
    if (!only || others.length > 0) throw new UsageError('--output 只能配一种没有“=文件”的格式');
    return targets.map((target) => (target === only ? { ...target, file: output } : target));
  }
  if (onStdout.length > 1) throw new UsageError('只能有一种格式输出到屏幕，其余请写成“格式=文件”');
  return targets;
}

const isFormat = (name: string): name is Format => Object.hasOwn(FORMATS, name);

function useColor(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return process.stdout.isTTY && process.env.TERM !== 'dumb';
}
