import type { CheckedReport, Problem } from '../engine/outcome.js';
import { outlineOf, type ReportOutline } from '../engine/outline.js';
import type { Met, settling } from '../engine/waiver.js';
import { factsOf, type ReportFacts } from '../rules/between/facts.js';
import type { Rule } from '../rules/rule.js';
import { checkFolders, type Folder, type ReadInput, type RunOptions } from './run.js';

/** What is kept of a report when it has been checked. */
interface AnsweredReport {
  readonly outline: ReportOutline;
  /** What the rules between reports compare it by. */
  readonly facts: ReportFacts;
  /** As each of the formats writes it: a text for each section of its output. */
  readonly written: readonly (readonly string[])[];
  /** What it says of earlier decisions. */
  readonly met: readonly Met[];
}

/** What is kept of a folder: small, and no more than text, so that a thread can hand it over. */
export interface FolderAnswer {
  readonly reports: readonly AnsweredReport[];
  readonly problems: readonly Problem[];
  /** What texts of other folders may look for in it, and what its own look for in others. */
  readonly offers: readonly string[];
  readonly seeking: readonly string[];
}

/** Checks folders; texts of one may be of reports of another. Never throws for what is in the files. */
export type Answer = (folders: readonly Folder[]) => Promise<FolderAnswer[]>;

/**
 * An answer by checking here and now.
 *
 * @param formats how each of the formats writes a report
 * @param settleOne applies earlier decisions to it
 */
export const answering =
  (
    rules: readonly Rule[],
    read: ReadInput,
    options: RunOptions,
    formats: readonly ((checked: CheckedReport) => readonly string[])[],
    settleOne: ReturnType<typeof settling>['report'],
  ): Answer =>
  async (folders) =>
    (await checkFolders(folders, rules, read, options)).map(({ reports, problems, offers, seeking }) => ({
      reports: reports.map((checked) => {
        const { settled, met } = settleOne(checked);
        return {
          outline: outlineOf(settled),
          facts: factsOf(settled.report),
          written: formats.map((write) => write(settled)),
          met,
        };
      }),
      problems,
      offers,
      seeking,
    }));
