import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import pkg from '../../package.json' with { type: 'json' };
import { joined, LANGUAGES, told, zh, type Language, type Message, type Tell } from '../language/message.js';
import type { Shell } from './completion.js';
import type { FailOn } from './exit-code.js';
import { languageOf } from './language-of.js';
import { withInputOptions, type InputOptions } from './input-options.js';
import { positiveNumber, wholeNumber, withLimitOptions, type LimitOptions } from './limit-options.js';
import type { MergeOptions } from './merge-command.js';
import { textWidth, wrap } from '../output/wrap.js';
import { print, type EncodingChoice } from './print.js';
import type { Shard } from './shard.js';

/** Runs the command line: argv in, exit code set. */
export async function main(argv: readonly string[]): Promise<void> {
  // What could not be written is told by `print`, which waits for it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  // Help and refusals are kept back until it is known in which encoding they are read.
  const said: [text: string, stream: NodeJS.WriteStream][] = [];
  let encoding: EncodingChoice = 'auto';
  const language = languageOf(argv, process.env);
  // Chinese, in which all is written, needs nothing loaded.
  const tell = language === 'zh' ? told : await (await import('../language/catalogues.js')).tellIn(language);
  const cli = program((text, stream) => said.push([text, stream]), language, tell).hook(
    'preAction',
    (_, command) => {
      ({ encoding } = command.opts<OutputOptions>());
    },
  );
  try {
    const { GOUJI_DROPPED: commandLine } = process.env; // set by gouji.cmd when something was dropped on it
    if (commandLine === undefined) {
      await cli.parseAsync([...argv]);
    } else {
      const { droppedPaths, HOW_TO_DROP } = await import('./dropped.js');
      const paths = droppedPaths(commandLine);
      if (paths.length > 0) await cli.parseAsync(['check', '--', ...paths], { from: 'user' });
      else said.push([tell(HOW_TO_DROP), process.stdout]);
    }
  } catch (error) {
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CommanderError)) said.push([await messageOf(error, tell), process.stderr]);
  }
  if (said.length === 0) return;
  try {
    for (const [text, stream] of said) await print(text, encoding, stream);
  } catch (error) {
    process.exitCode = 2;
    process.stderr.write(await messageOf(error, tell));
  }
}

async function messageOf(error: unknown, tell: Tell): Promise<string> {
  const { UsageError } = await import('./usage-error.js');
  const { BookError } = await import('../rules/book-error.js');
  if (error instanceof UsageError || error instanceof BookError) return `gouji: ${tell(error.said)}\n`;
  const { forTerminal } = await import('../output/escape.js');
  const message = error instanceof Error ? error.message : String(error);
  return `gouji: ${tell(zh`程序内部出错：${forTerminal(message)}（这是 gouji 的缺陷，请附上所用命令告知作者）`)}\n`;
}

const collect = (value: string, previous: readonly string[]): string[] => [...previous, value];

const ENCODINGS = ['auto', 'utf-8', 'gb18030'] as const satisfies readonly EncodingChoice[];
const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const satisfies readonly Shell[];
const FAIL_ON = ['error', 'warning', 'note', 'never'] as const satisfies readonly FailOn[];

