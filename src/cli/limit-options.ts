import { InvalidArgumentError, type Command } from 'commander';
import { DEFAULT_LIMITS, type Limits } from '../source/limits.js';

/** What the limits are called on the command line, and what each bounds. */
const OPTIONS = [
  {
    limit: 'fileMegabytes',
    option: 'maxFileSize',
    flags: '--max-file-size <兆字节>',
    bounds: '文件大小的上限',
  },
  {
    limit: 'unpackedMegabytes',
    option: 'maxUnpacked',
    flags: '--max-unpacked <兆字节>',
    bounds: '工作簿解压后的上限',
  },
  { limit: 'cells', option: 'maxCells', flags: '--max-cells <个数>', bounds: '非空单元格数的上限' },
  { limit: 'seconds', option: 'maxTime', flags: '--max-time <秒>', bounds: '读一个文件（.xlsx 以外）的时限' },
] as const satisfies readonly { readonly limit: keyof Limits; readonly [key: string]: string }[];

export type LimitOptions = Readonly<Partial<Record<(typeof OPTIONS)[number]['option'], number>>>;

/** Adds the options that widen or narrow the limits on one file. */
export function withLimitOptions(command: Command): Command {
  for (const { flags, bounds, limit } of OPTIONS) {
    command.option(flags, `${bounds}，默认 ${DEFAULT_LIMITS[limit]}`, positiveNumber);
  }
  return command;
}

export function limitsOf(options: LimitOptions): Limits {
  const given = OPTIONS.flatMap(({ limit, option }) => {
    const value = options[option];
    return value === undefined ? [] : [[limit, value] as const];
  });
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(given) };
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/u.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('应为非负整数');
  return value;
}

export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isSafeInteger(value))) throw new InvalidArgumentError('应为正整数');
  return value;
}
