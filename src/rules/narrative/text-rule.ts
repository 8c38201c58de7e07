import type { Narrative } from '../../model/narrative.js';
import type { Report } from '../../model/report.js';
import { sayingsOf, type Say } from '../evaluation/outcomes.js';
import type { Judgement } from '../judgement.js';
import type { CustomRule } from '../rule.js';
import { auditOf } from './audit.js';

export type Meta = Omit<CustomRule, 'kind' | 'area' | 'judge'>;

interface TextRule extends Meta {
  /** Why it does not apply where nothing in the text is of its kind. */
  readonly none: string;
  /** What it judges itself explains the percentages that fail beside it. */
  readonly leads?: true;
}

/** A rule about the text: what the audit of its figures says under the rule's id, and what it judges itself. */
export function textRule(
  { none, leads, ...meta }: TextRule,
  judge: (narrative: Narrative, report: Report, say: Say) => readonly Judgement[] = () => [],
): CustomRule {
  const say = sayingsOf(meta.id, meta.severity);
  return {
    kind: 'custom',
    area: 'narrative',
    ...meta,
    judge: (report) => {
      const { narrative } = report;
      if (!narrative) return [say.inapplicable('没有文字说明')];
      const audited = auditOf(report).judgements.filter(({ ruleId }) => ruleId === meta.id);
      const own = judge(narrative, report, say);
      const lead = leads && own.find(({ verdict, severity }) => verdict === 'fails' && severity === 'error');
      const judged = [
        ...own,
        ...audited.map((one) =>
          lead && one.verdict === 'fails' && !one.cause
            ? { ...one, cause: { ruleId: lead.ruleId, instance: lead.instance } }
            : one,
        ),
      ];
      return judged.length > 0 ? judged : [say.inapplicable(none)];
    },
  };
}
