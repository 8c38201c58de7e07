import { InvalidArgumentError, type Command } from 'commander';
import { zh, type Tell } from '../language/message.js';

/** Which files are read, of all that the paths lead to. */
export interface InputOptions {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly filesFrom?: string;
}

/** Adds the options that choose files. */
export function withInputOptions(command: Command, tell: Tell): Command {
  const collectPattern = (value: string, previous: readonly string[]): string[] => {
    if (value === '') throw new InvalidArgumentError(tell(zh`应为通配符`));
    return [...previous, value];
  };
  return command
    .option(
      tell(zh`--include <${PATTERN}>`),
      tell(zh`文件夹和压缩包里只要这些，如 "*决算*.xlsx"、"甲局/**"；可重复`),
      collectPattern,
      [],
    )
    .option(
      tell(zh`--exclude <${PATTERN}>`),
      tell(zh`文件夹和压缩包里不要这些文件或文件夹；可重复`),
      collectPattern,
      [],
    )
    .option(tell(zh`--files-from <${zh`清单`}>`), tell(zh`再从清单读入路径，每行一个；“-”是标准输入`));
}

const PATTERN = zh`通配符`;
