import type { Location } from '../model/location.js';
import type { Report } from '../model/report.js';
import type { Document } from '../source/document.js';
import { rangeAddress } from '../model/location.js';
import { assemble, type Banner } from './assemble.js';
import { bind, type TablePart } from './bind.js';
import { gridOf } from './grid.js';
import { locate } from './locate.js';
import { match } from './match.js';

/** What became of one stretch of a sheet. */
export type Outcome =
  | { readonly kind: 'table'; readonly part: TablePart }
  | {
      readonly kind: 'refused';
      readonly location: Location;
      readonly title?: string;
      readonly reason: string;
    };

/** What was recognised in one sheet, and what was not, with the reasons. */
export interface SheetRecognition {
  readonly file: string;
  readonly sheet: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  readonly outcomes: readonly Outcome[];
  /** What a cover or banner outside the tables says of department and year. */
  readonly banners: readonly Banner[];
  /** Rows with text in which no table was found. */
  readonly textRows: number;
}

/** Recognises the tables of one document, sheet by sheet. */
export function recogniseSheets(document: Document): SheetRecognition[] {
  const parts: TablePart[] = [];
  return document.sheets.map((sheet) => {
    const grid = gridOf(sheet);
    const { regions, looseTitles, banners, refused } = locate(grid);
    const place = (range: string): Location => ({ file: document.file, sheet: sheet.name, range });
    const outcomes: Outcome[] = [];
    for (const region of regions) {
      const matching = match(region);
      if ('refusal' in matching) {
        const title = region.title?.cell.shown.trim();
        const location = place(rangeAddress(region.range));
        outcomes.push({
          kind: 'refused',
          location,
          reason: matching.refusal,
          ...(title !== undefined && { title }),
        });
        continue;
      }
      const before = parts.filter(({ form }) => form === matching.match.form).flatMap(({ lines }) => lines);
      const part = bind(document.file, region, matching.match, continuation(before));
      parts.push(part);
      outcomes.push({ kind: 'table', part });
    }
    for (const { cell } of looseTitles) {
      const location = {
        file: document.file,
        sheet: sheet.name,
        cell: rangeAddress({
          top: cell.row,
          left: cell.column,
          bottom: cell.row,
          right: cell.column,
        }).replace(/:.*/u, ''),
      };
      outcomes.push({
        kind: 'refused',
        location,
        title: cell.cell.shown.trim(),
        reason: '表题下面没有表格（目录或引述）',
      });
    }
    for (const { range, reason } of refused)
      outcomes.push({ kind: 'refused', location: place(range), reason });
    const textRows = outcomes.length > 0 ? 0 : sheet.rows.filter((_, row) => grid.row(row).length > 0).length;
    const named = banners.map((banner) => ({ ...banner, file: document.file }));
    return { file: document.file, sheet: sheet.name, state: sheet.state, outcomes, banners: named, textRows };
  });
}

/** Earlier lines matter only to a table still open: once its last total has come, the next one is new. */
function continuation<Line extends { readonly key: string }>(lines: readonly Line[]): readonly Line[] {
  const end = lines.findLastIndex(({ key }) => key === 'grandTotalExpenditure');
  return lines.slice(end + 1);
}

/** The reports in the documents of one folder. */
export function reportsIn(recognitions: readonly SheetRecognition[]): Report[] {
  const parts = recognitions.flatMap(({ outcomes }) =>
    outcomes.flatMap((outcome) => (outcome.kind === 'table' ? [outcome.part] : [])),
  );
  return assemble(
    parts,
    recognitions.flatMap(({ banners }) => banners),
  );
}
