import { SHADES, type Shade } from './marks.js';
import {
  appended,
  childrenOf,
  edited,
  elementsIn,
  insertedAfter,
  withAttributes,
  type Edit,
  type Element,
} from './xml-edit.js';

/** Colours as spreadsheet programs offer them for bad, neutral and noted cells; grey for those that only bear on one. */
const COLOURS: Readonly<Record<Shade, string>> = {
  error: 'FFFFC7CE',
  warning: 'FFFFEB9C',
  note: 'FFDDEBF7',
  related: 'FFEDEDED',
};

export interface ShadedStyles {
  /** The number of a style like another one but filled. */
  readonly shaded: (style: number, shade: Shade) => number;
  /** The part with all styles that were asked for; undefined where none were. */
  readonly part: () => string | undefined;
}

/** What a workbook without styles of its own has. */
export const BARE_STYLES = (namespace: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${namespace}"><fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf/></cellXfs></styleSheet>`;

/** Adds filled styles to a part of styles; those that are there stay as they are, with their numbers. */
export function shadedStyles(xml: string): ShadedStyles {
  const root = elementsIn(xml, 'styleSheet');
  const [fills] = childrenOf(root, 'fills');
  const [formats] = childrenOf(root, 'cellXfs');
  const styles = formats ? childrenOf(formats, 'xf') : [];
  const fillCount = fills ? childrenOf(fills, 'fill').length : 0;
  const firstFill = Math.max(fillCount, RESERVED_FILLS.length);
  const firstStyle = Math.max(styles.length, 1);
  const made = new Map<string, { readonly number: number; readonly markup: string }>();
  const { prefix } = root;

  const shaded = (style: number, shade: Shade): number => {
    const key = `${style} ${shade}`;
    const known = made.get(key);
    if (known) return known.number;
    const model = styles[style] ?? styles[0];
    const source = model ? xml.slice(model.start, model.end) : `<${prefix}xf/>`;
    const tag = model ? model.openEnd - model.start : source.length;
    const fill = { fillId: firstFill + SHADES.indexOf(shade), applyFill: 1 };
    const number = firstStyle + made.size;
    made.set(key, { number, markup: withAttributes(source.slice(0, tag), fill) + source.slice(tag) });
    return number;
  };

  const part = (): string | undefined => {
    if (made.size === 0) return undefined;
    const newFills = [
      ...RESERVED_FILLS.slice(fillCount).map((type) => patternFill(prefix, type, '')),
      ...SHADES.map((shade) =>
        patternFill(
          prefix,
          'solid',
          `<${prefix}fgColor rgb="${COLOURS[shade]}"/><${prefix}bgColor indexed="64"/>`,
        ),
      ),
    ];
    const newStyles = [
      ...(styles.length === 0 ? [`<${prefix}xf/>`] : []),
      ...[...made.values()].map(({ markup }) => markup),
    ];
    return edited(xml, [
      ...grown(xml, root, 'fills', BEFORE_FILLS, newFills),
      ...grown(xml, root, 'cellXfs', BEFORE_FORMATS, newStyles),
    ]);
  };
  return { shaded, part };
}

/** The first two fills are always these, whatever a file says. */
const RESERVED_FILLS = ['none', 'gray125'];

const patternFill = (prefix: string, type: string, colours: string): string =>
  `<${prefix}fill><${prefix}patternFill patternType="${type}">${colours}</${prefix}patternFill></${prefix}fill>`;

const BEFORE_FILLS = new Set(['numFmts', 'fonts']);
const BEFORE_FORMATS = new Set([...BEFORE_FILLS, 'fills', 'borders', 'cellStyleXfs']);

/** A list with more entries and their count; one that is missing is made. */
function grown(
  xml: string,
  root: Element,
  name: string,
  before: ReadonlySet<string>,
  entries: readonly string[],
): Edit[] {
  const [list] = childrenOf(root, name);
  const tag = `${root.prefix}${name}`;
  if (!list || list.children.length === 0) {
    const text = `<${tag} count="${entries.length}">${entries.join('')}</${tag}>`;
    return [list ? { start: list.start, end: list.end, text } : insertedAfter(root, before, text)];
  }
  const count = list.children.length + entries.length;
  const opened = withAttributes(xml.slice(list.start, list.openEnd), { count });
  return [{ start: list.start, end: list.openEnd, text: opened }, appended(xml, list, entries.join(''))];
}
