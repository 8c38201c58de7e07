import { FORMS } from '../forms/catalogue.js';
import { TOTAL_LINE, type Form, type FormId } from '../forms/form.js';
import { normaliseLabel } from '../forms/label.js';
import { zh, type Message } from '../language/message.js';
import { nearestName } from './nearest-name.js';
import {
  FormulaError,
  type FormulaNode,
  type Position,
  type ReferenceNode,
  type Relation,
  type TermNode,
} from './parse.js';

/** Which lines of a table a reference means. */
type LineSet =
  /** One line by its id, or one code. */
  | { readonly kind: 'one'; readonly line: string }
  /** Every coded line and the total. */
  | { readonly kind: 'every' }
  /** Codes of one length (类 3, 款 5, 项 7), or of any. */
  | { readonly kind: 'codes'; readonly length?: number }
  /** The codes one level below the code that the formula stands for. */
  | { readonly kind: 'children' }
  /** Codes of a pattern, ? for a digit: 302?? */
  | { readonly kind: 'pattern'; readonly pattern: string }
  /** A named set of lines, 收入项目. */
  | { readonly kind: 'members'; readonly name: string }
  /** Economic classes that make up 人员经费 or 公用经费. */
  | { readonly kind: 'part'; readonly part: 'personnel' | 'operating' };

export interface Reference {
  readonly form: FormId;
  readonly lines: LineSet;
  /** Column id, or every column of the table in turn. */
  readonly column: { readonly kind: 'one'; readonly id: string } | { readonly kind: 'every' };
}

export type Term =
  | { readonly constant: string; readonly sign: 1 | -1 }
  /** `factor` is the coefficient with its sign, a decimal number. */
  | { readonly factor: string; readonly sum: boolean; readonly reference: Reference };

/** A formula whose names are bound to the forms. */
export interface Formula {
  readonly text: string;
  readonly left: readonly Term[];
  readonly relation: Relation;
  readonly right: readonly Term[];
}

/**
 * Binds the names of a formula to tables, lines and columns.
 *
 * @throws FormulaError naming the unknown name and the nearest known one
 */
export function resolveFormula(text: string, node: FormulaNode): Formula {
  return {
    text,
    relation: node.relation,
    left: node.left.map(resolveTerm),
    right: node.right.map(resolveTerm),
  };
}

function resolveTerm(term: TermNode): Term {
  if ('constant' in term) return { constant: term.constant, sign: term.sign };
  const { sign, coefficient, sum } = term;
  const reference = resolveReference(term.reference);
  if (sum && reference.lines.kind === 'one') {
    throw new FormulaError(
      zh`Σ 之后应为一组行，如 [类]、[科目的下级] 或 [收入项目]`,
      term.reference.location,
    );
  }
  if (!sum && (reference.lines.kind === 'children' || reference.lines.kind === 'part')) {
    throw new FormulaError(zh`一组行之前应有 Σ`, term.reference.location);
  }
  return { factor: `${sign < 0 ? '-' : ''}${coefficient}`, sum, reference };
}

/** Tables by name, title, number or id. */
export function formNamed(name: string): Form | undefined {
  const label = normaliseLabel(name);
  return FORMS.find((form) =>
    [form.name, form.id, form.number, ...form.titles].some((known) => normaliseLabel(known) === label),
  );
}

function resolveReference({ table, line, column, location }: ReferenceNode): Reference {
  const form = formNamed(table);
  if (!form)
    throw unknown(
      zh`表`,
      table,
      location,
      FORMS.map(({ name }) => name),
    );
  if (line?.kind === 'line' && column === undefined) {
    // 表.名 may be a line in the default column, or the only column of a table of one line.
    const only = lineNamed(form, line.name);
    if (only !== undefined && form.defaultColumn !== undefined) {
      return {
        form: form.id,
        lines: { kind: 'one', line: only },
        column: { kind: 'one', id: form.defaultColumn },
      };
    }
  }
  const lines = line ? linesOf(form, line) : undefined;
  if (!lines) throw new FormulaError(zh`${form.name}之后应有行，如 ${form.name}[合计]`, location);
  return { form: form.id, lines, column: columnOf(form, lines, column, location) };
}

function linesOf(form: Form, { kind, name, location }: NonNullable<ReferenceNode['line']>): LineSet {
  if (kind === 'line') {
    const line = lineNamed(form, name);
    if (line === undefined)
      throw unknown(
        zh`${form.name}的行`,
        name,
        location,
        form.lines.map((known) => known.name),
      );
    return { kind: 'one', line };
  }
  const members = new Set(form.lines.flatMap(({ member }) => member ?? []));
  if (members.has(name)) return { kind: 'members', name };
  if (form.codes) {
    if (name === '*') return { kind: 'every' };
    if (name === '科目') return { kind: 'codes' };
    if (name === '科目的下级') return { kind: 'children' };
    if (form.codes === 'economic' && name === '人员类') return { kind: 'part', part: 'personnel' };
    if (form.codes === 'economic' && name === '公用类') return { kind: 'part', part: 'operating' };
    const length = { 类: 3, 款: 5, 项: 7 }[name];
    if (length !== undefined) return { kind: 'codes', length };
    if (/^\d{3}(?:\d{2}){0,2}$/u.test(name)) return { kind: 'one', line: name };
    if (/^[\d?？]{3,7}$/u.test(name)) return { kind: 'pattern', pattern: name.replaceAll('？', '?') };
  }
  if (name === '*' && form.shape === 'items') return { kind: 'every' };
  const line = lineNamed(form, name);
  if (line !== undefined) return { kind: 'one', line };
  throw unknown(zh`${form.name}的行`, name, location, [
    '*',
    '合计',
    '类',
    '款',
    '项',
    '科目',
    '科目的下级',
    ...members,
    ...form.lines.map((known) => known.name),
  ]);
}

function lineNamed(form: Form, name: string): string | undefined {
  const label = normaliseLabel(name);
  const found = form.lines.find((line) => line.id === name || normaliseLabel(line.name) === label);
  return (
    found?.id ?? (label === '合计' && form.lines.some(({ id }) => id === TOTAL_LINE) ? TOTAL_LINE : undefined)
  );
}

function columnOf(
  form: Form,
  lines: LineSet,
  column: ReferenceNode['column'],
  location: Position,
): Reference['column'] {
  if (!column) {
    if (form.defaultColumn === undefined) throw new FormulaError(zh`应指明${form.name}的列`, location);
    return { kind: 'one', id: form.defaultColumn };
  }
  if (column.name === '*') return { kind: 'every' };
  const label = normaliseLabel(column.name);
  const side = lines.kind === 'one' ? form.lines.find(({ id }) => id === lines.line)?.group : undefined;
  const found = form.columns.find(
    ({ id, name, group }) =>
      (id === column.name || normaliseLabel(name) === label) &&
      (side === undefined || group === undefined || group === side),
  );
  if (!found)
    throw unknown(
      zh`${form.name}的列`,
      column.name,
      column.location,
      form.columns.map(({ name }) => name),
    );
  return { kind: 'one', id: found.id };
}

function unknown(what: Message, name: string, position: Position, known: readonly string[]): FormulaError {
  const nearest = nearestName(name, known);
  return new FormulaError(
    zh`没有名为“${name}”的${what}${nearest === undefined ? '' : zh`，最接近的是“${nearest}”`}`,
    position,
  );
}
