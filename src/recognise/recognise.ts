import { zh, type Message } from '../language/message.js';
import { FORMS } from '../forms/catalogue.js';
import type { Form, FormId } from '../forms/form.js';
import type { Evaluation } from '../model/evaluation.js';
import type { Hidden, Leftover, Note, Report } from '../model/report.js';
import { groupBy } from '../model/group-by.js';
import type { Document } from '../source/document.js';
import { placeName, type Location } from '../model/location.js';
import { assemble, type Banner } from './assemble.js';
import { bind, type TablePart } from './bind.js';
import { withEvaluations } from './evaluation/assemble.js';
import { keyReportLine, recogniseEvaluation } from './evaluation/recognise.js';
import { gridOf, type GridCell } from './grid.js';
import { locate, printsAmounts } from './locate.js';
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
  /** Rows with text in which no table was found, and those of them that look as if they were of one. */
  readonly textRows: number;
  readonly figureRows: number;
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
    const { regions, looseTitles, headless, banners, refused } = locate(grid);
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
    for (const { cell, row, column, heading } of headless) {
      outcomes.push({
        kind: 'refused',
        location: grid.locate(row, column),
        title: cell.shown.trim(),
        ...(heading.form && { form: heading.form.id }),
        reason: zh`表题下面有数字而没有表头；请每页重复表头，或与上一页连排`,
      });
    }
    for (const { range, reason } of refused)
      outcomes.push({ kind: 'refused', location: grid.locateRange(range), reason });
    const hasSheets = sheets.length + summaries.length > 0;
    const rows = outcomes.length > 0 || hasSheets ? [] : sheet.rows.map((_, row) => grid.row(row));
    const textRows = rows.filter(({ length }) => length > 0).length;
    const figureRows = rows.filter(isOfTable).length;
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
      figureRows,
      texts: looseTexts(whole, document),
      hidden: [...(index === 0 ? hiddenBeside(document) : []), ...hiddenIn(document, sheet)],
    };
  });
}

/** Whether a row is one of the nine tables as it looks: a code or a numbered line, and amounts. */
const isOfTable = (cells: readonly GridCell[]): boolean =>
  printsAmounts(cells) &&
  (/^\d{3}(?:\d{2}){0,2}(?!\d)/u.test(cells[0]?.label ?? '') ||
    cells.some(({ label }) => /^[一二三四五六七八九十]+[、.]/u.test(label)));

/** Earlier lines matter only to a table still open: once its last total has come, the next one is new. */
function continuation<Line extends { readonly key: string }>(lines: readonly Line[]): readonly Line[] {
  const end = lines.findLastIndex(({ key }) => key === 'grandTotalExpenditure');
  return lines.slice(end + 1);
}

/** The reports in the documents of one folder. */
export function reportsIn(recognitions: readonly SheetRecognition[]): Report[] {
  const reports = assemble(
    partsOf(recognitions),
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
    const unread = unreadIn(report, recognitions);
    const remarks = [
      ...report.remarks,
      ...hiddenTables(report, recognitions),
      ...refusedTitles(report, unread),
      ...unreadEvaluations(report, recognitions),
    ];
    return {
      ...report,
      tables: withUnreadPages(report, unread),
      covers: [...report.covers, ...covers],
      remarks,
      texts: own.flatMap(({ texts }) => texts),
      hidden: own.flatMap(({ hidden }) => hidden),
    };
  });
}

/**
 * Tables in reading order; those that a reader of the file does not see, or that bear the title of another form, after
 * the others of their form.
 */
function partsOf(recognitions: readonly SheetRecognition[]): TablePart[] {
  const partsIn = ({ outcomes }: SheetRecognition): TablePart[] =>
    outcomes.flatMap((outcome) => (outcome.kind === 'table' ? [outcome.part] : []));
  const key = ({ form, location }: TablePart): string => `${location.file}\u0000${form.id}`;
  const seen = new Set(
    recognitions.filter(({ state }) => state === 'visible').flatMap((one) => partsIn(one).map(key)),
  );
  const isLate = ({ state }: SheetRecognition, part: TablePart): boolean =>
    (state !== 'visible' && seen.has(key(part))) || part.wrongTitle !== undefined;
  const all = recognitions.flatMap((one) => partsIn(one).map((part) => ({ part, late: isLate(one, part) })));
  return [...all.filter(({ late }) => !late), ...all.filter(({ late }) => late)].map(({ part }) => part);
}

/** A stretch that was not taken, and the form that it seems to be of. */
interface UnreadPage extends Pick<Extract<Outcome, { kind: 'refused' }>, 'location' | 'title' | 'reason'> {
  readonly form: FormId;
}

/**
 * What was not taken in the files of a report, and behind a table of it in files that hold none: below titles of forms,
 * and rows with amounts without a title, which are of the table before them, it seems.
 */
function unreadIn(report: Report, recognitions: readonly SheetRecognition[]): UnreadPage[] {
  const pages: UnreadPage[] = [];
  let last: TablePart | undefined;
  for (const { file, sheet, outcomes, figureRows } of recognitions) {
    last = outcomes.findLast((outcome) => outcome.kind === 'table')?.part ?? last;
    const isNext =
      last !== undefined && report.tables.get(last.form.id)?.parts.includes(last.location) === true;
    if (!isNext && !report.files.includes(file)) continue;
    for (const outcome of outcomes)
      if (outcome.kind === 'refused' && outcome.form !== undefined)
        pages.push({ ...outcome, form: outcome.form });
    if (last && isNext && figureRows > 0)
      pages.push({
        form: last.form.id,
        location: { file, sheet },
        reason: zh`${figureRows} 行数字没有表题和表头；是续页的，请重复表头，或与上一页连排`,
      });
  }
  return pages;
}

/** A page that was not read may hold whatever its table seems to lack. */
function withUnreadPages(report: Report, unread: readonly UnreadPage[]): Report['tables'] {
  const byForm = groupBy(unread, ({ form }) => form);
  return new Map(
    [...report.tables].map(([form, table]) => {
      const pages = (byForm.get(form) ?? []).map(({ location, title = '', reason }): Leftover => ({
        location,
        text: title,
        reason,
        hasAmount: true,
        extent: 'page',
      }));
      return [form, pages.length === 0 ? table : { ...table, leftovers: [...table.leftovers, ...pages] }];
    }),
  );
}

/** Why a table that the report lacks was not taken, where its title was found. */
function refusedTitles(report: Report, unread: readonly UnreadPage[]): Report['remarks'] {
  return unread.flatMap((outcome) => {
    if (report.tables.has(outcome.form)) return [];
    const text = zh`${placeName(outcome.location)} 有表题“${outcome.title ?? ''}”，未采用：${outcome.reason}`;
    return [{ text, location: outcome.location, leftAside: false }];
  });
}

/** Tables of the self-evaluation by their title that were not recognised: what they say is compared with nothing. */
function unreadEvaluations(report: Report, recognitions: readonly SheetRecognition[]): Report['remarks'] {
  return recognitions.flatMap(({ file, outcomes }) =>
    outcomes.flatMap((outcome) => {
      if (outcome.kind !== 'refused' || outcome.form !== undefined || !report.files.includes(file)) return [];
      const { title = '', location } = outcome;
      if (!/自评.*表|绩效.*汇总表/u.test(title)) return [];
      const text = zh`${placeName(location)} 有表题“${title}”，没有识别出自评表或汇总表，没有核对；gouji inspect 说明原因`;
      return [{ text, location, leftAside: false }];
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
