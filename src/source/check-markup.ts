import { MOST_COLUMNS, MOST_ROWS } from './limits.js';
import { attributesOf, scanXml, XmlFault } from './xml.js';

/*
 * The general library takes what it can from a damaged file and passes over the rest. What it is given is
 * therefore checked first: a file that is cut short, or puts cells where two readers would differ, is refused.
 */

/** What a table of an .ods does not show, which the library passes over. */
export interface TableVisibility {
  readonly isHidden: boolean;
  readonly rows: readonly Span[];
  readonly columns: readonly Span[];
}

/** Rows or columns one after the other, zero-based: from, and up to without it. */
type Span = readonly [from: number, to: number];

/** Whether spans, which follow each other, hold a row or column: a file may have a span for every row. */
export function isWithin(spans: readonly Span[], at: number): boolean {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [from = 0, to = 0] = spans[middle] ?? [];
    if (at < from) high = middle;
    else if (at >= to) low = middle + 1;
    else return true;
  }
  return false;
}

/**
 * @returns what the tables hide, in their order
 * @throws XmlFault when the content of an .ods is not whole, or its tables cannot be told apart
 */
export function checkOpenDocument(content: string): TableVisibility[] {
  const names = new Set<string>();
  const hiddenStyles = new Set<string>();
  const tables: { isHidden: boolean; rows: Span[]; columns: Span[] }[] = [];
  const next = { row: 0, column: 0 };
  let style = '';
  let inTable = 0;
  const pass = (kind: 'row' | 'column', text: string): void => {
    const attributes = attributesOf(text);
    const from = next[kind];
    next[kind] += Number(attributes[`:number-${kind}s-repeated`] ?? 1);
    if (/^(?:collapse|filter)$/u.test(attributes[':visibility'] ?? ''))
      tables.at(-1)?.[`${kind}s`].push([from, next[kind]]);
  };
  scanXml(content, 'document-content', {
    open: (element, text) => {
      switch (element) {
        case 'style':
          style = attributesOf(text)[':name'] ?? '';
          break;
        case 'table-properties':
          if (attributesOf(text)[':display'] === 'false') hiddenStyles.add(style);
          break;
        case 'table': {
          const { ':name': name = '', ':style-name': own = '' } = attributesOf(text);
          if (++inTable > 1 || names.has(name)) throw new XmlFault(`table ${name}`);
          names.add(name);
          tables.push({ isHidden: hiddenStyles.has(own), rows: [], columns: [] });
          Object.assign(next, { row: 0, column: 0 });
          break;
        }
        case 'table-row':
          pass('row', text);
          break;
        case 'table-column':
          pass('column', text);
          break;
      }
    },
    close: (element) => {
      if (element === 'table') inTable--;
    },
  });
  return tables;
}

/** @throws XmlFault when a SpreadsheetML workbook is not whole, or its rows and cells do not follow each other */
export function checkSpreadsheetMl(content: string): void {
  let row = 0;
  let column = 0;
  const next = (last: number, index: string | undefined, most: number): number => {
    const place = index === undefined ? last + 1 : Number(index);
    if (!Number.isInteger(place) || place <= last || place > most) throw new XmlFault(`index ${index ?? ''}`);
    return place;
  };
  scanXml(content, 'Workbook', {
    open: (element, text) => {
      if (element === 'Table') row = 0;
      if (element !== 'Row' && element !== 'Cell' && element !== 'Column') return;
      const {
        ':Index': index,
        ':Span': span,
        ':MergeAcross': across,
        ':MergeDown': down,
      } = attributesOf(text);
      if (element === 'Row') {
        row = next(row, index, MOST_ROWS);
        column = 0;
      } else if (element === 'Cell') {
        column = next(column, index, MOST_COLUMNS);
      }
      const reaches = [span ?? 0, across ?? 0, down ?? 0].map(Number);
      if (reaches.some((reach) => !(reach >= 0 && reach <= MOST_ROWS))) throw new XmlFault('reach');
      if (element === 'Column' && Number(span ?? 0) > MOST_COLUMNS) throw new XmlFault('span');
    },
  });
}

/** Whether the last quoted field of a csv never ends, so that all behind it reads as one cell. */
export function endsInQuotes(text: string, separator: string): boolean {
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
    const before = text.charAt(at - 1);
    // A quote within a field that does not begin with one stands for itself.
    if (before !== '' && before !== separator && before !== '\n' && before !== '\r') continue;
    at = text.indexOf('"', at + 1);
    while (at >= 0 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2);
    if (at < 0) return true;
  }
  return false;
}
