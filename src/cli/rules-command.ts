import { exampleFaults } from '../engine/example-faults.js';
import { joined, zh } from '../language/message.js';
import { tellIn } from '../language/catalogues.js';
import { renderExplanation, renderRules, renderRulesJson } from '../output/rules.js';
import { builtInRules } from '../rules/catalogue.js';
import { isNamed } from '../rules/rule.js';
import type { OutputOptions, RuleOptions, ScreenOptions } from './main.js';
import { print } from './print.js';
import { readText } from './read-text.js';
import { ruleSet, unknownRule } from './rule-set.js';

/** gouji rules: every rule of the run, one a line. */
export async function rulesCommand(options: RuleOptions & OutputOptions): Promise<void> {
  const { rules } = await ruleSet(options);
  const tell = await tellIn(options.lang);
  if (options.format === 'json') await print(renderRulesJson(rules, tell), 'utf-8');
  else await print(renderRules(rules, tell), options.encoding);
}

/**
 * gouji rules --check: proves that books can be used and that their examples show what they claim.
 *
 * @throws BookError with every mistake of the first that cannot
 */
export async function checkBooksCommand(
  files: readonly string[],
  { encoding, lang }: ScreenOptions,
): Promise<void> {
  const tell = await tellIn(lang);
  const { readBook } = await import('../rules/user-book.js');
  const builtIn = new Set(builtInRules().map(({ id }) => id));
  for (const file of files) {
    const rules = readBook(file, await readText(file), (rule) => exampleFaults(rule, tell));
    const replaced = rules.flatMap(({ id }) => (builtIn.has(id) ? id : []));
    const said = [
      zh`${file}：${rules.length} 条规则可用，算例都如所说`,
      ...(replaced.length > 0 ? [zh`；替换内置规则 ${joined(replaced, zh`、`)}`] : []),
    ];
    await print(`${tell(joined(said, ''))}\n`, encoding);
  }
}

/** gouji explain: one rule, or all of a family. */
export async function explainCommand(
  id: string,
  { rules: books, profile, encoding, lang }: Pick<RuleOptions, 'rules' | 'profile'> & ScreenOptions,
): Promise<void> {
  const { rules: all } = await ruleSet({ rules: books, profile, only: [], skip: [] });
  const named = all.filter((rule) => isNamed(rule, id));
  if (named.length === 0) throw await unknownRule(id, all);
  const tell = await tellIn(lang);
  await print(named.map((rule) => renderExplanation(rule, tell)).join('\n'), encoding);
}
