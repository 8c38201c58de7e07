import { availableParallelism } from 'node:os';
import { inOrder } from '../batch/in-order.js';
import { inflated, type Answer } from '../batch/answer.js';
import { documentReader } from '../batch/document-reader.js';
import type { Folder, InputFile } from '../batch/run.js';
import { INTERRUPTED, unchecked } from '../batch/unchecked.js';
import { unitsOf } from '../batch/units.js';
import type { Problem, ReportOutline, RunOutline } from '../engine/outcome.js';
import { tellIn } from '../language/catalogues.js';
import { STREAMED } from '../output/formats.js';
import { answerBy, streamOptions, type Settings, type StreamedFormat } from './answer-by.js';
import { replacementOf, type Replacement } from './output-file.js';
import { print, type EncodingChoice } from './print.js';
import { progressOn } from './progress.js';
import { UsageError } from './usage-error.js';

/** A streamed format and the file that it goes to, if not to the screen. */
export interface StreamedTarget extends StreamedFormat {
  readonly file?: string;
}

/** How a run goes, whatever comes of it. */
export interface RunAs {
  readonly jobs?: number;
  readonly encoding: EncodingChoice;
  /** A folder that keeps answers from run to run. */
  readonly resume?: string;
  /** Ends it before its time, in order. */
  readonly signal?: AbortSignal;
}

/** A thread takes some tenths of a second to start: fewer files are checked sooner without. */
const FILES_WORTH_A_THREAD = 16;
/** A workbook of the default limits takes a quarter of it. */
const SECONDS_WITHOUT_A_WORD = 120;
/** Units in hand for each thread, so that none waits while answers are written. */
const UNITS_A_THREAD = 2;

/**
 * Checks files folder by folder, on as many cores as `jobs` says, and writes every report as soon as those before
 * it are written, so that thousands of them take little more memory than some.
 *
 * @param finish what else is to be told of the run; where it throws, no file is written
 */
export async function checkInTurn(
  inputs: readonly InputFile[],
  targets: readonly StreamedTarget[],
  settings: Omit<Settings, 'formats'>,
  { jobs = availableParallelism(), encoding, resume, signal }: RunAs,
  finish: (problems: readonly Problem[]) => Omit<RunOutline, 'reports'>,
): Promise<RunOutline> {
  const units = unitsOf(inputs);
  const formats = targets.map(({ format, color }) => ({ format, color }));
  const threads = Math.min(jobs, units.length, Math.floor(inputs.length / FILES_WORTH_A_THREAD));
  const whole = { ...settings, formats };
  const kept = resume === undefined ? undefined : await keptIn(resume, whole);
  const { answer: workedOut, close } =
    threads > 1 ? await inThreads(threads, whole) : await hereAndNow(whole);
  const answer = kept?.answer(workedOut) ?? workedOut;
  const progress = progressOn(process.stderr, inputs.length);
  const outputs = await Promise.all(targets.map((target) => outputTo(target, settings.render, encoding)));
  const reports: ReportOutline[] = [];
  const problems: Problem[] = [];
  try {
    const atOnce = threads > 1 ? threads * UNITS_A_THREAD : 1;
    const checked = new Set<string>();
    const onDone = ({ length }: Folder): void => {
      progress.advance(length);
    };
    for await (const answered of inOrder(units, answer, atOnce, onDone, signal)) {
      for (const { file } of answered.files) checked.add(file);
      problems.push(...answered.problems);
      for (const { outline, written } of answered.reports) {
        reports.push(outline);
        progress.clear();
        for (const [index, output] of outputs.entries()) await output.write(inflated(written[index]));
      }
    }
    progress.clear();
    problems.push(...unchecked(inputs, checked, INTERRUPTED, await tellIn(settings.render.language)));
    const outline = { reports, ...finish(problems) };
    for (const output of outputs) await output.end(outline);
    for (const complaint of kept?.complaints() ?? []) await print(`${complaint}\n`, encoding, process.stderr);
    const failures = outputs.flatMap(({ failure }) => failure() ?? []);
    if (failures.length > 0) throw new UsageError(failures.map(({ message }) => message).join('；'));
    return outline;
  } finally {
    progress.clear();
    for (const output of outputs) await output.drop();
    await close();
  }
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

/** Answers that are kept from run to run. */
async function keptIn(
  folder: string,
  settings: Settings,
): Promise<{
  readonly answer: (workedOut: Answer) => Answer;
  readonly complaints: () => readonly string[];
}> {
  const { storeIn, storeRefusal } = await import('./answer-store.js');
  const { cached } = await import('../batch/cached.js');
  const { contentOf } = await import('../batch/content.js');
  const { settingsDigest } = await import('./settings-digest.js');
  const tell = await tellIn(settings.render.language);
  const refusal = await storeRefusal(folder);
  if (refusal) throw new UsageError(tell(refusal));
  const store = storeIn(folder);
  const digest = await settingsDigest(settings);
  return {
    answer: (workedOut) => cached(workedOut, store, (folders) => contentOf(folders, digest, settings.limits)),
    complaints: () => store.complaints().map(tell),
  };
}

interface Output {
  readonly write: (report: string) => Promise<void>;
  readonly end: (outline: RunOutline) => Promise<void>;
  /** Leaves what was there before, unless it has ended. */
  readonly drop: () => Promise<void>;
  /** Why it could not be written, if so: the other outputs are still written. */
  readonly failure: () => UsageError | undefined;
}

async function outputTo(
  target: StreamedTarget,
  render: Settings['render'],
  encoding: EncodingChoice,
): Promise<Output> {
  const { separator, terminator, end } = await STREAMED[target.format]();
  const tell = await tellIn(render.language);
  let failure: UsageError | undefined;
  const attempt = async (step: () => Promise<void>): Promise<void> => {
    if (failure) return;
    try {
      await step();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failure = error;
    }
  };
  let sink: Replacement | undefined;
  await attempt(async () => {
    sink =
      target.file === undefined
        ? screen(target.format === 'text' ? encoding : 'utf-8')
        : await replacementOf(target.file);
  });
  let isFirst = true;
  const write = (piece: string): Promise<void> =>
    attempt(async () => {
      await sink?.write(isFirst ? piece : separator + piece);
      isFirst = false;
    });
  return {
    write,
    end: async (outline) => {
      for (const piece of end(outline, streamOptions(render, tell, target))) await write(piece);
      await attempt(async () => {
        await sink?.write(terminator);
        await sink?.finish();
        sink = undefined;
      });
    },
    drop: async () => sink?.drop(),
    failure: () => failure,
  };
}

const screen = (encoding: EncodingChoice): Replacement => ({
  write: (content) => (typeof content === 'string' ? print(content, encoding) : Promise.resolve()),
  finish: () => Promise.resolve(),
  drop: () => Promise.resolve(),
});
