import appropriationSummary from './appropriation-summary.yaml';
import economicClasses from './economic-classes.yaml';
import economicItems from './economic-items.yaml';
import expenditure from './expenditure.yaml';
import functionClasses from './function-classes.yaml';
import functionItems from './function-items.yaml';
import fundItems from './fund-items.yaml';
import generalBudgetBasicExpenditure from './general-budget-basic-expenditure.yaml';
import generalBudgetExpenditure from './general-budget-expenditure.yaml';
import governmentFund from './government-fund.yaml';
import revenue from './revenue.yaml';
import stateCapital from './state-capital.yaml';
import summary from './summary.yaml';
import threePublic from './three-public.yaml';
import type { CodeClass, Form, FormColumn, FormId, FormLine, Group } from './form.js';
import { normaliseLabel, splitLabel } from './label.js';

interface ColumnData {
  id: string;
  name: string;
  paths: string[];
  group?: Group;
  optional?: string;
  ofWhich?: string;
  totalIsLine?: string;
}
interface LineData {
  id: string;
  name: string;
  aliases?: string[];
  group?: Group;
  member?: string;
  total?: string;
  after?: string;
  optional?: string;
}
interface FormData {
  form: FormId;
  number: string;
  name: string;
  titles: string[];
  groups?: Group[];
  codes?: 'function' | 'economic';
  shape?: 'lines' | 'items';
  mayBeEmpty?: string;
  defaultColumn?: string;
  columns: ColumnData[];
  lines?: LineData[];
}
interface CodeData {
  code: string;
  name: string;
  aliases?: string[];
  part?: 'personnel' | 'operating';
  inSummary?: string;
}

/** A header path or label as written in the data, "本年支出/小计", in its comparable, joined form. */
export const joinedPath = (path: string): string => path.split('/').map(normaliseLabel).join('');

function toColumn({ id, name, paths, optional, ...rest }: ColumnData): FormColumn {
  const whenAbsent = optional === 'zero' ? 'zero' : optional === 'true' && 'inapplicable';
  return { ...rest, id, name, paths: paths.map(joinedPath), optional: whenAbsent };
}

function toLine({ id, name, aliases = [], optional, ...rest }: LineData): FormLine {
  return { ...rest, id, name, labels: [name, ...aliases].map(joinedPath), optional: optional === 'true' };
}

/** Coded tables print one total besides their codes, under either name. */
const TOTAL_OF_CODES: LineData = {
  id: 'total',
  name: '合计',
  aliases: ['总计', '本年支出合计', '本年收入合计'],
};

function toForm(content: unknown): Form {
  // The built-in forms are checked by the tests, not at every start.
  const data = content as FormData;
  const { form, number, name, titles, groups = [], shape = 'lines', codes, defaultColumn } = data;
  return {
    id: form,
    number,
    name,
    titles,
    groups,
    shape,
    mayBeEmpty: data.mayBeEmpty === 'true',
    columns: data.columns.map(toColumn),
    lines: (data.lines ?? [TOTAL_OF_CODES]).map(toLine),
    ...(codes && { codes }),
    ...(defaultColumn && { defaultColumn }),
  };
}

function toClasses(content: unknown): CodeClass[] {
  return (content as CodeData[]).map(({ code, name, aliases = [], part, inSummary }) => ({
    code,
    name,
    labels: [name, ...aliases].map((label) => splitLabel(normaliseLabel(label)).name),
    inSummary: inSummary !== 'false',
    ...(part && { part }),
  }));
}

/** The nine forms in the national order. */
export const FORMS: readonly Form[] = [
  summary,
  revenue,
  expenditure,
  appropriationSummary,
  generalBudgetExpenditure,
  generalBudgetBasicExpenditure,
  governmentFund,
  stateCapital,
  threePublic,
].map(toForm);

/** Classes of the functional classification (类), in the order of tables 01 and 04. */
export const FUNCTION_CLASSES: readonly CodeClass[] = toClasses(functionClasses);

/** Classes of the economic classification of departmental expenditure (类). */
export const ECONOMIC_CLASSES: readonly CodeClass[] = toClasses(economicClasses);

/** The economic classification's 款 of the classes that the lists name in full. */
export const ECONOMIC_ITEMS: readonly CodeClass[] = toClasses(economicItems);

/** The functional classification's 款 and 项 that nearly every department has. */
export const FUNCTION_ITEMS: readonly CodeClass[] = toClasses(functionItems);

/** Functional codes (款) that belong to the government fund budget. */
export const FUND_ITEMS: readonly CodeClass[] = toClasses(fundItems);

/** Words that a place prints for what the form calls otherwise; written as in the data of the forms. */
export interface FormVariant {
  readonly form: FormId;
  readonly titles: readonly string[];
  /** By id of the column or line. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly lines: Readonly<Record<string, readonly string[]>>;
}

/** The forms with more words, as if these stood in their data. */
export const withVariants = (variants: readonly FormVariant[]): readonly Form[] =>
  FORMS.map((form) => variants.filter((variant) => variant.form === form.id).reduce(withVariant, form));

const withVariant = (form: Form, { titles, columns, lines }: FormVariant): Form => ({
  ...form,
  titles: [...form.titles, ...titles],
  columns: form.columns.map((column) => ({
    ...column,
    paths: [...column.paths, ...(columns[column.id] ?? []).map(joinedPath)],
  })),
  lines: form.lines.map((line) => ({
    ...line,
    labels: [...line.labels, ...(lines[line.id] ?? []).map(joinedPath)],
  })),
});

const FORM_BY_ID: ReadonlyMap<string, Form> = new Map(FORMS.map((form) => [form.id, form]));

/** @throws when the id is none of the nine, which is a mistake of the program */
export function formOf(id: FormId): Form {
  const form = FORM_BY_ID.get(id);
  if (!form) throw new Error(`no form ${id}`);
  return form;
}
