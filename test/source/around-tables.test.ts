import { expect, test } from 'vitest';
import { noteLines } from '../../src/source/around-tables.js';

test.each<[string, string[], number]>([
  ['one note', ['注：本表反映收支情况。', '三、支出决算情况说明'], 1],
  [
    'notes that are counted, and what says that the table is empty',
    [
      '注：1.本表反映收支情况。',
      '2.金额转换为万元时可能存在尾差。',
      '说明：本部门没有这类收支，故本表无数据。',
    ],
    3,
  ],
  ['no note, though it is counted', ['2.本年支出情况。', '注：本表反映收支情况。'], 0],
  ['a counted title behind a note', ['注：本表反映收支情况。', '2. 收入决算表', '公开02表'], 1],
  ['a counted title behind a counted note', ['注：1.本表反映收支情况。', '2. 收入决算表'], 1],
  ['a heading behind a note', ['注：本表反映收支情况。', '二、收入决算情况说明'], 1],
])('%s', (_, lines, count) => {
  expect(noteLines(lines)).toBe(count);
});
