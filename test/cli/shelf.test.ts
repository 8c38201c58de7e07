import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { shelfOf } from '../../src/cli/shelf.js';

test('texts come back in any order, and as often as they are asked for', () => {
  const texts = ['甲\n乙', '', 'a\u2028b', '丙'.repeat(50), '末'];
  const shelf = shelfOf();
  const readers = texts.map((text) => shelf.put(text));
  expect(readers.toReversed().map((read) => read())).toEqual(texts.toReversed());
  expect(readers.map((read) => read())).toEqual(texts);
  shelf.close();
});

test.skipIf(process.platform === 'win32')('nothing is left of it, not even by a run that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gouji-'));
  vi.stubEnv('TMPDIR', folder);
  const shelf = shelfOf();
  const read = shelf.put('甲');
  expect(readdirSync(folder)).toEqual([]);
  expect(read()).toBe('甲');
  shelf.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
