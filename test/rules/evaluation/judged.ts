import type { Judgement } from '../../../src/rules/judgement.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { reportOf } from '../../../src/rules/example.js';
import type { Example } from '../../../src/rules/rule.js';
import type { Report } from '../../../src/model/report.js';

const RULES = new Map(builtInRules().map((rule) => [rule.id, rule]));

/** What a rule judges of a report. */
export function judgedIn(id: string, report: Report): readonly Judgement[] {
  const rule = RULES.get(id);
  if (rule?.kind !== 'custom') throw new Error(`no such rule: ${id}`);
  return rule.judge(report);
}

export const judged = (id: string, example: Partial<Example>): readonly Judgement[] =>
  judgedIn(id, reportOf({ figures: {}, ...example }));

/** Verdicts as "fails warning 项目": failures with their severity and instance. */
export const told = (judgements: readonly Judgement[]): string[] =>
  judgements.map(({ verdict, severity, instance }) =>
    verdict === 'fails' ? `fails ${severity} ${instance}` : `${verdict} ${instance}`.trim(),
  );

/** A report without some of its tables. */
export const without = (example: Partial<Example>, ...forms: readonly string[]): Report => {
  const report = reportOf({ figures: {}, ...example });
  return { ...report, tables: new Map([...report.tables].filter(([form]) => !forms.includes(form))) };
};
