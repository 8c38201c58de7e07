import { InvalidArgumentError, type Command } from 'commander';
import { zh, type Message, type Tell } from '../language/message.js';
import { DEFAULT_LIMITS, type Limits } from '../source/limits.js';

/** What the limits are called on the command line, and what each bounds. */
const OPTIONS = [
  {
    limit: 'fileMegabytes',
    option: 'maxFileSize',
    flags: zh`--max-file-size <${zh`兆字节`}>`,
    bounds: zh`文件大小的上限`,
  },
  {
    limit: 'unpackedMegabytes',
    option: 'maxUnpacked',
    flags: zh`--max-unpacked <${zh`兆字节`}>`,
    bounds: zh`工作簿解压后的上限`,
  },
  {
    limit: 'cells',
    option: 'maxCells',
    flags: zh`--max-cells <${zh`个数`}>`,
    bounds: zh`非空单元格数的上限`,
  },
  {
    limit: 'seconds',
    option: 'maxTime',
    flags: zh`--max-time <${zh`秒`}>`,
    bounds: zh`读一个文件（.xlsx 以外）的时限`,
  },
] as const satisfies readonly {
  readonly limit: keyof Limits;
  readonly option: string;
  readonly [key: string]: Message;
}[];

export type LimitOptions = Readonly<Partial<Record<(typeof OPTIONS)[number]['option'], number>>>;

/** Adds the options that widen or narrow the limits on one file. */
export function withLimitOptions(command: Command, tell: Tell): Command {
  for (const { flags, bounds, limit } of OPTIONS) {
    command.option(tell(flags), tell(zh`${bounds}，默认 ${DEFAULT_LIMITS[limit]}`), positiveNumber(tell));
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

const numberWhere =
  (isFit: (value: number) => boolean, refusal: Message) =>
  (tell: Tell) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/u.test(text) || !Number.isSafeInteger(value) || !isFit(value))
      throw new InvalidArgumentError(tell(refusal));
    return value;
  };

export const wholeNumber = numberWhere(() => true, zh`应为非负整数`);
export const positiveNumber = numberWhere((value) => value > 0, zh`应为正整数`);
