import type { CheckedReport } from '../engine/outcome.js';
import type { ReportOutline, RunOutline } from '../engine/outline.js';
import type { Language, Tell } from '../language/message.js';
import type { Location } from '../model/location.js';
import type { Rule } from '../rules/rule.js';
import type { Link } from './workbook/write-workbook.js';

/** How a report is written, wherever it was checked. */
export interface ReportOptions {
  readonly color: boolean;
  /** Lists every tail and every reason for what was not checked. */
  readonly verbose: boolean;
  readonly language: Language;
  /** Says messages in that language. */
  readonly tell: Tell;
  readonly tool: { readonly name: string; readonly version: string };
  /** What the run judges by. */
  readonly rules: readonly Rule[];
  /** The file that settled severities and decisions; absent where none is used. */
  readonly config?: string;
}

/** How an output is put together of them. */
export interface RenderOptions extends ReportOptions {
  /** Where a place can be opened from the output; undefined where it cannot. */
  readonly linkTo: (place: Location) => Link | undefined;
}

/** What is written of one report: a text for each section of the output. */
export type Pieces = readonly string[];

/** Keeps texts, however many, until they are asked for. */
export interface Spool {
  readonly put: (text: string) => void;
  /** All that was put, in its order. */
  readonly texts: () => Iterable<string>;
}

/** Where an output is written. */
export interface Destination {
  readonly write: (content: string | Uint8Array) => Promise<void>;
  readonly spool: () => Spool;
  /** Pages in a folder beside it; absent where there is none, as on the screen. */
  readonly beside?: {
    /** The folder as a reference from the output, and the output as one from a page. */
    readonly folder: string;
    readonly back: string;
    readonly write: (name: string, content: string) => Promise<void>;
  };
}

/** Puts together what was written of reports, which come one by one in their order. */
interface Assembly {
  readonly add: (pieces: Pieces, outline: ReportOutline) => Promise<void>;
  /** What is said of the run as a whole. */
  readonly end: (outline: RunOutline) => Promise<void>;
}

/** A format: every report is written by itself, whatever the others are, so that thousands need no more memory than one. */
export interface OutputFormat {
  readonly report: (checked: CheckedReport, options: ReportOptions) => Pieces;
  readonly assemble: (to: Destination, options: RenderOptions) => Assembly;
}

/** Format name → what writes it; loaded when it is asked for. */
export const FORMATS = {
  text: async () => (await import('./text.js')).TEXT,
  json: async () => (await import('./json.js')).JSON_FORMAT,
  ndjson: async () => (await import('./ndjson.js')).NDJSON,
  csv: async () => (await import('./csv.js')).CSV,
  markdown: async () => (await import('./markdown.js')).MARKDOWN,
  sarif: async () => (await import('./sarif.js')).SARIF,
  junit: async () => (await import('./junit.js')).JUNIT,
  html: async () => (await import('./html/page.js')).HTML,
  github: async () => (await import('./github.js')).GITHUB,
  xlsx: async () => (await import('./issue-list/write.js')).ISSUE_LIST,
} satisfies Readonly<Record<string, () => Promise<OutputFormat>>>;

export type Format = keyof typeof FORMATS;

/** Formats that are no text, and are only written to files. */
export const BINARY_FORMATS: ReadonlySet<Format> = new Set(['xlsx']);
/** Formats that draw the sheets. */
export const DRAWING: ReadonlySet<Format> = new Set(['html']);
