import { scanXml } from '../../source/xml.js';

/** A stretch of a part that is replaced; where it is empty, text that is put in. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Edits must not overlap; several at one place come in the order in which they are given. */
export function edited(xml: string, edits: readonly Edit[]): string {
  let at = 0;
  let result = '';
  for (const { start, end, text } of edits.toSorted((one, other) => one.start - other.start)) {
    result += xml.slice(at, start) + text;
    at = end;
  }
  return result + xml.slice(at);
}

/** An element with the places of its tags in the part. */
export interface Element {
  /** Without prefix. */
  readonly name: string;
  /** "x:", or empty. */
  readonly prefix: string;
  /** For `attributesOf`. */
  readonly attributes: string;
  readonly start: number;
  readonly openEnd: number;
  /** Where its end tag begins; at the start of the tag itself where it is empty (`<c/>`). */
  closeStart: number;
  end: number;
  readonly children: Element[];
}

/** The prefix of the tag that begins at a place. */
export const prefixAt = (xml: string, start: number): string =>
  /^<\/?([^\s:/<>"'=]+:)?/u.exec(xml.slice(start, start + LONGEST_PREFIX))?.[1] ?? '';

const LONGEST_PREFIX = 100;

/**
 * The elements of a small part.
 *
 * @throws XmlFault
 */
export function elementsIn(xml: string, root: string): Element {
  const open: Element[] = [];
  let top: Element | undefined;
  scanXml(xml, root, {
    open: (name, attributes, start, openEnd) => {
      const prefix = prefixAt(xml, start);
      const element: Element = {
        name,
        prefix,
        attributes,
        start,
        openEnd,
        closeStart: start,
        end: openEnd,
        children: [],
      };
      open.at(-1)?.children.push(element);
      top ??= element;
      open.push(element);
    },
    close: (_, start, end) => {
      const element = open.pop();
      if (element) Object.assign(element, { closeStart: start, end });
    },
  });
  if (!top) throw new RangeError(root); // the scan refuses a part without it
  return top;
}

export const childrenOf = ({ children }: Element, name: string): Element[] =>
  children.filter((child) => child.name === name);

/** Puts markup behind all that an element holds. */
export function appended(
  xml: string,
  { name, prefix, start, openEnd, closeStart }: Element,
  markup: string,
): Edit {
  if (closeStart !== start) return { start: closeStart, end: closeStart, text: markup };
  const slash = xml.lastIndexOf('/', openEnd);
  return { start: slash, end: openEnd, text: `>${markup}</${prefix}${name}>` };
}

/** Puts markup behind the last child that is named, or before all others. */
export function insertedAfter(element: Element, names: ReadonlySet<string>, markup: string): Edit {
  const before = element.children.findLast(({ name }) => names.has(name));
  const at = before?.end ?? element.openEnd;
  return { start: at, end: at, text: markup };
}

const ATTRIBUTE = /\s+([^\s=<>"'/]+)\s*=\s*(?:"[^"]*"|'[^']*')/gu;

/** A tag with attributes of these values, whatever they were before; undefined takes one away. */
export function withAttributes(
  tag: string,
  values: Readonly<Record<string, string | number | undefined>>,
): string {
  const kept = tag.replace(ATTRIBUTE, (attribute, name: string) => (name in values ? '' : attribute));
  const added = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${value}"`],
  );
  return kept.replace(/\s*(\/?>)$/u, `${added.join('')}$1`);
}
