import type { RunResult } from '../engine/outcome.js';

export interface RenderOptions {
  readonly color: boolean;
  /** Lists every tail and every reason for what was not checked. */
  readonly verbose: boolean;
  readonly tool: { readonly name: string; readonly version: string };
}

export type Render = (result: RunResult, options: RenderOptions) => string;

/** Format name → what prints it; loaded when it is asked for. */
export const FORMATS = {
  text: async () => (await import('./text.js')).renderText,
  json: async () => (await import('./json.js')).renderJson,
  ndjson: async () => (await import('./ndjson.js')).renderNdjson,
  csv: async () => (await import('./csv.js')).renderCsv,
  markdown: async () => (await import('./markdown.js')).renderMarkdown,
  sarif: async () => (await import('./sarif.js')).renderSarif,
  junit: async () => (await import('./junit.js')).renderJunit,
  github: async () => (await import('./github.js')).renderGithub,
} satisfies Readonly<Record<string, () => Promise<Render>>>;

export type Format = keyof typeof FORMATS;
