import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const CLEAN = 'fixtures/published/xinhua-2023.henan.xlsx';
const FAULTY = 'fixtures/made/planted-fault.xlsx';

interface GitHub {
  readonly jobs: {
    readonly gouji: {
      readonly steps: readonly {
        readonly run?: string;
        readonly if?: string;
        readonly with?: { readonly sarif_file?: string };
      }[];
    };
  };
}
interface GitLab {
  readonly gouji: {
    readonly script: readonly string[];
    readonly artifacts: { readonly paths: readonly string[]; readonly reports: { readonly junit: string } };
  };
}
const recipe = (file: string): unknown => parse(readFileSync(`docs/recipes/${file}`, 'utf8'));
const gitHub = recipe('github-actions.yml') as GitHub;
const gitLab = recipe('gitlab-ci.yml') as GitLab;
const { steps } = gitHub.jobs.gouji;
const INSTALL = steps.find((step) => step.run?.startsWith('npm') === true)?.run ?? '';

let root = '';
let home = '';
let env: NodeJS.ProcessEnv = {};

/** Runs a script as a build server does, in the sample repository. */
function run(script: string): { code: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], {
    cwd: home,
    env,
    encoding: 'utf8',
  });
  return { code: status, said: `${stdout}${stderr}` };
}

function deliver(workbook: string): void {
  cpSync(workbook, join(home, '决算/决算.xlsx'));
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gouji-recipes-'));
  env = {
    ...process.env,
    PATH: `${join(root, 'installed/bin')}:${process.env.PATH ?? ''}`,
    npm_config_prefix: join(root, 'installed'),
    npm_config_offline: 'true',
    GITHUB_STEP_SUMMARY: join(root, 'summary.md'),
    GIT_AUTHOR_NAME: '张三',
    GIT_AUTHOR_EMAIL: 'z@example.org',
    GIT_COMMITTER_NAME: '张三',
    GIT_COMMITTER_EMAIL: 'z@example.org',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  mkdirSync(join(root, 'packed'));
  // Packed and installed once, by the line that both recipes have.
  const packing = ['pack', '--ignore-scripts', '--silent', '--pack-destination', join(root, 'packed')];
  expect(spawnSync('npm', packing, { encoding: 'utf8' }).stderr).toBe('');
  expect(gitLab.gouji.script).toContain(INSTALL);
  makeHome();
  expect(run(INSTALL)).toMatchObject({ code: 0 });
}, 120_000);
beforeEach(makeHome);
afterAll(() => {
  rmSync(root, { recursive: true });
});

function makeHome(): void {
  home = mkdtempSync(join(root, 'home-'));
  mkdirSync(join(home, '决算'));
  cpSync(join(root, 'packed'), join(home, 'tools'), { recursive: true });
  rmSync(join(root, 'summary.md'), { force: true });
}

const readHome = (file: string): string => readFileSync(join(home, file), 'utf8');

describe.each([
  ['a sound report', CLEAN, 0],
  ['a faulty report', FAULTY, 1],
])('%s', (_, workbook, code) => {
  test('on GitHub', () => {
    deliver(workbook);
    let failed = 0;
    let said = '';
    for (const step of steps) {
      if (step.run === undefined || step.run === INSTALL || (failed > 0 && step.if !== 'always()')) continue;
      const done = run(step.run);
      failed ||= done.code ?? 2;
      said += done.said;
    }
    expect(failed, said).toBe(code);
    expect(/^::error file=决算\/决算.xlsx/mu.test(said)).toBe(code === 1);
    expect(readFileSync(join(root, 'summary.md'), 'utf8')).toBe(readHome('gouji.md'));
    const [sarif] = steps.flatMap((step) => step.with?.sarif_file ?? []);
    const { runs } = JSON.parse(readHome(sarif ?? '')) as { runs: { results: { level: string }[] }[] };
    expect(runs[0]?.results.some(({ level }) => level === 'error')).toBe(code === 1);
  });

  test('on GitLab', () => {
    deliver(workbook);
    const { script, artifacts } = gitLab.gouji;
    const { code: ended, said } = run(script.filter((line) => line !== INSTALL).join('\n'));
    expect(ended, said).toBe(code);
    expect(artifacts.paths.filter((file) => !existsSync(join(home, file)))).toEqual([]);
    expect(readHome(artifacts.reports.junit).includes('<failure')).toBe(code === 1);
  });

  test('before a commit', () => {
    deliver(CLEAN);
    const setUp = `git init --quiet && git add 决算 && git commit --quiet -m 一
      cp ${resolve('docs/recipes/pre-commit')} .git/hooks/`;
    expect(run(setUp).code).toBe(0);
    deliver(workbook);
    const { code: ended, said } = run('echo 二 > 说明.txt; git add . && git commit --quiet -m 二');
    expect(ended, said).toBe(code);
    expect(run('git log --format=%s').said).toBe(code === 0 ? '二\n一\n' : '一\n');
  });
});

test('a fault that is not committed stops no commit', () => {
  deliver(CLEAN);
  run('git init --quiet; git add 决算');
  cpSync('docs/recipes/pre-commit', join(home, '.git/hooks/pre-commit'));
  deliver(FAULTY);
  expect(run('git commit --quiet -m 一')).toMatchObject({ code: 0 });
});
