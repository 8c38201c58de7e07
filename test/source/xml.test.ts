import { describe, expect, test } from 'vitest';
import { attributesOf, scanXml, XmlFault } from '../../src/source/xml.js';

function scan(xml: string): string[] {
  const seen: string[] = [];
  const [, root = ''] = /<(?:\w+:)?(\w+)/u.exec(xml.replace(/<!--.*?-->/gsu, '')) ?? [];
  scanXml(xml, root, {
    open: (name, attributes) => seen.push(`<${name}${JSON.stringify(attributesOf(attributes))}`),
    close: (name) => seen.push(`>${name}`),
    text: (text) => seen.push(text),
  });
  return seen;
}

describe('a scan reports elements, attributes and text in order', () => {
  test.each<[string, string, string[]]>([
    ['prefixes are dropped', '<x:c x:r="1" r="A1"/>', ['<c{":r":"1","r":"A1"}', '>c']],
    ['entities', '<t a="&quot;">&lt;&#20915;&#x7B97;&amp;</t>', ['<t{"a":"\\""}', '<决算&', '>t']],
    ['CDATA is text as it stands', '<t><![CDATA[a<b&c]]></t>', ['<t{}', 'a<b&c', '>t']],
    ['a > inside an attribute', "<t a='x>y'>z</t>", ['<t{"a":"x>y"}', 'z', '>t']],
    ['lines end in a line feed', '<t>a\r\nb\rc</t>', ['<t{}', 'a\nb\nc', '>t']],
    ['comments and instructions say nothing', '<?xml version="1.0"?><!-- <a> --><t/>', ['<t{}', '>t']],
  ])('%s', (_, xml, seen) => {
    expect(scan(xml)).toEqual(seen);
  });
});

test('each tag is told with where it begins and ends, also behind line ends of Windows', () => {
  const xml = '<a>\r\n<b c="1"/>\r\n</a>';
  const tags: string[] = [];
  const take = (_: string, ...[start, end]: number[]): unknown => tags.push(xml.slice(start, end));
  scanXml(xml, 'a', { open: (name, _, start, end) => take(name, start, end), close: take });
  expect(tags).toEqual(['<a>', '<b c="1"/>', '<b c="1"/>', '</a>']);
});

describe('what is no whole, plain XML is refused', () => {
  test.each([
    ['cut short', '<a><b></b>'],
    ['cut in a tag', '<a><b'],
    ['cut in an attribute', '<a b="'],
    ['tags that do not match', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['text outside the root', '<a/>b'],
    ['nothing at all', ''],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an entity of its own', '<a>&x;</a>'],
    ['an unfinished entity', '<a>R&D</a>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['a control character', '<a>\u0001</a>'],
    ['a control character by its number', '<a>&#27;</a>'],
    ['nesting without end', '<a>'.repeat(16_000) + '</a>'.repeat(16_000)],
  ])('%s', (_, xml) => {
    expect(() => scan(xml)).toThrow(XmlFault);
  });
});
