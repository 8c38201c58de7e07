import { zh } from '../language/message.js';
import { FormulaError, parseFormula } from '../formula/parse.js';
import { resolveFormula } from '../formula/resolve.js';
import type { FormId } from '../forms/form.js';

/** Where a figure of an example stands. */
export interface Place {
  readonly form: FormId;
  readonly line: string;
  readonly column: string;
  /** Label of a 其中 line below the line. */
  readonly part: string | undefined;
}

/**
 * The place of a figure of an example: 支出表[合计].项目支出.
 *
 * @throws FormulaError where that names no single figure of the forms
 */
export function placeOf(key: string): Place {
  const [text = '', part] = key.split('/其中:');
  const [term] = resolveFormula(text, parseFormula(`${text} = 0`)).left;
  if (
    !term ||
    !('reference' in term) ||
    term.reference.lines.kind !== 'one' ||
    term.reference.column.kind !== 'one'
  )
    throw new FormulaError(zh`算例应指明一个数，如 支出表[合计].项目支出，却是“${key}”`, {
      line: 1,
      column: 1,
    });
  const { form, lines, column } = term.reference;
  return { form, line: lines.line, column: column.id, part };
}
