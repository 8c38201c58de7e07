import type { Report } from '../model/report.js';
import type { Severity } from '../rules/judgement.js';
import { isNamed, type Rule } from '../rules/rule.js';
import type { Finding } from './outcome.js';

/** How severe a failure is, by the id of a rule, its family or its area. */
type Severities = Readonly<Record<string, Severity>>;

/** What a user decides on rules beforehand; the rules themselves stay as they are. */
export interface Policy {
  readonly severity: Severities;
  readonly departments: readonly {
    readonly name: string;
    readonly severity: Severities;
    readonly skip: readonly string[];
  }[];
}

export const NO_POLICY: Policy = { severity: {}, departments: [] };

const own = ({ departments }: Policy, { department }: Pick<Report, 'department'>): Policy['departments'] =>
  departments.filter(({ name }) => name === department);

/** The rules that a report is judged by. */
export function rulesFor(report: Report, rules: readonly Rule[], policy: Policy): readonly Rule[] {
  const skipped = own(policy, report).flatMap(({ skip }) => skip);
  return skipped.length === 0 ? rules : rules.filter((rule) => !skipped.some((name) => isNamed(rule, name)));
}

/** A finding as severe as it was decided: for its department before for all, for its rule before family and area. */
export function withPolicy<Found extends Finding>(
  finding: Found,
  rule: Rule | undefined,
  report: Pick<Report, 'department'>,
  policy: Policy,
): Found {
  const ids = [finding.ruleId, rule?.family, rule?.area].map((id) => id?.toLowerCase());
  for (const severities of [...own(policy, report).map(({ severity }) => severity), policy.severity])
    for (const id of ids) {
      const [, severity] = Object.entries(severities).find(([name]) => name.toLowerCase() === id) ?? [];
      if (severity !== undefined) return { ...finding, severity };
    }
  return finding;
}
