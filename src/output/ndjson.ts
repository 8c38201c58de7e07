import { toJson } from './escape.js';
import { betweenJson, reportJson, runJson, withFindings } from './json.js';
import { inSections } from './sections.js';

/**
 * A run as JSON lines: one for every report, one for what several say together, and a last one that sums up and names
 * what could not be checked.
 * Their JSON Schema is ndjson.schema.json beside this file.
 */
export const NDJSON = inSections({
  report: (checked, { tell }) => [toJson({ type: 'report', ...reportJson(checked, tell) }, 0)],
  start: () => '',
  ends: (outline, { tool, tell }) => [
    (function* () {
      if (outline.between) {
        const line = toJson({ type: 'between', ...betweenJson(outline.between) }, 0);
        yield* withFindings(line, outline.between.findings, 0);
      }
      yield toJson({ type: 'summary', tool, ...runJson(outline, tell) }, 0);
    })(),
  ],
  separator: '',
});
