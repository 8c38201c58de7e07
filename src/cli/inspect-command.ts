import { documentReader } from '../batch/document-reader.js';
import { run } from '../batch/run.js';
import { told } from '../language/message.js';
import { renderInspection, renderInspectionJson } from '../output/inspect.js';
import { limitsOf, type LimitOptions } from './limit-options.js';
import type { OutputOptions, RuleOptions } from './main.js';
import { inputsOf } from './paths.js';
import { print } from './print.js';
import { ruleSet } from './rule-set.js';

/** gouji inspect: what was recognised, what was not, and why; returns the exit code. */
export async function inspectCommand(
  paths: readonly string[],
  options: LimitOptions & OutputOptions & Pick<RuleOptions, 'profile'>,
): Promise<number> {
  const { files, problems } = await inputsOf(paths);
  const reader = documentReader(limitsOf(options));
  const { profiles } = await ruleSet({ rules: [], profile: options.profile, only: [], skip: [] });
  const {
    recognitions,
    reports,
    problems: unread,
  } = await run(files, [], reader.read, { profiles }).finally(reader.close);
  const inspection = {
    recognitions,
    reports,
    problems: [...problems, ...unread],
  };
  if (options.format === 'json') await print(renderInspectionJson(inspection, told), 'utf-8');
  else await print(renderInspection(inspection, told), options.encoding);
  return reports.length === 0 || inspection.problems.some(({ kind }) => kind === 'broken') ? 2 : 0;
}