function program(
  say: (text: string, stream: NodeJS.WriteStream) => void,
  language: Language,
  tell: Tell,
): Command {
  const cli = new Command('gouji')
    .description(tell(zh`核对部门决算公开表的勾稽关系：哪一格不符、应为多少、哪些没有核对`))
    .version(pkg.version, '-V, --version', tell(zh`显示版本号`))
    .helpOption('-h, --help', tell(zh`显示帮助`))
    .helpCommand(tell(zh`help [命令]`), tell(zh`显示某个命令的帮助`))
    .configureHelp({
      styleTitle: (title) => tell(HELP_TITLES[title] ?? title),
      optionDescription: (option) => describeOption(option, tell),
      subcommandTerm: (command) => `${command.name()} ${command.usage()}`,
      displayWidth: textWidth,
      boxWrap: (text, width) =>
        text
          .split('\n')
          .flatMap((line) => wrap(line, width))
          .join('\n'),
    })
    .usage(tell(zh`[选项] <命令>`))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        say(text, process.stdout);
      },
      writeErr: (text) => {
        say(text, process.stderr);
      },
      outputError: (text, write) => {
        write(translateError(text, language, tell));
      },
    })
    .addHelpText(
      'after',
      tell(
        zh`\n例：\n  gouji check 决算.xlsx          核对一个工作簿\n  gouji check 某市2023/          核对一个文件夹（含下级）\n  gouji inspect 决算.xlsx        查看识别出了哪些表\n  gouji explain T3-ROW           解释一条规则`,
      ),
    );

  const check = withResultOptions(
    withConfigOptions(
      cli
        .command('check')
        .description(tell(zh`核对文件、文件夹、压缩包或通配符所指的决算表`))
        .argument(
          tell(zh`[${zh`路径`}...]`),
          tell(
            zh`文件、文件夹（含下级）、.zip 压缩包或通配符，如 "2023/*.xlsx"；配置里写了 paths 的可以不给`,
          ),
        ),
      tell,
    ),
    tell,
    zh`输出格式：text、json、ndjson、csv、markdown、sarif、junit、html、github、xlsx；可重复，“=文件”则写入文件`,
  )
    .option(
      tell(zh`--allow-unreadable <${zh`个数`}>`),
      tell(zh`文件夹和压缩包里至多有这么多个文件不能检查时，只计数，不使退出码为 2，默认 0`),
      wholeNumber(tell),
    )
    .option(
      tell(zh`--annotate <${zh`文件夹`}>`),
      tell(zh`在此文件夹中另存标注副本：有问题的单元格标色并加批注，原件不动`),
    )
    .option(
      tell(zh`--from <${zh`清单`}>`),
      tell(zh`读入填好的疑点清单（--format xlsx 所写）：认可的不再计，已更正的核对是否销号`),
    )
    .option(
      tell(zh`--expected <${zh`名单`}>`),
      tell(zh`应公开的单位名单（csv：名称,级别,区划）：谁没有公开，谁不在名单上`),
    )
    .option(tell(zh`--baseline <${zh`文件`}>`), tell(zh`已知问题的基线：其中有的不再计，新增和已变动的才计`))
    .option('--update-baseline', tell(zh`把这次的问题写成基线`))
    .option('-v, --verbose', tell(zh`逐项列出尾差和未核对的原因`))
    .option(...jobsOption(tell))
    .option(
      tell(zh`--resume <${zh`文件夹`}>`),
      tell(zh`把结果存入此文件夹：中断后再运行从断处接着核对，没有变化的文件不再核对`),
    )
    .option(
      tell(zh`--shard <${zh`序号/总数`}>`),
      tell(zh`只核对全部文件中的这一份，如 2/8，结果存入 --resume 的文件夹；各份都完成后用 gouji merge 合并`),
      shardFrom(tell),
    )
    .addHelpText(
      'after',
      tell(
        zh`\n例：\n  gouji check 决算.xlsx --format csv=问题.csv     用 Excel 看的清单\n  gouji check 2023/ -f text -f json=结果.json     屏幕和文件各一份\n  gouji check 2023/ --only T3-ROW,Tx-SUM          只用这些规则\n  gouji check 2023/ --fail-on warning             需说明的也算不合格`,
      ),
    );
  withLimitOptions(withInputOptions(withRuleOptions(check, tell), tell), tell).action(
    async (paths: string[], options: CheckOptions, command: Command) => {
      const { checkCommand } = await import('./check-command.js');
      const isGiven = (option: string): boolean => command.getOptionValueSource(option) === 'cli';
      process.exitCode = await checkCommand(paths, options, isGiven, pkg);
    },
  );

  withResultOptions(
    cli
      .command('merge')
      .description(tell(zh`合并各分片（gouji check --shard）的结果，与一次核对全部文件的输出相同`))
      .argument(tell(zh`<${zh`文件夹`}...>`), tell(zh`各分片的 --resume 文件夹`)),
    tell,
    zh`输出格式，分片时写明的之一；可重复`,
  )
    .option(...jobsOption(tell))
    .action(async (folders: string[], options: MergeOptions) => {
      const { mergeCommand } = await import('./merge-command.js');
      process.exitCode = await mergeCommand(folders, options);
    });

  const inspect = cli
    .command('inspect')
    .description(tell(zh`显示识别出的表、列、行，以及没有采用的内容和原因`))
    .argument(tell(zh`[${zh`路径`}...]`), tell(zh`文件、文件夹、.zip 压缩包或通配符`))
    .option(...profileOption(tell))
    .addOption(
      new Option(tell(zh`-f, --format <${zh`格式`}>`), tell(zh`输出格式`))
        .choices(['text', 'json'])
        .default('text'),
    );
  type InspectOptions = InputOptions &
    LimitOptions &
    ConfigOptions &
    OutputOptions &
    Pick<RuleOptions, 'profile'>;
  withLimitOptions(withInputOptions(withConfigOptions(inspect, tell), tell), tell).action(
    async (paths: string[], options: InspectOptions) => {
      const { inspectCommand } = await import('./inspect-command.js');
      process.exitCode = await inspectCommand(paths, options);
    },
  );

  withRuleOptions(cli.command('rules').description(tell(zh`列出全部规则`)), tell)
    .addOption(
      new Option(tell(zh`-f, --format <${zh`格式`}>`), tell(zh`输出格式`))
        .choices(['text', 'json'])
        .default('text'),
    )
    .addOption(
      new Option(tell(zh`--check <${zh`文件`}>`), tell(zh`只检查自备的规则文件：写法、名称和算例；可重复`))
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
    .description(tell(zh`解释一条规则：公式、依据、不符的含义、算例`))
    .argument(tell(zh`<${zh`规则`}>`), tell(zh`规则编号，如 T3-ROW；系列编号如 Tx-SUM 也可以`))
    .option(tell(zh`--rules <${zh`文件`}>`), tell(zh`自备的规则文件（YAML）`), collect, [])
    .option(...profileOption(tell))
    .action(async (id: string, options: Pick<RuleOptions, 'rules' | 'profile'> & ScreenOptions) => {
      const { explainCommand } = await import('./rules-command.js');
      await explainCommand(id, options);
    });

  cli
    .command('init')
    .description(tell(zh`在当前文件夹写一份带说明的配置 gouji.config.yaml`))
    .option(tell(zh`--rules <${zh`文件`}>`), tell(zh`不写配置，写一份可以照着改的规则文件`))
    .action(async ({ encoding, rules }: ScreenOptions & { readonly rules?: string }) => {
      const { initCommand } = await import('./init-command.js');
      await print(`${tell(zh`已写 ${await initCommand(rules, tell)}`)}\n`, encoding);
    });

  cli
    .command('completion')
    .description(tell(zh`打印让外壳补全命令和选项的脚本`))
    .addArgument(new Argument(tell(zh`<${zh`外壳`}>`), tell(zh`所用的外壳`)).choices(SHELLS))
    .addHelpText(
      'after',
      tell(
        zh`\n例：\n  source <(gouji completion bash)                                  写入 ~/.bashrc\n  gouji completion zsh > ~/.zfunc/_gouji                           该文件夹要在 fpath 中\n  gouji completion fish > ~/.config/fish/completions/gouji.fish\n  gouji completion powershell | Out-String | Invoke-Expression     写入 $PROFILE`,
      ),
    )
    .action(async (shell: Shell) => {
      const { completionScript } = await import('./completion.js');
      await print(completionScript(shell, cli, tell), 'utf-8');
    });
  cli.addOption(languageOption(language, tell));
  for (const command of cli.commands) {
    const [argument] = command.registeredArguments;
    command
      .copyInheritedSettings(cli)
      .helpOption('-h, --help', tell(zh`显示帮助`))
      .addOption(
        new Option(tell(zh`--encoding <${zh`编码`}>`), tell(zh`文字在屏幕和管道中的编码`))
          .choices(ENCODINGS)
          .default('auto'),
      )
      .addOption(languageOption(language, tell));
    command.usage(
      [tell(zh`[选项]`), ...(argument ? [`<${argument.name()}${argument.variadic ? '...' : ''}>`] : [])].join(
        ' ',
      ),
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

/** How what is printed is read. */
export interface ScreenOptions {
  readonly encoding: EncodingChoice;
  readonly lang: Language;
}

export interface OutputOptions extends ScreenOptions {
  readonly format: 'text' | 'json';
}

export interface ConfigOptions extends ScreenOptions {
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
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
}

/** Where results go, and what makes them a failure. */
const withResultOptions = (command: Command, tell: Tell, formats: Message): Command =>
  command
    .option(tell(zh`-f, --format <${zh`格式[=文件]`}>`), tell(formats), collect, [])
    .option(tell(zh`-o, --output <${zh`文件`}>`), tell(zh`把（唯一的）输出写入文件`))
    .addOption(
      new Option(tell(zh`--fail-on <${zh`级别`}>`), tell(zh`有此级别及以上的问题时退出码为 1`))
        .choices(FAIL_ON)
        .default('error'),
    );

const jobsOption = (tell: Tell) =>
  [
    tell(zh`-j, --jobs <${zh`个数`}>`),
    tell(zh`同时用几个处理器核心，默认全部`),
    positiveNumber(tell),
  ] as const;

const profileOption = (tell: Tell) =>
  [
    tell(zh`--profile <${zh`文件`}>`),
    tell(zh`自备的绩效评分方案（YAML），先于内置方案；可重复`),
    collect,
    [],
  ] as const satisfies readonly unknown[];

/** The language that the command line is answered in has been found before it is parsed, and stands where none is given. */
const languageOption = (language: Language, tell: Tell): Option =>
  new Option(tell(zh`--lang <${zh`语言`}>`), tell(zh`所说的一切用什么语言，也可由环境变量 GOUJI_LANG 给出`))
    .choices(LANGUAGES)
    .default(language, 'zh');

function withConfigOptions(command: Command, tell: Tell): Command {
  return command
    .option(
      tell(zh`--config <${zh`文件`}>`),
      tell(zh`用这个配置文件，而不是当前文件夹或上级文件夹里的 gouji.config.yaml`),
    )
    .option('--no-config', tell(zh`不用配置文件`));
}

function withRuleOptions(command: Command, tell: Tell): Command {
  return command
    .option(
      tell(zh`--rules <${zh`文件`}>`),
      tell(zh`自备的规则文件（YAML），增加或替换规则；可重复`),
      collect,
      [],
    )
    .option(...profileOption(tell))
    .option(
      tell(zh`--only <${zh`规则`}>`),
      tell(
        zh`只用这些规则，逗号分隔；可用系列编号如 Tx-SUM，或 tables（九张表）、evaluation（绩效自评）、narrative（文字）、disclosure（公开前审查）、between（报告之间）`,
      ),
      listOf(tell),
      [],
    )
    .option(tell(zh`--skip <${zh`规则`}>`), tell(zh`不用这些规则，逗号分隔`), listOf(tell), []);
}

const shardFrom =
  (tell: Tell) =>
  (text: string): Shard => {
    const [, index = 0, of = 0] = (/^(\d{1,6})\/(\d{1,6})$/u.exec(text) ?? []).map(Number);
    if (!(index >= 1 && index <= of)) throw new InvalidArgumentError(tell(zh`应为“序号/总数”，如 2/8`));
    return { index, of };
  };

const listOf =
  (tell: Tell) =>
  (value: string, previous: readonly string[]): string[] => {
    const ids = value.split(/[,，\s]+/u).filter((id) => id !== '');
    if (ids.length === 0) throw new InvalidArgumentError(tell(zh`应为规则编号`));
    return [...previous, ...ids];
  };

function describeOption(
  { description, argChoices, defaultValue, defaultValueDescription }: Option,
  tell: Tell,
): string {
  const choices = argChoices ? zh`；可用 ${joined(argChoices, zh`、`)}` : '';
  const usual: unknown = defaultValueDescription ?? defaultValue;
  const standard = typeof usual === 'string' ? zh`，默认 ${usual}` : '';
  return tell(zh`${description}${choices}${standard}`);
}

const HELP_TITLES: Readonly<Record<string, Message>> = {
  'Usage:': zh`用法：`,
  'Arguments:': zh`参数：`,
  'Options:': zh`选项：`,
  'Commands:': zh`命令：`,
};

/** What commander says of a wrong call, in English, as it is said to people. */
function translateError(text: string, language: Language, tell: Tell): string {
  const own = text.replace(/^error: /u, 'gouji: ');
  const said = language === 'zh' ? inChinese(own) : own;
  const command = /unknown command '([^']*)'/u.exec(own)?.[1] ?? '';
  const hint = /[./\\]/u.test(command)
    ? zh`要核对文件，请写 gouji check ${command}`
    : zh`用 gouji --help 查看用法`;
  return `${said.trimEnd()}\n${tell(hint)}\n`;
}

const inChinese = (text: string): string =>
  text
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
