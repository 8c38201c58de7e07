import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import pkg from '../../package.json' with { type: 'json' };
import { LANGUAGES, type Language } from '../language/message.js';
import type { Shell } from './completion.js';
import type { FailOn } from './exit-code.js';
import { withInputOptions, type InputOptions } from './input-options.js';
import { positiveNumber, wholeNumber, withLimitOptions, type LimitOptions } from './limit-options.js';
import type { MergeOptions } from './merge-command.js';
import { print, type EncodingChoice } from './print.js';
import type { Shard } from './shard.js';

/** Runs the command line: argv in, exit code set. */
export async function main(argv: readonly string[]): Promise<void> {
  // What could not be written is told by `print`, which waits for it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  // Help and refusals are kept back until it is known in which encoding they are read.
  const said: [text: string, stream: NodeJS.WriteStream][] = [];
  let encoding: EncodingChoice = 'auto';
  const cli = program((text, stream) => said.push([text, stream])).hook('preAction', (_, command) => {
    ({ encoding } = command.opts<OutputOptions>());
  });
  try {
    const { GOUJI_DROPPED: commandLine } = process.env; // set by gouji.cmd when something was dropped on it
    if (commandLine === undefined) {
      await cli.parseAsync([...argv]);
    } else {
      const { droppedPaths, HOW_TO_DROP } = await import('./dropped.js');
      const paths = droppedPaths(commandLine);
      if (paths.length > 0) await cli.parseAsync(['check', '--', ...paths], { from: 'user' });
      else said.push([HOW_TO_DROP, process.stdout]);
    }
  } catch (error) {
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CommanderError)) said.push([await messageOf(error), process.stderr]);
  }
  if (said.length === 0) return;
  try {
    for (const [text, stream] of said) await print(text, encoding, stream);
  } catch (error) {
    process.exitCode = 2;
    process.stderr.write(await messageOf(error));
  }
}

async function messageOf(error: unknown): Promise<string> {
  const { UsageError } = await import('./usage-error.js');
  const { BookError } = await import('../rules/book-error.js');
  if (error instanceof UsageError || error instanceof BookError) return `gouji: ${error.message}\n`;
  const { forTerminal } = await import('../output/escape.js');
  const message = error instanceof Error ? error.message : String(error);
  return `gouji: 程序内部出错：${forTerminal(message)}（这是 gouji 的缺陷，请附上所用命令告知作者）\n`;
}

const collect = (value: string, previous: readonly string[]): string[] => [...previous, value];

const ENCODINGS = ['auto', 'utf-8', 'gb18030'] as const satisfies readonly EncodingChoice[];
const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const satisfies readonly Shell[];
const FAIL_ON = ['error', 'warning', 'note', 'never'] as const satisfies readonly FailOn[];

