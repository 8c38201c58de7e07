import { documentReader } from '../batch/document-reader.js';
import { run } from '../batch/run.js';
import { tellIn } from '../language/catalogues.js';
import { zh } from '../language/message.js';
import { renderInspection, renderInspectionJson } from '../output/inspect.js';
import { configFor } from './find-config.js';
import type { InputOptions } from './input-options.js';
import { limitsOf, type LimitOptions } from './limit-options.js';
import { withListed } from './listed-paths.js';
import type { ConfigOptions, OutputOptions, RuleOptions } from './main.js';
import { inputsOf } from './paths.js';
import { print } from './print.js';
import { ruleSet } from './rule-set.js';
import { UsageError } from './usage-error.js';

/** gouji inspect: what was recognised, what was not, and why; returns the exit code. */
export async function inspectCommand(
  given: readonly string[],
  options: InputOptions & LimitOptions & ConfigOptions & OutputOptions & Pick<RuleOptions, 'profile'>,
): Promise<number> {
  const tell = await tellIn(options.lang);
  const paths = await withListed(given, options.filesFrom);
  if (paths.length === 0) throw new UsageError(zh`缺少参数 路径\n用 gouji --help 查看用法`);
  const config = await configFor(paths, options, tell);
  const { files, problems } = await inputsOf(paths, options);
  const reader = documentReader(limitsOf(options));
  const { profiles } = await ruleSet({ rules: [], profile: options.profile, only: [], skip: [] });
  const {
    recognitions,
    reports,
    problems: unread,
  } = await run(files, [], reader.read, { profiles, variants: config?.variants, tell }).finally(reader.close);
  const inspection = {
    recognitions,
    reports,
    problems: [...problems, ...unread],
  };
  if (options.format === 'json') await print(renderInspectionJson(inspection, tell), 'utf-8');
  else await print(renderInspection(inspection, tell), options.encoding);
  return reports.length === 0 || inspection.problems.some(({ kind }) => kind === 'broken') ? 2 : 0;
}
