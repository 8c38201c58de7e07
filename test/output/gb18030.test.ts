import { expect, test } from 'vitest';
import { encodeChinese } from '../../src/output/gb18030.js';
import { told } from '../../src/language/message.js';
import { renderExplanation, renderRules } from '../../src/output/rules.js';
import { builtInRules } from '../../src/rules/catalogue.js';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test.each([
  ['ASCII', 'A1\n', '41310a', '41310a'],
  ['Chinese', '决算', 'bef6cbe3', 'bef6cbe3'],
  ['the wide blank, which has two codes', '\u3000', 'a1a1', 'a1a1'],
  ['a character of the basic plane outside GBK', '㐀', '3f', '8139ee39'],
  ['a character beyond the basic plane', '𠮷', '3f', '9534b235'],
  ['a mark of gouji, which has its like in GBK', '✓', 'a1cc', '8137bd37'],
  ['half a surrogate pair, which is no character', '\ud842', '3f', '3f'],
])('%s', (_, text, gbk, gb18030) => {
  expect(hex(encodeChinese(text, 'gbk'))).toBe(gbk);
  expect(hex(encodeChinese(text, 'gb18030'))).toBe(gb18030);
});

test('every character outside the private area is encoded so that it decodes to itself', () => {
  const characters = Array.from({ length: 0x20000 }, (_, codePoint) => codePoint)
    .filter((codePoint) => codePoint < 0xd800 || codePoint > 0xf8ff)
    .map((codePoint) => String.fromCodePoint(codePoint))
    .join('');
  const decoder = new TextDecoder('gb18030', { ignoreBOM: true });
  expect(decoder.decode(encodeChinese(characters, 'gb18030')) === characters).toBe(true);
});

test('in GBK nothing that gouji says of its rules is lost', () => {
  const said =
    renderRules(builtInRules(), told) +
    builtInRules()
      .map((rule) => renderExplanation(rule, told))
      .join('\n');
  expect(new TextDecoder('gbk').decode(encodeChinese(said, 'gbk'))).toBe(
    said.replaceAll('✓', '√').replaceAll('✗', '×').replaceAll('−', '-'),
  );
});
