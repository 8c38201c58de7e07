import type { CheckedReport, RunOutline, RunResult } from '../engine/outcome.js';
import type { Language, Tell } from '../language/message.js';
import type { Location } from '../model/location.js';
import type { Link } from './workbook/write-workbook.js';

export interface RenderOptions {
  readonly color: boolean;
  /** Lists every tail and every reason for what was not checked. */
  readonly verbose: boolean;
  readonly language: Language;
  /** Says messages in that language. */
  readonly tell: Tell;
  readonly tool: { readonly name: string; readonly version: string };
  /** Where a place can be opened from the output; undefined where it cannot. */
  readonly linkTo: (place: Location) => Link | undefined;
}

export type Render = (result: RunResult, options: RenderOptions) => string | Uint8Array;

/** A format that is written report by report, whatever the others are. */
export interface Streamed {
  readonly report: (checked: CheckedReport, options: RenderOptions) => string;
  /** What is said of the run as a whole. */
  readonly end: (outline: RunOutline, options: RenderOptions) => readonly string[];
  /** Stands between any two of these. */
  readonly separator: string;
  /** Stands behind the last. */
  readonly terminator: string;
}

/** Streamed formats, loaded when they are asked for. */
export const STREAMED = {
  text: async () => (await import('./text.js')).TEXT,
  ndjson: async () => (await import('./ndjson.js')).NDJSON,
} satisfies Readonly<Record<string, () => Promise<Streamed>>>;

export const isStreamed = (format: Format): format is keyof typeof STREAMED =>
  Object.hasOwn(STREAMED, format);

/** The whole of a streamed format at once. */
const whole =
  ({ report, end, separator, terminator }: Streamed): Render =>
  (result, options) =>
    [...result.reports.map((checked) => report(checked, options)), ...end(result, options)].join(separator) +
    terminator;

/** Format name → what prints it; loaded when it is asked for. */
export const FORMATS = {
  text: async () => whole(await STREAMED.text()),
  json: async () => (await import('./json.js')).renderJson,
  ndjson: async () => whole(await STREAMED.ndjson()),
  csv: async () => (await import('./csv.js')).renderCsv,
  markdown: async () => (await import('./markdown.js')).renderMarkdown,
  sarif: async () => (await import('./sarif.js')).renderSarif,
  junit: async () => (await import('./junit.js')).renderJunit,
  html: async () => (await import('./html/page.js')).renderHtml,
  github: async () => (await import('./github.js')).renderGithub,
  xlsx: async () => (await import('./issue-list/write.js')).renderIssueList,
} satisfies Readonly<Record<string, () => Promise<Render>>>;

export type Format = keyof typeof FORMATS;

/** Formats that are no text, and are only written to files. */
export const BINARY_FORMATS: ReadonlySet<Format> = new Set(['xlsx']);
/** Formats that draw the sheets. */
export const DRAWING: ReadonlySet<Format> = new Set(['html']);
