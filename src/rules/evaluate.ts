import type { Formula } from '../formula/resolve.js';
import { FUNCTION_CLASSES } from '../forms/catalogue.js';
import type { CodeClass, FormId } from '../forms/form.js';
import { joined, told, zh } from '../language/message.js';
import type { Report } from '../model/report.js';
import { compare } from './compare.js';
import { judgement, type Judgement, type Operand, type Severity } from './judgement.js';
import { bindFormula, columnsIn, linesIn, operandsOf, type Binding, type BoundFormula } from './operands.js';
import type { Check, FormulaRule } from './rule.js';

/** Evaluates an identity for every line and column that it speaks of. */
export function evaluate(rule: FormulaRule, report: Report): Judgement[] {
  return rule.checks.flatMap((check, index) => evaluateCheck(rule, check, index, report));
}

function evaluateCheck(rule: FormulaRule, check: Check, index: number, report: Report): Judgement[] {
  const instance = rule.checks.length > 1 ? `${index + 1}` : '';
  const bound = bindFormula(check.formula, report);
  const when = check.when.map((formula) => bindFormula(formula, report));
  const absent = new Set([bound, ...when].flatMap((formula) => formula.absent));
  if (absent.size > 0) {
    const titles = [...absent].map((form) => form.titles[0] ?? '');
    const reason = zh`未找到${joined(titles, zh`、`)}`;
    return [judgement(rule.id, check.severity, { instance, verdict: 'undecidable', reason })];
  }
  const condition = conditionOf(when);
  if (condition) return [judgement(rule.id, check.severity, { instance, ...condition })];
  const judgements: Judgement[] = [];
  const columns = columnsOf(bound);
  for (const line of linesOf(bound)) {
    const ofLine = instanceOf(instance, line);
    for (const column of columns) {
      const judged = judge(rule, check, bound, { line, column }, instanceOf(ofLine, column), report);
      if (judged) judgements.push(judged);
    }
  }
  return onceInapplicable(judgements, instance);
}

const instanceOf = (head: string, tail = ''): string =>
  head === '' || tail === '' ? head + tail : `${head}/${tail}`;

/** A column that the place does not print is one reason, not one for every line. */
function onceInapplicable(judgements: Judgement[], instance: string): Judgement[] {
  if (!judgements.some(({ verdict }) => verdict === 'not-applicable')) return judgements;
  const seen = new Set<string>();
  return judgements.flatMap((one) => {
    if (one.verdict !== 'not-applicable') return [one];
    const reason = told(one.reason ?? '');
    if (seen.has(reason)) return [];
    seen.add(reason);
    return [{ ...one, instance: seen.size === 1 ? instance : `${instance}#${seen.size}` }];
  });
}

/** Undefined when all conditions hold. */
function conditionOf(when: readonly BoundFormula[]): Pick<Judgement, 'verdict' | 'reason'> | undefined {
  for (const bound of when) {
    const { formula } = bound;
    const sides = operandsOf(bound, { line: undefined, column: undefined });
    if (sides.kind === 'inapplicable') return { verdict: 'not-applicable', reason: sides.reason };
    if (sides.kind === 'unknown') return { verdict: 'undecidable', reason: sides.reason };
    if (sides.kind === 'none') return { verdict: 'not-applicable', reason: zh`不具备前提：${formula.text}` };
    const { verdict } = compare(formula, sides.operands, false);
    if (verdict === 'fails') return { verdict: 'not-applicable', reason: zh`不具备前提：${formula.text}` };
  }
  return undefined;
}

function allHold(formulas: readonly Formula[], report: Report): boolean {
  const bound = formulas.map((formula) => bindFormula(formula, report));
  return bound.every(({ absent }) => absent.length === 0) && conditionOf(bound) === undefined;
}

/** Stands for the one line, or column, of a formula that speaks of no others. */
const NO_OTHER = [undefined];

/** A formula about 科目 is judged for each code that one of its tables prints. */
function linesOf({ terms }: BoundFormula): readonly (string | undefined)[] {
  const free = terms.filter(({ sum, reference }) => !sum && reference.lines.kind !== 'one');
  if (free.length === 0) return NO_OTHER;
  const lines = new Set<string>();
  for (const { reference, table } of free) {
    for (const key of linesIn(reference, table)) {
      // A code printed twice is checked along its row, but not taken for another code of other tables.
      if (reference.lines.kind === 'every' || !key.includes('#')) lines.add(key);
    }
  }
  return [...lines];
}

