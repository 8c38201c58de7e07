import { documentReader } from '../batch/document-reader.js';
import { run } from '../batch/run.js';
import { renderInspection, renderInspectionJson } from '../output/inspect.js';
import { limitsOf, type LimitOptions } from './limit-options.js';
import { inputsOf } from './paths.js';

/** gouji inspect: what was recognised, what was not, and why; returns the exit code. */
export async function inspectCommand(
  paths: readonly string[],
  options: LimitOptions & { readonly format: 'text' | 'json' },
): Promise<number> {
  const { files, problems } = await inputsOf(paths);
  const reader = documentReader(limitsOf(options));
  const { recognitions, reports, problems: unread } = await run(files, [], reader.read).finally(reader.close);
  const inspection = {
    recognitions,
    reports: reports.map(({ report }) => report),
    problems: [...problems, ...unread],
  };
  const render = options.format === 'json' ? renderInspectionJson : renderInspection;
  process.stdout.write(render(inspection));
  return reports.length === 0 || inspection.problems.some(({ kind }) => kind === 'broken') ? 2 : 0;
}
