import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { spoolOf } from '../../src/cli/spool.js';

const TEXTS = ['甲\n乙', '', 'a\u2028b', '丙'.repeat(50), '末'];

test.each([
  ['in memory', 1000],
  ['in a file from the first on', 0],
  ['in a file and the last in memory', 52],
])('texts come back as they were put, %s', async (_, most) => {
  const spool = spoolOf(most);
  for (const text of TEXTS) await spool.put(text);
  const back: string[] = [];
  for await (const text of spool.texts()) back.push(text);
  await spool.close();
  expect(back).toEqual(TEXTS);
});

test.skipIf(process.platform === 'win32')(
  'a run that is killed leaves nothing that was kept in a file',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gouji-'));
    vi.stubEnv('TMPDIR', folder);
    const spool = spoolOf(0);
    await spool.put('甲');
    expect(readdirSync(folder)).toEqual([]);
    await spool.put('乙');
    const back: string[] = [];
    for await (const text of spool.texts()) back.push(text);
    await spool.close();
    expect(back).toEqual(['甲', '乙']);
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  },
);
