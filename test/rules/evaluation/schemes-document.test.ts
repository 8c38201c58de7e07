import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readProfiles } from '../../../src/rules/evaluation/user-profiles.js';

test('the scheme that docs/schemes.md shows is one', () => {
  const [, scheme = ''] = /```yaml\n(.*?)```/su.exec(readFileSync('docs/schemes.md', 'utf8')) ?? [];
  expect(readProfiles('docs/schemes.md', scheme).map(({ id }) => id)).toEqual(['my-city']);
});
