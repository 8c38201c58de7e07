import { groupBy } from '../../model/group-by.js';
import { address } from '../../model/location.js';
import type { Range } from '../../source/document.js';
import { isTrue } from '../../source/office-package.js';
import { placeOf, rangeOf } from '../../source/read-xlsx.js';
import { attributesOf, scanXml } from '../../source/xml.js';
import { prefixAt, withAttributes, type Edit } from './xml-edit.js';

/** What of a sheet decides where a cell is, how it looks, and where its comments are drawn. */
export interface SheetLayout {
  readonly merges: readonly Range[];
  /** Style by column, where it has one of its own. */
  readonly columnStyle: (column: number) => number | undefined;
  readonly prefix: string;
  /** Id of the relation to the drawing of comments and old controls. */
  readonly drawing: string | undefined;
  /** Where the mention of such a drawing belongs. */
  readonly drawingPlace: number;
}

/** @throws XmlFault */
export function layoutOf(xml: string): SheetLayout {
  const merges: Range[] = [];
  const columns: { first: number; last: number; style: number }[] = [];
  let prefix = '';
  let drawing: string | undefined;
  let drawingPlace = 0;
  let depth = 0;
  scanXml(xml, 'worksheet', {
    open: (name, text, start, end) => {
      depth++;
      if (name === 'worksheet') {
        prefix = prefixAt(xml, start);
        drawingPlace = end;
      }
      if (name === 'legacyDrawing') drawing = attributesOf(text)[':id'];
      if (name === 'mergeCell') merges.push(rangeOf(attributesOf(text).ref ?? ''));
      if (name !== 'col') return;
      const { min, max, style } = attributesOf(text);
      if (style !== undefined)
        columns.push({ first: Number(min) - 1, last: Number(max) - 1, style: Number(style) });
    },
    close: (name, _, end) => {
      depth--;
      if (depth === 1 && !BEHIND_DRAWING.has(name)) drawingPlace = end;
    },
  });
  return {
    merges,
    columnStyle: (column) => columns.find(({ first, last }) => column >= first && column <= last)?.style,
    prefix,
    drawing,
    drawingPlace,
  };
}

/** Parts of a sheet that stand behind its legacyDrawing. @see ECMA-376 part 1, §18.3.1.99 */
const BEHIND_DRAWING: ReadonlySet<string> = new Set([
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
  'AlternateContent',
]);

/** A cell to colour. */
export interface Target {
  readonly row: number;
  readonly column: number;
  /** The number of its new style, from that which it has. */
  readonly restyle: (style: number) => number;
}

/**
 * What gives cells of a sheet another style; one that the part does not hold, being blank, is put in where it belongs,
 * with the style of its row or column.
 *
 * @throws XmlFault
 */
export function styleEdits(
  xml: string,
  targets: readonly Target[],
  { columnStyle, prefix }: SheetLayout,
): Edit[] {
  const edits: Edit[] = [];
  const waiting = targets.toSorted((one, other) => one.row - other.row || one.column - other.column);
  let row = -1;
  let column = -1;
  /** Of the row that is being read; its tag while it is open. */
  let rowStyle: number | undefined;
  let rowTag: { readonly start: number; readonly end: number } | undefined;
  let isRowWidened = false;

  const takeBefore = (endRow: number, endColumn: number): Target[] => {
    const end = waiting.findIndex(
      (target) => target.row > endRow || (target.row === endRow && target.column >= endColumn),
    );
    return waiting.splice(0, end < 0 ? waiting.length : end);
  };
  const blankCells = (missing: readonly Target[], style: number | undefined): string =>
    missing
      .map(({ row: atRow, column: atColumn, restyle }) => {
        const number = restyle(style ?? columnStyle(atColumn) ?? 0);
        return `<${prefix}c r="${address(atRow, atColumn)}" s="${number}"/>`;
      })
      .join('');
  const blankRows = (endRow: number): string =>
    [...groupBy(takeBefore(endRow, 0), (target) => target.row)]
      .map(
        ([number, cells]) => `<${prefix}row r="${number + 1}">${blankCells(cells, undefined)}</${prefix}row>`,
      )
      .join('');
  const put = (at: number, text: string): void => {
    if (text !== '') edits.push({ start: at, end: at, text });
  };
  const opened = (tag: string): string => tag.replace(/\s*\/>$/u, '>');

  scanXml(xml, 'worksheet', {
    open: (name, text, start, end) => {
      if (name === 'row') {
        const { r, s, customFormat } = attributesOf(text);
        row = r === undefined ? row + 1 : Number(r) - 1;
        column = -1;
        put(start, blankRows(row));
        rowStyle = isTrue(customFormat) ? Number(s ?? 0) : undefined;
        rowTag = { start, end };
        isRowWidened = false;
      } else if (name === 'c' && rowTag) {
        const { r, s } = attributesOf(text);
        column = r === undefined ? column + 1 : placeOf(r).column;
        const missing = takeBefore(row, column);
        isRowWidened ||= missing.length > 0;
        put(start, blankCells(missing, rowStyle));
        const [target] = waiting;
        if (target?.row !== row || target.column !== column) return;
        waiting.shift();
        const tag = withAttributes(xml.slice(start, end), { s: target.restyle(Number(s ?? 0)) });
        edits.push({ start, end, text: tag });
      }
    },
    close: (name, start, end) => {
      const isEmpty = !xml.startsWith('</', start);
      if (name === 'row' && rowTag) {
        const cells = blankCells(takeBefore(row + 1, 0), rowStyle);
        if (isRowWidened || cells !== '') {
          // The hint which columns a row fills may no longer be true.
          const tag = withAttributes(xml.slice(rowTag.start, rowTag.end), { spans: undefined });
          const text = isEmpty ? `${opened(tag)}${cells}</${prefix}row>` : tag;
          edits.push({ ...rowTag, text });
          if (!isEmpty) put(start, cells);
        }
        rowTag = undefined;
      } else if (name === 'sheetData') {
        const rows = blankRows(Infinity);
        if (rows === '') return;
        if (!isEmpty) put(start, rows);
        else edits.push({ start, end, text: `${opened(xml.slice(start, end))}${rows}</${prefix}sheetData>` });
      }
    },
  });
  return edits;
}
