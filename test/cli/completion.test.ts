import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { FORMATS } from '../../src/output/formats.js';

const folder = mkdtempSync(join(tmpdir(), 'gouji-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The script for a shell, in a file. */
function scriptFor(shell: string): string {
  const file = join(folder, shell);
  writeFileSync(file, execFileSync(process.execPath, ['bin/gouji.js', 'completion', shell]));
  return file;
}

/** What each shell proposes for words of which the last is being typed. */
const PROPOSALS: Readonly<Record<string, (words: readonly string[]) => string[]>> = {
  bash: (words) =>
    execFileSync(
      'bash',
      [
        '-c',
        'source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _gouji; printf "%s\\n" "${COMPREPLY[@]}"',
        scriptFor('bash'),
        ...words,
      ],
      { encoding: 'utf8' },
    ).split('\n'),
  fish: (words) =>
    execFileSync('fish', ['-c', `source ${scriptFor('fish')}; complete -C '${words.join(' ')}'`], {
      encoding: 'utf8',
      env: { ...process.env, HOME: folder },
    })
      .split('\n')
      .map((line) => line.replace(/\t.*/u, '')),
};

const isInstalled = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

describe.each(Object.entries(PROPOSALS).filter(([shell]) => isInstalled(shell)))('%s', (_, propose) => {
  test.each([
    [
      ['gouji', ''],
      ['check', 'merge', 'inspect', 'rules', 'explain', 'init', 'completion', 'help'],
    ],
    [['gouji', 'ins'], ['inspect']],
    [['gouji', 'check', '--fo'], ['--format']],
    [['gouji', 'check', '-f', ''], Object.keys(FORMATS)],
    [
      ['gouji', 'check', 'a.xlsx', '--fail-on', 'n'],
      ['note', 'never'],
    ],
    [
      ['gouji', 'inspect', '-f', ''],
      ['text', 'json'],
    ],
    [
      ['gouji', 'completion', ''],
      ['bash', 'zsh', 'fish', 'powershell'],
    ],
    [['gouji', 'help', 'ex'], ['explain']],
  ])('%j', (words, proposals) => {
    expect(new Set(propose(words).filter((word) => word !== ''))).toEqual(new Set(proposals));
  });
});

test.runIf(isInstalled('zsh'))('zsh takes the script', () => {
  const command =
    'autoload -Uz compinit; compinit -u -D; source "$0"; print $_comps[gouji] $+functions[_gouji]';
  expect(execFileSync('zsh', ['-f', '-c', command, scriptFor('zsh')], { encoding: 'utf8' })).toBe(
    '_gouji 1\n',
  );
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('%s is offered every option of check', (shell) => {
  const help = execFileSync(process.execPath, ['bin/gouji.js', 'check', '--help'], { encoding: 'utf8' });
  const script = execFileSync(process.execPath, ['bin/gouji.js', 'completion', shell], { encoding: 'utf8' });
  const options = [...help.matchAll(/^ {2}.*--(?<name>[a-z-]+)/gmu)].map(({ groups }) => groups?.name ?? '');
  expect(options.length).toBeGreaterThan(10);
  expect(options.filter((name) => !script.includes(name))).toEqual([]);
});
