import * as v from 'valibot';
import { FormulaError, parseFormula, type Position } from '../formula/parse.js';
import { resolveFormula, type Formula } from '../formula/resolve.js';
import { BookError } from './book-error.js';
import { shaped, wrongAt, type Locate, type Path } from './shape.js';
import { SEVERITIES, type Severity } from './judgement.js';
import type { Check, FormulaRule } from './rule.js';

const Severities = v.picklist(SEVERITIES, '应为 error、warning 或 note');
const Text = v.pipe(v.string('应为文字'), v.nonEmpty('不能为空'));
const Formulas = v.union([Text, v.array(Text)], '应为一条公式或公式列表');
const Figures = v.record(v.string(), v.string());
const Flag = v.picklist(['true', 'false'], '应为 true 或 false');

const RuleShape = v.strictObject({
  id: v.pipe(Text, v.regex(/^[A-Za-z][\w-]*$/u, '应由字母、数字和连字符组成')),
  family: v.optional(Text),
  over: v.optional(v.record(Text, v.record(v.string(), v.string()))),
  title: Text,
  severity: Severities,
  formula: v.optional(Formulas),
  checks: v.optional(
    v.array(
      v.strictObject({
        formula: Formulas,
        severity: v.optional(Severities),
        when: v.optional(v.array(Text)),
      }),
    ),
  ),
  sameFact: v.optional(Flag),
  negativeExcuses: v.optional(Flag),
  collapse: v.optional(Flag),
  basis: Text,
  failure: Text,
  examples: v.strictObject({ holds: Figures, fails: Figures }),
});
/** What a rule book may say; its JSON Schema is made of this when the package is built. */
export const BookShape = v.strictObject({ book: Text, rules: v.array(RuleShape) });

type RuleData = v.InferOutput<typeof RuleShape>;

export { BookError };

/**
 * Loads a rule book: checks its shape, spreads rules written once over several tables, parses their
 * formulas and binds every name.
 *
 * @param file its name, for messages
 * @param data parsed YAML, every scalar a string
 * @throws BookError naming file, line, what was expected and the nearest known name
 */
export function loadBook(file: string, data: unknown, locate: Locate = () => undefined): FormulaRule[] {
  const book = shaped(file, BookShape, data, locate, '不是规则文件：应有 book 和 rules 两项');
  const rules = book.rules.flatMap((rule, index) => spread(rule).map((one) => ({ rule: one, index })));
  return rules.map(({ rule, index }) =>
    toRule(rule, (path, { message, position }) => {
      const within = position ? `（公式第 ${position.column} 个字符处）` : '';
      throw wrongAt(file, ['rules', index, ...path], `${message}${within}`, locate);
    }),
  );
}

/** {表} and the like in every text of the rule, for each table it is written over. */
function spread(rule: RuleData): RuleData[] {
  if (!rule.over) return [rule];
  const { over, ...template } = rule;
  return Object.entries(over).map(([table, words]) => {
    const filled = fill(template, words);
    return { ...filled, id: template.id.replace(/^Tx/u, table), family: template.family ?? template.id };
  });
}

function fill<Value>(value: Value, words: Readonly<Record<string, string>>): Value {
  const text = (template: string): string =>
    template.replace(/\{(.+?)\}/gu, (whole, word: string) => words[word] ?? whole);
  const visit = (node: unknown): unknown => {
    if (typeof node === 'string') return text(node);
    if (Array.isArray(node)) return node.map(visit);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [text(key), visit(child)]));
  };
  // Every leaf keeps its type: only texts change.
  return visit(value) as Value;
}

type Fail = (path: Path, error: { readonly message: string; readonly position?: Position }) => never;

function toRule(data: RuleData, fail: Fail): FormulaRule {
  const { id, family, title, severity, basis, failure, examples } = data;
  if ((data.formula === undefined) === (data.checks === undefined)) {
    return fail(['id'], { message: `${id} 应有 formula 或 checks 之一` });
  }
  const compile = (text: string, path: Path): Formula => {
    try {
      return resolveFormula(text, parseFormula(text));
    } catch (error) {
      if (error instanceof FormulaError) return fail(path, error);
      throw error;
    }
  };
  const all = (
    formulas: string | string[],
    path: Path,
    rest: { severity: Severity; when: Formula[] },
  ): Check[] =>
    (typeof formulas === 'string' ? [formulas] : formulas).map((text) => ({
      ...rest,
      formula: compile(text, path),
    }));
  const checks =
    data.formula !== undefined
      ? all(data.formula, ['formula'], { severity, when: [] })
      : (data.checks ?? []).flatMap((check, index) =>
          all(check.formula, ['checks', index, 'formula'], {
            severity: check.severity ?? severity,
            when: (check.when ?? []).map((text) => compile(text, ['checks', index, 'when'])),
          }),
        );
  return {
    kind: 'formula',
    area: 'tables',
    id,
    ...(family !== undefined && { family }),
    title,
    severity,
    basis,
    failure,
    checks,
    sameFact: data.sameFact === 'true',
    negativeExcuses: data.negativeExcuses === 'true',
    collapse: data.collapse === 'true',
    examples: { holds: { figures: examples.holds }, fails: { figures: examples.fails } },
  };
}
