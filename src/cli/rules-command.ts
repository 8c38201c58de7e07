import { told } from '../language/message.js';
import { renderExplanation, renderRules, renderRulesJson } from '../output/rules.js';
import { isNamed } from '../rules/rule.js';
import type { OutputOptions, RuleOptions } from './main.js';
import { print } from './print.js';
import { ruleSet, unknownRule } from './rule-set.js';

/** gouji rules: every rule of the run, one a line. */
export async function rulesCommand(options: RuleOptions & OutputOptions): Promise<void> {
  const { rules } = await ruleSet(options);
  if (options.format === 'json') await print(renderRulesJson(rules, told), 'utf-8');
  else await print(renderRules(rules, told), options.encoding);
}

/** gouji explain: one rule, or all of a family. */
export async function explainCommand(
  id: string,
  {
    rules: books,
    profile,
    encoding,
  }: Pick<RuleOptions, 'rules' | 'profile'> & Pick<OutputOptions, 'encoding'>,
): Promise<void> {
  const { rules: all } = await ruleSet({ rules: books, profile, only: [], skip: [] });
  const named = all.filter((rule) => isNamed(rule, id));
  if (named.length === 0) throw await unknownRule(id, all);
  await print(named.map((rule) => renderExplanation(rule, told)).join('\n'), encoding);
}
