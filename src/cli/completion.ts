import type { Command } from 'commander';
import { zh, type Tell } from '../language/message.js';
import { FORMATS } from '../output/formats.js';

/** What may stand in a place: one of some words, a file, something that no shell knows; undefined for nothing. */
type Value = readonly string[] | 'file' | 'other' | undefined;

interface Option {
  readonly flags: readonly string[];
  readonly description: string;
  readonly value: Value;
}

interface Subcommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly Option[];
  readonly argument: Value;
}

export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell';

/** A script that completes the command line in a shell, made of the commands and options as they are defined. */
export function completionScript(shell: Shell, cli: Command, tell: Tell): string {
  const commands = cli.createHelp().visibleCommands(cli);
  const byPlaceholder = new Map<string, Value>([
    ...[zh`路径`, zh`文件`, zh`文件夹`, zh`清单`].map((place): [string, Value] => [tell(place), 'file']),
    [tell(zh`格式[=文件]`), Object.keys(FORMATS)],
    [tell(zh`命令`), commands.map((command) => command.name())],
  ]);
  const valueOf = (placeholder: string, choices: readonly string[] | undefined): Value =>
    choices ?? byPlaceholder.get(placeholder) ?? 'other';
  const optionsOf = (command: Command): Option[] =>
    command
      .createHelp()
      .visibleOptions(command)
      .map(({ short, long, description, flags, argChoices }) => {
        const [, placeholder] = /<(.+)>/u.exec(flags) ?? [];
        return {
          flags: [short, long].flatMap((flag) => flag ?? []),
          description,
          value: placeholder === undefined ? undefined : valueOf(placeholder, argChoices),
        };
      });
  const subcommands = commands.map((command): Subcommand => {
    const [argument] = command.registeredArguments;
    return {
      name: command.name(),
      description: command.description(),
      options: optionsOf(command),
      argument: argument && valueOf(argument.name(), argument.argChoices),
    };
  });
  return SCRIPTS[shell](subcommands, optionsOf(cli), tell);
}

const SCRIPTS: Readonly<
  Record<Shell, (commands: readonly Subcommand[], options: readonly Option[], tell: Tell) => string>
> = { bash, zsh, fish, powershell };

const namesOf = (commands: readonly Subcommand[]): string[] => commands.map(({ name }) => name);
const flagsOf = (options: readonly Option[]): string[] => options.flatMap(({ flags }) => flags);
const wordsOf = (value: Value): readonly string[] => (typeof value === 'object' ? value : []);

function bash(commands: readonly Subcommand[], options: readonly Option[]): string {
  const values = commands.flatMap(({ name, options: own }) =>
    own.flatMap(({ flags, value }) =>
      value === undefined
        ? []
        : `    ${flags.map((flag) => `${name}:${flag}`).join('|')}) words='${wordsOf(value).join(' ')}' ;;\n`,
    ),
  );
  const words = commands.map(
    ({ name, options: own, argument }) =>
      `    ${name}:*) flags='${flagsOf(own).join(' ')}' words='${wordsOf(argument).join(' ')}' ;;\n`,
  );
  return `_gouji() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command= flags= words= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${namesOf(commands).join('|')}) command=$word; break ;; esac
  done
  case $command:$previous in
${values.join('')}${words.join('')}    *) flags='${flagsOf(options).join(' ')}' words='${namesOf(commands).join(' ')}' ;;
  esac
  case $current in -*) words=$flags ;; esac
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$current")
}
# Where no word fits, bash completes files.
complete -o default -F _gouji gouji
`;
}

function zsh(commands: readonly Subcommand[], options: readonly Option[], tell: Tell): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
  const described = (text: string): string => text.replaceAll(/[[\]:\\]/gu, '\\$&');
  const actionOf = (value: Value): string =>
    typeof value === 'object' ? `(${value.join(' ')})` : value === 'file' ? '_files' : ' ';
  const specification = ({ flags, description, value }: Option): string =>
    [
      "'*'",
      flags.length > 1 ? `{${flags.join(',')}}` : flags[0],
      quoted(`[${described(description)}]${value === undefined ? '' : `: :${actionOf(value)}`}`),
    ].join('');
  const cases = commands.map(
    ({ name, options: own, argument }) =>
      `    ${name}) _arguments ${[
        ...own.map(specification),
        ...(argument === undefined ? [] : [quoted(`*: :${actionOf(argument)}`)]),
      ].join(' ')} ;;\n`,
  );
  return `#compdef gouji
_gouji() {
  if (( CURRENT == 2 )); then
    local -a commands=(${commands.map(({ name, description }) => quoted(`${name}:${described(description)}`)).join(' ')})
    _describe ${tell(zh`命令`)} commands
    _arguments ${options.map(specification).join(' ')}
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${cases.join('')}  esac
}
if [[ $funcstack[1] == _gouji ]]; then _gouji "$@"; else compdef _gouji gouji; fi
`;
}

function fish(commands: readonly Subcommand[], options: readonly Option[]): string {
  const quoted = (text: string): string => `'${text.replaceAll(/['\\]/gu, '\\$&')}'`;
  const flagOf = (flag: string): string =>
    flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
  const valueOf = (value: Value): string =>
    typeof value === 'object'
      ? ` -x -a ${quoted(value.join(' '))}`
      : value === undefined
        ? ''
        : value === 'file'
          ? ' -r -F'
          : ' -x';
  const lines = (condition: string, own: readonly Option[]): string[] =>
    own.map(
      ({ flags, description, value }) =>
        `complete -c gouji -n ${quoted(condition)} ${flags.map(flagOf).join(' ')}${valueOf(value)} -d ${quoted(description)}`,
    );
  return [
    ...lines('__fish_use_subcommand', options),
    ...commands.flatMap(({ name, description, options: own, argument }) => [
      `complete -c gouji -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
      ...(argument === 'file'
        ? []
        : [
            `complete -c gouji -n ${quoted(`__fish_seen_subcommand_from ${name}`)} -f -a ${quoted(wordsOf(argument).join(' '))}`,
          ]),
      ...lines(`__fish_seen_subcommand_from ${name}`, own),
    ]),
    '',
  ].join('\n');
}

function powershell(commands: readonly Subcommand[], options: readonly Option[]): string {
  const list = (words: readonly string[]): string => `@(${words.map((word) => `'${word}'`).join(', ')})`;
  const values = commands.flatMap(({ name, options: own }) =>
    own.flatMap(({ flags, value }) =>
      typeof value === 'object' ? flags.map((flag) => `    '${name} ${flag}' = ${list(value)}\n`) : [],
    ),
  );
  const words = commands.map(
    ({ name, options: own, argument }) =>
      `    '${name}' = ${list([...flagsOf(own), ...wordsOf(argument)])}\n`,
  );
  return `Register-ArgumentCompleter -Native -CommandName gouji -ScriptBlock {
  param($current, $ast, $position)
  $values = @{
${values.join('')}  }
  $words = @{
    '' = ${list([...namesOf(commands), ...flagsOf(options)])}
${words.join('')}  }
  $given = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { "$_" })
  $command = @($given | Select-Object -Skip 1 | Where-Object { $words.ContainsKey($_) }) + '' | Select-Object -First 1
  $known = $values["$command $($given[-1])"]
  $(if ($known) { $known } else { $words[$command] }) | Where-Object { $_ -like "$current*" }
}
`;
}
