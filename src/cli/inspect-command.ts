import { run } from '../batch/run.js';
import { renderInspection, renderInspectionJson } from '../output/inspect.js';
import { inputsOf } from './paths.js';

/** gouji inspect: what was recognised, what was not, and why; returns the exit code. */
export async function inspectCommand(paths: readonly string[], format: 'text' | 'json'): Promise<number> {
  const { files, problems } = await inputsOf(paths);
  const { recognitions, reports, problems: unread } = await run(files, []);
  const inspection = {
    recognitions,
    reports: reports.map(({ report }) => report),
    problems: [...problems, ...unread],
  };
  process.stdout.write(format === 'json' ? renderInspectionJson(inspection) : renderInspection(inspection));
  return reports.length === 0 || inspection.problems.some(({ kind }) => kind === 'broken') ? 2 : 0;
}
