import { formOf } from '../forms/catalogue.js';
import type { FormId } from '../forms/form.js';
import type { Report } from '../model/report.js';
import type { Operand } from '../rules/judgement.js';

/** What all terms of an identity share is said once, before it. */
export interface Common {
  readonly text: string;
  readonly table: boolean;
  readonly line: boolean;
  readonly column: boolean;
}

/** What the terms of an identity share: their table, line or column. */
export function commonOf(operands: readonly Operand[], report: Pick<Report, 'tables'>): Common {
  const terms = operands.filter(({ constant }) => constant !== true);
  const [first] = terms;
  if (!first) return { text: '', table: false, line: false, column: false };
  const table = terms.every(({ form }) => form === first.form);
  const line = terms.every((operand) => operand.line === first.line);
  const column =
    table && terms.length > 1 && !line && terms.every((operand) => operand.column === first.column);
  const lineLabel = terms.find(({ lineLabel: label }) => /^\d/u.test(label))?.lineLabel ?? first.lineLabel;
  const parts = [
    ...(table && first.form !== undefined ? [tableName(first.form, report)] : []),
    ...(line ? [lineLabel.replace('（未列示）', '')] : []),
    ...(column && first.columnLabel !== '' ? [first.columnLabel] : []),
  ];
  return { text: parts.length > 0 ? `${parts.join(' ')}：` : '', table, line, column };
}

/** What tells a term from the others: its table, line and column, as far as they do not share them. */
export function termLabel({ form, lineLabel, columnLabel }: Operand, common: Common): string {
  const absent = lineLabel.endsWith('（未列示）') ? '（未列示）' : '';
  const parts = [
    ...(common.table || form === undefined ? [] : [formOf(form).name]),
    ...(common.line ? [] : [lineLabel]),
    ...(common.column || columnLabel === '' ? [] : [columnLabel]),
  ];
  return `${parts.join('·')}${common.line ? absent : ''}`;
}

/** A table as the report calls it. */
export const tableName = (form: FormId, report: Pick<Report, 'tables'>): string =>
  report.tables.get(form)?.title ?? formOf(form).titles[0] ?? form;
