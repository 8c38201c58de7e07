import { zh, type Message } from '../../language/message.js';
import type { Narrative } from '../../model/narrative.js';
import type { Report } from '../../model/report.js';
import { sayingsOf, type Say } from '../evaluation/outcomes.js';
import type { Judgement } from '../judgement.js';
import type { CustomRule } from '../rule.js';
import { auditOf } from './audit.js';

export type Meta = Omit<CustomRule, 'kind' | 'area' | 'judge'>;

interface TextRule extends Meta {
  /** Why it does not apply where nothing in the text is of its kind. */
  readonly none: Message;
  /** What it judges itself and the percentages that fail beside it may come from one figure. */
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
      if (!narrative) return [say.inapplicable(zh`没有文字说明`)];
      const audited = auditOf(report).judgements.filter(({ ruleId }) => ruleId === meta.id);
      const own = judge(narrative, report, say);
      const judged = leads ? withLeads([...own, ...audited]) : [...own, ...audited];
      return judged.length > 0 ? judged : [say.inapplicable(none)];
    },
  };
}

const isFailure = ({ verdict }: Judgement): boolean => verdict === 'fails';
const isError = (one: Judgement): boolean => isFailure(one) && one.severity === 'error';

/** Of failures that show a figure in common the first error is the cause of the others. */
function withLeads(judgements: readonly Judgement[]): Judgement[] {
  const failed = [
    ...judgements.filter(isError),
    ...judgements.filter((one) => isFailure(one) && !isError(one)),
  ];
  return judgements.map((one) => {
    const lead = failed.find((other) => other === one || showsSame(one, other));
    return lead === undefined || lead === one || !isFailure(one) || one.cause
      ? one
      : { ...one, cause: { ruleId: lead.ruleId, instance: lead.instance } };
  });
}

const showsSame = (one: Judgement, other: Judgement): boolean =>
  one.places.some(({ printed, location }) =>
    other.places.some(
      (place) =>
        location.line !== undefined && place.location.line === location.line && place.printed === printed,
    ),
  );
