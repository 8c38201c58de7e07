import { zh } from '../language/message.js';
import { builtInRules } from '../rules/catalogue.js';
import { BUILT_IN_PROFILES, withProfiles } from '../rules/evaluation/built-in-profiles.js';
import type { Profiles } from '../rules/evaluation/profile.js';
import { isNamed, RULE_AREAS, type Rule } from '../rules/rule.js';
import type { RuleOptions } from './main.js';
import { readText } from './read-text.js';
import { UsageError } from './usage-error.js';

/** What a run judges by. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly profiles: Profiles;
}

/**
 * The rules of a run: built-in ones, those of the user's books in place of or beside them, less what is left
 * out; and the scoring schemes, those of the user first.
 *
 * @param refuseUnknown refuses names of rules that are written elsewhere, where they stand
 */
export async function ruleSet(
  { rules: books, profile: schemes, only, skip }: RuleOptions,
  refuseUnknown: (rules: readonly Rule[]) => void = () => undefined,
): Promise<RuleSet> {
  const profiles = await profileSet(schemes);
  const rules = new Map(builtInRules(profiles).map((rule) => [rule.id, rule]));
  const own = new Set<string>();
  for (const file of books) {
    const { readBook } = await import('../rules/user-book.js');
    for (const rule of readBook(file, await readText(file))) {
      if (own.has(rule.id)) throw new UsageError(zh`${file}：规则 ${rule.id} 定义了不止一次`);
      own.add(rule.id);
      rules.set(rule.id, rule);
    }
  }
  const known = [...rules.values()];
  refuseUnknown(known);
  for (const id of [...only, ...skip]) {
    const isArea = RULE_AREAS.some((area) => area === id.toLowerCase());
    if (!isArea && !known.some((rule) => isNamed(rule, id))) throw await unknownRule(id, known);
  }
  const wanted = known.filter(
    (rule) =>
      (only.length === 0 || only.some((id) => isNamed(rule, id))) && !skip.some((id) => isNamed(rule, id)),
  );
  return { rules: wanted, profiles };
}

async function profileSet(files: readonly string[]): Promise<Profiles> {
  let profiles = BUILT_IN_PROFILES;
  for (const file of files) {
    const { readProfiles } = await import('../rules/evaluation/user-profiles.js');
    profiles = withProfiles(readProfiles(file, await readText(file)), profiles);
  }
  return profiles;
}

/** The refusal of an id that no rule and no family has. */
export async function unknownRule(id: string, rules: readonly Rule[]): Promise<UsageError> {
  const { nearestHint } = await import('../formula/nearest-name.js');
  const hint = nearestHint(
    id,
    rules.map((rule) => rule.id),
  );
  return new UsageError(zh`没有规则 ${id}${hint}；用 gouji rules 查看全部`);
}
