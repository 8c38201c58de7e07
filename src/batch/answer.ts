import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { outlineOf, type CheckedReport, type Problem, type ReportOutline } from '../engine/outcome.js';
import { factsOf, type ReportFacts } from '../rules/between/facts.js';
import type { Rule } from '../rules/rule.js';
import type { Linked } from './in-order.js';
import { checkFolders, type Folder, type ReadInput, type RunOptions } from './run.js';

/** What is kept of a report when it has been checked. */
interface AnsweredReport {
  readonly outline: ReportOutline;
  /** What the rules between reports compare it by. */
  readonly facts: ReportFacts;
  /** As each of the streamed formats writes it; deflated, since thousands may wait for what comes before them. */
  readonly written: readonly Uint8Array[];
}

/**
 * What is kept of a folder, or of some files of a very large one: small, and plain data, so that a thread can hand
 * it over.
 */
export interface FolderAnswer extends Linked {
  readonly reports: readonly AnsweredReport[];
  readonly problems: readonly Problem[];
}

/**
 * Checks folders; texts of one may be of reports of another. Gives one answer for a folder, and for part of a very
 * large one as many as there are files that have to do with one another. Never throws for what is in the files.
 */
export type Answer = (folders: readonly Folder[]) => Promise<FolderAnswer[]>;

/**
 * An answer by checking here and now.
 *
 * @param formats how each of the streamed formats writes a report
 */
export const answering =
  (
    rules: readonly Rule[],
    read: ReadInput,
    options: RunOptions,
    formats: readonly ((checked: CheckedReport) => string)[],
  ): Answer =>
  async (folders) =>
    (await checkFolders(folders, rules, read, options)).map(
      ({ files, reports, problems, offers, seeking }) => ({
        files,
        reports: reports.map((checked) => ({
          outline: outlineOf(checked),
          facts: factsOf(checked.report),
          written: formats.map((write) => deflated(write(checked))),
        })),
        problems,
        offers,
        seeking,
      }),
    );

const deflated = (text: string): Uint8Array => deflateRawSync(text, { level: 1 });

/** A report as a format writes it. */
export const inflated = (written: Uint8Array | undefined): string =>
  written ? inflateRawSync(written).toString() : '';
