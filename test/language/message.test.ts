import { expect, test } from 'vitest';
import { joined, keyOf, sentence, told, WORD_SPACE, zh, type Message } from '../../src/language/message.js';

const ENGLISH = {
  '': ' ',
  '{0}的{1}': '{1} of {0}',
  '、': ', ',
  空白: 'blank',
  '共 {0} 处': '{0} places in all',
};

test.each<[Message, string, string]>([
  ['支出表', '支出表', '支出表'],
  [zh`空白`, '空白', 'blank'],
  [zh`${'支出表'}的${zh`空白`}`, '支出表的空白', 'blank of 支出表'],
  [zh`共 ${3} 处`, '共 3 处', '3 places in all'],
  [joined(['X-12', zh`空白`], zh`、`), 'X-12、空白', 'X-12, blank'],
  [joined([], zh`、`), '', ''],
  [joined(['支出表', zh`空白`], WORD_SPACE), '支出表空白', '支出表 blank'],
  [zh`${'1.00'} ≠ ${'2.00'}`, '1.00 ≠ 2.00', '1.00 ≠ 2.00'],
  [zh`未译`, '未译', '未译'],
  [sentence('空白'), '空白', 'blank'],
])('%j is said in Chinese and in English', (message, chinese, english) => {
  expect([told(message), told(message, ENGLISH)]).toEqual([chinese, english]);
});

test('what stands in a sentence is not taken for a place of it', () => {
  expect(told(zh`${'{1}'}的${'乙'}`, ENGLISH)).toBe('乙 of {1}');
});

test('a sentence is known by its words and places', () => {
  expect(keyOf(zh`${'甲'}的${'乙'}`)).toBe('{0}的{1}');
});
