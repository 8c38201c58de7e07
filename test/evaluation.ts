import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { EvaluationSheet, Reading } from '../src/model/evaluation.js';

type IndicatorRows = Readonly<Record<string, Readonly<Record<string, readonly (readonly string[])[]>>>>;

/** A self-evaluation sheet as the data file gives it, figures as printed. */
export interface SheetData {
  readonly form?: 'system' | 'offline';
  readonly name?: string;
  readonly funding?: Readonly<Record<string, readonly string[]>>;
  readonly management?: Readonly<Record<string, readonly string[]>>;
  readonly goal?: string;
  readonly achieved?: string;
  readonly indicators: IndicatorRows;
  readonly total: readonly string[];
}

export interface EvaluationData {
  readonly department: string;
  readonly departmentSheet: SheetData;
  readonly summary: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly projects: readonly SheetData[];
  readonly keyProject: SheetData;
  readonly fragments: readonly SheetData[];
}

export const readEvaluationData = (path: string): EvaluationData =>
  parse(readFileSync(path, 'utf8'), { schema: 'failsafe' }) as EvaluationData;

/** A figure or text without what printing adds: blanks, trailing zeros, dashes for nothing. */
export function bare(printed: string | undefined): string {
  const text = (printed ?? '').normalize('NFKC').replace(/\s/gu, '');
  if (/^[-—–]*$/u.test(text)) return '';
  const number = /^(?<digits>-?\d+(?:\.\d+)?)(?<percent>%?)$/u.exec(text)?.groups;
  return number ? `${Number(number.digits)}${number.percent ?? ''}` : text;
}

/** Every figure of a sheet with its label, in the order of the form. */
export function figuresIn(sheet: SheetData): string[] {
  const funding = Object.values(sheet.funding ?? {}).map((cells) => cells.map(bare).join(' '));
  const management = Object.entries(sheet.management ?? {}).map(
    ([name, cells]) => `${name} ${cells.map(bare).join(' ')}`,
  );
  const indicators = Object.values(sheet.indicators).flatMap((levels) =>
    Object.values(levels).flatMap((rows) =>
      rows.map(([name = '', ...cells]) =>
        [bare(name), ...Array.from({ length: 5 }, (_, index) => bare(cells[index]))].join(' '),
      ),
    ),
  );
  return [...funding, ...management, ...indicators, sheet.total.map(bare).join(' ')];
}

/** The same of a sheet that was recognised. */
export function figuresRead(sheet: EvaluationSheet): string[] {
  const of = (reading: Reading<unknown> | undefined): string => bare(reading?.printed);
  return [
    ...sheet.funding.map(({ initial, budget, executed, weight, rate, score }) =>
      [initial, budget, executed, weight, rate, score].map(of).join(' '),
    ),
    ...sheet.management.map(({ name, weight, score }) => `${name} ${of(weight)} ${of(score)}`),
    ...sheet.indicators.map(({ name, target, achieved, weight, score, deviation }) =>
      [bare(name), ...[target, achieved, weight, score, deviation].map(of)].join(' '),
    ),
    [sheet.total?.weight, sheet.total?.score].map(of).join(' '),
  ];
}
