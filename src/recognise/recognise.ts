import { zh, type Message } from '../language/message.js';
import { FORMS } from '../forms/catalogue.js';
import type { Form, FormId } from '../forms/form.js';
import type { Evaluation } from '../model/evaluation.js';
import type { Hidden, Note, Report } from '../model/report.js';
import type { Document } from '../source/document.js';
import { placeName, type Location } from '../model/location.js';
import { assemble, type Banner } from './assemble.js';
import { bind, type TablePart } from './bind.js';
import { withEvaluations } from './evaluation/assemble.js';
import { keyReportLine, recogniseEvaluation } from './evaluation/recognise.js';
import { gridOf } from './grid.js';
import { locate } from './locate.js';
import { hiddenBeside, hiddenIn, looseTexts } from './loose-texts.js';
import { match } from './match.js';

/** What became of one stretch of a sheet. */
export type Outcome =
  | { readonly kind: 'table'; readonly part: TablePart }
  | {
      readonly kind: 'refused';
      readonly location: Location;
      readonly title?: string;
      /** The form that the title names, where a table follows that was not taken for it. */
      readonly form?: FormId;
      readonly reason: Message;
    };

/** What was recognised in one sheet, and what was not, with the reasons. */
export interface SheetRecognition {
  readonly file: string;
  readonly sheet: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  readonly outcomes: readonly Outcome[];
  /** What a cover or banner outside the tables says of department and year. */
  readonly banners: readonly Banner[];
  readonly evaluation: Evaluation;
  /** Rows with text in which no table was found. */
  readonly textRows: number;
  /** Texts that may hold what must not be published. */
  readonly texts: readonly Note[];
  /** What the sheet holds and does not show. */
  readonly hidden: readonly Hidden[];
}

/**
 * Recognises the tables of one document, sheet by sheet.
 *
 * @param forms with the words that the place prints
 */
export function recogniseSheets(document: Document, forms: readonly Form[] = FORMS): SheetRecognition[] {
  const parts: TablePart[] = [];
  const keyReport = keyReportLine(document);
  return document.sheets.map((sheet, index) => {
    const whole = gridOf(document.file, sheet, forms);
    const { sheets, summaries, rest } = recogniseEvaluation(whole, keyReport);
    const grid = rest === sheet ? whole : gridOf(document.file, rest, forms);
    const { regions, looseTitles, banners, refused } = locate(grid);
    const outcomes: Outcome[] = [];
    for (const region of regions) {
      const matching = match(region, forms);
      if ('refusal' in matching) {
        const title = region.title?.cell.shown.trim();
        const location = grid.locateRange(region.range);
        outcomes.push({
          kind: 'refused',
          location,
          reason: matching.refusal,
          ...(title !== undefined && { title }),
          ...(region.title?.heading.form && { form: region.title.heading.form.id }),
        });
        continue;
      }
      const before = parts.filter(({ form }) => form === matching.match.form).flatMap(({ lines }) => lines);
      const part = bind(region, matching.match, continuation(before));
      parts.push(part);
      outcomes.push({ kind: 'table', part });
    }
    for (const title of looseTitles) {
      outcomes.push({
        kind: 'refused',
        location: grid.locate(title.row, title.column),
        title: title.cell.shown.trim(),
        reason: zh`表题下面没有表格（目录、引述，或表格是图片）`,
      });
    }
    for (const { range, reason } of refused)
      outcomes.push({ kind: 'refused', location: grid.locateRange(range), reason });
    const hasSheets = sheets.length + summaries.length > 0;
    const textRows =
      outcomes.length > 0 || hasSheets ? 0 : sheet.rows.filter((_, row) => grid.row(row).length > 0).length;
    const named = banners.map(({ cell, ...said }) => ({
      ...said,
      file: document.file,
      location: grid.locate(cell.row, cell.column),
    }));
    return {
      file: document.file,
      sheet: sheet.name,
      state: sheet.state,
      outcomes,
      banners: named,
      evaluation: { sheets, summaries },
      textRows,
      texts: looseTexts(whole, document),
      hidden: [...(index === 0 ? hiddenBeside(document) : []), ...hiddenIn(document, sheet)],
    };
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
  const reports = assemble(
    parts,
    recognitions.flatMap(({ banners }) => banners),
  );
  const all = withEvaluations(reports, recognitions);
  return all.map((report, index) => {
    // What a file of several reports holds beside them is told once.
    const own = recognitions.filter(
      ({ file }) =>
        report.files.includes(file) && !all.slice(0, index).some(({ files }) => files.includes(file)),
    );
    // In a file of several reports a cover speaks of one of them, and it is not known of which.
    const isAlone = reports.filter(({ file }) => file === report.file).length === 1;
    const banners = recognitions
      .filter(({ file }) => isAlone && file === report.file)
      .flatMap((one) => one.banners);
    const covers = banners.flatMap(({ fiscalYear, location }) =>
      fiscalYear === undefined ? [] : [{ value: fiscalYear, location }],
    );
    const remarks = [
      ...report.remarks,
      ...hiddenTables(report, recognitions),
      ...refusedTitles(report, recognitions),
    ];
    return {
      ...report,
      covers: [...report.covers, ...covers],
      remarks,
      texts: own.flatMap(({ texts }) => texts),
      hidden: own.flatMap(({ hidden }) => hidden),
    };
  });
}

/** Why a table that the report lacks was not taken, where its title was found. */
function refusedTitles(report: Report, recognitions: readonly SheetRecognition[]): Report['remarks'] {
  return recognitions.flatMap(({ file, outcomes }) =>
    outcomes.flatMap((outcome) => {
      if (outcome.kind !== 'refused' || outcome.form === undefined) return [];
      if (report.tables.has(outcome.form) || !report.files.includes(file)) return [];
      const text = zh`${placeName(outcome.location)} 有表题“${outcome.title ?? ''}”，未采用：${outcome.reason}`;
      return [{ text, location: outcome.location, leftAside: false }];
    }),
  );
}

/** A reader of the workbook does not see these tables; they are checked like the others. */
function hiddenTables(report: Report, recognitions: readonly SheetRecognition[]): Report['remarks'] {
  const hidden = recognitions.filter(({ state }) => state !== 'visible');
  return [...report.tables.values()].flatMap(({ title, parts }) =>
    parts.flatMap((location) =>
      hidden.some(({ file, sheet }) => file === location.file && sheet === location.sheet)
        ? [{ text: zh`${title}在隐藏的工作表“${location.sheet ?? ''}”中`, location, leftAside: false }]
        : [],
    ),
  );
}
