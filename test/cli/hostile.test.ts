import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attempt, HOSTILE, UNPRINTABLE, type Attack, type Result } from '../../fixtures/hostile.mjs';

/** Runs are shared by so many attacks; those that may take much have their own. */
const TOGETHER = 25;

/** Runs are started when first asked for; each attack's result by its name. */
function resultsOf(attacks: readonly Attack[]): (name: string) => Promise<Result | undefined> {
  const small = attacks.filter(({ alone }) => alone !== true);
  const runs = [
    ...attacks.filter(({ alone }) => alone === true).map((attack) => [attack]),
    ...small.flatMap((_, index) => (index % TOGETHER === 0 ? [small.slice(index, index + TOGETHER)] : [])),
  ];
  const started = new Map<readonly Attack[], Promise<readonly Result[]>>();
  return async (name) => {
    const run = runs.find((members) => members.some((attack) => attack.name === name)) ?? [];
    const results = started.get(run) ?? attempt(run);
    started.set(run, results);
    return (await results).find((result) => result.name === name);
  };
}

test('every attack has a name of its own, and a reason where it allows more than one end', () => {
  const attacks = HOSTILE.flatMap((group) => group.attacks);
  expect(new Set(attacks.map(({ name }) => name)).size).toBe(attacks.length);
  expect(attacks.filter(({ expected, why }) => expected.length > 1 && why === undefined)).toEqual([]);
});

describe.each(HOSTILE)('a hostile file harms nothing, and is not half read: $group', ({ attacks }) => {
  const resultOf = resultsOf(attacks);

  test.each(attacks)('$name: $attacks', { timeout: 600_000 }, async ({ name, expected }) => {
    const result = await resultOf(name);
    expect(result?.faults).toEqual([]);
    expect(expected).toContain(result?.outcome);
  });
});

describe('what steers a terminal is spelled out in every output', () => {
  const attacks = HOSTILE.filter(({ group }) => group === 'printed')
    .flatMap((group) => group.attacks)
    .filter(({ name, alone }) => alone !== true && !name.startsWith('texts-of-'));
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gouji-'));
    for (const attack of attacks) await attack.make(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([[['check', '--verbose']], [['inspect']], [['inspect', '--format', 'json']]])(
    'gouji %j',
    { timeout: 300_000 },
    async (args) => {
      const text = await new Promise<string>((resolve) => {
        execFile(
          process.execPath,
          ['bin/gouji.js', ...args, folder],
          { maxBuffer: 2 ** 28 },
          (_, stdout, stderr) => {
            resolve(stdout + stderr);
          },
        );
      });
      expect(text.length).toBeGreaterThan(attacks.length);
      const found = text.match(new RegExp(UNPRINTABLE, 'gu')) ?? [];
      expect([...new Set(found)].map((character) => character.codePointAt(0)?.toString(16))).toEqual([]);
    },
  );
});