/** A formula about .* is judged for each column that one of its tables prints. */
function columnsOf({ terms }: BoundFormula): readonly (string | undefined)[] {
  const free = terms.filter(({ sum, reference }) => !sum && reference.column.kind === 'every');
  if (free.length === 0) return NO_OTHER;
  return [...new Set(free.flatMap(({ reference, table }) => columnsIn(reference, table)))];
}

function judge(
  rule: FormulaRule,
  check: Check,
  bound: BoundFormula,
  binding: Binding,
  instance: string,
  report: Report,
): Judgement | undefined {
  const sides = operandsOf(bound, binding);
  switch (sides.kind) {
    case 'none':
      return undefined;
    case 'inapplicable':
      return judgement(rule.id, check.severity, {
        instance,
        verdict: 'not-applicable',
        reason: sides.reason,
      });
    case 'unknown':
      return judgement(rule.id, check.severity, {
        instance,
        verdict: 'undecidable',
        reason: sides.reason,
        places: sides.places,
      });
    case 'operands': {
      const { operands, assumptions } = sides;
      const isListed =
        operands.some(({ printed }) => printed !== undefined) ||
        operands.every(({ constant }) => constant === true);
      if (!isListed && assumptions.length === 0) {
        return judgement(rule.id, check.severity, {
          instance,
          verdict: 'not-applicable',
          reason: zh`有关科目各表都没有列示`,
        });
      }
      const { verdict, difference, allowance, severity } = compare(check.formula, operands, rule.sameFact);
      const judged: Judgement = {
        ruleId: rule.id,
        instance,
        verdict,
        severity: severity ?? check.severity,
        operands,
        relation: check.formula.relation,
        unit: bound.unit,
        difference,
        allowance,
        assumptions,
        places: [],
      };
      return verdict === 'fails' ? failed(judged, rule, check, bound.isWithheld, report) : judged;
    }
  }
}

/** A failure with what excuses it and what it points to. */
function failed(
  judged: Judgement,
  { negativeExcuses }: FormulaRule,
  { formula, severity, excused: excuse }: Check,
  withheld: boolean,
  report: Report,
): Judgement {
  const { operands, difference } = judged;
  const unprinted = difference?.isPositive() === true ? unprintedClasses(formula, report) : [];
  const isExcused = excuse !== undefined && allHold(excuse.when, report);
  const excused =
    withheld ||
    isExcused ||
    unprinted.length > 0 ||
    (negativeExcuses && operands.some(({ value }) => value.isNegative() && !value.isZero()));
  const missing = missingCode(operands);
  return {
    ...judged,
    ...(missing && { missing }),
    ...(isExcused && { advice: excuse.advice }),
    ...(unprinted.length > 0 && {
      advice: zh`表中没有印出${joined(
        unprinted.map(({ name }) => name),
        zh`、`,
      )}，差额可能在其中；请补列或说明`,
    }),
    severity: weaker(excused && severity === 'error' ? 'warning' : judged.severity, severity),
  };
}

/** The code that one of two tables lacks where both should print the same fact. */
function missingCode(operands: readonly Operand[]): Judgement['missing'] {
  const [absent, ...others] = operands.filter(({ printed }) => printed === undefined);
  if (operands.length !== 2 || others.length > 0 || absent?.form === undefined || absent.line === undefined)
    return undefined;
  return /^\d+$/u.test(absent.line) ? { form: absent.form, code: absent.line } : undefined;
}

/** Tables that print the amounts of every class, so that a class left out of a summary shows. */
const SETTLED_BY: Readonly<Partial<Record<FormId, readonly FormId[]>>> = {
  summary: ['expenditure'],
  'appropriation-summary': ['general-budget-expenditure'],
};

/**
 * Classes that a summary does not print, where no other table tells whether they hold an amount: then a sum
 * that falls short of its total needs an explanation only.
 */
function unprintedClasses({ left, right }: Formula, report: Report): readonly CodeClass[] {
  const sum = [...left, ...right].find(
    (term) => 'reference' in term && term.sum && term.reference.lines.kind === 'codes',
  );
  const form = sum && 'reference' in sum ? sum.reference.form : undefined;
  const settlers = form && SETTLED_BY[form];
  if (!form || !settlers || settlers.some((id) => report.tables.has(id))) return [];
  const printed = new Set(report.tables.get(form)?.lines.map(({ key }) => key));
  return FUNCTION_CLASSES.filter(({ code, inSummary }) => inSummary && !printed.has(code));
}

const weaker = (one: Severity, other: Severity): Severity => {
  const order: Severity[] = ['note', 'warning', 'error'];
  return order.indexOf(one) < order.indexOf(other) ? one : other;
};
