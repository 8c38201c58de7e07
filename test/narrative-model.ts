import type { Report } from '../src/model/report.js';
import { builtInRules } from '../src/rules/catalogue.js';
import { reportOf } from '../src/rules/example.js';
import type { Judgement } from '../src/rules/judgement.js';
import type { Example } from '../src/rules/rule.js';

const RULES = new Map(builtInRules().map((rule) => [rule.id, rule]));

/**
 * A report with a text, from sentences that carry what they say: `{subject|role|printed}`, as the examples of
 * the rules do. Tables print 0.00 where no figure is given.
 */
export const textReport = (example: Partial<Example>): Report => reportOf({ figures: {}, ...example });

/** The same without its tables. */
export const withoutTables = (example: Partial<Example>): Report => ({
  ...textReport(example),
  tables: new Map(),
});

/** What a rule judges of a report. */
export function judgedIn(id: string, report: Report): readonly Judgement[] {
  const rule = RULES.get(id);
  if (rule?.kind !== 'custom') throw new Error(`no such rule: ${id}`);
  return rule.judge(report);
}

/** Verdicts as "fails error expenditure/basic/amount", with the cause of what follows from another. */
export const told = (judgements: readonly Judgement[]): string[] =>
  judgements.map(({ verdict, severity, instance, cause }) => {
    const follows = cause ? ` ← ${cause.ruleId} ${cause.instance}` : '';
    return verdict === 'fails'
      ? `fails ${severity} ${instance}${follows}`.trim()
      : `${verdict} ${instance}`.trim();
  });
