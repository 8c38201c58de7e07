import type { FormId } from '../../forms/form.js';
import { cellsOf, type CellRange, type Location } from '../../model/location.js';
import { onceFor } from '../../model/once-for.js';
import type { Report } from '../../model/report.js';

/** A stretch of a sheet that holds a table or a self-evaluation sheet, or a part of one that a page cuts. */
export interface Part {
  readonly location: Location;
  readonly range: CellRange;
  readonly title: string;
  /** One of the nine forms; undefined for a self-evaluation sheet. */
  readonly form?: FormId;
  /** The first row that is no header, where that is known. */
  readonly body?: number;
}

const partsOf = onceFor(({ tables, evaluation }: Report): Part[] => [
  ...[...tables.values()].flatMap(({ form, title, parts, lines }) =>
    parts.flatMap((location) => {
      const range = cellsOf(location);
      if (!range) return [];
      const rows = lines.flatMap((line) => {
        const row = isSameSheet(line.location, location) ? cellsOf(line.location)?.top : undefined;
        return row !== undefined && row >= range.top && row <= range.bottom ? [row] : [];
      });
      return [{ location, range, title, form, ...(rows.length > 0 && { body: Math.min(...rows) }) }];
    }),
  ),
  ...[...evaluation.sheets, ...evaluation.summaries].flatMap(({ title, parts }) =>
    parts.flatMap((location) => {
      const range = cellsOf(location);
      return range ? [{ location, range, title }] : [];
    }),
  ),
]);

const isSameSheet = (one: Location, other: Location): boolean =>
  one.file === other.file && one.sheet === other.sheet;

/** The part in which a place lies; of a place beside the tables, the only one of its sheet. */
export function partAt(location: Location, report: Report): Part | undefined {
  const cells = cellsOf(location);
  const beside = partsOf(report).filter((part) => isSameSheet(part.location, location));
  const within = cells && beside.find(({ range }) => cells.top >= range.top && cells.top <= range.bottom);
  return within ?? (beside.length === 1 ? beside[0] : undefined);
}
