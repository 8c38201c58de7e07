import { expect, test } from 'vitest';
import { unreadOf } from '../../../src/rules/between/unread.js';

test.each([
  ['某市教育局', '某市/2023/某市教育局.xlsx', true],
  ['某市教育局', '某市/2023/教育局2023年部门决算公开.xlsx', true],
  ['某市教育局', '某市教育局幼儿园.xlsx', false],
  ['某市教育局', '某市教育局（本级）.xlsx', false],
  ['某市教育局（本级）', '某市教育局本级.xlsx', true],
  ['某市教育局（本级）', '某市教育局.xlsx', false],
  ['某市教育局', '教育局/决算.xlsx', false],
])('a report of %s may be in %s: %s', (name, file, isSo) => {
  expect(unreadOf(name, { left: 0, broken: ['别的.xlsx', file] })).toBe(isSo ? file : undefined);
});
