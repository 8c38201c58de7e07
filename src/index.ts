import { readFile } from 'node:fs/promises';
import { checkReport } from './engine/check.js';
import type { CheckedReport } from './engine/outcome.js';
import type { Report } from './model/report.js';
import { textIn, withNarratives } from './recognise/narrative/join.js';
import { recogniseSheets, reportsIn } from './recognise/recognise.js';
import { builtInRules } from './rules/catalogue.js';
import type { Rule } from './rules/rule.js';
import { readDocument } from './source/read-document.js';

export type { CheckedReport, Crash, Evidence, Finding, Suspect, Undecided } from './engine/outcome.js';
export { fingerprintOf } from './engine/fingerprint.js';
export type { Figure, Precision, Unit } from './figure/figure.js';
export type { ColumnOf, FormId, LineOf } from './forms/form-ids.js';
export type { Message } from './language/message.js';
export type { Location } from './model/location.js';
export {
  factIn,
  factOf,
  type Fact,
  type Leftover,
  type Note,
  type Remark,
  type Report,
  type Stated,
  type Table,
  type TableColumn,
  type TableLine,
} from './model/report.js';
export type { Assumption, Judgement, Operand, Severity, Verdict } from './rules/judgement.js';
export type { Check, CustomRule, Example, FormulaRule, Rule } from './rules/rule.js';
export { readBook } from './rules/user-book.js';
export { BookError } from './rules/book.js';
export { UnreadableFile } from './source/unreadable-file.js';
export { builtInRules };

/** A file by its path, or by its name and content. */
export type Input = string | { readonly file: string; readonly bytes: Uint8Array };

/**
 * Reads settlement workbooks into the reports that they hold, as `gouji check` does with the files of one
 * folder: tables of one department and year make one report.
 *
 * @throws UnreadableFile when a file cannot be read: one line that says what is wrong and what to do
 */
export async function readReports(inputs: readonly Input[]): Promise<Report[]> {
  const sheets = [];
  const texts = [];
  for (const input of inputs) {
    const { file, bytes } = typeof input === 'string' ? { file: input, bytes: await readFile(input) } : input;
    const document = await readDocument(file, bytes);
    sheets.push(...recogniseSheets(document));
    const text = await textIn(document);
    if (text) texts.push(text);
  }
  return withNarratives([{ reports: reportsIn(sheets), texts }]);
}

/**
 * Reads one workbook that holds one report.
 *
 * @throws UnreadableFile when it cannot be read
 * @throws RangeError when it holds no report, or several: then `readReports` is the function to use
 */
export async function readReport(input: Input): Promise<Report> {
  const reports = await readReports([input]);
  const [only] = reports;
  if (!only || reports.length > 1) {
    const name = typeof input === 'string' ? input : input.file;
    throw new RangeError(
      reports.length === 0
        ? `${name}：没有识别出决算公开表、绩效自评表或决算情况说明`
        : `${name}：含有 ${reports.length} 份报告，请用 readReports`,
    );
  }
  return only;
}

/** Judges a report by the built-in rules, or by the given ones. Pure and synchronous. */
export function check(report: Report, rules: readonly Rule[] = builtInRules()): CheckedReport {
  return checkReport(report, rules);
}
