import { InvalidArgumentError, type Command } from 'commander';

/** Which files are read, of all that the paths lead to. */
export interface InputOptions {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly filesFrom?: string;
}

/** Adds the options that choose files. */
export function withInputOptions(command: Command): Command {
  return command
    .option(
      '--include <通配符>',
      '文件夹和压缩包里只要这些，如 "*决算*.xlsx"、"甲局/**"；可重复',
      collectPattern,
      [],
    )
    .option('--exclude <通配符>', '文件夹和压缩包里不要这些文件或文件夹；可重复', collectPattern, [])
    .option('--files-from <清单>', '再从清单读入路径，每行一个；“-”是标准输入');
}

function collectPattern(value: string, previous: readonly string[]): string[] {
  if (value === '') throw new InvalidArgumentError('应为通配符');
  return [...previous, value];
}
