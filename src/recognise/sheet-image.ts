import type { SheetImage } from '../model/sheet-image.js';
import type { Document } from '../source/document.js';

/** The sheets of a document as their readers see them, with the names and cells that locations give. */
export function imagesOf({ file, sheets }: Document): SheetImage[] {
  return sheets.flatMap(({ name, rows, merges, around }) => {
    const tables = around?.tables ?? [{ name, firstRow: 0 }];
    return tables.map(({ name: sheet, firstRow }, index): SheetImage => {
      const end = tables[index + 1]?.firstRow ?? rows.length;
      const own = rows.slice(firstRow, end);
      return {
        file,
        sheet,
        // Paragraphs around a table are told by their number; they are no cells.
        rows: own.map((row, offset) =>
          around?.lines[firstRow + offset] === undefined ? row.map((cell) => cell?.shown) : [],
        ),
        merges: merges
          .filter(({ top }) => top >= firstRow && top < end)
          .map((merge) => ({ ...merge, top: merge.top - firstRow, bottom: merge.bottom - firstRow })),
      };
    });
  });
}