function program(say: (text: string, stream: NodeJS.WriteStream) => void): Command {
  const cli = new Command('gouji')
    .description('核对部门决算公开表的勾稽关系：哪一格不符、应为多少、哪些没有核对')
    .version(pkg.version, '-V, --version', '显示版本号')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [命令]', '显示某个命令的帮助')
    .configureHelp({
      styleTitle: translateTitle,
      optionDescription: describeOption,
      subcommandTerm: (command) => `${command.name()} ${command.usage()}`,
    })
    .usage('[选项] <命令>')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        say(text, process.stdout);
      },
      writeErr: (text) => {
        say(text, process.stderr);
      },
      outputError: (text, write) => {
        write(translateError(text));
      },
    })
    .addHelpText(
      'after',
      '\n例：\n  gouji check 决算.xlsx          核对一个工作簿\n  gouji check 某市2023/          核对一个文件夹（含下级）\n  gouji inspect 决算.xlsx        查看识别出了哪些表\n  gouji explain T3-ROW           解释一条规则',
    );

  const check = withConfigOptions(
    cli
      .command('check')
      .description('核对文件、文件夹、压缩包或通配符所指的决算表')
      .argument(
        '[路径...]',
        '文件、文件夹（含下级）、.zip 压缩包或通配符，如 "2023/*.xlsx"；配置里写了 paths 的可以不给',
      ),
  )
    .option(
      '-f, --format <格式[=文件]>',
      '输出格式：text、json、ndjson、csv、markdown、sarif、junit、html、github、xlsx；可重复，“=文件”则写入文件',
      collect,
      [],
    )
    .option('-o, --output <文件>', '把（唯一的）输出写入文件')
    .addOption(
      new Option('--fail-on <级别>', '有此级别及以上的问题时退出码为 1').choices(FAIL_ON).default('error'),
    )
    .option(
      '--allow-unreadable <个数>',
      '文件夹和压缩包里至多有这么多个文件不能检查时，只计数，不使退出码为 2，默认 0',
      wholeNumber,
    )
    .option('--annotate <文件夹>', '在此文件夹中另存标注副本：有问题的单元格标色并加批注，原件不动')
    .option('--from <清单>', '读入填好的疑点清单（--format xlsx 所写）：认可的不再计，已更正的核对是否销号')
    .option('--expected <名单>', '应公开的单位名单（csv：名称,级别,区划）：谁没有公开，谁不在名单上')
    .option('--baseline <文件>', '已知问题的基线：其中有的不再计，新增和已变动的才计')
    .option('--update-baseline', '把这次的问题写成基线')
    .option('-v, --verbose', '逐项列出尾差和未核对的原因')
    .option('-j, --jobs <个数>', '同时用几个处理器核心，默认全部', positiveNumber)
    .option('--resume <文件夹>', '把结果存入此文件夹：中断后再运行从断处接着核对，没有变化的文件不再核对')
    .option(
      '--shard <序号/总数>',
      '只核对全部文件中的这一份，如 2/8，结果存入 --resume 的文件夹；各份都完成后用 gouji merge 合并',
      shardFrom,
    )
    .addOption(new Option('--lang <语言>', '问题、原因和 html 页面的语言').choices(LANGUAGES).default('zh'))
    .addHelpText(
      'after',
      '\n例：\n  gouji check 决算.xlsx --format csv=问题.csv     用 Excel 看的清单\n  gouji check 2023/ -f text -f json=结果.json     屏幕和文件各一份\n  gouji check 2023/ --only T3-ROW,Tx-SUM          只用这些规则\n  gouji check 2023/ --fail-on warning             需说明的也算不合格',
    );
  withLimitOptions(withInputOptions(withRuleOptions(check))).action(
    async (paths: string[], options: CheckOptions, command: Command) => {
      const { checkCommand } = await import('./check-command.js');
      const isGiven = (option: string): boolean => command.getOptionValueSource(option) === 'cli';
      process.exitCode = await checkCommand(paths, options, isGiven, pkg);
    },
  );

  cli
    .command('merge')
    .description('合并各分片（gouji check --shard）的结果，与一次核对全部文件的输出相同')
    .argument('<文件夹...>', '各分片的 --resume 文件夹')
    .option('-f, --format <格式[=文件]>', '输出格式，分片时写明的之一；可重复', collect, [])
    .option('-o, --output <文件>', '把（唯一的）输出写入文件')
    .addOption(
      new Option('--fail-on <级别>', '有此级别及以上的问题时退出码为 1').choices(FAIL_ON).default('error'),
    )
    .option('-j, --jobs <个数>', '同时用几个处理器核心，默认全部', positiveNumber)
    .action(async (folders: string[], options: MergeOptions) => {
      const { mergeCommand } = await import('./merge-command.js');
      process.exitCode = await mergeCommand(folders, options);
    });

  const inspect = cli
    .command('inspect')
    .description('显示识别出的表、列、行，以及没有采用的内容和原因')
    .argument('[路径...]', '文件、文件夹、.zip 压缩包或通配符')
    .option(...PROFILE_OPTION)
    .addOption(new Option('-f, --format <格式>', '输出格式').choices(['text', 'json']).default('text'));
  type InspectOptions = InputOptions &
    LimitOptions &
    ConfigOptions &
    OutputOptions &
    Pick<RuleOptions, 'profile'>;
  withLimitOptions(withInputOptions(withConfigOptions(inspect))).action(
    async (paths: string[], options: InspectOptions) => {
      const { inspectCommand } = await import('./inspect-command.js');
      process.exitCode = await inspectCommand(paths, options);
    },
  );

  withRuleOptions(cli.command('rules').description('列出全部规则'))
    .addOption(new Option('-f, --format <格式>', '输出格式').choices(['text', 'json']).default('text'))
    .addOption(
      new Option('--check <文件>', '只检查自备的规则文件：写法、名称和算例；可重复')
        .conflicts(['rules', 'profile', 'only', 'skip', 'format'])
        .argParser(collect)
        .default([]),
    )
    .action(async ({ check, ...options }: RuleOptions & OutputOptions & { check: readonly string[] }) => {
      const { rulesCommand, checkBooksCommand } = await import('./rules-command.js');
      await (check.length > 0 ? checkBooksCommand(check, options) : rulesCommand(options));
    });

  cli
    .command('explain')
    .description('解释一条规则：公式、依据、不符的含义、算例')
    .argument('<规则>', '规则编号，如 T3-ROW；系列编号如 Tx-SUM 也可以')
    .option('--rules <文件>', '自备的规则文件（YAML）', collect, [])
    .option(...PROFILE_OPTION)
    .action(
      async (
        id: string,
        options: Pick<RuleOptions, 'rules' | 'profile'> & Pick<OutputOptions, 'encoding'>,
      ) => {
        const { explainCommand } = await import('./rules-command.js');
        await explainCommand(id, options);
      },
    );

  cli
    .command('init')
    .description('在当前文件夹写一份带说明的配置 gouji.config.yaml')
    .option('--rules <文件>', '不写配置，写一份可以照着改的规则文件')
    .action(async ({ encoding, ...options }: Pick<OutputOptions, 'encoding'> & { rules?: string }) => {
      const { initCommand } = await import('./init-command.js');
      await print(`已写 ${await initCommand(options)}\n`, encoding);
    });

  cli
    .command('completion')
    .description('打印让外壳补全命令和选项的脚本')
    .addArgument(new Argument('<外壳>', '所用的外壳').choices(SHELLS))
    .addHelpText(
      'after',
      '\n例：\n  source <(gouji completion bash)                                  写入 ~/.bashrc\n  gouji completion zsh > ~/.zfunc/_gouji                           该文件夹要在 fpath 中\n  gouji completion fish > ~/.config/fish/completions/gouji.fish\n  gouji completion powershell | Out-String | Invoke-Expression     写入 $PROFILE',
    )
    .action(async (shell: Shell) => {
      const { completionScript } = await import('./completion.js');
      await print(completionScript(shell, cli), 'utf-8');
    });
  for (const command of cli.commands) {
    const [argument] = command.registeredArguments;
    command
      .copyInheritedSettings(cli)
      .helpOption('-h, --help', '显示帮助')
      .addOption(
        new Option('--encoding <编码>', '文字在屏幕和管道中的编码').choices(ENCODINGS).default('auto'),
      );
    command.usage(
      ['[选项]', ...(argument ? [`<${argument.name()}${argument.variadic ? '...' : ''}>`] : [])].join(' '),
    );
  }
  return cli;
}

