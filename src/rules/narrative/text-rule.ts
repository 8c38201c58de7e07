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
}

/** A rule about the text: what the audit of its figures says under the rule's id, and what it judges itself. */
export function textRule(
  { none, ...meta }: TextRule,
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
      const judged = [...audited, ...judge(narrative, report, say)];
      return judged.length > 0 ? judged : [say.inapplicable(none)];
    },
  };
}
