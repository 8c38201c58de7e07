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
])('texts come back as they were put, %s', (_, most) => {
  const spool = spoolOf(most);
  for (const text of TEXTS) spool.put(text);
  expect([...spool.texts()]).toEqual(TEXTS);
  spool.close();
});

test.skipIf(process.platform === 'win32')(
  'a run that is killed leaves nothing that was kept in a file',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'gouji-'));
    vi.stubEnv('TMPDIR', folder);
    const spool = spoolOf(0);
    spool.put('甲');
    expect(readdirSync(folder)).toEqual([]);
    spool.put('乙');
    expect([...spool.texts()]).toEqual(['甲', '乙']);
    spool.close();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  },
);
