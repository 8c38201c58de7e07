import { resolve } from 'node:path';
import { joined, zh } from '../language/message.js';
import { BINARY_FORMATS, FORMATS, type Format } from '../output/formats.js';
import type { CheckOptions } from './main.js';
import { UsageError } from './usage-error.js';

/** A format and where it goes: to the screen where no file is named. */
export interface Target {
  readonly format: Format;
  readonly file?: string;
}

type AskedOutputs = Pick<CheckOptions, 'format' | 'output' | 'from' | 'shard'>;

/** Where each format goes; refused where it cannot. */
export function targetsOf(options: AskedOutputs): Target[] {
  const targets = askedTargets(options);
  for (const { format, file } of targets) {
    if (file === undefined && BINARY_FORMATS.has(format) && !options.shard)
      throw new UsageError(zh`${format} 是工作簿，不能显示在屏幕上；请写成 --format ${format}=疑点清单.xlsx`);
    if (file !== undefined && options.from !== undefined && resolve(file) === resolve(options.from))
      throw new UsageError(zh`填好的清单不会被覆盖：--from 和 --format 请用不同的文件名`);
  }
  return targets;
}

function askedTargets({ format: formats, output, shard }: AskedOutputs): Target[] {
  const targets = (formats.length === 0 ? ['text'] : formats).map((text): Target => {
    const [format = '', ...file] = text.split('=');
    if (!isFormat(format)) {
      throw new UsageError(zh`没有“${format}”这种输出格式，可用：${joined(Object.keys(FORMATS), zh`、`)}`);
    }
    if (file.length === 0) return { format };
    const path = file.join('=');
    if (path === '') throw new UsageError(zh`“${text}”后面缺少文件名`);
    return { format, file: path };
  });
  const onStdout = targets.filter(({ file }) => file === undefined);
  if (output !== undefined) {
    const [only, ...others] = onStdout;
    if (!only || others.length > 0) throw new UsageError(zh`--output 只能配一种没有“=文件”的格式`);
    return targets.map((target) => (target === only ? { ...target, file: output } : target));
  }
  // A shard shows nothing.
  if (onStdout.length > 1 && !shard)
    throw new UsageError(zh`只能有一种格式输出到屏幕，其余请写成“格式=文件”`);
  return targets;
}

const isFormat = (name: string): name is Format => Object.hasOwn(FORMATS, name);
