import * as v from 'valibot';
import { FormulaError, parseFormula, type Position } from '../formula/parse.js';
import { resolveFormula, type Formula } from '../formula/resolve.js';
import { zh, type Message } from '../language/message.js';
import { BookError } from './book-error.js';
import { allOf, inShape, shaped, wrongAt, type Locate, type Path } from './shape.js';
import { placeOf } from './example-place.js';
import { SEVERITIES } from './judgement.js';
import type { Check, FormulaRule } from './rule.js';

const Severities = v.picklist(SEVERITIES, inShape(zh`应为 error、warning 或 note`));
const Text = v.pipe(v.string(inShape(zh`应为文字`)), v.nonEmpty(inShape(zh`不能为空`)));
const Formulas = v.union([Text, v.array(Text)], inShape(zh`应为一条公式或公式列表`));
const Figures = v.record(v.string(), v.string());
const Flag = v.picklist(['true', 'false'], inShape(zh`应为 true 或 false`));

const RuleShape = v.strictObject({
  id: v.pipe(Text, v.regex(/^[A-Za-z][\w-]*$/u, inShape(zh`应由字母、数字和连字符组成`))),
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
        excused: v.optional(v.strictObject({ when: Formulas, advice: Text })),
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

/** What one of the examples of a rule does not show. */
export interface ExampleFault {
  readonly example: keyof FormulaRule['examples'];
  readonly message: Message;
}

/**
 * Loads a rule book: checks its shape, spreads rules written once over several tables, parses their
 * formulas and binds every name.
 *
 * @param file its name, for messages
 * @param data parsed YAML, every scalar a string
 * @param faultsIn works out the examples of a rule, where they are to show what they claim
 * @throws BookError naming file, line, what was expected and the nearest known name, for every mistake
 */
export function loadBook(
  file: string,
  data: unknown,
  locate: Locate = () => undefined,
  faultsIn: (rule: FormulaRule) => readonly ExampleFault[] = () => [],
): FormulaRule[] {
  const book = shaped(file, BookShape, data, locate, zh`不是规则文件：应有 book 和 rules 两项`);
  const faults: BookError[] = [];
  const rules = new Map<string, FormulaRule>();
  for (const [index, template] of book.rules.entries())
    for (const written of spread(template)) {
      const refuse = (path: Path, message: Message, within?: Parameters<Locate>[1]): void => {
        faults.push(wrongAt(file, ['rules', index, ...path], message, (at) => locate(at, within)));
      };
      const { rule, faults: own } = toRule(written);
      for (const { path, message, formula } of own) {
        if (formula === undefined) {
          refuse(path, message, 'key');
          continue;
        }
        const { text, position } = formula;
        const within = { text, at: position.column - 1 };
        const isExact = position.line === 1 && locate(['rules', index, ...path], within) !== undefined;
        if (isExact) refuse(path, message, within);
        else refuse(path, zh`${message}（公式第 ${position.column} 个字符处）`);
      }
      if (rules.has(rule.id)) refuse(['id'], zh`规则 ${rule.id} 定义了不止一次`);
      rules.set(rule.id, rule);
      if (own.length > 0) continue;
      for (const { example, message } of faultsIn(rule))
        refuse(['examples', example], zh`${rule.id}：${message}`, 'key');
    }
  if (faults.length > 0) throw allOf(faults);
  return [...rules.values()];
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

/** What is wrong with a rule: with a formula in it, or with the value that has a name. */
interface RuleFault {
  readonly path: Path;
  readonly message: Message;
  readonly formula?: { readonly text: string; readonly position: Position };
}

/** The rule as it is judged by, which it can be where nothing in it is wrong. */
function toRule(data: RuleData): { readonly rule: FormulaRule; readonly faults: readonly RuleFault[] } {
  const { id, family, title, severity, basis, failure, examples } = data;
  const faults: RuleFault[] = [];
  if ((data.formula === undefined) === (data.checks === undefined))
    faults.push({ path: ['id'], message: zh`${id} 应有 formula 或 checks 之一` });
  const understood = <Result>(
    understand: () => Result,
    faultOf: (error: FormulaError) => RuleFault,
  ): Result[] => {
    try {
      return [understand()];
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      faults.push(faultOf(error));
      return [];
    }
  };
  const compile = (texts: string | readonly string[], path: Path): Formula[] =>
    [texts].flat().flatMap((text, index) =>
      understood(
        () => resolveFormula(text, parseFormula(text)),
        ({ said: message, position }) => ({
          path: typeof texts === 'string' ? path : [...path, index],
          message,
          formula: { text, position },
        }),
      ),
    );
  const all = (formulas: string | string[], path: Path, rest: Omit<Check, 'formula'>): Check[] =>
    compile(formulas, path).map((formula) => ({ ...rest, formula }));
  const checks = [
    ...(data.formula === undefined ? [] : all(data.formula, ['formula'], { severity, when: [] })),
    ...(data.checks ?? []).flatMap((check, index) =>
      all(check.formula, ['checks', index, 'formula'], {
        severity: check.severity ?? severity,
        when: compile(check.when ?? [], ['checks', index, 'when']),
        ...(check.excused && {
          excused: {
            when: compile(check.excused.when, ['checks', index, 'excused', 'when']),
            advice: check.excused.advice,
          },
        }),
      }),
    ),
  ];
  for (const example of ['holds', 'fails'] as const)
    for (const place of Object.keys(examples[example]))
      understood(
        () => placeOf(place),
        ({ said: message }) => ({ path: ['examples', example, place], message }),
      );
  const rule: FormulaRule = {
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
  return { rule, faults };
}
