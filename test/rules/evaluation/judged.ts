import { told as toldIn } from '../../../src/language/message.js';
import type { Judgement } from '../../../src/rules/judgement.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { reportOf } from '../../../src/rules/example.js';
import type { Example } from '../../../src/rules/rule.js';
import type { Report } from '../../../src/model/report.js';

const RULES = new Map(builtInRules().map((rule) => [rule.id, rule]));

/** A judgement whose reason is told. */
interface Told extends Judgement {
  readonly reason?: string;
}

/** Judgements with their reasons as people read them. */
export const inChinese = (judgements: readonly Judgement[]): Told[] =>
  judgements.map(({ reason, ...rest }) => ({
    ...rest,
    ...(reason !== undefined && { reason: toldIn(reason) }),
  }));

/** What a rule judges of a report. */
export function judgedIn(id: string, report: Report): readonly Told[] {
  const rule = RULES.get(id);
  if (rule?.kind !== 'custom') throw new Error(`no such rule: ${id}`);
  return inChinese(rule.judge(report));
}

export const judged = (id: string, example: Partial<Example>): readonly Told[] =>
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
