import { DEEPEST_NESTING } from './limits.js';

/**
 * What a scan of an XML part reports, in reading order. Names are without their prefix; `start` and `end` are where the
 * tag begins and where it is over. An empty element (`<c/>`) is opened and closed by the same tag.
 */
export interface XmlHandler {
  /** `attributes` is the text between name and end of the tag, for `attributesOf`. */
  readonly open?: (name: string, attributes: string, start: number, end: number) => void;
  readonly close?: (name: string, start: number, end: number) => void;
  readonly text?: (text: string) => void;
}

/** A part that is no well-formed XML, or of a kind that no workbook needs. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';
}

const NAME = /[^\s/<>"'=&]+/uy;
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/u;

/**
 * Scans one part of a package. It must be whole and well-formed; a document type, the door to entity
 * expansion and external entities, is refused unread.
 *
 * saxes takes some 75 ms more to load and to warm up for one workbook, a third of the whole run.
 *
 * @param root local name of the element that it must be
 * @throws XmlFault
 */
export function scanXml(xml: string, root: string, { open, close, text }: XmlHandler): void {
  // @see XML 1.0, §2.11: a line ends in a line feed, whatever the file holds
  const hasReturns = xml.includes('\r');
  const normal = (raw: string): string =>
    hasReturns && raw.includes('\r') ? raw.replace(/\r\n?/gu, '\n') : raw;
  if (FORBIDDEN.test(xml)) throw new XmlFault('control character');
  const opened: string[] = [];
  let isPastRoot = false;
  let at = 0;
  for (;;) {
    const tag = xml.indexOf('<', at);
    const between = tag < 0 ? xml.length : tag;
    if (between > at) {
      const raw = xml.slice(at, between);
      if (opened.length > 0) text?.(decodeEntities(normal(raw)));
      else if (/[^\s\ufeff]/u.test(raw)) throw new XmlFault('text outside the root');
    }
    if (tag < 0) break;
    switch (xml.charAt(tag + 1)) {
      case '/': {
        const end = find(xml, '>', tag);
        const name = opened.pop();
        if (name === undefined || xml.slice(tag + 2, end).trimEnd() !== name)
          throw new XmlFault('tags do not match');
        close?.(localName(name), tag, end + 1);
        isPastRoot = opened.length === 0;
        at = end + 1;
        break;
      }
      case '?':
        at = find(xml, '?>', tag) + 2;
        break;
      case '!': {
        if (xml.startsWith('<!--', tag)) {
          at = find(xml, '-->', tag + 4) + 3;
        } else if (xml.startsWith('<![CDATA[', tag) && opened.length > 0) {
          const end = find(xml, ']]>', tag);
          text?.(normal(xml.slice(tag + 9, end)));
          at = end + 3;
        } else {
          throw new XmlFault('document type');
        }
        break;
      }
      default: {
        NAME.lastIndex = tag + 1;
        if (!NAME.test(xml) || isPastRoot) throw new XmlFault('no element');
        const name = xml.slice(tag + 1, NAME.lastIndex);
        if (opened.length === 0 && localName(name) !== root) throw new XmlFault(`no ${root}`);
        const start = NAME.lastIndex;
        const end = endOfTag(xml, start);
        const isEmpty = xml[end - 1] === '/';
        open?.(localName(name), normal(xml.slice(start, isEmpty ? end - 1 : end)), tag, end + 1);
        if (isEmpty) close?.(localName(name), tag, end + 1);
        else if (opened.push(name) > DEEPEST_NESTING) throw new XmlFault('nested too deep');
        isPastRoot = opened.length === 0;
        at = end + 1;
      }
    }
  }
  if (opened.length > 0 || !isPastRoot) throw new XmlFault('cut short');
}

function find(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  if (found < 0) throw new XmlFault('cut short');
  return found;
}

/** The > that closes a tag: the first that stands in no quoted value. */
function endOfTag(xml: string, start: number): number {
  for (let at = start; at < xml.length; at++) {
    const character = xml[at];
    if (character === '>') return at;
    if (character === '<') break;
    if (character === '"' || character === "'") at = find(xml, character, at + 1);
  }
  throw new XmlFault('cut short');
}

const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

const ATTRIBUTE = /\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')|\s*$/uy;

/**
 * The attributes of a tag by name; one with a prefix, of whatever namespace, by ":" and its local name.
 *
 * @throws XmlFault
 */
export function attributesOf(text: string): Readonly<Partial<Record<string, string>>> {
  // An object without prototype would be a dictionary, which takes several times as long for every cell.
  const attributes: Partial<Record<string, string>> = {};
  let at = putPlain(attributes, text);
  while (at < text.length) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(text);
    if (!match) throw new XmlFault('attribute');
    const [, name, double, single] = match;
    if (name === undefined) break;
    attributes[name.includes(':') ? name.replace(/^[^:]+:/u, ':') : name] = decodeEntities(
      double ?? single ?? '',
    );
    at = ATTRIBUTE.lastIndex;
  }
  return attributes;
}

/**
 * Puts the first attributes that are written as nearly all are: ` name="value"`, the name of small letters, the
 * value without entities. Cells of large sheets are read in half the time.
 *
 * @returns where the others begin
 */
function putPlain(attributes: Partial<Record<string, string>>, text: string): number {
  let at = 0;
  while (text.charCodeAt(at) === SPACE) {
    let equals = at + 1;
    while (text.charCodeAt(equals) >= SMALL_A && text.charCodeAt(equals) <= SMALL_Z) equals++;
    if (equals === at + 1 || !text.startsWith('="', equals)) break;
    const end = text.indexOf('"', equals + 2);
    const value = text.slice(equals + 2, end);
    if (end < 0 || value.includes('&') || value.includes('<')) break;
    attributes[text.slice(at + 1, equals)] = value;
    at = end + 1;
  }
  return at;
}
const [SPACE, SMALL_A, SMALL_Z] = [0x20, 0x61, 0x7a];

/** @see XML 1.0, §2.2 */
const isCharacter = (point: number): boolean =>
  point === 9 ||
  point === 10 ||
  point === 13 ||
  (point >= 0x20 && point < 0xd800) ||
  (point > 0xdfff && point < 0xfffe) ||
  (point > 0xffff && point <= 0x10ffff);

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{1,8}))?(;?)/giu,
    (whole, hex?: string, digits?: string, name?: string, end?: string) => {
      const known = name === undefined ? undefined : ENTITIES[name];
      const point = hex === undefined ? Number(digits) : Number.parseInt(hex, 16);
      if (end !== ';' || (known === undefined && !isCharacter(point))) throw new XmlFault(`entity ${whole}`);
      return known ?? String.fromCodePoint(point);
    },
  );
}
