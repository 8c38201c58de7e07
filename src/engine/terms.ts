import { formOf } from '../forms/catalogue.js';
import type { FormId } from '../forms/form.js';
import { joined, zh, type Message } from '../language/message.js';
import type { Report } from '../model/report.js';
import type { Operand } from '../rules/judgement.js';

/** What all terms of an identity share is said once, before it. */
export interface Common {
  readonly text: Message;
  /** The same by itself; empty where they share nothing. */
  readonly subject: Message;
  readonly table: boolean;
  readonly line: boolean;
  readonly column: boolean;
}

/** What the terms of an identity share: their table, line or column. */
export function commonOf(operands: readonly Operand[], report: Pick<Report, 'tables'>): Common {
  const terms = operands.filter(({ constant }) => constant !== true);
  const [first] = terms;
  if (!first) return { text: '', subject: '', table: false, line: false, column: false };
  const table = terms.every(({ form }) => form === first.form);
  const line = terms.every((operand) => operand.line === first.line);
  const column =
    table && terms.length > 1 && !line && terms.every((operand) => operand.column === first.column);
  const lineLabel = terms.find(({ lineLabel: label }) => /^\d/u.test(label))?.lineLabel ?? first.lineLabel;
  const parts = [
    ...(table && first.form !== undefined ? [tableName(first.form, report)] : []),
    ...(line ? [printedLabel(lineLabel)] : []),
    ...(column && first.columnLabel !== '' ? [first.columnLabel] : []),
  ];
  const subject = parts.join(' ');
  return { text: subject === '' ? '' : zh`${subject}：`, subject, table, line, column };
}

/** What tells a term from the others: its table, line and column, as far as they do not share them. */
export function termLabel({ form, lineLabel, columnLabel }: Operand, common: Common): Message {
  const isAbsent = lineLabel.endsWith(UNLISTED);
  const parts = [
    ...(common.table || form === undefined ? [] : [formOf(form).name]),
    ...(common.line ? [] : [labelText(lineLabel)]),
    ...(common.column || columnLabel === '' ? [] : [columnLabel]),
  ];
  const label = joined(parts, '·');
  return common.line && isAbsent ? zh`${label}（未列示）` : label;
}

/** Ends the label of a line that its table does not print. */
const UNLISTED = '（未列示）';

const printedLabel = (label: string): string => label.replace(UNLISTED, '');

/** The label of a line, and that it is not listed where that is so. */
export const labelText = (label: string): Message =>
  label.endsWith(UNLISTED) ? zh`${lineName(printedLabel(label))}（未列示）` : label;

/** Of a set of lines none of which is printed, the label names no line. */
const lineName = (name: string): Message => (name === '各行' ? zh`各行` : name);

/** A table as the report calls it. */
export const tableName = (form: FormId, report: Pick<Report, 'tables'>): string =>
  report.tables.get(form)?.title ?? formOf(form).titles[0] ?? form;
