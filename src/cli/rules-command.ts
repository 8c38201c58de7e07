import { renderExplanation, renderRules, renderRulesJson } from '../output/rules.js';
import type { RuleOptions } from './main.js';
import { isNamed, ruleSet, unknownRule } from './rule-set.js';

/** gouji rules: every rule of the run, one a line. */
export async function rulesCommand(
  options: RuleOptions & { readonly format: 'text' | 'json' },
): Promise<void> {
  const rules = await ruleSet(options);
  process.stdout.write(options.format === 'json' ? renderRulesJson(rules) : renderRules(rules));
}

/** gouji explain: one rule, or all of a family. */
export async function explainCommand(
  id: string,
  { rules: books }: { readonly rules: readonly string[] },
): Promise<void> {
  const all = await ruleSet({ rules: books, only: [], skip: [] });
  const named = all.filter((rule) => isNamed(rule, id));
  if (named.length === 0) throw await unknownRule(id, all);
  process.stdout.write(named.map(renderExplanation).join('\n'));
}