export interface RuleOptions {
  readonly rules: readonly string[];
  readonly profile: readonly string[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

export interface OutputOptions {
  readonly format: 'text' | 'json';
  readonly encoding: EncodingChoice;
}

export interface ConfigOptions extends Pick<OutputOptions, 'encoding'> {
  readonly config?: string | false;
}

export interface CheckOptions extends RuleOptions, InputOptions, LimitOptions, ConfigOptions {
  readonly format: readonly string[];
  readonly output?: string;
  readonly failOn: FailOn;
  readonly verbose?: boolean;
  readonly jobs?: number;
  readonly resume?: string;
  readonly shard?: Shard;
  readonly allowUnreadable?: number;
  readonly annotate?: string;
  readonly from?: string;
  readonly expected?: string;
  readonly lang: Language;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
}

const PROFILE_OPTION = [
  '--profile <文件>',
  '自备的绩效评分方案（YAML），先于内置方案；可重复',
  collect,
  [],
] as const satisfies readonly unknown[];

function withConfigOptions(command: Command): Command {
  return command
    .option('--config <文件>', '用这个配置文件，而不是当前文件夹或上级文件夹里的 gouji.config.yaml')
    .option('--no-config', '不用配置文件');
}

function withRuleOptions(command: Command): Command {
  return command
    .option('--rules <文件>', '自备的规则文件（YAML），增加或替换规则；可重复', collect, [])
    .option(...PROFILE_OPTION)
    .option(
      '--only <规则>',
      '只用这些规则，逗号分隔；可用系列编号如 Tx-SUM，或 tables（九张表）、evaluation（绩效自评）、narrative（文字）、disclosure（公开前审查）、between（报告之间）',
      listOf,
      [],
    )
    .option('--skip <规则>', '不用这些规则，逗号分隔', listOf, []);
}

function shardFrom(text: string): Shard {
  const [, index = 0, of = 0] = (/^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? []).map(Number);
  if (!(index >= 1 && index <= of)) throw new InvalidArgumentError('应为“序号/总数”，如 2/8');
  return { index, of };
}

function listOf(value: string, previous: readonly string[]): string[] {
  const ids = value.split(/[,，\s]+/u).filter((id) => id !== '');
  if (ids.length === 0) throw new InvalidArgumentError('应为规则编号');
  return [...previous, ...ids];
}

function describeOption({ description, argChoices, defaultValue }: Option): string {
  const choices = argChoices ? `；可用 ${argChoices.join('、')}` : '';
  const standard = typeof defaultValue === 'string' ? `，默认 ${defaultValue}` : '';
  return `${description}${choices}${standard}`;
}

const HELP_TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

const translateTitle = (title: string): string => HELP_TITLES[title] ?? title;

/** What commander says of a wrong call, for people who read Chinese. */
function translateError(text: string): string {
  const said = text
    .replace(/^error: /u, 'gouji: ')
    .replace(/unknown command '(.*?)'/u, '没有“$1”这个命令')
    .replace(/unknown option '(.*?)'/u, '没有“$1”这个选项')
    .replace(/missing required argument '(.*?)'/u, '缺少参数 $1')
    .replace(/option '(.*?)' argument missing/u, '选项 $1 缺少内容')
    .replace(
      /option '(.*?)' argument '(.*?)' is invalid\. Allowed choices are (.*?)\./u,
      '选项 $1 不能是“$2”，可用：$3',
    )
    .replace(/option '(.*?)' argument '(.*?)' is invalid\. (.*)/u, '选项 $1 不能是“$2”：$3')
    .replace(/option '(.*?)' cannot be used with option '(.*?)'/u, '选项 $1 不能和 $2 一起用')
    .replace(/\(Did you mean (.*?)\?\)/u, '（是否指 $1？）')
    .replace(
      /command-argument value '(.*?)' is invalid for argument '(.*?)'\. Allowed choices are (.*?)\./u,
      '参数 $2 不能是“$1”，可用：$3',
    )
    .replace(
      /too many arguments for '(.*?)'\. Expected (\d+) arguments? but got (\d+)\./u,
      '命令 $1 只要 $2 个参数，却给了 $3 个',
    )
    .replace(
      /too many arguments\. Expected (\d+) arguments? but got (\d+)\./u,
      '只要 $1 个参数，却给了 $2 个',
    );
  return `${said.trimEnd()}\n用 gouji --help 查看用法\n`;
}
