import type { RunResult } from '../engine/outcome.js';
import { toJson } from './escape.js';
import type { RenderOptions } from './formats.js';
import { reportJson, runJson } from './json.js';

/**
 * Renders a run as JSON lines: one for every report, and a last one that sums up and names what could not be
 * checked. Their JSON Schema is ndjson.schema.json beside this file.
 */
export function renderNdjson(result: RunResult, { tool }: Pick<RenderOptions, 'tool'>): string {
  return [
    ...result.reports.map((checked) => ({ type: 'report', ...reportJson(checked) })),
    { type: 'summary', tool, ...runJson(result) },
  ]
    .map((line) => toJson(line, 0))
    .join('');
}
