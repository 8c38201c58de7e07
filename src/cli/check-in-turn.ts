import { availableParallelism } from 'node:os';
import { inOrder } from '../batch/in-order.js';
import type { Answer, FolderAnswer } from '../batch/answer.js';
import { documentReader } from '../batch/document-reader.js';
import { foldersOf, type InputFile } from '../batch/run.js';
import { isWaived, type Problem } from '../engine/outcome.js';
import { outlineKeeper, type ReportOutline, type RunOutline } from '../engine/outline.js';
import { followUpsOf, settling } from '../engine/waiver.js';
import type { ReportFacts } from '../rules/between/facts.js';
import { answerBy, NOTHING_DECIDED, reportOptions, type FormatChoice, type Settings } from './answer-by.js';
import { linksFrom } from './links.js';
import { outputTo, refuseFailed } from './outputs.js';
import type { EncodingChoice } from './print.js';
import { progressOn } from './progress.js';
import type { RuleSet } from './rule-set.js';
import type { Target } from './targets.js';

/** A thread takes some tenths of a second to start: fewer files are checked sooner without. */
const FILES_WORTH_A_THREAD = 16;
/** A workbook of the default limits takes a quarter of it. */
const SECONDS_WITHOUT_A_WORD = 120;
/** Folders in hand for each thread, so that none waits while answers are written. */
const FOLDERS_A_THREAD = 2;

/**
 * Checks files folder by folder, on as many cores as `jobs` says, and writes every report as soon as those before
 * it are written, so that thousands of them take little more memory than some.
 *
 * @param finish everything to tell of files, and of reports together; where it throws, no file is written
 */
export async function checkInTurn(
  inputs: readonly InputFile[],
  targets: readonly (Target & FormatChoice)[],
  settings: Omit<Settings, 'formats'>,
  { rules, archives }: { readonly rules: RuleSet; readonly archives: readonly string[] },
  { jobs = availableParallelism(), encoding }: { readonly jobs?: number; readonly encoding: EncodingChoice },
  finish: (
    problems: readonly Problem[],
    facts: readonly ReportFacts[],
  ) => Pick<RunOutline, 'problems' | 'between'>,
): Promise<RunOutline> {
  const folders = foldersOf(inputs);
  const formats = targets.map(({ format, color }) => ({ format, color }));
  const threads = Math.min(jobs, folders.length, Math.floor(inputs.length / FILES_WORTH_A_THREAD));
  const { answer, close } =
    threads > 1
      ? await inThreads(threads, { ...settings, formats })
      : await hereAndNow({ ...settings, formats });
  const options = await reportOptions(settings.render, rules);
  const progress = progressOn(process.stderr, inputs.length, options.tell);
  const outputs = await Promise.all(
    targets.map(({ color, ...target }) =>
      outputTo(
        target,
        { ...options, color, linkTo: linksFrom(target.file ?? '', new Map(), archives) },
        encoding,
      ),
    ),
  );
  const reports: ReportOutline[] = [];
  const facts: ReportFacts[] = [];
  const problems: Problem[] = [];
  const kept = outlineKeeper();
  const followUps = settings.decisions && followUpsOf(settings.decisions.waivers);
  try {
    const atOnce = threads > 1 ? threads * FOLDERS_A_THREAD : 1;
    const answers = inOrder(folders, answer, atOnce, (folder) => {
      progress.advance(folder.map(({ file }) => file));
    });
    for await (const answered of answers) {
      problems.push(...answered.problems);
      progress.count(countsOf(answered));
      for (const { outline, facts: own, written, met } of answered.reports) {
        const report = kept(outline);
        reports.push(report);
        facts.push(own);
        followUps?.add(met);
        progress.clear();
        for (const [index, output] of outputs.entries()) await output.add(written[index] ?? [], report);
      }
    }
    progress.clear();
    const { config } = settings.render;
    const { between, ...told } = finish(problems, facts);
    const together = between && settling(settings.decisions ?? NOTHING_DECIDED).between(between);
    if (together) followUps?.addBetween(together.met);
    const outline: RunOutline = {
      reports,
      ...told,
      ...(together && { between: together.settled }),
      ...(followUps && { followUps: followUps.all() }),
      ...(config !== undefined && { config }),
    };
    for (const output of outputs) await output.end(outline);
    refuseFailed(outputs);
    return outline;
  } finally {
    progress.clear();
    for (const output of outputs) await output.drop();
    await close();
  }
}

function countsOf({ reports, problems }: FolderAnswer): { errors: number; broken: number } {
  const errors = reports
    .flatMap(({ outline }) => outline.tallies)
    .filter((tally) => tally.severity === 'error' && !isWaived(tally))
    .reduce((sum, { count }) => sum + count, 0);
  return { errors, broken: problems.filter(({ kind }) => kind === 'broken').length };
}

interface Answering {
  readonly answer: Answer;
  readonly close: () => Promise<void>;
}

async function hereAndNow(settings: Settings): Promise<Answering> {
  const { read, close } = documentReader(settings.limits);
  return { answer: await answerBy(settings, read), close };
}

async function inThreads(threads: number, settings: Settings): Promise<Answering> {
  const { Worker } = await import('node:worker_threads');
  const { pool } = await import('../batch/pool.js');
  const thread = new URL('./checking-thread.js', import.meta.url);
  return pool(threads, () => new Worker(thread, { workerData: settings }), SECONDS_WITHOUT_A_WORD);
}
