import { readFile } from 'node:fs/promises';
import { checkReport } from '../../src/engine/check.js';
import type { CheckedReport } from '../../src/engine/outcome.js';
import { recogniseSheets, reportsIn } from '../../src/recognise/recognise.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import type { Document } from '../../src/source/document.js';
import { readDocument } from '../../src/source/read-document.js';

const RULES = builtInRules();

/** What the program says of documents. */
export const judge = (documents: readonly Document[]): CheckedReport[] =>
  reportsIn(documents.flatMap((document) => recogniseSheets(document))).map((report) =>
    checkReport(report, RULES),
  );

/** The report with most tables: a workbook may hold a table of another year beside it. */
export function mainOf(reports: readonly CheckedReport[]): CheckedReport | undefined {
  return reports.toSorted((one, other) => other.report.tables.size - one.report.tables.size)[0];
}

/** A fixture as it is: read, and judged before anything is changed in it. */
export interface Workbook {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly documents: readonly Document[];
  readonly reports: readonly CheckedReport[];
  readonly checked: CheckedReport;
}

export async function readWorkbook(file: string): Promise<Workbook> {
  const bytes = await readFile(file);
  const documents = [await readDocument(file, bytes)];
  const reports = judge(documents);
  const checked = mainOf(reports);
  if (!checked) throw new Error(`${file}: no report`);
  return { file, bytes, documents, reports, checked };
}
