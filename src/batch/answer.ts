import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { suspectedIn, type CheckedReport, type Problem } from '../engine/outcome.js';
import { outlineOf, type ReportOutline } from '../engine/outline.js';
import type { Met, settling } from '../engine/waiver.js';
import { factsOf, type ReportFacts } from '../rules/between/facts.js';
import type { Rule } from '../rules/rule.js';
import type { Linked } from './in-order.js';
import { checkFolders, type Folder, type ReadInput, type RunOptions } from './run.js';

/** What a format writes of a report: a text for each section of its output. */
type Pieces = readonly string[];

/** What is done with the answer on a report before the next report is judged. */
export type Keep = (report: AnsweredReport) => AnsweredReport;

/** What is kept of a report when it has been checked. */
interface AnsweredReport {
  readonly outline: ReportOutline;
  /** What the rules between reports compare it by. */
  readonly facts: ReportFacts;
  /** As each of the formats writes it; deflated where thousands may wait for what comes before them. */
  readonly written: readonly (Pieces | Uint8Array)[];
  /** What it says of earlier decisions. */
  readonly met: readonly Met[];
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
 * @param formats how each of the formats writes a report
 * @param settleOne applies earlier decisions to it
 */
export const answering =
  (
    rules: readonly Rule[],
    read: ReadInput,
    options: RunOptions,
    formats: readonly ((checked: CheckedReport) => Pieces)[],
    settleOne: ReturnType<typeof settling>['report'],
    keep: Keep = (report) => report,
  ): Answer =>
  async (folders) => {
    const answered = (checked: CheckedReport): AnsweredReport => {
      const { settled, met } = settleOne(checked);
      return keep({
        outline: outlineOf(settled),
        facts: factsOf(settled.report, suspectedIn(settled.findings)),
        written: formats.map((write) => write(settled)),
        met,
      });
    };
    return (await checkFolders(folders, rules, read, answered, options)).map(
      ({ files, reports, problems, offers, seeking }) => ({ files, reports, problems, offers, seeking }),
    );
  };

/** A report as it is best kept, and handed over: with nothing left to be worked out of all that it was made of. */
export const packed: Keep = (report) => ({
  ...report,
  facts: { ...report.facts },
  written: report.written.map((pieces) => (pieces instanceof Uint8Array ? pieces : deflatedPieces(pieces))),
});

/** An answer whose reports are. */
export const allPacked = (answer: FolderAnswer): FolderAnswer => ({
  ...answer,
  reports: answer.reports.map(packed),
});

/** How long each of the texts is in bytes, on a line of its own; then the texts. */
function deflatedPieces(pieces: Pieces): Uint8Array {
  const texts = pieces.map((piece) => Buffer.from(piece));
  const head = Buffer.from(`${texts.map(({ length }) => length).join(' ')}\n`);
  // In a buffer of its own: who hands over a part of one hands over all of it.
  return new Uint8Array(deflateRawSync(Buffer.concat([head, ...texts]), { level: 1 }));
}

/** What a format wrote of a report. */
export function inflated(written: Pieces | Uint8Array | undefined): Pieces {
  if (!(written instanceof Uint8Array)) return written ?? [];
  const bytes = inflateRawSync(written);
  const head = bytes.indexOf('\n');
  let start = head + 1;
  const lengths = bytes.toString('latin1', 0, head).split(' ').map(Number);
  return lengths.map((length) => {
    const text = bytes.toString('utf8', start, start + length);
    start += length;
    return text;
  });
}
